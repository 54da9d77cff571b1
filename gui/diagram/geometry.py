"""Where each part of a network's diagram stands, from the shapes of its layers alone."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from math import ceil, floor

import numpy as np
from PySide6.QtCore import QLineF, QPointF, QRectF
from PySide6.QtGui import QPolygonF

from model.arrays import Floats
from model.expressions import About
from model.learning.layers import LayerShape

LARGEST, LEAST = 48.0, 7.0  # designed pixels of a unit's picture
LABELLED, COLUMN = 22.0, 54.0  # designed pixels of a picture and a column that can have names
LINE = 14.0  # designed pixels of a line of text; one is above a picture, one below if it fits
BIAS, NAME = 58.0, 48.0  # designed pixels of a bias, and of a name that has a bias beside it
BESIDE = 5.0  # designed pixels between a name and a bias
SPACING = 2.3  # the most from picture to picture, in sizes of a picture
NUMBERED, ROOM = 9, 58.0  # the most edges with numbers, and the designed pixels these need
NUMBER = 52.0  # designed pixels of a number on an edge
MANY = 240  # edges; more are drawn straight
SAMPLES = 22  # points of a curved edge
REACH = 6.0  # designed pixels from an edge within which it is under the cursor
ONE = 0.6  # the size of the constant 1, in sizes of a picture
CIRCLE, GAP = 0.5, 0.16  # circles of sum and activation, gaps between, in sizes of a picture


@dataclass(frozen=True)
class Notation:
    """How networks are drawn: biases as weights of inputs of 1, activations as separate nodes."""

    bias_input: bool = False
    own_activation: bool = False


@dataclass(frozen=True, eq=False)
class Diagram:
    """Nodes and edges of layers of these shapes, within ``width`` x ``height`` logical pixels.

    ``scale`` is the scale of the interface. The inputs are column 0, layer k is column k + 1.
    """

    shapes: tuple[LayerShape, ...]
    width: float
    height: float
    scale: float
    notation: Notation

    @cached_property
    def counts(self) -> tuple[int, ...]:
        """The number of nodes in each column, not counting the constant 1."""
        return (self.shapes[0].inputs, *(shape.outputs for shape in self.shapes))

    @cached_property
    def side(self) -> float:
        """The side of a unit's picture."""
        share = 0.26 if self.notation.own_activation else 0.48
        wide = self.width / (len(self.counts) - 1 + 2 * 0.75 * share) * share
        high = 0.75 * self._height
        if self.words:
            # Rounded to whole pixels, pictures are up to one pixel nearer to each other.
            high = floor(self._height) - ceil(self.words * LINE * self.scale)
        return min(max(min(high, wide), LEAST * self.scale), LARGEST * self.scale)

    @cached_property
    def _height(self) -> float:
        """The height for one node in the fullest column."""
        return self.height / max(map(self._rows, range(len(self.counts))))

    @cached_property
    def words(self) -> int:
        """The lines of text that have room at a picture: 2, above and below, 1, above, or 0.

        Whether pictures are large enough for them is told by ``has_names``.
        """
        high = self._height / self.scale
        if high >= LABELLED + 2 * LINE:
            return 2
        return int(high >= 0.7 * LABELLED + LINE and self._wide >= COLUMN + BESIDE)

    @cached_property
    def _wide(self) -> float:
        """The approximate distance between columns, in designed pixels."""
        return (self.width / self.scale - 1.5 * LABELLED) / (len(self.counts) - 1)

    @cached_property
    def has_names(self) -> bool:
        """Whether names have room above the nodes."""
        wide = self._x(1) - self._x(0) >= COLUMN * self.scale
        return self.words > 0 and wide and self.side >= 0.7 * LABELLED * self.scale

    @cached_property
    def has_labels(self) -> bool:
        """Whether biases have room too: below the nodes, or beside their names."""
        return self.has_names and (self.words == 2 or self._wide >= NAME + BESIDE + BIAS)

    @cached_property
    def has_numbers(self) -> bool:
        """Whether the weights have room on the edges."""
        free = min((line.dx() for line in self.lines), default=0.0)
        return self.has_labels and len(self.edges) <= NUMBERED and free >= ROOM * self.scale

    @property
    def is_curved(self) -> bool:
        """Whether edges are drawn as curves."""
        return len(self.edges) <= MANY

    @cached_property
    def columns(self) -> tuple[float, ...]:
        """The horizontal middle of each column."""
        return tuple(self._x(column) for column in range(len(self.counts)))

    def _x(self, column: int) -> float:
        margin = 0.75 * self.side
        return margin + (self.width - 2 * margin) * column / (len(self.counts) - 1)

    def _y(self, column: int, row: int) -> float:
        rows = self._rows(column)
        spacing = max(SPACING * self.side, self.side + 2 * LINE * self.scale)
        pitch = min(self.height / rows, spacing)
        down = LINE * self.scale / 2 if self.words == 1 else 0.0
        return self.height / 2 + (row - (rows - 1) / 2) * pitch + down

    def _rows(self, column: int) -> int:
        return self.counts[column] + self.has_one(column)

    def has_one(self, column: int) -> bool:
        """Return whether a column has the constant 1 below its last node."""
        return self.notation.bias_input and column < len(self.counts) - 1

    # Nodes.

    def node(self, column: int, row: int) -> QRectF:
        """Return the square of a node's picture; the constant 1 is the row after the last."""
        return self._nodes[column][row]

    @cached_property
    def frames(self) -> tuple[tuple[QRectF, ...], ...]:
        """The frames of the pictures in each column, along their outermost pixels."""
        return tuple(
            tuple(node.adjusted(0.5, 0.5, -0.5, -0.5) for node in column) for column in self._nodes
        )

    @cached_property
    def _nodes(self) -> tuple[tuple[QRectF, ...], ...]:
        return tuple(
            tuple(
                _on_pixels(x, self._y(column, row), self.side * (ONE if row == count else 1.0))
                for row in range(self._rows(column))
            )
            for column, (x, count) in enumerate(zip(self.columns, self.counts, strict=True))
        )

    def sum_node(self, layer: int, unit: int) -> QRectF:
        """Return the circle of a unit's sum, where its activation is a node of its own."""
        return self._before(layer, unit, 1.5 * CIRCLE + 2 * GAP)

    def activation_node(self, layer: int, unit: int) -> QRectF:
        """Return the circle of a unit's activation, between its sum and its picture."""
        return self._before(layer, unit, 0.5 * CIRCLE + GAP)

    def _before(self, layer: int, unit: int, away: float) -> QRectF:
        picture = self.node(layer + 1, unit)
        x = picture.left() - away * self.side
        return _square(x, picture.center().y(), CIRCLE * self.side)

    def entry(self, layer: int, unit: int) -> QRectF:
        """Return the node of a unit at which its edges end, and where its bias stands."""
        if self.notation.own_activation:
            return self.sum_node(layer, unit)
        return self.node(layer + 1, unit)

    def bias_spot(self, layer: int, unit: int) -> QRectF:
        """Return where the bias of a unit is written, or drawn as a dot if words have no room."""
        return self._bias_spots[layer][unit]

    @cached_property
    def _bias_spots(self) -> tuple[tuple[QRectF, ...], ...]:
        return tuple(
            tuple(self._bias_spot(layer, unit) for unit in range(shape.outputs))
            for layer, shape in enumerate(self.shapes)
        )

    def _bias_spot(self, layer: int, unit: int) -> QRectF:
        node = self.entry(layer, unit)
        if not self.has_labels:
            dot = max(node.width() * 0.32, 3.5 * self.scale)
            return _square(node.left() - dot / 2, node.bottom() - dot / 2, dot)
        if self.words == 1:
            return self._above(node, 2 * BIAS * self.scale, (BIAS - BESIDE / 2) * self.scale)
        wide = COLUMN * self.scale
        left = min(max(node.center().x() - wide / 2, 0.0), self.width - wide)
        return QRectF(left, node.bottom() + self.scale, wide, (LINE - 2) * self.scale)

    def widened(self, spot: QRectF, wide: float) -> QRectF:
        """Return a spot at least ``wide`` and inside the diagram, so that no digit is cut off."""
        if wide <= spot.width():
            return QRectF(spot)
        left = spot.left() if self.words == 1 else spot.center().x() - wide / 2
        left = max(min(left, self.width - wide), 0.0)
        return QRectF(left, spot.top(), wide, spot.height())

    def _above(self, node: QRectF, wide: float, part: float) -> QRectF:
        """Return the last ``part`` of a line of text ``wide`` pixels long, above a node."""
        left = min(max(node.center().x() - wide / 2, 0.0), self.width - wide)
        high = LINE * self.scale
        return QRectF(left + wide - part, node.top() - high, part, high)

    def name_spot(self, column: int, row: int, wide: float) -> QRectF:
        """Return where a name, ``wide`` at most, is written: above, and before a bias there."""
        node = self.node(column, row)
        if column and self.words == 1 and self.has_labels and not self.notation.bias_input:
            between = self._x(1) - self._x(0) - 1.5 * BIAS * self.scale
            bias, wide = self.bias_spot(column - 1, row), min(wide, max(NAME * self.scale, between))
            return QRectF(bias.left() - BESIDE * self.scale - wide, bias.top(), wide, bias.height())
        return self._above(node, wide, wide)

    # Edges.

    @cached_property
    def edges(self) -> tuple[About, ...]:
        """All edges: the weights, and biases if they are drawn as weights of inputs of 1."""
        return tuple(
            About(layer, unit, taken_in)
            for layer, shape in enumerate(self.shapes)
            for unit in range(shape.outputs)
            for taken_in in range(shape.inputs + self.notation.bias_input)
        )

    @cached_property
    def places(self) -> Mapping[About, int]:
        """The index of each edge in ``edges``."""
        return {about: place for place, about in enumerate(self.edges)}

    @cached_property
    def lines(self) -> tuple[QLineF, ...]:
        """The straight line from the start to the end of each edge."""
        return tuple(self._line(about) for about in self.edges)

    def _line(self, about: About) -> QLineF:
        assert about.layer is not None
        assert about.unit is not None
        assert about.input is not None
        start, end = self.node(about.layer, about.input), self.entry(about.layer, about.unit)
        return QLineF(start.right(), start.center().y(), end.left(), end.center().y())

    @cached_property
    def samples(self) -> Floats:
        """Places along each edge, (edges, places, 2); curves leave and arrive horizontally."""
        share = np.linspace(0.0, 1.0, SAMPLES)
        ease = share * share * (3 - 2 * share) if self.is_curved else share
        ends = np.array([line.toTuple() for line in self.lines])
        start, way = ends[:, np.newaxis, :2], ends[:, np.newaxis, 2:] - ends[:, np.newaxis, :2]
        return np.asarray(start + way * np.column_stack([share, ease]))

    @cached_property
    def curves(self) -> tuple[QPolygonF, ...]:
        """Each edge as a curve."""
        return tuple(
            QPolygonF([QPointF(*spot) for spot in curve]) for curve in self.samples.tolist()
        )

    def number_spot(self, about: About) -> QPointF:
        """Return the centre of where the number of a weight or bias is shown."""
        place = self.places.get(about)
        if place is None:
            assert about.layer is not None
            assert about.unit is not None
            return self.bias_spot(about.layer, about.unit).center()
        x, y = self.samples[place, self._number_place(about)].tolist()
        return QPointF(x, y)

    def _number_place(self, about: About) -> int:
        """Return the sample of an edge that carries its number: each unit has its own column."""
        assert about.layer is not None
        assert about.unit is not None
        outputs, free = self.shapes[about.layer].outputs, self.lines[self.places[about]].dx()
        # Not halfway, where the edges of two units cross.
        share = 1 / 3
        if self.has_numbers and outputs > 1:
            apart = min(NUMBER * self.scale, (free - ROOM * self.scale) / (outputs - 1))
            share = max(share, (NUMBER * self.scale + (outputs - 1) * apart) / 2 / free)
            share += (about.unit - (outputs - 1) / 2) * apart / free
        return round(share * (SAMPLES - 1))

    # What is where.

    def at(self, position: QPointF) -> About | None:
        """Return what is at a position: a unit, an input, a bias, or the nearest edge in reach."""
        for column, count in enumerate(self.counts):
            for row in range(count):
                if self._covers(self.node(column, row), position):
                    return About(None, None, row) if column == 0 else About(column - 1, row)
        for layer, shape in enumerate(self.shapes):
            for unit in range(shape.outputs):
                if not self.notation.bias_input and self._covers(
                    self.bias_spot(layer, unit), position
                ):
                    return About(layer, unit, shape.inputs)
                if self.notation.own_activation and (
                    self.sum_node(layer, unit).contains(position)
                    or self.activation_node(layer, unit).contains(position)
                ):
                    return About(layer, unit)
        return self._nearest_edge(position)

    def _covers(self, rect: QRectF, position: QPointF) -> bool:
        grown = 1.5 * self.scale
        return rect.adjusted(-grown, -grown, grown, grown).contains(position)

    def _nearest_edge(self, position: QPointF) -> About | None:
        at = np.array(position.toTuple())
        start, way = self.samples[:, :-1], np.diff(self.samples, axis=1)
        length = np.maximum((way * way).sum(axis=-1), 1e-12)
        share = np.clip(((at - start) * way).sum(axis=-1) / length, 0.0, 1.0)
        away = np.hypot(*(start + share[..., np.newaxis] * way - at).transpose(2, 0, 1)).min(axis=1)
        nearest = int(away.argmin())
        return self.edges[nearest] if away[nearest] <= REACH * self.scale else None


