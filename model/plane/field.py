"""Scores and probabilities on a grid over the visible plane, and the exact lines of a layer."""

from dataclasses import dataclass
from itertools import combinations
from typing import NamedTuple

import numpy as np
from numpy.typing import DTypeLike, NDArray

from model.activations import ACTIVATIONS
from model.arrays import AnyFloats, Bools, Floats, freeze, frozen_floats
from model.classifiers.base import Classifier
from model.learning.layers import Layer, forward
from model.learning.ties import TIE
from model.plane.slice import Slice

SHORTEST = 1e-9  # share of a line below which a border between two others is only rounding


class Region(NamedTuple):
    """A rectangle of the plane."""

    left: float
    right: float
    bottom: float
    top: float


class Segment(NamedTuple):
    """A segment of a line, from (x1, y1) to (x2, y2)."""

    x1: float
    y1: float
    x2: float
    y2: float


@dataclass(frozen=True, eq=False)
class Grid:
    """Cells that fill a region, by their centres: xs (columns,), ys (rows,), points (cells, 2)."""

    region: Region
    xs: Floats
    ys: Floats
    points: Floats


@dataclass(frozen=True, eq=False)
class Field:
    """What a classifier says all over the plane, bottom row first.

    Attributes:
        grid: the cells.
        scores: the scores, (rows, columns, outputs).
        probabilities: the probabilities, (classes, rows, columns), never nan.
        hidden: the scores of the first hidden layer, (units, rows, columns); without units if they
            were not asked for.
        jumps: whether scores jump from one value to another, as those of hidden steps do.
    """

    grid: Grid
    scores: AnyFloats
    probabilities: AnyFloats
    hidden: AnyFloats
    jumps: bool

    def sides(self) -> AnyFloats:
        """Return on which side of each boundary a cell lies, (boundaries, rows, columns).

        The side is a number above or below 0, and 0 on the boundary. Two classes have one boundary.
        Of more, each visible class has one around it, except the last, whose boundary is made of
        those of the others.
        """
        if self.scores.shape[-1] == 1:
            side = self.scores[np.newaxis, ..., 0]
            return np.where(side >= 0, 1.0, -1.0) if self.jumps else side
        top, second, winner = self._first_two()
        seen = np.flatnonzero(np.bincount(winner.ravel()))[:-1]
        if self.jumps:
            return np.where(winner == seen[:, np.newaxis, np.newaxis], 1.0, -1.0)
        leads = [self.scores[..., k] - np.where(winner == k, second, top) for k in seen]
        return np.array(leads).reshape(-1, *winner.shape)

    def _first_two(self) -> tuple[AnyFloats, AnyFloats, NDArray[np.int8]]:
        """Return the largest score of each cell, the second largest, and the winning class."""
        first, *others = np.ascontiguousarray(np.moveaxis(self.scores, -1, 0))
        top, second = first.copy(), np.full_like(first, -np.inf)
        winner = np.zeros(top.shape, dtype=np.int8)
        for label, scores in enumerate(others, start=1):
            # Reductions over few classes, and masked writes, would take ten times as long.
            np.maximum(winner, (scores > top) * np.int8(label), out=winner)
            np.maximum(second, np.minimum(top, scores), out=second)
            np.maximum(top, scores, out=top)
        return top, second, winner


def grid(region: Region, columns: int, rows: int) -> Grid:
    """Return a grid of ``columns`` x ``rows`` cells over ``region``."""
    width, height = region.right - region.left, region.top - region.bottom
    xs = region.left + (np.arange(columns) + 0.5) * (width / columns)
    ys = region.bottom + (np.arange(rows) + 0.5) * (height / rows)
    points = np.column_stack([np.tile(xs, rows), np.repeat(ys, columns)])
    return Grid(region, frozen_floats(xs), frozen_floats(ys), frozen_floats(points))


def field(
    classifier: Classifier, theta: Floats, inputs: Floats, over: Grid, with_hidden: bool = False
) -> Field:
    """Return scores and probabilities on a grid whose cells are ``inputs`` (cells, inputs)."""
    shape = (len(over.ys), len(over.xs))
    jumps = any(ACTIVATIONS[shape.activation].jumps for shape in classifier.shapes[:-1])
    precision = np.float64 if jumps else _precision(theta, inputs)
    layers = [
        Layer(layer.weights.astype(precision), layer.biases.astype(precision), layer.activation)
        for layer in classifier.layers(theta)
    ]
    x = inputs.astype(precision)
    hidden = np.empty((0, len(x)), dtype=precision)
    if with_hidden and not classifier.is_linear:
        scored = forward(layers, x, decides=True)
        hidden, scores = scored[0], scored[-1].T
    else:
        scores = classifier.output_scores(layers, x)
    if classifier.is_linear and not classifier.has_probabilities and classifier.classes == 2:
        probabilities = _soft_edge(scores.reshape(shape))
    else:
        probabilities = classifier.probabilities_of(scores).T
    probabilities = np.nan_to_num(probabilities, copy=True, nan=1 / classifier.classes)
    return Field(
        over,
        freeze(np.array(scores).reshape(*shape, -1)),
        freeze(probabilities.reshape(-1, *shape)),
        freeze(np.array(hidden).reshape(-1, *shape)),
        jumps,
    )


