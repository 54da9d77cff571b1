"""The weights of a line as an arrow across it, and what an update adds to them."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from model.arrays import Bools, Floats
from model.plane.field import Region, Segment, line, on_plane
from model.plane.slice import Slice
from model.rounding import round_down
from model.run.document import Document

LONGEST = 0.3  # length of the longest arrow, as a share of the visible plane
KEPT = (0.08, 0.45)  # shares between which the longest arrow may vary at the same scale
MARGIN = 0.04  # share of the plane at each edge where no arrow may end
PLACES = 19  # number of places along a line where an arrow may begin


@dataclass(frozen=True)
class Arrows:
    """Arrows on the plane, each from its start to its tip, and lines; None where there is none.

    Attributes:
        scale: the length of an arrow for a vector of length 1.
        weights: w over the features of the plane; it starts on the line.
        change: what the update adds to w, from the tip of ``weights`` to that of ``changed``.
        changed: w after the update; it starts where ``weights`` does.
        line: the line after the update.
        name: what the change is called.
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
    """Return the arrows of an update of theta from ``before`` to ``after``, in units of the plane.

    They are perpendicular to the line in the units of the classifier, where the plane is square.
    The ``scale`` of earlier arrows is kept unless it makes these much too long or too short, so
    that w can be seen to grow from one update to the next. Return None if the boundary is not one
    line, or is not visible.
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
    foot, scale = _placed(seen, units, region, (w, w_after), scale)
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


def _placed(
    seen: Segment | None,
    units: Floats,
    region: Region,
    vectors: tuple[Floats, Floats],
    scale: float,
) -> tuple[Floats, float]:
    """Return where arrows of these vectors (2,) begin, and a scale at which they end in sight."""
    left, right, bottom, top = region
    corners = np.array([[left, bottom], [right, top]]) / units
    visible = float(min(corners[1] - corners[0]))
    longest = max(math.hypot(*v) for v in (*vectors, vectors[1] - vectors[0]))
    wanted = LONGEST * visible / longest if longest else 0.0
    feet = _feet(seen, units, corners.mean(axis=0))
    rooms = [_room(foot, vectors, corners) for foot in feet]
    best = next((i for i, room in enumerate(rooms) if room >= wanted), int(np.argmax(rooms)))
    return feet[best], _scale(scale, longest, visible, rooms[best])


def _scale(before: float, longest: float, visible: float, room: float) -> float:
    """Return the scale of arrows, the one ``before`` if they can be seen well at it.

    ``room`` is the largest scale at which they end in sight; 0 if there is none.
    """
    least, most = KEPT
    is_seen = least * visible <= before * longest <= most * visible and before <= room
    if not longest or is_seen:
        return before or 1.0
    return round_down(min(LONGEST * visible / longest, room or math.inf))


def _name(document: Document, grows: Bools) -> str:
    """Return what the change of w is called; ``grows`` says which parameters grew."""
    return document.classifier.change_of_weights(document.training, bool(grows[-1]))


def _units(document: Document, shown: Slice) -> Floats:
    """Return the length of a unit of the classifier on the plane, across and up, (2,)."""
    units = np.ones(2)
    if document.scaling is not None:
        units[: len(shown.axes)] = document.scaling.deviations[list(shown.axes)]
    return units


def _weights(document: Document, theta: Floats, shown: Slice) -> Floats:
    """Return the weights of the features of the plane, (2,), in the units of the classifier."""
    weights = np.zeros(2)
    (layer,) = document.classifier.layers(theta)
    weights[: len(shown.axes)] = layer.weights[0, list(shown.axes)]
    return weights


def _line(document: Document, theta: Floats, shown: Slice, region: Region) -> Segment | None:
    with np.errstate(over="ignore", invalid="ignore"):
        layer = on_plane(document.raw_layers(theta)[0], shown)
    (w1, w2), b = layer.weights[0].tolist(), float(layer.biases[0])
    return line(w1, w2, b, region)


def _feet(seen: Segment | None, units: Floats, middle: Floats) -> Floats:
    """Return where arrows may begin, (places, 2), in the units of the classifier, best first.

    These are places on the visible line, first the nearest to the middle; without a line, the
    middle alone.
    """
    if seen is None:
        return middle[np.newaxis]
    start, end = np.array(seen[:2]) / units, np.array(seen[2:]) / units
    along = end - start
    nearest = float(np.clip((middle - start) @ along / float(along @ along), 0.0, 1.0))
    shares = np.concatenate([[nearest], np.linspace(0.05, 0.95, PLACES)])
    return np.asarray(start + shares[:, np.newaxis] * along)


def _room(foot: Floats, vectors: Sequence[Floats], corners: Floats) -> float:
    """Return the largest scale at which all vectors (2,) from a foot end within corners (2, 2)."""
    margin = MARGIN * (corners[1] - corners[0])
    low, high = corners[0] + margin, corners[1] - margin
    room = math.inf
    for vector in vectors:
        for at, step, least, most in np.column_stack([foot, vector, low, high]).tolist():
            if step:
                room = min(room, max(((most if step > 0 else least) - at) / step, 0.0))
    return room


def _segment(start: Floats, end: Floats, units: Floats) -> Segment:
    return Segment(*(start * units).tolist(), *(end * units).tolist())
