"""The points with the largest shares of the loss, as a list to walk through."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import (
    QFocusEvent,
    QFontMetricsF,
    QHideEvent,
    QIcon,
    QKeyEvent,
    QMouseEvent,
    QPainter,
)
from PySide6.QtWidgets import (
    QListView,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from gui.controls.point_icon import point_icon
from gui.look.number_text import class_text, counted, share_text
from gui.look.theme import LIGHT, Theme

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
State = QStyle.StateFlag
NOBODY = QModelIndex()
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
ROW, ROWS = 24, 8  # the designed height of a row, and the most rows seen at once
BY_KEYS = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
)
ICON, MARGIN, BAR = 12, 6, 8  # designed pixels
WIDEST_NUMBER, WIDEST_SHARE = "100 000", "100.0%"


@dataclass(frozen=True)
class Culprit:
    """A point and its share of the loss, from 0 to 1."""

    index: int
    label: int
    class_name: str
    share: float


class Culprits(QAbstractListModel):
    """The Qt model of the points, the one with the largest share first."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.rows: Sequence[Culprit] = ()

    def show(self, rows: Sequence[Culprit]) -> None:
        """Show these points, keeping rows that exist."""
        before = len(self.rows)
        if len(rows) > before:
            self.beginInsertRows(NOBODY, before, len(rows) - 1)
            self.rows = rows
            self.endInsertRows()
        elif len(rows) < before:
            self.beginRemoveRows(NOBODY, len(rows), before - 1)
            self.rows = rows
            self.endRemoveRows()
        self.rows = rows
        if rows:
            self.dataChanged.emit(self.index(0), self.index(len(rows) - 1))

    def rowCount(self, parent: Index = NOBODY) -> int:
        """Return how many points there are."""
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Role.DisplayRole) -> str | None:
        """Return a row in words."""
        if not index.isValid() or role not in (Role.DisplayRole, Role.AccessibleTextRole):
            return None
        row = self.rows[index.row()]
        name = class_text(row.class_name, row.label)
        return f"point {row.index + 1}, {name}: {share_text(row.share)} of the loss"


