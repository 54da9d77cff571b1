"""Paints the rows of an explanation: headings, blocks, symbols above figures."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QFontMetricsF, QPainter, QPolygonF
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTreeView

from gui.arithmetic.layout import WrittenRow
from gui.arithmetic.model import EquationModel
from gui.look.theme import LIGHT, Theme
from model.expressions import Block, Cell, Equation, Phase

Index = QModelIndex | QPersistentModelIndex
State = QStyle.StateFlag
WRAPPED = Qt.TextFlag.TextWordWrap.value | Qt.AlignmentFlag.AlignTop.value
HEADING, TITLE, SUMMARY, FIGURES = 11, 12, 11, 12  # designed sizes of fonts
INDENT, EQUATION_INDENT = 16, 20  # designed pixels before a block, and before an equation
BESIDE = 8  # designed pixels between a title and the summary beside it
GAP = 4  # designed pixels between rows


class EquationPainting(QStyledItemDelegate):
    """Paints the rows of a model, and finds the number at a place."""

    def __init__(self, model: EquationModel, view: QTreeView) -> None:
        """Paint the rows of this model, folded as they are in this view."""
        super().__init__(view)
        self._model, self._view = model, view
        self._width = 0
        self.apply_theme(Theme(LIGHT))

    def apply_theme(self, theme: Theme) -> None:
        """Apply the colours and sizes of a theme."""
        self._theme = theme
        self._heading = theme.font(HEADING, bold=True)
        self._title = theme.font(TITLE)
        self._summary = theme.font(SUMMARY, mono=True)
        self._mono, self._bold = (theme.font(FIGURES, mono=True, bold=b) for b in (False, True))
        self._advance = QFontMetricsF(self._mono).horizontalAdvance("0")
        self._high = QFontMetrics(self._mono).height()
        self._gap = theme.px(GAP)

    def set_width(self, width: int) -> int:
        """Set the width in pixels; return how many characters of an equation fit."""
        self._width = width
        return int((width - self._theme.px(EQUATION_INDENT)) / self._advance)

    def least_width(self, columns: int) -> int:
        """Return the width in pixels at which this many characters of an equation fit."""
        return self._theme.px(EQUATION_INDENT) + int(self._advance * columns) + 1

    def cell_at(self, rect: QRect, index: Index, x: float, y: float) -> Cell | None:
        """Return the number at (x, y) of an equation that is painted in ``rect``, or None."""
        if not isinstance(self._model.content(index), Equation):
            return None
        column = int((x - rect.left() - self._theme.px(EQUATION_INDENT)) // self._advance)
        down = y - rect.top() - self._gap / 2
        for row in self._model.rows(index):
            high = self._height(row)
            if 0 <= down < high:
                return row.at(column)
            down -= high
        return None

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the height of the row's content, wrapped."""
        content = self._model.content(index)
        if isinstance(content, Phase):
            height = QFontMetrics(self._heading).height() + 2 * self._gap
        elif isinstance(content, Block):
            _, said, _ = self._block_rects(content, self._view.isExpanded(index))
            height = said.bottom() + 1 + self._gap // 2
        else:
            height = self._gap + sum(map(self._height, self._model.rows(index)))
        return QSize(self._width, height)

    def _height(self, row: WrittenRow) -> int:
        return (2 if row.symbols else 1) * self._high

    def _block_rects(self, block: Block, is_open: bool) -> tuple[QRect, QRect, str]:
        """Return where a block's title and its summary are, and the text of the summary."""
        said = block.brief if is_open and block.equations else block.summary
        title = self._wrapped(self._title, block.title, self._theme.px(INDENT), self._gap // 2)
        left = title.right() + 1 + self._theme.px(BESIDE)
        if not said:
            return title, title, said
        metrics = QFontMetrics(self._summary)
        if left + metrics.horizontalAdvance(said) <= self._width:
            down = QFontMetrics(self._title).ascent() - metrics.ascent()
            beside = QRect(left, title.top() + down, self._width - left, metrics.height())
            beside.setHeight(max(beside.height(), title.height() - down))
            return title, beside, said
        below = title.bottom() + 1
        return title, self._wrapped(self._summary, said, self._theme.px(INDENT), below), said

    def _wrapped(self, font: QFont, text: str, left: int, top: int) -> QRect:
        """Return the rectangle of a wrapped text whose upper left corner is here."""
        room = QRect(left, top, max(self._width - left, 1), 1 << 20)
        return QFontMetrics(font).boundingRect(room, WRAPPED, text)

    # Painting.

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect: QRect = option.rect
        state: State = option.state
        content = self._model.content(index)
        painter.save()
        if state & (State.State_Selected | State.State_MouseOver):
            painter.fillRect(rect, self._theme.color("accent_ground", 150))
        if state & State.State_HasFocus:
            painter.fillRect(QRect(rect.topLeft(), QSize(2, rect.height())), self._accent)
        painter.translate(rect.topLeft())
        if isinstance(content, Phase):
            self._paint_fold(painter, rect.height() / 2, bool(state & State.State_Open))
            painter.setFont(self._heading)
            painter.setPen(self._quiet)
            where = QRect(self._theme.px(INDENT), 0, self._width, rect.height())
            painter.drawText(where, Qt.AlignmentFlag.AlignVCenter, content.value.upper())
        elif isinstance(content, Block):
            self._paint_block(painter, content, bool(state & State.State_Open))
        else:
            self._paint_equation(painter, content, index)
        painter.restore()

    @property
    def _accent(self) -> QColor:
        return self._theme.color("accent")

    @property
    def _quiet(self) -> QColor:
        return self._theme.color("quiet")

    def _paint_fold(self, painter: QPainter, middle: float, is_open: bool) -> None:
        """Draw a triangle that shows whether a row is unfolded."""
        size, x = self._theme.px(7), self._theme.px(7)
        flat, half = 0.3 * size, 0.5 * size
        corners = [(-half, -flat), (half, -flat), (0.0, 0.8 * half)]
        if not is_open:
            corners = [(y, x) for x, y in corners]
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._quiet)
        painter.drawPolygon(QPolygonF([QPointF(x + dx, middle + dy) for dx, dy in corners]))

    def _paint_block(self, painter: QPainter, block: Block, is_open: bool) -> None:
        title, where, said = self._block_rects(block, is_open)
        if block.equations:
            first = QFontMetrics(self._title).height() / 2
            self._paint_fold(painter, title.top() + first, is_open)
        painter.setFont(self._title)
        painter.setPen(self._quiet)
        painter.drawText(title, WRAPPED, block.title)
        painter.setFont(self._summary)
        painter.setPen(self._theme.color("text"))
        painter.drawText(where, WRAPPED, said)

    def _paint_equation(self, painter: QPainter, equation: Equation, index: Index) -> None:
        left, down = (
            self._theme.px(EQUATION_INDENT),
            self._gap / 2 + QFontMetrics(self._mono).ascent(),
        )
        result = self._accent if equation.becomes else self._theme.color("text")
        for number, row in enumerate(self._model.rows(index)):
            painter.setFont(self._mono)
            if row.symbols:
                painter.setPen(self._quiet)
                painter.drawText(QPointF(left, down), row.symbols)
                down += self._high
            # The result is bold, which in a monospaced font is as wide as plain.
            end = row.spots[0].end if number == 0 and row.symbols else 0
            painter.setPen(self._theme.color("text"))
            painter.drawText(QPointF(left + end * self._advance, down), row.figures[end:])
            if end:
                painter.setFont(self._bold)
                painter.setPen(result)
                painter.drawText(QPointF(left, down), row.figures[:end])
            down += self._high
