"""The equations of an explanation as a tree, folded and walked by mouse and keyboard."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPoint, Qt, Signal, Slot
from PySide6.QtGui import (
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QToolTip, QTreeView

from gui.arithmetic.layout import LEAST
from gui.arithmetic.model import Content, EquationModel, Path
from gui.arithmetic.painting import EquationPainting
from gui.look.number_text import grouped
from gui.look.theme import Theme
from model.expressions import About, Block, Cell, Explanation, Phase, cells, full
from model.expressions.expression import SETTING

Index = QModelIndex | QPersistentModelIndex
# Up to so many equations blocks are unfolded: of all phases, and of the one being walked.
FEW, MANY = 40, 80


class EquationTree(QTreeView):
    """Shows an explanation: all phases, or the one that is walked.

    Signals:
        pointed(frozenset[About]): the parts that the mouse, the keyboard or the phase is at.
        share_pointed(int | None): the point of the batch whose share is under the mouse.
        copy_asked(): copy all equations.
    """

    pointed = Signal(object)
    share_pointed = Signal(object)
    copy_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("arithmetic")
        self.setAccessibleName("Arithmetic")
        self._model = EquationModel(self)
        self._painting = EquationPainting(self._model, self)
        self._theme: Theme | None = None
        self._explanation = Explanation(())
        self._phase: Phase | None = None
        self._chosen: dict[Path, bool] = {}  # what was folded and unfolded by hand
        self._arranging = False
        self._pointed: frozenset[About] = frozenset()
        self._batch: Sequence[int] = ()
        self._share: int | None = None
        self._mouse: QPoint | None = None
        self.setModel(self._model)
        self.setItemDelegate(self._painting)
        self.setHeaderHidden(True)
        self.header().setStretchLastSection(False)
        self.setIndentation(0)
        self.setRootIsDecorated(False)
        self.setExpandsOnDoubleClick(False)
        self.setVerticalScrollMode(QTreeView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QTreeView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QTreeView.EditTrigger.NoEditTriggers)
        self.setMouseTracking(True)
        self.viewport().setMouseTracking(True)
        self.expanded.connect(self._note_unfolded)
        self.collapsed.connect(self._note_folded)

    def apply_theme(self, theme: Theme) -> None:
        """Apply the colours and sizes of ``theme``."""
        self._theme = theme
        self._painting.apply_theme(theme)
        self._fit()

    def show_explanation(self, explanation: Explanation, batch: Sequence[int] = ()) -> None:
        """Show an explanation; keep what is folded and where the keyboard is.

        ``batch`` are the indices of the points of the update.
        """
        self._explanation, self._batch = explanation, batch
        path = self._model.path(self.currentIndex())
        if self._model.show(explanation):
            self._arrange()
            if path:
                self.setCurrentIndex(self._model.at(path))
        self.doItemsLayout()
        self._tell()

    def show_phase(self, phase: Phase | None) -> None:
        """Unfold one phase and fold the others; None unfolds all."""
        self._phase = phase
        self._chosen.clear()
        self._arrange()
        for one, index in self._model.phases():
            if one is phase:
                self.setCurrentIndex(index)
                self.scrollTo(index, QTreeView.ScrollHint.PositionAtTop)
        self._tell()

    def forget_folds(self) -> None:
        """Forget what was folded by hand: other blocks follow."""
        self._chosen.clear()

    # Folds.

    def _arrange(self) -> None:
        self._arranging = True
        equations = len(self._explanation.equations)
        for phase, index in self._model.phases():
            is_open = self._phase in (None, phase)
            count, most = equations, FEW
            if self._phase is not None:
                of_phase = (b for b in self._explanation.blocks if b.phase is phase)
                count, most = sum(len(block.equations) for block in of_phase), MANY
            self._unfold(index, is_open)
            for row in range(self._model.rowCount(index)):
                child = self._model.index(row, 0, index)
                block = self._model.content(child)
                assert isinstance(block, Block)
                says_more = any(equation.expression is not None for equation in block.equations)
                self._unfold(child, says_more and count <= most)
        self._arranging = False

    def _unfold(self, index: QModelIndex, by_itself: bool) -> None:
        self.setExpanded(index, self._chosen.get(self._model.path(index), by_itself))

    @Slot(QModelIndex)
    def _note_unfolded(self, index: QModelIndex) -> None:
        self._note(index, unfolded=True)

    @Slot(QModelIndex)
    def _note_folded(self, index: QModelIndex) -> None:
        self._note(index, unfolded=False)

    def _note(self, index: QModelIndex, unfolded: bool) -> None:
        self.scheduleDelayedItemsLayout()  # the height of its own row has changed
        if not self._arranging:
            self._chosen[self._model.path(index)] = unfolded

    # Layout.

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        if self._theme is None:
            return
        # Room for the scroll bar is always kept, so that it never changes how equations wrap.
        room = self.width() - self.verticalScrollBar().sizeHint().width() - 2 * self.frameWidth()
        width = max(room, self._painting.least_width(LEAST))
        self._model.set_columns(self._painting.set_width(width))
        self.setColumnWidth(0, width)
        self.scheduleDelayedItemsLayout()

    # The mouse and the keyboard.

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Fold or unfold the phase or block that was clicked, or list the shares of a mean."""
        super().mousePressEvent(event)
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and event.button() is Qt.MouseButton.LeftButton:
            self._open(index)
        self.mouseMoveEvent(event)

    def _open(self, index: QModelIndex) -> None:
        """Fold or unfold a phase or block; list the shares of a mean, or no longer."""
        if self._model.toggle_shares(index):
            self.doItemsLayout()
        else:
            self.setExpanded(index, not self.isExpanded(index))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Report what is under the mouse."""
        super().mouseMoveEvent(event)
        self._mouse = event.position().toPoint()
        self._tell()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._mouse = None
        self._tell()

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Follow the keyboard, wherever the mouse rests."""
        super().currentChanged(current, previous)
        self._mouse = None
        self._tell()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._tell()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._tell()

    def _tell(self) -> None:
        """Report what the mouse or the keyboard is at, or else the phase that is walked."""
        current = self.currentIndex()
        found: frozenset[About] = frozenset()
        if self._mouse is not None and self.indexAt(self._mouse).isValid():
            found = self._under(self._mouse)
        elif current.isValid() and self.hasFocus():
            found = self._abouts(self._model.content(current))
        elif self._phase is not None:
            found = self._abouts(self._phase)
        if found != self._pointed:
            self._pointed = found
            self.pointed.emit(found)
        index = self.indexAt(self._mouse) if self._mouse is not None else QModelIndex()
        share = self._point_of(self._cell_at(index, self._mouse)) if self._mouse else None
        if share != self._share:
            self._share = share
            self.share_pointed.emit(share)

    def _point_of(self, cell: Cell | None) -> int | None:
        """Return the index of the point whose share this is, or None."""
        if cell is None or cell.point is None or cell.point >= len(self._batch):
            return None
        return self._batch[cell.point]

    def _under(self, at: QPoint) -> frozenset[About]:
        """Return the part that the number under the mouse is about, else those of the row."""
        index = self.indexAt(at)
        cell = self._cell_at(index, at)
        if cell is not None and cell.about is not None and cell.about != SETTING:
            return frozenset([cell.about])
        return self._abouts(self._model.content(index))

    def _abouts(self, content: Content) -> frozenset[About]:
        """Return the parts of the classifier that a row is about."""
        if isinstance(content, Phase):
            blocks = [block for block in self._explanation.blocks if block.phase is content]
            if content in (Phase.FORWARD, Phase.ERROR):
                return frozenset[About]().union(*map(self._abouts, blocks))
            # In the other phases results alone name all parts: no need to make their cells.
            found = {equation.about for block in blocks for equation in block.equations}
            if content is Phase.BACKWARD:  # its blocks are about units with a δ
                found |= {block.about for block in blocks}
            return frozenset(found - {SETTING})
        if isinstance(content, Block):
            own = frozenset({content.about} - {SETTING})
            return own.union(*map(self._abouts, content.equations))
        abouts = (cell.about for cell in cells(content))
        return frozenset(about for about in abouts if about is not None and about != SETTING)

    def _cell_at(self, index: QModelIndex, at: QPoint) -> Cell | None:
        if not index.isValid():
            return None
        return self._painting.cell_at(self.visualRect(index), index, at.x(), at.y())

    def viewportEvent(self, event: QEvent) -> bool:
        """Show all digits of the figure under the mouse."""
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            index = self.indexAt(event.pos())
            cell = self._cell_at(index, event.pos())
            text = f"{cell.symbol} = {full(cell.value)}" if cell and cell.value is not None else ""
            point = self._point_of(cell)
            text += f"\nof point {grouped(point + 1)}" if point is not None else ""
            QToolTip.showText(event.globalPos(), text, self.viewport())
            return True
        return super().viewportEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Fold, unfold and list shares on Enter, copy on Ctrl+C, and walk as in any tree."""
        current = self.currentIndex()
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_asked.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and current.isValid():
            self._open(current)
        else:
            super().keyPressEvent(event)
