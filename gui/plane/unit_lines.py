"""The lines on the plane and the units they belong to: hidden lines, and the boundary."""

from collections.abc import Mapping

import numpy as np

from gui.painting.axes import Pair
from gui.plane.lines_item import contours, curves_of
from model.arrays import Floats
from model.plane.field import Field
from model.plane.sketch import Sketch
from model.plane.units import Focus, UnitId

Curves = list[Floats]
Lines = Mapping[UnitId, Curves]


def hidden_lines(sketch: Sketch, field: Field) -> Lines:
    """Return the lines of the first hidden layer: exact, or contours where inputs are derived."""
    if sketch.document.derived:
        found = [contours(field.grid, scores[np.newaxis]) for scores in field.hidden]
    else:
        found = [curves_of([line]) for line in sketch.hidden_lines]
    return {UnitId(0, unit): curves for unit, curves in enumerate(found)}


def boundary(sketch: Sketch, field: Field) -> Curves:
    """Return the boundary: exact lines where there are some, else contours of the field."""
    if sketch.has_straight_boundary:
        return curves_of(sketch.boundary)
    return contours(field.grid, field.sides())


def owned(sketch: Sketch, hidden: Lines, curves: Curves) -> Lines:
    """Return all lines by the unit they belong to; a border between two classes has both.

    With two classes the boundary belongs to the output.
    """
    classifier = sketch.document.classifier
    if classifier.outputs > 1:
        borders = {UnitId(0, b.one, b.other): curves_of([b.segment]) for b in sketch.borders}
        return {**hidden, **borders}
    return {**hidden, UnitId(len(classifier.shapes) - 1, 0): curves}


def focused_line(sketch: Sketch, focus: Focus) -> Curves:
    """Return where the score of a unit of any layer is 0, or where its class begins to win."""
    if sketch.focus_border is not None:
        return curves_of(sketch.focus_border)
    return contours(focus.grid, focus.scores[np.newaxis])


def nearest(lines: Mapping[UnitId, Curves], spot: Pair, pixel: Pair, reach: float) -> UnitId | None:
    """Return the unit whose line is nearest to a place, None beyond ``reach`` pixels."""
    found: tuple[float, UnitId | None] = (reach, None)
    for unit, curves in lines.items():
        for curve in curves:
            away = _distance(curve / pixel, np.divide(spot, pixel))
            if away < found[0]:
                found = (away, unit)
    return found[1]


def _distance(curve: Floats, spot: Floats) -> float:
    """Return the distance of a place from a curve (points, 2)."""
    start, way = curve[:-1], np.diff(curve, axis=0)
    lengths = np.maximum((way * way).sum(axis=1), 1e-300)
    share = np.clip(((spot - start) * way).sum(axis=1) / lengths, 0.0, 1.0)
    return float(np.hypot(*(start + share[:, np.newaxis] * way - spot).T).min(initial=np.inf))
