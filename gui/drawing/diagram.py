"""Where everything of a network's diagram stands; it knows the shapes and no numbers."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from PySide6.QtCore import QPointF, QRectF

from model.arrays import Floats
from model.explain import About
from model.layers import LayerShape

LARGEST, SMALLEST = 40.0, 8.0  # designed pixels of a unit's picture
LABELLED = 24.0  # pictures at least this high have their names and biases beside them
SAMPLES = 13  # points of an edge that the cursor is compared with


@dataclass(frozen=True)
class Notation:
    """How lessons draw it: biases as inputs of 1, activations as nodes of their own."""

    bias_input: bool = False
    own_activation: bool = False


@dataclass(frozen=True, eq=False)
class Diagram:
    """Nodes and edges of layers of these shapes, in a room of ``width`` x ``height``.

    ``scale`` is that of the interface. Columns are the inputs, then one for each layer.
    """

    shapes: tuple[LayerShape, ...]
    width: float
    height: float
    scale: float
    notation: Notation

    @property
    def inputs(self) -> int:
        """How many inputs the classifier has."""
        return self.shapes[0].inputs

    @cached_property
    def counts(self) -> tuple[int, ...]:
        """How many nodes each column has, the constant 1 not counted."""
        return (self.inputs, *(shape.outputs for shape in self.shapes))

    @cached_property
    def side(self) -> float:
        """How large the picture of a unit is."""
        rows = max(self.counts) + (1 if self.notation.bias_input else 0)
        high = self.height / rows * 0.62
        wide = self.width / len(self.counts) * (0.36 if self.notation.own_activation else 0.6)
        return min(max(min(high, wide), SMALLEST * self.scale), LARGEST * self.scale)

    @property
    def has_labels(self) -> bool:
        """Whether there is room for names and biases beside the nodes."""
        return self.side >= LABELLED * self.scale

    def _x(self, column: int) -> float:
        margin = self.side * (1.0 if self.notation.own_activation else 0.75)
        last = len(self.counts) - 1
        return margin + (self.width - 2 * margin) * column / max(last, 1)

    def _y(self, column: int, row: int) -> float:
        rows = self.counts[column] + self._has_one(column)
        pitch = min(self.height / rows, self.side * 2.4)
        return self.height / 2 + (row - (rows - 1) / 2) * pitch

    def _has_one(self, column: int) -> bool:
        return self.notation.bias_input and column < len(self.counts) - 1

    def node(self, column: int, row: int) -> QRectF:
        """The picture of a node; that of the constant 1 is behind the last row."""
        x, y, side = self._x(column), self._y(column, row), self.side
        if row == self.counts[column]:
            side *= 0.6
        return QRectF(x - side / 2, y - side / 2, side, side)

    def sum_node(self, layer: int, unit: int) -> QRectF:
        """The circle before a unit where its activation is a node of its own."""
        picture, side = self.node(layer + 1, unit), self.side * 0.62
        left = picture.left() - side * 1.45
        return QRectF(left, picture.center().y() - side / 2, side, side)

    def ends(self, about: About) -> tuple[QPointF, QPointF] | None:
        """Where the edge of a weight begins and ends; None for a bias that has no edge."""
        assert about.layer is not None
        assert about.unit is not None
        assert about.input is not None
        if about.input == self.shapes[about.layer].inputs and not self.notation.bias_input:
            return None
        start = self.node(about.layer, about.input)
        own = self.notation.own_activation
        end = (
            self.sum_node(about.layer, about.unit)
            if own
            else self.node(about.layer + 1, about.unit)
        )
        return (
            QPointF(start.right(), start.center().y()),
            QPointF(end.left(), end.center().y()),
        )

    def edges(self) -> Iterator[About]:
        """All edges: weights, and biases where these are drawn as inputs of 1."""
        for layer, shape in enumerate(self.shapes):
            for unit in range(shape.outputs):
                for taken_in in range(shape.inputs + self.notation.bias_input):
                    yield About(layer, unit, taken_in)

    def bias_spot(self, layer: int, unit: int) -> QRectF:
        """Where the bias of a unit is written, or drawn as a dot where there is no room."""
        node = (
            self.sum_node(layer, unit)
            if self.notation.own_activation
            else self.node(layer + 1, unit)
        )
        if not self.has_labels:
            dot = max(node.width() * 0.4, 3.0)
            return QRectF(node.left() - dot / 2, node.bottom() - dot / 2, dot, dot)
        high, wide = 13 * self.scale, 62 * self.scale
        left = min(max(node.center().x() - wide / 2, 0.0), self.width - wide)
        return QRectF(left, node.bottom() + 1, wide, high)

    def at(self, position: QPointF) -> About | None:
        """What is under the cursor: a unit, an input, a bias or the nearest edge within reach."""
        for column, count in enumerate(self.counts):
            for row in range(count):
                if self._grown(self.node(column, row)).contains(position):
                    return About(None, None, row) if column == 0 else About(column - 1, row, None)
        for layer, shape in enumerate(self.shapes):
            for unit in range(shape.outputs):
                if not self.notation.bias_input and self._grown(
                    self.bias_spot(layer, unit)
                ).contains(position):
                    return About(layer, unit, shape.inputs)
        return self._nearest_edge(position)

    def _grown(self, rect: QRectF) -> QRectF:
        grow = 2 * self.scale
        return rect.adjusted(-grow, -grow, grow, grow)

    @cached_property
    def _abouts(self) -> tuple[About, ...]:
        return tuple(self.edges())

    @cached_property
    def samples(self) -> Floats:
        """Points along every edge, (edges, samples, 2), in the order of ``edges``."""
        share = np.linspace(0.0, 1.0, SAMPLES)
        ease = share * share * (3 - 2 * share)
        ends = [self.ends(about) for about in self._abouts]
        points = np.array([[e[0].toTuple(), e[1].toTuple()] for e in ends if e is not None])
        start, end = points[:, :1], points[:, 1:]
        x = start[..., 0] + (end - start)[..., 0] * share
        y = start[..., 1] + (end - start)[..., 1] * ease
        return np.stack([x, y], axis=-1)

    def _nearest_edge(self, position: QPointF) -> About | None:
        away = np.hypot(*(self.samples - np.array(position.toTuple())).transpose(2, 0, 1))
        # Between two samples the edge may be nearer than either of them.
        reach = 5 * self.scale + 0.5 * self.width / len(self.counts) / SAMPLES
        nearest = int(away.min(axis=1).argmin())
        return self._abouts[nearest] if away[nearest].min() <= reach else None


def column_title(shapes: Sequence[LayerShape], layer: int) -> str:
    """What a layer is called above its column."""
    return "output" if layer == len(shapes) - 1 else f"layer {layer + 1}"