def _on_pixels(x: float, y: float, side: float) -> QRectF:
    """Return a square on whole pixels: off them Qt takes ten times as long for a picture."""
    whole = round(side)
    return QRectF(round(x - side / 2), round(y - side / 2), whole, whole)


def _square(x: float, y: float, side: float) -> QRectF:
    return QRectF(x - side / 2, y - side / 2, side, side)


def around(about: About, shapes: tuple[LayerShape, ...]) -> frozenset[About]:
    """Return a part and what belongs to it: the edges of a node, or the ends of an edge."""
    if about.layer is None:
        assert about.input is not None
        return frozenset(
            {about, *(About(0, unit, about.input) for unit in range(shapes[0].outputs))}
        )
    inputs = shapes[about.layer].inputs
    if about.input is None:
        lit = {about, *(About(about.layer, about.unit, i) for i in range(inputs + 1))}
        if about.layer + 1 < len(shapes):
            above = range(shapes[about.layer + 1].outputs)
            lit |= {About(about.layer + 1, unit, about.unit) for unit in above}
        return frozenset(lit)
    ends = {about, About(about.layer, about.unit)}
    if about.input < inputs:
        source = About(None, None, about.input)
        ends.add(source if about.layer == 0 else About(about.layer - 1, about.input))
    return frozenset(ends)
