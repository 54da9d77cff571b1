"""The arithmetic of one point where training stands, and of an update that visits it."""

from dataclasses import dataclass

import numpy as np

from model.arrays import Floats, Integers, frozen_integers
from model.classifiers.explaining import explain_point, explain_update
from model.data.features import with_derived_inputs
from model.explain import Names
from model.expressions import Explanation
from model.learning.real_update import Update, real_update
from model.run.document import Document
from model.run.measure import is_finite, measure
from model.run.place import Place

POINTS_PER_PARAMETER = 1000  # points of a batch that cost as much as one parameter's equations
SAFE = 1e300  # nothing overflows while scores stay below this


@dataclass(frozen=True, eq=False)
class Arithmetic:
    """One point in equations, and an update that visits it.

    Attributes:
        explanation: the equations.
        point: the index of the point among all points.
        batch: the points of the next update, as indices among all points.
        update: the next update if it visits this point, else an update by this point alone. None
            for a test point, and if the classifier cannot be trained.
        is_next: whether ``update`` is the next update.
        diverges: whether training would take the next update back, since a number would overflow.
    """

    explanation: Explanation
    point: int
    batch: Integers
    update: Update | None
    is_next: bool = False
    diverges: bool = False


def arithmetic(
    document: Document,
    place: Place,
    upcoming: Integers,
    point: int | None = None,
    is_raw: bool = False,
) -> Arithmetic | None:
    """Return the arithmetic of a point where training stands; None if there are no points.

    ``upcoming`` are the points of the next update, none if the classifier cannot be trained.
    Without a ``point`` it is the first of them, or else the first of all points. In raw units there
    are the forward pass and the error alone: training computes with scaled inputs.
    """
    data, classifier, training = document.dataset, document.classifier, document.training
    if not len(data):
        return None
    if point is None or point >= len(data):
        point = int(upcoming[0]) if len(upcoming) else 0
    names = Names(document.input_names, data.class_names)
    visited, upcoming = np.flatnonzero(upcoming == point), frozen_integers(upcoming)
    is_next = len(visited) > 0
    if not is_next and document.test_mask()[point]:
        x, label = document.inputs_of(data.x[[point]])[0], int(data.labels[point])
        alone = explain_point(classifier, training, place.theta, x, names, label)
        return Arithmetic(alone, point, upcoming, None)
    batch, shown = (upcoming, int(visited[0])) if is_next else (np.array([point]), 0)
    x, labels = document.inputs_of(data.x[batch]), data.labels[batch]
    update = real_update(
        classifier.engine(place.theta, x, labels, training), place.memory, x, labels
    )
    equations = explain_update(classifier, training, update, names, shown)
    if is_raw and document.scaling is not None:
        raw_x = with_derived_inputs(data.x[[point]], document.derived)[0]
        raw, label = document.raw_theta(place.theta), int(data.labels[point])
        equations = explain_point(classifier, training, raw, raw_x, names, label)
    if classifier.why_untrainable:  # the equations end with the reason
        return Arithmetic(equations, point, upcoming, None)
    diverges = is_next and _diverges(document, update.theta_after)
    return Arithmetic(equations, point, upcoming, update, is_next, diverges)


def effort(document: Document, upcoming: Integers) -> int:
    """Return the work that the arithmetic of an update takes; 20 000 is about a millisecond."""
    parameters = sum(shape.outputs * (shape.inputs + 1) for shape in document.classifier.shapes)
    return parameters * (POINTS_PER_PARAMETER + len(upcoming))


def _diverges(document: Document, theta: Floats) -> bool:
    """Return whether a trainer would take theta back; scores are computed only if they matter."""
    data, shapes = document.dataset, document.classifier.shapes
    x = document.inputs_of(data.x)
    widest = 1 + max(shape.inputs for shape in shapes)
    with np.errstate(over="ignore", invalid="ignore"):
        raw = document.raw_theta(theta)
        largest = max(widest * np.abs(theta).max(), np.abs(raw).max(), 1.0)
        largest_score = max(np.abs(x).max(), 1.0) * largest ** len(shapes)
    if largest_score < SAFE:  # False where one of them is nan
        return False
    measured = measure(
        document.classifier, theta, x, data.labels, document.training, document.test_mask()
    )
    return not is_finite(document, theta, measured)
