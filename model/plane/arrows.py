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

LONGEST = 0.3  # of the visible plane, for the longest of the arrows
KEPT = (0.08, 0.45)  # of it, between which the longest may come to be before the scale changes
MARGIN = 0.04  # of the plane at its edges, where no arrow is to end
PLACES = 19  # along a line where an arrow may begin


@dataclass(frozen=True)
class Arrows:
    """Arrows on the plane, each from its start to its tip, and the line after the update.

    ``ghost`` is the line before the update that was made last.

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
    ghost: Segment | None = None


def arrows(
    document: Document,
    before: Floats,
    after: Floats,
    shown: Slice,
    region: Region,
    scale: float = 0.0,
    ghost: Floats | None = None,
) -> Arrows | None:
    """The arrows of an update of theta from ``before`` to ``after``, in units of the plane.

    They are perpendicular to the line in the units of the classifier, in which the plane is square.
    They keep the ``scale`` of those before, unless that makes them much too long or too short: so
    that w is seen to grow from one update to the next. ``ghost`` is theta before the last update,
    if one was made. None where the boundary is not one line, or
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
    foot, scale = _placed(seen, units, region, (w, w_after), scale)
    tip, tip_after = foot + scale * w, foot + scale * w_after
    weights = _segment(foot, tip, units) if w.any() else None
    left_behind = None if ghost is None else _line(document, ghost, shown, region)
    if np.array_equal(before, after):
        return Arrows(scale, weights, ghost=left_behind)
    return Arrows(
        scale,
        weights,
        _segment(tip, tip_after, units) if (w_after != w).any() else None,
        _segment(foot, tip_after, units) if w_after.any() else None,
        _line(document, after, shown, region),
        _name(document, after > before),
        left_behind,
    )


def _placed(
    seen: Segment | None, units: Floats, region: Region, ways: tuple[Floats, Floats], scale: float
) -> tuple[Floats, float]:
    """Where arrows of these ways (2,) begin, and at which scale, so that they end in sight."""
    left, right, bottom, top = region
    corners = np.array([[left, bottom], [right, top]]) / units
    visible = float(min(corners[1] - corners[0]))
    longest = max(math.hypot(*way) for way in (*ways, ways[1] - ways[0]))
    wanted = LONGEST * visible / longest if longest else 0.0
    feet = _feet(seen, units, corners.mean(axis=0))
    rooms = [_room(foot, ways, corners) for foot in feet]
    best = next((i for i, room in enumerate(rooms) if room >= wanted), int(np.argmax(rooms)))
    return feet[best], _scale(scale, longest, visible, rooms[best])


def _scale(before: float, longest: float, visible: float, room: float) -> float:
    """How many times as long arrows are drawn as they are; as before, if they can be seen so.

    ``room`` is how many times as long they may be to end in sight; 0 where they cannot.
    """
    least, most = KEPT
    is_seen = least * visible <= before * longest <= most * visible and before <= room
    if not longest or is_seen:
        return before or 1.0
    return round_down(min(LONGEST * visible / longest, room or math.inf))


def _name(document: Document, grows: Bools) -> str:
    """What is added to w; ``grows`` says of each parameter whether it is more than before."""
    return document.classifier.change_of_weights(document.training, bool(grows[-1]))


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


def _feet(seen: Segment | None, units: Floats, middle: Floats) -> Floats:
    """Where arrows may begin, (places, 2), in the units of the classifier, the best one first.

    On the line that is seen: nearest to the middle, or elsewhere along it; without a line there.
    """
    if seen is None:
        return middle[np.newaxis]
    start, end = np.array(seen[:2]) / units, np.array(seen[2:]) / units
    along = end - start
    nearest = float(np.clip((middle - start) @ along / float(along @ along), 0.0, 1.0))
    shares = np.concatenate([[nearest], np.linspace(0.05, 0.95, PLACES)])
    return np.asarray(start + shares[:, np.newaxis] * along)


def _room(foot: Floats, ways: Sequence[Floats], corners: Floats) -> float:
    """How many times each way (2,) can be gone from a foot within the corners (2, 2)."""
    margin = MARGIN * (corners[1] - corners[0])
    low, high = corners[0] + margin, corners[1] - margin
    room = math.inf
    for way in ways:
        for at, step, least, most in np.column_stack([foot, way, low, high]).tolist():
            if step:
                room = min(room, max(((most if step > 0 else least) - at) / step, 0.0))
    return room


def _segment(start: Floats, end: Floats, units: Floats) -> Segment:
    return Segment(*(start * units).tolist(), *(end * units).tolist())
