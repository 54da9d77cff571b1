"""Whatever is disabled says why in its tooltip."""

import pytest
from PySide6.QtCore import QEvent, QPoint
from PySide6.QtGui import QAction, QHelpEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLineEdit,
    QMenu,
    QSlider,
    QToolButton,
    QToolTip,
    QWidget,
)

from gui.controls.tips import tip
from model import Document, dataset, new_document
from model.classifiers import CLASSIFIERS
from model.generators import PRESETS
from model.run.edits import (
    add_class,
    clear_points,
    with_classifier,
    with_network,
    with_points,
    with_preset,
)
from tests.gui.person import Person

CONTROLS = (QAbstractButton, QLineEdit, QComboBox, QSlider)
QTS = ("ScrollLeftButton", "ScrollRightButton")  # the tab bar's own
TABS = ("Network", "Arithmetic", "Errors", "Weights")


def states() -> dict[str, Document]:
    first = new_document()
    points = dataset([[1.0, 2.0]], [0])
    found = {"no points": clear_points(first), "opened": with_points(first, points, "points.csv")}
    found |= {name: with_classifier(first, name) for name in CLASSIFIERS}
    found |= {name: with_preset(first, name, 40) for name in PRESETS}
    for hidden in ((), (1,), (16,) * 6):
        found[f"layers {hidden}"] = with_network(with_classifier(first, "network"), hidden, "tanh")
    six = first
    while six.dataset.classes < 6:
        six = add_class(six)
    return found | {"six classes": six}


def disabled(person: Person) -> dict[str, QWidget | QAction]:
    """What cannot be used now, by its name."""
    found: dict[str, QWidget | QAction] = {
        f"action {action.text()}": action
        for action in person.window.findChildren(QAction)
        if not action.isEnabled() and not action.isSeparator()
    }
    for kind in CONTROLS:
        for widget in person.window.findChildren(kind):
            is_ours = widget.objectName() not in QTS and not widget.objectName().startswith("qt_")
            if is_ours and not widget.isEnabled():
                text = widget.text() if isinstance(widget, QAbstractButton) else ""
                found[f"{type(widget).__name__} {widget.accessibleName() or text}"] = widget
    return found


def reason(control: QWidget | QAction) -> str:
    """Why a control, or what it is part of, was disabled."""
    if isinstance(control, QToolButton) and control.defaultAction() is not None:
        return reason(control.defaultAction())
    own = control.property("why") or ""
    around = control.parentWidget() if isinstance(control, QWidget) else None
    return own or (reason(around) if around is not None else "")


def assert_explained(person: Person, state: str) -> int:
    found = disabled(person)
    for name, control in found.items():
        assert reason(control), f"{name} does not say why it is disabled: {state}"
        shown = control.toolTip().replace("\n", " ")
        assert shown == reason(control), f"{name} says something else: {state}"
    return len(found)


def test_every_disabled_control_and_action_says_why(person: Person) -> None:
    count = assert_explained(person, "at the start")
    for state, document in states().items():
        person.session.open_points(person.nowhere, document)
        for tab in TABS:
            person.open_tab(tab)
            count += assert_explained(person, f"{state}, {tab}")
        person.window.tools.select_all()
        count += assert_explained(person, f"{state}, selected")
        person.session.undo_stack.undo()
        count += assert_explained(person, f"{state}, undone")
    assert count > 500, "there are many to look at"


def test_every_reason_is_taken_back(person: Person) -> None:
    states_seen = states()
    before = {w: w.toolTip() for kind in CONTROLS for w in person.window.findChildren(kind)}
    start = person.document
    for document in states_seen.values():
        person.session.open_points(person.nowhere, document)
    person.session.open_points(person.nowhere, start)
    person.session.undo_stack.undo()
    person.session.undo_stack.redo()
    now = {w: w.toolTip() for w in before if w.isEnabled()}
    assert {w.accessibleName() for w, words in now.items() if words != before[w]} <= {
        "Undo",
        "More phases",
    }


def test_the_loss_describes_itself_again_after_a_perceptron(person: Person) -> None:
    combo = person.named("Loss", QComboBox)
    person.press_button("Logistic")
    words = combo.toolTip()
    person.press_button("Perceptron")
    assert "perceptron" in combo.toolTip().lower()
    person.press_button("Logistic")
    assert combo.toolTip() == words


@pytest.mark.parametrize(
    ("id_", "why"),
    [
        ("undo", "Nothing has been edited yet"),
        ("delete", "No point is selected"),
        ("remove_class", "Two classes are the fewest"),
    ],
)
def test_a_disabled_entry_of_a_menu_shows_why(person: Person, id_: str, why: str) -> None:
    action = person.action(id_)
    assert not action.isEnabled()
    (menu,) = (m for m in person.window.findChildren(QMenu) if action in m.actions())
    menu.popup(QPoint(10, 10))
    spot = menu.actionGeometry(action).center()
    asked = QHelpEvent(QEvent.Type.ToolTip, spot, menu.mapToGlobal(spot))
    QApplication.sendEvent(menu, asked)
    shown = QToolTip.text()
    menu.close()
    QToolTip.hideText()
    assert shown.startswith(why)
    assert shown == tip(shown.replace("\n", " "))
