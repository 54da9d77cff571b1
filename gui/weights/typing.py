"""The field in a cell of the table of weights while its number is typed."""

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from gui.controls.restyle import restyle
from gui.controls.tips import tip
from gui.look.theme import LIGHT, Theme
from gui.weights.model import Index, Role, WeightsModel

WIDTH = 90  # the least width of the field in designed pixels
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
TAB: dict[int, int] = {Qt.Key.Key_Tab: 1, Qt.Key.Key_Backtab: -1}


class WeightTyping(QStyledItemDelegate):
    """Opens fields to type numbers in.

    Signals:
        refused(str): why what was typed is not a number.
        wrong_changed((row, column) | None, str): the cell where a number was refused, and why.
        moved(int): open the number in the next row, 1, or the one before, -1.
    """

    refused = Signal(str)
    wrong_changed = Signal(object, str)
    moved = Signal(int)

    def __init__(self, model: WeightsModel, parent: QWidget) -> None:
        """Type into the cells of this model."""
        super().__init__(parent)
        self._model = model
        self._typed = QPersistentModelIndex()
        self.apply_theme(Theme(LIGHT))

    def apply_theme(self, theme: Theme) -> None:
        """Apply the sizes of ``theme``."""
        self._width, self._font = theme.px(WIDTH), theme.font(11, mono=True)

    def createEditor(
        self, parent: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> QLineEdit:
        """Return a field for the number of a cell."""
        self._typed = QPersistentModelIndex(index)
        self.wrong_changed.emit(None, "")
        field = QLineEdit(parent)
        field.setProperty("cell", True)
        field.setFont(self._font)
        field.setAlignment(Qt.AlignmentFlag.AlignRight)
        field.setAccessibleName(index.data(Role.AccessibleTextRole))
        field.setToolTip(index.data(Role.ToolTipRole))
        field.textEdited.connect(self._forgive)
        return field

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> None:
        """Place the field over its cell, at least as wide as a number needs."""
        rect = option.rect
        rect.setLeft(min(rect.left(), rect.right() + 1 - self._width))
        editor.setGeometry(rect)

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Fill in the number, unless it is being typed."""
        assert isinstance(editor, QLineEdit)
        if not editor.isModified():
            editor.setText(index.data(Role.EditRole))
            editor.selectAll()

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Set what was typed when the focus leaves the field."""
        assert isinstance(editor, QLineEdit)
        self._take(editor, index)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Set the number on Enter, and open the next on Tab; a refusal keeps the field open."""
        if isinstance(watched, QLineEdit) and isinstance(event, QKeyEvent):
            pressed, key = event.type() == QEvent.Type.KeyPress, event.key()
            if pressed and (key in ENTER or key in TAB):
                if self._take(watched, self._typed):
                    self.closeEditor.emit(watched, QAbstractItemDelegate.EndEditHint.NoHint)
                    if key in TAB:
                        self.moved.emit(TAB[key])
                return True
            if pressed and key == Qt.Key.Key_Escape:
                self.wrong_changed.emit(None, "")
        return super().eventFilter(watched, event)

    def _take(self, field: QLineEdit, index: Index) -> bool:
        """Set the number in a field; return False if it was refused."""
        if not field.isModified() or not index.isValid():
            return True
        row, column = index.row(), index.column()
        try:
            refused = self._model.set_text(row, column, field.text())
        except ValueError as refusal:
            refused = str(refusal)
            self.refused.emit(refused)
        self.wrong_changed.emit((row, column) if refused else None, refused)
        restyle(field, "wrong", bool(refused))
        field.setToolTip(tip(refused or index.data(Role.ToolTipRole)))
        field.setText(index.data(Role.EditRole))  # as it is in force
        field.selectAll()
        return not refused

    def _forgive(self) -> None:
        field = self.sender()
        assert isinstance(field, QLineEdit)
        restyle(field, "wrong", False)
        self.wrong_changed.emit(None, "")
