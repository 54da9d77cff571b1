"""Draws a network's diagram: edges as wide as their weights, units as pictures of their output."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QFontMetrics, QImage, QPainter, QPen, QPolygonF

from gui.diagram.edges import EdgePainter
from gui.diagram.geometry import Diagram
from gui.diagram.glyphs import glyph
from gui.look.theme import Theme
from gui.painting.field_item import Places, Words, shade_table, unit_shades
from gui.painting.still_text import StillText
from model.arrays import Floats
from model.expressions import About, figure
from model.plane.units import Units

FADED = 0.35  # opacity of the rest while something is lit
GLYPH = 9  # designed pixels of the smallest circle in which a graph can be recognised
Center = Qt.AlignmentFlag.AlignCenter
Pictures = Sequence[Sequence[QImage]]


@dataclass(frozen=True, eq=False)
class Drawn:
    """The contents of a diagram.

    Attributes:
        matrices: weights, and biases as the last column, (outputs, inputs + 1) for each layer.
        units: the pictures of inputs and units.
        names: the names of the nodes in each column.
        lit: the parts that stand out while the rest fades.
        tagged: the weight or bias whose number is shown on it.
        current: the part that the keyboard is at.
        is_quiet: whether numbers cannot be changed, and so look like names.
    """

    matrices: Sequence[Floats]
    units: Units
    names: Sequence[Sequence[str]]
    lit: Collection[About] = ()
    tagged: About | None = None
    current: About | None = None
    is_quiet: bool = False


class DiagramPainter:
    """Paints diagrams in one theme, and keeps what can be used again."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self._table: Words = shade_table(theme.palette)
        self._edges = EdgePainter(theme)
        self._line = QPen(theme.color("text"), 1.0)
        self._fine = QPen(theme.color("quiet"), 1.0)
        self._dots = QPen(theme.color("accent"), 1.0, Qt.PenStyle.DotLine)
        self._ground = QBrush(theme.color("panel"))
        self._names: StillText | None = None
        self._named: tuple[Diagram | None, Sequence[Sequence[str]]] = (None, ())

    def settle(self) -> None:
        """Draw everything anew at the next painting, even what is kept for several frames."""
        self._edges.forget()

    def paint(self, painter: QPainter, diagram: Diagram, drawn: Drawn) -> None:
        """Draw a diagram with these contents."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._edges.paint(painter, diagram, drawn.matrices, drawn.lit)
        self._paint_nodes(painter, diagram, drawn)
        if not diagram.notation.bias_input:
            self._paint_biases(painter, diagram, drawn)
        if diagram.has_names:
            self._write_names(painter, diagram, drawn)
        if diagram.has_numbers:
            self._write_numbers(painter, diagram, drawn)
        if drawn.current is not None:
            self._mark(painter, diagram, drawn.current)
        if drawn.tagged is not None:
            self._tag(painter, diagram, drawn.tagged, figure(_value(drawn, drawn.tagged)))

    # Nodes.

    def _paint_nodes(self, painter: QPainter, diagram: Diagram, drawn: Drawn) -> None:
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, diagram.has_names)
        for column, pictures in enumerate(self._pictures(drawn.units)):
            opacities = self._opacities(drawn, column, len(pictures))
            for row, image in enumerate(pictures):
                painter.setOpacity(opacities[row])
                if column and diagram.notation.own_activation:
                    self._paint_parts(painter, diagram, column - 1, row)
                painter.drawImage(diagram.node(column, row), image)
            self._frame(painter, diagram, column, opacities)
            painter.setOpacity(1.0)
            if diagram.has_one(column):
                self._paint_circle(painter, diagram.node(column, len(pictures)), "1")

    def _opacities(self, drawn: Drawn, column: int, nodes: int) -> list[float]:
        """Return the opacities of a column's nodes: while something is lit, the rest fades."""
        if not drawn.lit:
            return [1.0] * nodes
        inputs = [About(None, None, row) for row in range(nodes)]
        parts = [About(column - 1, row) for row in range(nodes)] if column else inputs
        return [1.0 if about in drawn.lit else FADED for about in parts]

    def _frame(
        self, painter: QPainter, diagram: Diagram, column: int, opacities: Sequence[float]
    ) -> None:
        """Frame the pictures of a column, all in one go: that is eight times as fast."""
        painter.setPen(self._line)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        for opacity in set(opacities):
            painter.setOpacity(opacity)
            frames = zip(diagram.frames[column], opacities, strict=False)
            painter.drawRects([frame for frame, own in frames if own == opacity])
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)

    def _pictures(self, units: Units) -> Pictures:
        """Return the pictures of all nodes, column by column."""
        many_outputs = len(units.layers[-1]) > 1
        columns = [units.inputs, *units.layers]
        last, labels = len(columns) - 1, np.arange(len(columns[-1]))[:, np.newaxis, np.newaxis]
        return [
            self._images(unit_shades(shades, labels if many_outputs and i == last else None))
            for i, shades in enumerate(columns)
        ]

    def _images(self, places: Places) -> list[QImage]:
        """Return pictures of colour indices (units, rows, columns), the lowest row first."""
        cells = np.take(self._table, places[:, ::-1])
        _, rows, columns = cells.shape
        form = QImage.Format.Format_RGB32
        return [QImage(one.data.cast("B"), columns, rows, 4 * columns, form) for one in cells]

    def _paint_parts(self, painter: QPainter, diagram: Diagram, layer: int, unit: int) -> None:
        """Draw the sum and the activation before the picture of a unit."""
        total, function = diagram.sum_node(layer, unit), diagram.activation_node(layer, unit)
        end = QPointF(diagram.node(layer + 1, unit).left(), total.center().y())
        painter.setPen(self._line)
        painter.drawLine(total.center(), end)
        if function.width() < GLYPH * self._theme.scale:
            painter.setBrush(self._ground)
            painter.drawEllipse(total)
            painter.drawEllipse(function)
            return
        self._paint_circle(painter, total, "Σ")
        shape = glyph(diagram.shapes[layer].activation, function)
        self._paint_circle(painter, function, shape if isinstance(shape, str) else "")
        if isinstance(shape, QPolygonF):
            painter.setPen(QPen(self._theme.color("accent"), max(0.06 * function.width(), 1.0)))
            painter.drawPolyline(shape)

    def _paint_circle(self, painter: QPainter, rect: QRectF, text: str) -> None:
        painter.setPen(self._line)
        painter.setBrush(self._ground)
        painter.drawEllipse(rect)
        size = min(12.0, rect.width() / self._theme.scale * (0.6 if len(text) < 2 else 0.34))
        if text and size >= 5:
            painter.setFont(self._theme.font(size))
            painter.drawText(rect, Center, text)

    # Text.

    def _write_names(self, painter: QPainter, diagram: Diagram, drawn: Drawn) -> None:
        if self._names is None or self._named[0] is not diagram or self._named[1] != drawn.names:
            self._named = (diagram, drawn.names)
            self._names = self._laid_out(diagram, drawn.names)
        painter.setPen(self._theme.color("text"))
        self._names.draw(painter, self._ground if diagram.words == 1 else None)

    def _laid_out(self, diagram: Diagram, names: Sequence[Sequence[str]]) -> StillText:
        font = self._theme.font(11)
        words, metrics = StillText(font), QFontMetrics(font)
        wide = diagram.width / len(diagram.counts)
        for column, names_of_column in enumerate(names):
            for row, name in enumerate(names_of_column):
                room = diagram.name_spot(column, row, wide).width()
                shown = metrics.elidedText(name, Qt.TextElideMode.ElideRight, int(room))
                spot = diagram.name_spot(column, row, metrics.horizontalAdvance(shown) + 2)
                words.add(spot, Center, shown)
        return words

    def _paint_biases(self, painter: QPainter, diagram: Diagram, drawn: Drawn) -> None:
        painter.setFont(self._theme.font(10, mono=True))
        painter.setPen(self._fine)
        advance = painter.fontMetrics().horizontalAdvance
        for layer, matrix in enumerate(drawn.matrices):
            for unit, bias in enumerate(matrix[:, -1].tolist()):
                if drawn.lit:
                    about = About(layer, unit, matrix.shape[1] - 1)
                    painter.setOpacity(1.0 if about in drawn.lit else FADED)
                spot = diagram.bias_spot(layer, unit)
                if not diagram.has_labels:
                    painter.fillRect(spot, self._edges.color_of(bias))
                    continue
                text = f"b {_short(bias)}"
                room = diagram.widened(spot, advance(text) + 1)
                if diagram.words == 1:  # edges pass there
                    room.setWidth(advance(text) + 1)
                    painter.fillRect(room, self._ground)
                painter.drawText(room, Center, text)
        painter.setOpacity(1.0)

    def _write_numbers(self, painter: QPainter, diagram: Diagram, drawn: Drawn) -> None:
        painter.setFont(self._theme.font(10, mono=True))
        for about in diagram.edges:
            if about != drawn.tagged:
                text = _short(_value(drawn, about))
                room = painter.fontMetrics().size(0, text).toSizeF()
                rect = QRectF(QPointF(), room)
                rect.moveCenter(diagram.number_spot(about))
                painter.fillRect(rect, self._theme.color("panel"))
                painter.setOpacity(FADED if drawn.lit and about not in drawn.lit else 1.0)
                painter.setPen(self._fine if drawn.is_quiet else self._line)
                painter.drawText(rect, Center, text)
                if not drawn.is_quiet:
                    painter.setPen(self._dots)
                    painter.drawLine(rect.bottomLeft(), rect.bottomRight())
                painter.setOpacity(1.0)

    # What is pointed at.

    def _mark(self, painter: QPainter, diagram: Diagram, current: About) -> None:
        """Frame the part that the keyboard is at."""
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(self._theme.color("accent"), 2.0 * self._theme.scale))
        edge = diagram.places.get(current)
        if edge is not None:
            at, radius = diagram.number_spot(current), 5 * self._theme.scale
            painter.drawEllipse(at, radius, radius)
            return
        grown = self._theme.scale  # more would cover the names beside it
        painter.drawRect(_rect_of(diagram, current).adjusted(-grown, -grown, grown, grown))

    def _tag(self, painter: QPainter, diagram: Diagram, about: About, text: str) -> None:
        """Write a number on the part that it belongs to."""
        painter.setFont(self._theme.font(11, mono=True))
        px = self._theme.px
        rect = QRectF(QPointF(), painter.fontMetrics().size(0, text).toSizeF())
        rect.adjust(-px(5), -px(3), px(5), px(3))
        rect.moveCenter(diagram.number_spot(about))
        rect.moveLeft(min(max(rect.left(), 1.0), diagram.width - rect.width() - 1))
        rect.moveTop(min(max(rect.top(), 1.0), diagram.height - rect.height() - 1))
        painter.setPen(QPen(self._theme.color("accent"), 1.0))
        painter.setBrush(self._theme.color("panel"))
        painter.drawRoundedRect(rect, px(4), px(4))
        painter.setPen(self._line)
        painter.drawText(rect, Center, text)


def _rect_of(diagram: Diagram, about: About) -> QRectF:
    """Return where an input, a unit or a bias without an edge is."""
    if about.layer is None:
        assert about.input is not None
        return diagram.node(0, about.input)
    assert about.unit is not None
    if about.input is None:
        return diagram.node(about.layer + 1, about.unit)
    return diagram.bias_spot(about.layer, about.unit)


def _value(drawn: Drawn, about: About) -> float:
    assert about.layer is not None
    return float(drawn.matrices[about.layer][about.unit, about.input])


def _short(value: float) -> str:
    """Return three significant digits: beside a node there is no room for more."""
    return figure(value, 3)
