"""Where Tab goes, in the order as read, and how what has the focus comes into sight."""

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtWidgets import QAbstractButton, QApplication, QButtonGroup, QScrollArea, QWidget
from shiboken6 import isValid

AROUND = 8  # logical pixels to be seen around what has the focus


class TabFocus(QObject):
    """Moves the focus of a window in the order as read, and keeps what has it in sight."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._left: QWidget | None = None  # what had the focus before nothing had it
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._follow)

    def step(self, forwards: bool) -> bool:
        """Move the focus on, as Tab does, or back; return whether anything takes it."""
        now: QWidget | None = self._window.focusWidget()
        found = next_stop(self._window, self._left if now is None else now, forwards)
        reasons = Qt.FocusReason
        if found is not None:
            found.setFocus(reasons.TabFocusReason if forwards else reasons.BacktabFocusReason)
        return found is not None

    def settle(self, place: QWidget) -> None:
        """Give the focus to ``place`` where nothing that can be seen and used has it.

        Qt would give it to the control that was made first.
        """
        now: QWidget | None = self._window.focusWidget()
        if now is None or not (now.isVisible() and now.isEnabled()):
            place.setFocus()

    @Slot(QWidget, QWidget)
    def _follow(self, before: QWidget | None, now: QWidget | None) -> None:
        """Bring what got the focus into sight, unless the mouse is at it."""
        if not isValid(self._window):
            return  # a window that is deleted gives its focus away
        if now is None:
            is_ours = before is not None and self._window.isAncestorOf(before)
            self._left = before if is_ours else None
        elif self._window.isAncestorOf(now) and not QApplication.mouseButtons().value:
            reveal(now, AROUND)


def next_stop(window: QWidget, start: QWidget | None, forwards: bool) -> QWidget | None:
    """Return where Tab, or Shift and Tab, leads from ``start``; None if nowhere.

    It goes row by row, each row from the left; what is inside of a widget comes after it, before
    its neighbours. Buttons of a group are one stop, at the checked one where only one can be;
    arrow keys go on from there. ``start`` may take no focus itself any more.
    """
    order = list(_as_read(window))
    if not forwards:
        order.reverse()
    place = order.index(start) + 1 if start in order else 0
    group = _group(start)
    for widget in order[place:] + order[:place]:
        if _is_stop(widget) and (group is None or _group(widget) is not group):
            return widget
    return None


def reveal(widget: QWidget, margin: int = 0) -> None:
    """Scroll all areas around a widget so that all of it can be seen."""
    around = widget.parentWidget()
    while around is not None:
        inner = around.widget() if isinstance(around, QScrollArea) else None
        if isinstance(around, QScrollArea) and inner is not None and inner.isAncestorOf(widget):
            # Qt's ensureWidgetVisible is content with the cursor of a field.
            middle = widget.mapTo(inner, widget.rect().center())
            size, room = widget.size(), around.viewport().size()
            across, down = (
                min(length // 2 + 1 + margin, most // 2)
                for length, most in zip(size.toTuple(), room.toTuple(), strict=True)
            )
            around.ensureVisible(middle.x(), middle.y(), across, down)
        around = around.parentWidget()


def _as_read(parent: QWidget) -> Iterator[QWidget]:
    """Return all visible widgets in a parent, in the order as read."""
    children = [
        child
        for child in parent.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
        if not child.isWindow() and child.isVisibleTo(parent)
    ]
    for row in _rows(children):
        for child in row:
            yield child
            yield from _as_read(child)


def _rows(widgets: Sequence[QWidget]) -> list[list[QWidget]]:
    """Return widgets in rows from the top; a row is what begins above the middle of its first."""
    rows: list[list[QWidget]] = []
    middle = 0.0
    for widget in sorted(widgets, key=lambda widget: (widget.y(), widget.x())):
        if not rows or widget.y() >= middle:
            rows.append([])
            middle = widget.y() + widget.height() / 2
        rows[-1].append(widget)
    return [sorted(row, key=lambda widget: widget.x()) for row in rows]


def _is_stop(widget: QWidget) -> bool:
    group = _group(widget)
    if group is None:
        policy = Qt.FocusPolicy.TabFocus
        return widget.focusPolicy() & policy == policy and _is_usable(widget)
    checked = group.checkedButton() if group.exclusive() else None
    buttons = [checked] if checked is not None else group.buttons()
    return widget is next(filter(_is_usable, buttons), None)


def _is_usable(widget: QWidget) -> bool:
    return widget.isVisible() and widget.isEnabled() and widget.focusProxy() is None


def _group(widget: QWidget | None) -> QButtonGroup | None:
    return widget.group() if isinstance(widget, QAbstractButton) else None
