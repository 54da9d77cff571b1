"""The arithmetic of one point where training stands, and of the next update that visits it."""

from dataclasses import dataclass

import numpy as np

from model.arrays import Floats, Integers, frozen_integers
from model.classifiers.explaining import explain_point, explain_update
from model.explain import Names
from model.expressions import Explanation
from model.learning.real_update import Update, real_update
from model.run.document import Document
from model.run.measure import is_finite, measure
from model.run.place import Place

OF_A_LINE = 1000  # points of a batch take as long as the equations of one parameter
SAFE = 1e300  # a score below this overflows nowhere


@dataclass(frozen=True, eq=False)
class Arithmetic:
    """One point in equations, and the next update if it visits this point.

    ``point`` and ``batch``, the points of the next update, count among all points. Where the point
    is not one of them, ``update`` is what an update by this point alone would be, and not
    ``is_next``. There is none for a test point, nor where nothing can be learned. ``diverges``:
    training would take the update back, for something would not be finite any more.
    """

    explanation: Explanation
    point: int
    batch: Integers
    update: Update | None
    is_next: bool = False
    diverges: bool = False


def arithmetic(
    document: Document, place: Place, upcoming: Integers, point: int | None = None
) -> Arithmetic | None:
    """The arithmetic of a point where training stands; None where there is no point at all.

    ``upcoming`` are the points of the next update, none where nothing can be learned. Without a
    ``point`` it is the first of them, or the first of all.
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
    if classifier.why_untrainable:  # which the equations say at their end
        return Arithmetic(equations, point, upcoming, None)
    diverges = is_next and _diverges(document, update.theta_after)
    return Arithmetic(equations, point, upcoming, update, is_next, diverges)


def effort(document: Document, upcoming: Integers) -> int:
    """How much work the arithmetic of an update takes: 20 000 of it are about a millisecond."""
    parameters = sum(shape.outputs * (shape.inputs + 1) for shape in document.classifier.shapes)
    return parameters * (OF_A_LINE + len(upcoming))


def _diverges(document: Document, theta: Floats) -> bool:
    """Whether a trainer would take theta back; scores are computed only if they could be huge."""
    data, shapes = document.dataset, document.classifier.shapes
    x = document.inputs_of(data.x)
    widest = 1 + max(shape.inputs for shape in shapes)
    with np.errstate(over="ignore", invalid="ignore"):
        raw = document.raw_theta(theta)
        largest = max(widest * np.abs(theta).max(), np.abs(raw).max(), 1.0)
        largest_score = max(np.abs(x).max(), 1.0) * largest ** len(shapes)
    if largest_score < SAFE:  # not so where one of them is nan
        return False
    measured = measure(
        document.classifier, theta, x, data.labels, document.training, document.test_mask()
    )
    return not is_finite(document, theta, measured)