class CulpritCells(QStyledItemDelegate):
    """Paints a row: symbol, number, share, and a bar in proportion to the largest share."""

    def __init__(self, model: Culprits, parent: QWidget) -> None:
        """Paint the rows of this model."""
        super().__init__(parent)
        self._model = model
        self.apply_theme(Theme(LIGHT))

    def apply_theme(self, theme: Theme) -> None:
        """Apply the colours and sizes of a theme."""
        self._theme = theme
        self._mono = theme.font(11, mono=True)
        metrics = QFontMetricsF(self._mono)
        self._number = metrics.horizontalAdvance(WIDEST_NUMBER)
        self._share = metrics.horizontalAdvance(WIDEST_SHARE)
        self._icons: dict[int, QIcon] = {}

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, self._theme.px(ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme, row = self._theme, self._model.rows[index.row()]
        state, rect = option.state, QRectF(option.rect)
        if state & (State.State_MouseOver | State.State_Selected):
            painter.fillRect(rect, theme.color("accent_ground"))
        margin, side = theme.px(MARGIN), theme.px(ICON)
        if row.label not in self._icons:
            self._icons[row.label] = point_icon(row.label, theme)
        top = round(rect.center().y() - side / 2)
        left = round(rect.left()) + margin
        self._icons[row.label].paint(painter, left, top, side, side)
        painter.setFont(self._mono)
        painter.setPen(theme.color("text"))
        number = QRectF(left + side, rect.top(), self._number + margin, rect.height())
        painter.drawText(number, RIGHT, counted(row.index + 1))
        share = rect.adjusted(0, 0, -margin, 0)
        share.setLeft(share.right() - self._share)
        painter.drawText(share, RIGHT, share_text(row.share))
        self._paint_bar(painter, number.right() + margin, share.left() - margin, rect, row)
        if state & State.State_HasFocus:
            painter.setPen(theme.color("accent"))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(rect.adjusted(0.5, 0.5, -1, -1))

    def _paint_bar(
        self, painter: QPainter, left: float, right: float, row: QRectF, point: Culprit
    ) -> None:
        length = (right - left) * point.share / self._model.rows[0].share
        high = self._theme.px(BAR)
        bar = QRectF(left, row.center().y() - high / 2, length, high)
        painter.fillRect(bar, self._theme.color("warn", 170))


class BlameList(QListView):
    """Lists points; the current row counts as pointed at only while keys are used.

    Signals:
        pointed(int | None): the point under the mouse, or in the current row.
        chosen(int): the point that was clicked or chosen by Enter.
    """

    pointed = Signal(object)
    chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._rows = Culprits(self)
        self._cells = CulpritCells(self._rows, self)
        self._theme = Theme(LIGHT)
        self._hovered: int | None = None
        self._last: int | None = None
        self._by_keys = False
        self.setModel(self._rows)
        self.setItemDelegate(self._cells)
        self.setObjectName("blame")
        self.setAccessibleName("Points by their share of the loss")
        self.setAccessibleDescription(
            "Arrows walk through the points and mark them on the plane, Enter selects one"
        )
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.entered.connect(self._hover)
        self.viewportEntered.connect(self._leave)
        self.clicked.connect(self._choose)
        self.activated.connect(self._choose)
        self.selectionModel().currentChanged.connect(self._tell)

    def apply_theme(self, theme: Theme) -> None:
        """Apply the colours and sizes of a theme."""
        self._theme = theme
        self._cells.apply_theme(theme)
        self._fit()
        self.scheduleDelayedItemsLayout()

    def show_culprits(self, rows: Sequence[Culprit]) -> None:
        """Show these points."""
        self._rows.show(rows)
        self._fit()
        self._tell()

    def begin_anew(self) -> None:
        """Point at nothing and scroll to the top: other points follow."""
        self.scrollToTop()  # may bring another row under the mouse
        self._hovered, self._by_keys = None, False
        self.selectionModel().clear()

    def _fit(self) -> None:
        """Make the list as high as its rows, up to the most rows seen at once."""
        rows = min(max(len(self._rows.rows), 1), ROWS)
        self.setFixedHeight(self._theme.px(ROW) * rows + 2 * self.frameWidth())

    @Slot(QModelIndex)
    def _hover(self, index: QModelIndex) -> None:
        self._hovered = index.row()
        self._tell()

    @Slot()
    def _leave(self) -> None:
        self._hovered = None
        self._tell()

    @Slot()
    def _tell(self) -> None:
        """Report the point under the mouse, else the one in the current row."""
        row = self._hovered
        if row is None and self._by_keys and self.hasFocus():
            row = self.currentIndex().row()
        point = None
        if row is not None and 0 <= row < len(self._rows.rows):
            point = self._rows.rows[row].index
        if point != self._last:
            self._last = point
            self.pointed.emit(point)

    @Slot(QModelIndex)
    def _choose(self, index: QModelIndex) -> None:
        self.chosen.emit(self._rows.rows[index.row()].index)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._leave()

    def hideEvent(self, event: QHideEvent) -> None:
        """Point at nothing: a hidden widget gets no leave event."""
        super().hideEvent(event)
        self._leave()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Let the mouse point, not the current row."""
        self._by_keys = False
        super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let the current row point, not the mouse."""
        self._hovered, self._by_keys = None, True
        super().keyPressEvent(event)
        self._tell()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Point at the current or first row, unless the focus came by a click."""
        super().focusInEvent(event)
        self._by_keys = self._by_keys or event.reason() in BY_KEYS
        if self._by_keys and not self.currentIndex().isValid():
            self.setCurrentIndex(self._rows.index(0))
        self._tell()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Point at nothing."""
        super().focusOutEvent(event)
        self._tell()
