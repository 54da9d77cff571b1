"""Scores and probabilities on a grid over the visible plane, and the exact lines of a layer."""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import DTypeLike

from model.arrays import AnyFloats, Floats, freeze, frozen_floats
from model.classifier import Classifier
from model.layers import Layer


class Region(NamedTuple):
    """A rectangle of the plane."""

    left: float
    right: float
    bottom: float
    top: float


class Segment(NamedTuple):
    """A piece of a line, from (x1, y1) to (x2, y2)."""

    x1: float
    y1: float
    x2: float
    y2: float


@dataclass(frozen=True, eq=False)
class Grid:
    """The centres of columns x rows cells that fill a region: xs (columns,), ys (rows,)."""

    region: Region
    xs: Floats
    ys: Floats
    points: Floats


@dataclass(frozen=True, eq=False)
class Field:
    """What a classifier says all over the plane, bottom row first.

    ``scores`` is (rows, columns, outputs), ``probabilities`` (classes, rows, columns), never nan.
    """

    grid: Grid
    scores: AnyFloats
    probabilities: AnyFloats


def grid(region: Region, columns: int, rows: int) -> Grid:
    """A grid of ``columns`` x ``rows`` cells over ``region``."""
    width, height = region.right - region.left, region.top - region.bottom
    xs = region.left + (np.arange(columns) + 0.5) * (width / columns)
    ys = region.bottom + (np.arange(rows) + 0.5) * (height / rows)
    points = np.column_stack([np.tile(xs, rows), np.repeat(ys, columns)])
    return Grid(region, frozen_floats(xs), frozen_floats(ys), frozen_floats(points))


def field(classifier: Classifier, theta: Floats, over: Grid) -> Field:
    """Scores and probabilities of a classifier of two inputs on a grid."""
    shape = (len(over.ys), len(over.xs))
    precision = _precision(theta, over.region)
    layers = [
        Layer(layer.weights.astype(precision), layer.biases.astype(precision), layer.activation)
        for layer in classifier.layers(theta)
    ]
    scores = classifier.output_scores(layers, over.points.astype(precision))
    if classifier.is_linear and not classifier.has_probabilities and classifier.classes == 2:
        probabilities = _soft_edge(scores, layers[0], over)
    else:
        probabilities = classifier.probabilities_of(scores).T
    probabilities = np.nan_to_num(probabilities, copy=True, nan=1 / classifier.classes)
    return Field(
        over,
        freeze(np.array(scores).reshape(*shape, -1)),
        freeze(probabilities.reshape(-1, *shape)),
    )


def lines(layer: Layer, region: Region) -> tuple[Segment, ...]:
    """The lines w.x + b = 0 of the units of a layer of two inputs, as far as they are visible."""
    found = (
        line(float(w[0]), float(w[1]), float(b), region)
        for w, b in zip(layer.weights, layer.biases, strict=True)
    )
    return tuple(segment for segment in found if segment is not None)


def line(w1: float, w2: float, b: float, region: Region) -> Segment | None:
    """The part of w1 x + w2 y + b = 0 inside ``region``; None if there is none, or no line."""
    if not np.isfinite([w1, w2, b]).all() or w1 == w2 == 0:
        return None
    if abs(w2) < abs(w1):
        left, right, bottom, top = region
        mirrored = line(w2, w1, b, Region(bottom, top, left, right))
        return mirrored and Segment(mirrored.y1, mirrored.x1, mirrored.y2, mirrored.x2)
    slope, height = -w1 / w2, -(b / w2)
    left, right = region.left, region.right
    if slope != 0:
        at_bottom, at_top = (region.bottom - height) / slope, (region.top - height) / slope
        left, right = (
            max(left, min(at_bottom, at_top)),
            min(right, max(at_bottom, at_top)),
        )
    elif not region.bottom <= height <= region.top:
        return None
    if not left < right:
        return None
    return Segment(left, slope * left + height, right, slope * right + height)


def _precision(theta: Floats, region: Region) -> DTypeLike:
    """Half the digits take half the time; all of them where half would not do."""
    largest = float(np.abs(theta).max())
    span = min(region.right - region.left, region.top - region.bottom)
    far = max(abs(edge) for edge in region)
    return np.float32 if 1e-12 < largest < 1e12 and span > 1e-3 * far else np.float64


def _soft_edge(scores: AnyFloats, layer: Layer, over: Grid) -> AnyFloats:
    """A step whose edge is one cell wide, so that a slanted edge is drawn without stairs."""
    cell = (over.region.top - over.region.bottom) / len(over.ys)
    with np.errstate(over="ignore", invalid="ignore"):
        width = float(np.hypot(*layer.weights[0])) * cell
        if width == 0:
            red = (scores[:, 0] >= 0).astype(scores.dtype)
        else:
            red = np.clip(scores[:, 0] / width + 0.5, 0.0, 1.0)
    return np.stack([1 - red, red])
