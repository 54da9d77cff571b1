"""Draws a network's diagram: edges as wide as their weights, units as pictures of what they say."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen, QPolygonF

from gui.drawing.diagram import Diagram
from gui.drawing.field_item import SHADES, Words, shade_table
from gui.theme import Theme
from model.arrays import AnyFloats, Floats
from model.explain import About, figure
from model.units import Units

WIDEST, NARROWEST = 6.0, 0.6  # designed pixels of an edge
FULL = 3.0  # the weight whose edge is widest, if no larger one is there
MANY = 240  # more edges than this are drawn straight, in a few strokes
FADED = 45  # opacity of what is not lit while something is
GLYPHS = {"step": "step", "sigmoid": "σ", "tanh": "tanh", "relu": "ReLU", "linear": "id",
          "softmax": "soft"}  # fmt: skip


@dataclass(frozen=True, eq=False)
class Drawn:
    """What a diagram shows: matrices of weights with biases, pictures, and names.

    ``matrices`` has (outputs, inputs + 1) for each layer, ``input_names`` and ``output_names`` are
    written beside their columns, ``lit`` is what stands out while all else fades.
    """

    matrices: Sequence[Floats]
    units: Units
    input_names: Sequence[str]
    output_names: Sequence[str]
    lit: Collection[About]
    current: About | None


class DiagramPainter:
    """Keeps what depends on the theme alone."""

    def __init__(self, theme: Theme) -> None:
        """For this theme."""
        self._theme = theme
        self._table: Words = shade_table(theme.palette)

    def paint(self, painter: QPainter, diagram: Diagram, drawn: Drawn) -> None:
        """Draw all of it."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, False)
        self._paint_edges(painter, diagram, drawn)
        self._paint_nodes(painter, diagram, drawn)
        self._paint_biases(painter, diagram, drawn)
        if drawn.current is not None:
            self._paint_current(painter, diagram, drawn.current)

    # Edges.

    def _paint_edges(self, painter: QPainter, diagram: Diagram, drawn: Drawn) -> None:
        values = _edge_values(diagram, drawn.matrices)
        widths = _widths(values) * self._theme.scale
        lit = [about in drawn.lit for about in diagram.edges()]
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if len(values) > MANY:
            self._paint_many(painter, diagram, values, widths, np.array(lit))
            return
        for value, width, is_lit, curve in zip(
            values.tolist(), widths.tolist(), lit, diagram.samples, strict=True
        ):
            painter.setPen(self._pen(value, width, not drawn.lit or is_lit))
            painter.drawPolyline(QPolygonF([QPointF(*spot) for spot in curve.tolist()]))

    def _paint_many(
        self,
        painter: QPainter,
        diagram: Diagram,
        values: Floats,
        widths: Floats,
        lit: AnyFloats,
    ) -> None:
        """Draw straight lines, those of a sign and of nearly one width in one go."""
        steps = np.rint(widths * 2).astype(np.int64)
        ends = diagram.samples[:, [0, -1]].reshape(-1, 4)
        nothing_lit = not lit.any()
        for shown in (False, True):
            for sign in (False, True):
                for step in np.unique(steps):
                    chosen = (steps == step) & ((values >= 0) == sign) & (lit == shown)
                    if not chosen.any():
                        continue
                    painter.setPen(self._pen(1.0 if sign else -1.0, step / 2, shown or nothing_lit))
                    painter.drawLines([QLineF(*spots) for spots in ends[chosen].tolist()])

    def _pen(self, value: float, width: float, strong: bool) -> QPen:
        color = QColor(self._theme.palette.points[1 if value >= 0 else 0])
        color.setAlpha(215 if strong else FADED)
        pen = QPen(color, width)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        return pen

    # Nodes.

    def _paint_nodes(self, painter: QPainter, diagram: Diagram, drawn: Drawn) -> None:
        columns = [drawn.units.inputs, *drawn.units.layers]
        many_outputs = len(columns[-1]) > 1
        for column, pictures in enumerate(columns):
            for row, shades in enumerate(pictures):
                label = row if many_outputs and column == len(columns) - 1 else None
                about = About(None, None, row) if column == 0 else About(column - 1, row, None)
                faded = bool(drawn.lit) and about not in drawn.lit
                rect = diagram.node(column, row)
                self._paint_picture(painter, rect, shades, label, faded)
                if column and diagram.notation.own_activation:
                    self._paint_sum(painter, diagram, column - 1, row)
            if diagram.notation.bias_input and column < len(columns) - 1:
                self._paint_one(painter, diagram.node(column, len(pictures)))
            self._write_names(painter, diagram, drawn, column)

    def _paint_picture(
        self, painter: QPainter, rect: QRectF, shades: AnyFloats, label: int | None, faded: bool
    ) -> None:
        if label is None:
            index = np.abs(shades) * (SHADES - 1) + (shades > 0) * SHADES
        else:
            index = (shades + 1) / 2 * (SHADES - 1) + label * SHADES
        cells = np.take(self._table, index[::-1].astype(np.int64))
        rows, columns = cells.shape
        image = QImage(cells.tobytes(), columns, rows, 4 * columns, QImage.Format.Format_RGB32)
        painter.setOpacity(0.4 if faded else 1.0)
        painter.drawImage(rect, image)
        painter.setPen(QPen(self._theme.color("text"), 1.0))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(rect)
        painter.setOpacity(1.0)

    def _paint_sum(self, painter: QPainter, diagram: Diagram, layer: int, unit: int) -> None:
        circle, picture = diagram.sum_node(layer, unit), diagram.node(layer + 1, unit)
        painter.setPen(QPen(self._theme.color("text"), 1.0))
        painter.setBrush(self._theme.color("panel"))
        painter.drawEllipse(circle)
        middle = circle.center().y()
        painter.drawLine(QPointF(circle.right(), middle), QPointF(picture.left(), middle))
        if diagram.has_labels:
            painter.setFont(self._theme.font(10))
            painter.drawText(circle, Qt.AlignmentFlag.AlignCenter, "Σ")
            glyph = GLYPHS[diagram.shapes[layer].activation]
            painter.setPen(self._theme.color("quiet"))
            at = picture.translated(0, -picture.height()).adjusted(-12, 0, 12, -1)
            painter.drawText(
                at, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom, glyph
            )

    def _paint_one(self, painter: QPainter, rect: QRectF) -> None:
        painter.setPen(QPen(self._theme.color("quiet"), 1.0))
        painter.setBrush(self._theme.color("panel"))
        painter.drawEllipse(rect)
        painter.setFont(self._theme.font(min(10.0, rect.height() / self._theme.scale * 0.8)))
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, "1")

    def _write_names(self, painter: QPainter, diagram: Diagram, drawn: Drawn, column: int) -> None:
        if not diagram.has_labels:
            return
        last = len(diagram.counts) - 1
        names = drawn.input_names if column == 0 else drawn.output_names
        if 0 < column < last:
            names = [_hidden_name(column, row, last) for row in range(diagram.counts[column])]
        painter.setFont(self._theme.font(11))
        painter.setPen(self._theme.color("text"))
        metrics = painter.fontMetrics()
        own = diagram.notation.own_activation and column > 0
        for row, name in enumerate(names):
            node = diagram.sum_node(column - 1, row) if own else diagram.node(column, row)
            wide = diagram.width / len(diagram.counts)
            left = min(max(node.center().x() - wide / 2, 0.0), diagram.width - wide)
            line = QRectF(left, node.top() - metrics.height() - 1, wide, metrics.height())
            shown = metrics.elidedText(name, Qt.TextElideMode.ElideRight, int(wide))
            painter.drawText(line, Qt.AlignmentFlag.AlignHCenter, shown)

    def _paint_biases(self, painter: QPainter, diagram: Diagram, drawn: Drawn) -> None:
        if diagram.notation.bias_input:
            return
        painter.setFont(self._theme.font(10, mono=True))
        for layer, matrix in enumerate(drawn.matrices):
            for unit, bias in enumerate(matrix[:, -1].tolist()):
                spot = diagram.bias_spot(layer, unit)
                faded = bool(drawn.lit) and About(layer, unit, matrix.shape[1] - 1) not in drawn.lit
                if diagram.has_labels:
                    painter.setPen(self._theme.color("quiet", 110 if faded else 255))
                    painter.drawText(spot, Qt.AlignmentFlag.AlignHCenter, f"b {_short(bias)}")
                else:
                    painter.setPen(Qt.PenStyle.NoPen)
                    color = QColor(self._theme.palette.points[1 if bias >= 0 else 0])
                    color.setAlpha(FADED if faded else 255)
                    painter.setBrush(color)
                    painter.drawEllipse(spot)

    def _paint_current(self, painter: QPainter, diagram: Diagram, current: About) -> None:
        """Mark the part that the keyboard is at."""
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(self._theme.color("accent"), 2.0 * self._theme.scale))
        if current.layer is None:
            assert current.input is not None
            painter.drawRect(_around(diagram.node(0, current.input)))
            return
        assert current.unit is not None
        if current.input is None:
            painter.drawRect(_around(diagram.node(current.layer + 1, current.unit)))
            return
        ends = diagram.ends(current)
        if ends is None:
            painter.drawRect(_around(diagram.bias_spot(current.layer, current.unit)))
        else:
            middle = (ends[0] + ends[1]) / 2
            painter.drawEllipse(middle, 6 * self._theme.scale, 6 * self._theme.scale)
            painter.drawLine(*ends)


def _around(rect: QRectF) -> QRectF:
    return rect.adjusted(-3, -3, 3, 3)


def _short(value: float) -> str:
    """Three significant digits: beside a node there is no room for more."""
    return figure(float(f"{value:.3g}"))


def _hidden_name(column: int, row: int, last: int) -> str:
    below = str(row + 1).translate(str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉"))
    above = f"({column})".translate(str.maketrans("0123456789()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁽⁾"))
    return f"h{below}" if last == 2 else f"h{above}{below}"


def _edge_values(diagram: Diagram, matrices: Sequence[Floats]) -> Floats:
    """The weights of all edges, in the order of ``Diagram.edges``."""
    shown = [m if diagram.notation.bias_input else m[:, :-1] for m in matrices]
    return np.concatenate([matrix.ravel() for matrix in shown])


def _widths(values: Floats) -> Floats:
    """How wide edges are in designed pixels: as |w|, the largest no wider than ``WIDEST``."""
    sizes = np.nan_to_num(np.abs(values), nan=0.0, posinf=1e300)
    full = max(FULL, float(sizes.max(initial=0.0)))
    return np.asarray(np.maximum(WIDEST * sizes / full, NARROWEST))
