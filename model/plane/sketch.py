"""What a plane shows of one theta: the field and the lines."""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from model.arrays import Floats
from model.plane.field import (
    Border,
    Field,
    Grid,
    Region,
    Segment,
    borders,
    field,
    grid,
    lines,
    on_plane,
)
from model.plane.slice import Slice
from model.plane.step_borders import step_borders, unit_borders
from model.plane.units import Focus, UnitId, focus
from model.run.document import Document

COARSE = 96  # cells along the longer side of a grid for what is seen faintly or in passing


@dataclass(frozen=True, eq=False, kw_only=True)
class Sketch:
    """The field and the lines of a classifier on a plane.

    Attributes:
        document: what is trained.
        theta: all parameters, (parameters,).
        slice: the slice of the features that the plane shows.
        field: scores and probabilities on the grid; None without a grid.
        boundary: the exact segments of the boundary of a linear classifier or a network of steps.
            Of other classifiers the boundary is where the field's sides are 0.
        borders: the boundary of a linear classifier of more than two classes, each segment with
            the two classes it separates.
        hidden_lines: the line of each unit of the first hidden layer, None where it is not visible.
            Empty with derived inputs: then there are curves, where the field's hidden scores are 0.
        focus: the unit in focus.
        focus_border: the exact segments where the step of the unit in focus changes; None where
            its border is where its scores are 0.
    """

    document: Document
    theta: Floats
    slice: Slice
    field: Field | None
    boundary: tuple[Segment, ...]
    borders: tuple[Border, ...]
    hidden_lines: tuple[Segment | None, ...]
    focus: Focus | None
    focus_border: tuple[Segment, ...] | None

    @property
    def has_straight_boundary(self) -> bool:
        """Whether ``boundary`` is the whole boundary."""
        jumps = self.field is not None and self.field.jumps
        return (self.document.classifier.is_linear or jumps) and not self.document.derived

    def is_over(self, document: Document, shown: Slice, region: Region) -> bool:
        """Return whether it is of this document, and shows this region of this slice."""
        is_there = self.field is not None and self.field.grid.region == region
        return is_there and self.document is document and self.slice == shown


def sketch(
    document: Document,
    theta: Floats,
    shown: Slice,
    over: Grid | None,
    unit: UnitId | None = None,
) -> Sketch:
    """Return what there is to see of theta on a grid, with this unit in focus; nothing without."""
    seen, large, drawn = None, None, _Lines()
    if over is not None:
        inputs = document.inputs_of(shown.lift(over.points))
        seen = field(document.classifier, theta, inputs, over, bool(document.derived))
        if unit is not None and _is_there(document, unit):
            large = focus(document.classifier, theta, inputs, over, unit)
        if not document.derived:
            drawn = _lines(document, theta, shown, seen, large)
    return Sketch(
        document=document,
        theta=theta,
        slice=shown,
        field=seen,
        boundary=drawn.boundary,
        borders=drawn.borders,
        hidden_lines=drawn.hidden,
        focus=large,
        focus_border=drawn.focus,
    )


def coarse(over: Grid) -> Grid:
    """Return a grid over the same region, of few cells."""
    columns, rows = len(over.xs), len(over.ys)
    share = min(COARSE / max(columns, rows), 1.0)
    return grid(over.region, max(round(columns * share), 2), max(round(rows * share), 2))


def _is_there(document: Document, of: UnitId) -> bool:
    shapes = document.classifier.shapes
    return of.layer < len(shapes) and of.unit < shapes[of.layer].outputs


class _Lines(NamedTuple):
    """The exact lines on the plane; all empty with derived inputs."""

    boundary: tuple[Segment, ...] = ()
    borders: tuple[Border, ...] = ()
    hidden: tuple[Segment | None, ...] = ()
    focus: tuple[Segment, ...] | None = None


def _lines(
    document: Document, theta: Floats, shown: Slice, seen: Field, large: Focus | None
) -> _Lines:
    classifier, region = document.classifier, seen.grid.region
    with np.errstate(over="ignore", invalid="ignore"):
        first, *others = document.raw_layers(theta)
        first = on_plane(first, shown)
        if classifier.is_linear and classifier.outputs > 1:
            between = borders(first, region)
            return _Lines(tuple(border.segment for border in between), between)
        found = lines(first, region)
        if classifier.is_linear:
            return _Lines(tuple(filter(None, found)))
        if not seen.jumps:
            return _Lines(hidden=found)
        layers = [first, *others]
        exact, heavy = step_borders(classifier, layers, region), None
        if large is not None and large.id.layer > 0 and large.label is None:
            depth, unit, _ = large.id
            is_last = depth == len(layers) - 1  # with two classes, whose boundary is its border
            heavy = exact if is_last else unit_borders(classifier, layers, depth, unit, region)
        return _Lines(exact, (), found, heavy)
