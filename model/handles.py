"""Lines taken by hand: a unit whose line in the plane is moved or turned, its weights following."""

import numpy as np

from model.arrays import Floats
from model.document import Document
from model.field import Segment, on_plane
from model.layers import Layer, matrices
from model.slice import Slice


def with_line(
    document: Document, theta: Floats, unit: int, shown: Slice, to: Segment, turned: bool
) -> Floats:
    """Theta with the line of a unit of the first layer through ``to``, and as long a w as before.

    The length of w is that in the units of the classifier, over the features of the plane; other
    weights stay. A line that is only moved keeps its direction: only b changes. One that is
    ``turned`` has its side of ones on the side where it was: w turns by less than half a turn.

    Raises:
        ValueError: the unit has no line in this plane.
    """
    raw = document.raw_layers(theta)
    seen = on_plane(raw[0], shown)
    w = seen.weights[unit]
    if not w.any() or document.derived:
        raise ValueError("this unit has no line in the plane")
    if turned:
        w = _turned(document, w, shown, to)
    first = np.array(raw[0].weights)
    biases = np.array(raw[0].biases)
    axes = list(shown.axes)
    first[unit, axes] = w[: len(axes)]
    middle = np.array([to.x1 + to.x2, to.y1 + to.y2]) / 2
    fixed = list(shown.hidden)
    biases[unit] = -(w @ middle) - first[unit, fixed] @ np.array(shown.values)[fixed]
    changed = document.theta_of([Layer(first, biases, raw[0].activation), *raw[1:]])
    # Only this unit's row: the way through raw units would move the last bits of the others.
    shapes = document.classifier.shapes
    result = np.array(theta)
    matrices(result, shapes)[0][unit] = matrices(changed, shapes)[0][unit]
    return result


def _turned(document: Document, w: Floats, shown: Slice, to: Segment) -> Floats:
    """The weights (2,), in raw units, across ``to``, as long as ``w`` in the classifier's units."""
    scale = np.ones(2)
    if document.scaling is not None:
        scale[: len(shown.axes)] = document.scaling.deviations[list(shown.axes)]
    normal = np.array([-(to.y2 - to.y1), to.x2 - to.x1])
    # The side of ones stays on its side in the plane that is seen, which is square in these units.
    if (normal * scale) @ (w * scale) < 0:
        normal = -normal
    length = float(np.linalg.norm(w * scale))
    return np.asarray(normal * (length / float(np.linalg.norm(normal * scale))))
