"""What is cut off in a window: words, and controls that cannot be reached."""

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QComboBox,
    QLabel,
    QLineEdit,
    QScrollArea,
    QSlider,
    QStyle,
    QStyleOptionComboBox,
    QTabBar,
    QToolButton,
    QWidget,
)

from tests.gui.person import Person

CONTROLS = (QAbstractButton, QComboBox, QLineEdit, QSlider, QTabBar)


def clipped(person: Person) -> list[str]:
    """The labels and controls whose text is cut off."""
    found = []
    for widget in person.window.findChildren(QWidget):
        if not widget.isVisible() or widget.objectName().startswith("qt_"):
            continue
        if isinstance(widget, QLabel) and widget.text() and not widget.wordWrap():
            needed = widget.fontMetrics().horizontalAdvance(widget.text())
            room = widget.contentsRect().width()
        elif isinstance(widget, QLineEdit):
            needed = widget.fontMetrics().horizontalAdvance(widget.text())
            room = widget.contentsRect().width() - 4
        elif isinstance(widget, QComboBox):
            option = QStyleOptionComboBox()
            widget.initStyleOption(option)
            field = QStyle.SubControl.SC_ComboBoxEditField
            control = QStyle.ComplexControl.CC_ComboBox
            room = widget.style().subControlRect(control, option, field, widget).width()
            needed = widget.fontMetrics().horizontalAdvance(widget.currentText())
        elif isinstance(widget, QTabBar):
            found += clipped_tabs(widget)
            continue
        elif isinstance(widget, QToolButton) and widget.text() and widget.icon().isNull():
            needed = widget.fontMetrics().horizontalAdvance(widget.text()) + 4
            room = widget.width()
        elif isinstance(widget, QAbstractButton) and shows_words(widget):
            needed, room = widget.sizeHint().width(), widget.width()
        else:
            continue
        if needed > room or widget.height() < widget.fontMetrics().height() - 2:
            found.append(f"{type(widget).__name__} {words(widget)!r}: {needed} > {room}")
    return found


def clipped_tabs(bar: QTabBar) -> list[str]:
    """The titles that are cut off, or scrolled out of sight."""
    advance = bar.fontMetrics().horizontalAdvance
    return [
        f"tab {bar.tabText(i)!r}: {bar.tabRect(i)} in {bar.rect()}"
        for i in range(bar.count())
        if advance(bar.tabText(i)) > bar.tabRect(i).width()
        or not bar.rect().contains(bar.tabRect(i))
    ]


def shows_words(button: QAbstractButton) -> bool:
    if not button.text():
        return False
    icon_only = Qt.ToolButtonStyle.ToolButtonIconOnly
    return not (isinstance(button, QToolButton) and button.toolButtonStyle() is icon_only)


def words(widget: QWidget) -> str:
    if isinstance(widget, (QLabel, QAbstractButton, QLineEdit)):
        return widget.text()
    return widget.accessibleName()


def out_of_reach(person: Person) -> list[str]:
    """The visible controls that are outside the window and cannot be scrolled into it."""
    found = []
    for control in person.window.findChildren(QWidget):
        if isinstance(control, CONTROLS) and control.isVisible() and not _is_inside(control):
            name = control.accessibleName() or words(control)
            found.append(f"{type(control).__name__} {name!r} {control.geometry()}")
    return found


def _is_inside(control: QWidget) -> bool:
    """Whether all of a control is inside all widgets around it, as far as they do not scroll."""
    place = QRect(QPoint(), control.size())
    inner: QWidget = control
    while not inner.isWindow():
        around = inner.parentWidget()
        assert around is not None
        place.translate(inner.pos())
        area = around.parentWidget()
        if isinstance(area, QScrollArea) and area.viewport() is around:
            if not (place.left() >= 0 and place.right() < around.width()):
                return False
            place = area.geometry()
            place.moveTopLeft(QPoint())
            inner = area
            continue
        if isinstance(around, QAbstractScrollArea):
            return True  # an item view scrolls to the cell that is edited
        if not around.rect().contains(place):
            return False
        inner = around
    return True
