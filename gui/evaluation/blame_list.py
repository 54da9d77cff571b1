"""The points by their share of the loss, as a list to walk through."""

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
ROW, ROWS = 24, 8  # the designed height of a row, and how many are seen at the most
BY_KEYS = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
)
ICON, MARGIN, BAR = 12, 6, 8  # designed pixels
WIDEST_NUMBER, WIDEST_SHARE = "100 000", "100.0%"


@dataclass(frozen=True)
class Culprit:
    """A point that has a share in the loss: its index, its class, and how much of all it is."""

    index: int
    label: int
    class_name: str
    share: float


class Culprits(QAbstractListModel):
    """The points, the one with the largest share first."""

    def __init__(self, parent: QObject) -> None:
        """Empty."""
        super().__init__(parent)
        self.rows: Sequence[Culprit] = ()

    def show(self, rows: Sequence[Culprit]) -> None:
        """Show these, in the rows that are there as far as they go."""
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
        """How many points there are."""
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Role.DisplayRole) -> str | None:
        """A row in words."""
        if not index.isValid() or role not in (Role.DisplayRole, Role.AccessibleTextRole):
            return None
        row = self.rows[index.row()]
        name = class_text(row.class_name, row.label)
        return f"point {row.index + 1}, {name}: {share_text(row.share)} of the loss"


class CulpritCells(QStyledItemDelegate):
    """Paints a row: the point, its number, a bar as long as its share of the first one's."""

    def __init__(self, model: Culprits, parent: QWidget) -> None:
        """For the rows of this model."""
        super().__init__(parent)
        self._model = model
        self.apply_theme(Theme(LIGHT))

    def apply_theme(self, theme: Theme) -> None:
        """Take on these colours and sizes."""
        self._theme = theme
        self._mono = theme.font(11, mono=True)
        metrics = QFontMetricsF(self._mono)
        self._number = metrics.horizontalAdvance(WIDEST_NUMBER)
        self._share = metrics.horizontalAdvance(WIDEST_SHARE)
        self._icons: dict[int, QIcon] = {}

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """All rows are equally high."""
        return QSize(0, self._theme.px(ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw a row."""
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
    """Emits ``pointed(int | None)`` for the point under mouse or focus, ``chosen(int)`` for one.

    The focus points only while keys are used: a click leaves it where the mouse was.
    """

    pointed = Signal(object)
    chosen = Signal(int)

    def __init__(self) -> None:
        """Empty."""
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
        """Take on these colours and sizes."""
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
        """What is shown from now on are points of something else: point at none, from the top."""
        self.scrollToTop()  # which may bring another row below the mouse
        self._hovered, self._by_keys = None, False
        self.selectionModel().clear()

    def _fit(self) -> None:
        """As high as the rows, as far as they are seen at once."""
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
        """Say which point is meant: the one under the mouse, else the current one."""
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
        """The mouse is elsewhere."""
        super().leaveEvent(event)
        self._leave()

    def hideEvent(self, event: QHideEvent) -> None:
        """Point at nothing; a list that is hidden is left by no mouse."""
        super().hideEvent(event)
        self._leave()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The mouse points from now on."""
        self._by_keys = False
        super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys point from now on."""
        self._hovered, self._by_keys = None, True
        super().keyPressEvent(event)
        self._tell()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Point at the current row, the first one if there is none, unless a click did it."""
        super().focusInEvent(event)
        self._by_keys = self._by_keys or event.reason() in BY_KEYS
        if self._by_keys and not self.currentIndex().isValid():
            self.setCurrentIndex(self._rows.index(0))
        self._tell()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Point at nothing."""
        super().focusOutEvent(event)
        self._tell()