def on_plane(layer: Layer, shown: Slice) -> Layer:
    """Return a layer of all features as one of the two on the plane; a slice fixes the others."""
    weights = np.zeros((len(layer.weights), 2))
    weights[:, : len(shown.axes)] = layer.weights[:, list(shown.axes)]
    fixed = list(shown.hidden)
    values = np.array(shown.values)[fixed]
    return Layer(weights, layer.biases + layer.weights[:, fixed] @ values, layer.activation)


def lines(layer: Layer, region: Region) -> tuple[Segment | None, ...]:
    """Return the line w·x + b = 0 of each unit of a layer of two inputs, None if not visible."""
    return tuple(
        line(float(w[0]), float(w[1]), float(b), region)
        for w, b in zip(layer.weights, layer.biases, strict=True)
    )


def line(w1: float, w2: float, b: float, region: Region) -> Segment | None:
    """Return the part of the line w1 x + w2 y + b = 0 inside ``region``; None if there is none."""
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


class Border(NamedTuple):
    """A segment between two classes."""

    one: int
    other: int
    segment: Segment


def borders(layer: Layer, region: Region) -> tuple[Border, ...]:
    """Return the segments between the classes of a layer of two inputs and K > 2 outputs.

    On the border of two classes their scores are equal, and no other class has a larger one; on
    either side of it one of the two wins. Of classes with equal scores the first has the borders.
    """
    found = []
    for i, j in combinations(range(len(layer.biases)), 2):
        (w1, w2), b = layer.weights[i] - layer.weights[j], layer.biases[i] - layer.biases[j]
        whole = line(float(w1), float(w2), float(b), region)
        piece = whole and _between(whole, layer, i, j)
        if piece:
            found.append(Border(i, j, piece))
    return tuple(found)


def _between(whole: Segment, layer: Layer, one: int, other: int) -> Segment | None:
    """Return the part of a segment on which the scores of two classes are equal and the largest.

    None if there is none, or if the two do not win on its two sides.
    """
    start, end = np.array(whole[:2]), np.array(whole[2:])
    lead, offset = layer.weights[one] - layer.weights, layer.biases[one] - layer.biases
    ends = np.column_stack([start, end])
    along = lead @ ends + offset[:, np.newaxis]
    size = np.abs(lead) @ np.abs(ends) + np.abs(offset)[:, np.newaxis]
    along[np.abs(along) <= TIE * size.max()] = 0.0
    low, high = 0.0, 1.0
    for first, last in along.tolist():
        if first < 0 and last < 0:
            return None
        if first < 0:
            low = max(low, first / (first - last))
        elif last < 0:
            high = min(high, first / (first - last))
    if high - low <= SHORTEST or not _win(layer.weights, ~along.any(axis=1), one, other):
        return None
    cut = (start + low * (end - start), start + high * (end - start))
    return Segment(*(float(v) for point in cut for v in point))


def _win(weights: AnyFloats, tied: Bools, one: int, other: int) -> bool:
    """Return whether two of the classes that are ``tied`` along a line win on its two sides.

    Of classes with equal ``weights`` (classes, 2) the first wins.
    """
    weights = weights / np.abs(weights).max()
    across = weights[one] - weights[other]
    gains = (weights - weights[other]) @ across  # towards the side of ``one``
    slack = TIE * np.abs(across).sum()
    most, least = gains[tied].max() - slack, gains[tied].min() + slack
    wins, loses = tied & (gains >= most), tied & (gains <= least)
    return int(wins.argmax()) == one and int(loses.argmax()) == other


def _precision(theta: Floats, inputs: Floats) -> DTypeLike:
    """Return float32, which takes half the time, or float64 where float32 is not enough."""
    largest = float(np.abs(theta).max())
    # Column by column: a reduction along the rows would take fifty times as long.
    low, high = np.array([(column.min(), column.max()) for column in inputs.T]).T
    spans, far = high - low, np.maximum(np.abs(low), np.abs(high))
    enough = np.where(spans > 0, np.minimum(1e3 * spans, 1e12), 1e3)
    fine = bool((far < enough).all()) and 1e-12 < largest < 1e12
    return np.float32 if fine else np.float64


def _soft_edge(scores: AnyFloats) -> AnyFloats:
    """Return probabilities of a step over scores (rows, columns), its edge one cell wide."""
    with np.errstate(over="ignore", invalid="ignore", divide="ignore"):
        width = np.hypot(*np.gradient(scores))
        red = np.clip(scores / width + 0.5, 0.0, 1.0)
    red = np.where(np.isfinite(red), red, scores >= 0)
    return np.stack([1 - red, red]).astype(scores.dtype)
