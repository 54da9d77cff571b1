"""The table of all weights and biases, each with a slider and its number."""

from dataclasses import replace

from PySide6.QtCore import QEvent, QItemSelection, QModelIndex, QRect, Qt, Signal, Slot
from PySide6.QtGui import (
    QFocusEvent,
    QFontMetrics,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from gui.look.theme import LIGHT, Theme
from gui.numbers.reason import Reason
from gui.numbers.weight_rows import HEADING
from gui.session.intents import SetTheta
from gui.weights.model import Index, WeightColumn, WeightsModel
from gui.weights.painting import Marks, WeightPainting
from gui.weights.typing import WeightTyping
from model import Snapshot

ROW, FEWEST = 24, 4  # the designed height of a row, and the fewest rows seen at once
WIDEST, NARROWEST = "−1.00e−10", 44  # the longest number; designed pixels of the shortest slider
NAME_SHARE = 0.34  # the most of the width that names may take
REASON = 260  # designed pixels across the reason of a refusal
QUANTA = 100  # steps of a slider from its middle to an end
BEGINS = frozenset("0123456789.+-")  # what a number may begin with
NUDGES = {"+": 1, "=": 1, "-": -1, "_": -1, "−": -1}
TIP = "Every weight and bias: drag its slider, or click its number and type another"


class WeightsTable(QTableView):
    """Shows weights to drag and type; emits ``said(str)`` for what is not a number.

    A drag of a slider, or a key held down, is one step of undo.
    """

    said = Signal(str)

    def __init__(self, set_theta: SetTheta) -> None:
        """Create an empty table; ``set_theta`` takes weights that are set by hand."""
        super().__init__()
        self._theme = Theme(LIGHT)
        self._model = WeightsModel(set_theta, self)
        self.painting = WeightPainting(self._model)
        self._typing = WeightTyping(self._model, self)
        self._reason = Reason(self.viewport())
        self._dragged: int | None = None
        self._gesture, self._offset = 0, 0.0
        self.setModel(self._model)
        self.setItemDelegate(self._typing)
        self.setObjectName("weights")
        self.setAccessibleName("Weights and biases")
        self.setToolTip(TIP)
        self.setShowGrid(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(triggers.AnyKeyPressed | triggers.EditKeyPressed)
        self.verticalHeader().hide()
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self._model.modelReset.connect(self._begin_anew)
        self._typing.refused.connect(self.said)
        self._typing.wrong_changed.connect(self._mark_wrong)
        self._typing.moved.connect(self._type_next)
        self.clicked.connect(self._type)

    def apply_theme(self, theme: Theme) -> None:
        """Apply the colours and sizes of ``theme``."""
        self._theme = theme
        self.painting.apply_theme(theme)
        self._typing.apply_theme(theme)
        self._begin_anew()

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Show the weights of a place in training."""
        raw = None if snapshot.document.scaling is None else snapshot.raw_theta()
        self._model.show(snapshot.document, snapshot.place.theta, raw)
        self.viewport().update(self._figures())

    def _figures(self) -> QRect:
        """Return where numbers can change: everything but the names."""
        room = self.viewport().rect()
        room.setLeft(self.columnWidth(WeightColumn.NAME))
        return room

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the rows to be drawn anew; Qt would take longer, cell by cell."""
        dirty, count = event.rect(), len(self._model.rows)
        columns = [
            (column, self.columnViewportPosition(column), self.columnWidth(column))
            for column in range(self._model.columnCount())
            if not self.isColumnHidden(column)
        ]
        columns = [c for c in columns if c[1] <= dirty.right() and c[1] + c[2] > dirty.left()]
        row, height = self.rowAt(max(dirty.top(), 0)), self.rowHeight(0)
        if row < 0 or not columns:
            return
        self.painting.fit_screen(self.devicePixelRatioF())
        painter = QPainter(self.viewport())
        top = self.rowViewportPosition(row)
        while row < count and top <= dirty.bottom():
            cells = [(column, QRect(left, top, width, height)) for column, left, width in columns]
            self.painting.paint(painter, row, cells)
            row, top = row + 1, top + height
        painter.end()

    # Layout.

    @Slot()
    def _begin_anew(self) -> None:
        """Lay out other rows, or the same rows in another size."""
        self._dragged = None
        self.painting.marks = Marks()
        self._reason.say("")
        self.verticalHeader().setMinimumSectionSize(1)
        self.verticalHeader().setDefaultSectionSize(self._theme.px(ROW))
        self.setMinimumHeight(self._theme.px(FEWEST * ROW))
        self._lay_out()

    def _lay_out(self) -> None:
        """Share the width: numbers take what they need, names a part, sliders the rest."""
        px, whole = self._theme.px, self.viewport().width()
        number = QFontMetrics(self.painting.mono).horizontalAdvance(WIDEST) + px(8)
        numbers = self._model.columnCount() - WeightColumn.NUMBER
        metrics = QFontMetrics(self.painting.plain)
        texts = [place.text for place in self._model.rows if place.at != HEADING]
        longest = max(map(metrics.horizontalAdvance, texts), default=0) + px(14)
        left = whole - numbers * number
        name = min(longest, max(round(NAME_SHARE * whole), left - px(2 * NARROWEST)))
        hides = left - name < px(NARROWEST)
        self.setColumnHidden(WeightColumn.SLIDER, hides)
        self.setColumnWidth(WeightColumn.NAME, left if hides else name)
        self.setColumnWidth(WeightColumn.SLIDER, left - name)
        for column in range(WeightColumn.NUMBER, self._model.columnCount()):
            self.setColumnWidth(column, number)
        self.horizontalHeader().setVisible(numbers > 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()
        self._place_reason()

    # Marks.

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        super().selectionChanged(selected, deselected)
        rows = frozenset(index.row() for index in self.selectedIndexes())
        self._mark(replace(self.painting.marks, selected=rows))

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self._mark_focus()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Mark the current cell; without one make it the first weight."""
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self._model.rows:
            first = next(r for r, place in enumerate(self._model.rows) if place.at != HEADING)
            self.setCurrentIndex(self._model.index(first, WeightColumn.NAME))
        self._mark_focus()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._mark_focus()

    def _mark_focus(self) -> None:
        cell = _cell(self.currentIndex()) if self.hasFocus() else None
        self._mark(replace(self.painting.marks, focused=cell))

    @Slot(object, str)
    def _mark_wrong(self, cell: tuple[int, int] | None, why: str) -> None:
        self._mark(replace(self.painting.marks, wrong=cell))
        self._reason.say(why)
        self._place_reason()

    def _place_reason(self) -> None:
        """Keep the reason beside the cell where a number was refused."""
        if self.painting.marks.wrong is not None:
            spot = self.visualRect(self._model.index(*self.painting.marks.wrong))
            self._reason.stand_by(spot, self._theme.px(REASON))

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        super().scrollContentsBy(dx, dy)
        self._place_reason()

    def _mark(self, marks: Marks) -> None:
        if marks != self.painting.marks:
            self.painting.marks = marks
            self.viewport().update()

    # Typing.

    @Slot(QModelIndex)
    def _type(self, index: QModelIndex) -> None:
        """Open a number that was clicked, unless the click extends the selection."""
        held = QGuiApplication.keyboardModifiers()
        if index.column() >= WeightColumn.NUMBER and held == Qt.KeyboardModifier.NoModifier:
            self.edit(index)

    @Slot(int)
    def _type_next(self, rows: int) -> None:
        """Open the number in the next row of weights, 1, or the one before, -1."""
        index = self.currentIndex()
        row = index.row() + rows
        while 0 <= row < len(self._model.rows) and self._model.rows[row].at == HEADING:
            row += rows
        if 0 <= row < len(self._model.rows):
            following = self._model.index(row, index.column())
            self.setCurrentIndex(following)
            self.edit(following)

    # Sliders, by mouse and by keys.

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of a slider's handle; elsewhere on the slider the handle jumps to the mouse."""
        index = self.indexAt(event.position().toPoint())
        is_left = event.button() == Qt.MouseButton.LeftButton
        if not is_left or not _slides(self._model, index):
            super().mousePressEvent(event)
            return
        self.setCurrentIndex(index)
        self._dragged, self._model.is_held = index.row(), True
        self._gesture += 1
        rect, across = self.visualRect(index), event.position().x()
        number = self._model.number(index.row(), WeightColumn.SLIDER)
        handle = self.painting.handle_at(rect, number)
        near = abs(across - handle) <= self.painting.reach
        self._offset = handle - across if near else 0.0
        if not near:
            self._slide(across)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Treat the second of two fast clicks like any other click."""
        self.mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag the slider, or mark the number under the mouse."""
        if self._dragged is not None and event.buttons() & Qt.MouseButton.LeftButton:
            self._slide(event.position().x())
            return
        self._let_go()  # the button may have been released outside the window
        super().mouseMoveEvent(event)
        index = self.indexAt(event.position().toPoint())
        types = bool(index.flags() & Qt.ItemFlag.ItemIsEditable)
        cell = _cell(index) if types else None
        self._mark(replace(self.painting.marks, hovered=cell))
        self.viewport().setCursor(
            Qt.CursorShape.IBeamCursor if types else Qt.CursorShape.ArrowCursor
        )

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._mark(replace(self.painting.marks, hovered=None))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._dragged is None:
            super().mouseReleaseEvent(event)
        self._let_go()

    def _let_go(self) -> None:
        if self._dragged is not None:
            self._dragged, self._model.is_held = None, False
            self._model.fit_limit()
            self.viewport().update()

    def _slide(self, across: float) -> None:
        assert self._dragged is not None
        rect = self.visualRect(self._model.index(self._dragged, WeightColumn.SLIDER))
        share = self.painting.share_at(rect, across + self._offset)
        self._set_round(self._dragged, round(share * QUANTA))

    def _set_round(self, row: int, quanta: int) -> None:
        number = float(f"{quanta * self._model.limit / QUANTA:.6g}")
        self._model.set_number(row, WeightColumn.SLIDER, number, ("weight", row, self._gesture))

    def event(self, event: QEvent) -> bool:
        """Keep keys that are used here from triggering shortcuts of the window."""
        if event.type() == QEvent.Type.ShortcutOverride:
            assert isinstance(event, QKeyEvent)
            keys = QKeySequence.StandardKey
            if _begins(event) or event.matches(keys.SelectAll) or event.matches(keys.Copy):
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Nudge a slider, type a number, copy rows."""
        index = self.currentIndex()
        if event.matches(QKeySequence.StandardKey.Copy):
            self._copy()
        elif _slides(self._model, index) and event.text() in NUDGES:
            self._nudge(index.row(), NUDGES[event.text()], event.isAutoRepeat())
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) or _begins(event):
            self._type_at(index, event)
        else:
            super().keyPressEvent(event)

    def _nudge(self, row: int, direction: int, held_down: bool) -> None:
        if not held_down:
            self._gesture += 1
        number = self._model.number(row, WeightColumn.SLIDER)
        self._set_round(row, round(number / self._model.limit * QUANTA) + direction)

    def _type_at(self, index: QModelIndex, event: QKeyEvent) -> None:
        """Open the number of a row, whichever of its cells is current."""
        if index.isValid() and index.column() < WeightColumn.NUMBER:
            index = self._model.index(index.row(), WeightColumn.NUMBER)
            self.setCurrentIndex(index)
        if _begins(event):
            super().keyPressEvent(event)
        elif index.isValid():
            self.edit(index)

    def _copy(self) -> None:
        rows = sorted({index.row() for index in self.selectedIndexes()})
        if rows:
            QGuiApplication.clipboard().setText(self._model.as_text(rows))


def _cell(index: Index) -> tuple[int, int] | None:
    return (index.row(), index.column()) if index.isValid() else None


def _slides(model: WeightsModel, index: Index) -> bool:
    """Return whether this cell has a slider."""
    return (
        index.isValid()
        and index.column() == WeightColumn.SLIDER
        and model.rows[index.row()].at != HEADING
    )


def _begins(event: QKeyEvent) -> bool:
    """Return whether a key begins a number, or nudges a slider."""
    plain = event.modifiers() & ~(
        Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier
    )
    text = event.text()
    return not plain.value and len(text) == 1 and (text in BEGINS or text in NUDGES)
