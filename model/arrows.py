"""The weights of a line as an arrow across it, and what an update adds to them."""

import math
from dataclasses import dataclass

import numpy as np

from model.arrays import Bools, Floats
from model.document import Document
from model.field import Region, Segment, line, on_plane
from model.slice import Slice

LONGEST = 0.3  # of the visible plane, for the longest of the arrows
KEPT = (0.08, 0.45)  # of it, between which the longest may come to be before the scale changes
ROUND = (1.0, 2.0, 5.0)  # what a scale begins with


@dataclass(frozen=True)
class Arrows:
    """Arrows on the plane, each from its start to its tip, and the line after the update.

    ``weights`` starts on the line and is w over the features of the plane, ``scale`` times as long
    as it is. At the same scale ``change``, called ``name``, goes on from its tip to that of
    ``changed``, which is w after the update. What there is not is None.
    """

    scale: float
    weights: Segment | None
    change: Segment | None = None
    changed: Segment | None = None
    line: Segment | None = None
    name: str = ""


def arrows(
    document: Document,
    before: Floats,
    after: Floats,
    shown: Slice,
    region: Region,
    scale: float = 0.0,
) -> Arrows | None:
    """The arrows of an update of theta from ``before`` to ``after``, in units of the plane.

    They are perpendicular to the line in the units of the classifier, in which the plane is square.
    They keep the ``scale`` of those before, unless that makes them much too long or too short: so
    that w is seen to grow from one update to the next. None where the boundary is not one line, or
    where it cannot be seen.
    """
    classifier = document.classifier
    if not classifier.is_linear or classifier.outputs > 1 or document.derived:
        return None
    units = _units(document, shown)
    w, w_after = _weights(document, before, shown), _weights(document, after, shown)
    with np.errstate(over="ignore"):
        change = w_after - w
    if not np.isfinite([w, w_after, change]).all():
        return None
    seen = _line(document, before, shown, region)
    if seen is None and w.any():
        return None
    left, right, bottom, top = region
    middle = np.array([left + right, bottom + top]) / 2 / units
    foot = middle if seen is None else _nearest(seen, units, middle)
    visible = float(min(np.array([right - left, top - bottom]) / units))
    scale = _scale(scale, max(math.hypot(*arrow) for arrow in (w, w_after, change)), visible)
    tip, tip_after = foot + scale * w, foot + scale * w_after
    weights = _segment(foot, tip, units) if w.any() else None
    if np.array_equal(before, after):
        return Arrows(scale, weights)
    return Arrows(
        scale,
        weights,
        _segment(tip, tip_after, units) if (w_after != w).any() else None,
        _segment(foot, tip_after, units) if w_after.any() else None,
        _line(document, after, shown, region),
        _name(document, after > before),
    )


def _scale(before: float, longest: float, visible: float) -> float:
    """How many times as long arrows are drawn as they are; as before, if they can be seen so."""
    least, most = KEPT
    if not longest or least * visible <= before * longest <= most * visible:
        return before or 1.0
    wanted = LONGEST * visible / longest
    power = 10.0 ** math.floor(math.log10(wanted))
    return max(first * power for first in ROUND if first * power <= wanted)


def _name(document: Document, grows: Bools) -> str:
    """What is added to w; ``grows`` says of each parameter whether it is more than before."""
    training = document.training
    if document.classifier.one_at_a_time:
        return "+αx" if grows[-1] else "−αx"
    is_plain = training.optimizer == "sgd" and (
        training.penalty == "none" or not training.penalty_rate
    )
    return "−α·∂E/∂w" if is_plain else "change of w"


def _units(document: Document, shown: Slice) -> Floats:
    """How long a unit of the classifier is on the plane, across and up."""
    units = np.ones(2)
    if document.scaling is not None:
        units[: len(shown.axes)] = document.scaling.deviations[list(shown.axes)]
    return units


def _weights(document: Document, theta: Floats, shown: Slice) -> Floats:
    """The weights of the features of the plane, (2,), in the units of the classifier."""
    weights = np.zeros(2)
    (layer,) = document.classifier.layers(theta)
    weights[: len(shown.axes)] = layer.weights[0, list(shown.axes)]
    return weights


def _line(document: Document, theta: Floats, shown: Slice, region: Region) -> Segment | None:
    with np.errstate(over="ignore", invalid="ignore"):
        layer = on_plane(document.raw_layers(theta)[0], shown)
    (w1, w2), b = layer.weights[0].tolist(), float(layer.biases[0])
    return line(w1, w2, b, region)


def _nearest(seen: Segment, units: Floats, to: Floats) -> Floats:
    """The point of a segment that is nearest to a place, in the units of the classifier."""
    start, end = np.array(seen[:2]) / units, np.array(seen[2:]) / units
    along = end - start
    share = float((to - start) @ along) / float(along @ along)
    return np.asarray(start + min(max(share, 0.0), 1.0) * along)


def _segment(start: Floats, end: Floats, units: Floats) -> Segment:
    return Segment(*(start * units).tolist(), *(end * units).tolist())
