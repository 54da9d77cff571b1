"""The tab Errors: every figure against the lecture and scikit-learn, as the window shows it."""

from dataclasses import replace

import numpy as np
import pytest
from sklearn.metrics import accuracy_score, brier_score_loss, confusion_matrix, log_loss

from gui.widgets.figures import loss_text
from model import Document, dataset, new_document
from model.dataset import CLASS_NAMES
from model.document import Start
from model.edits import (
    with_classifier,
    with_derived,
    with_network,
    with_preset,
    with_solution,
    with_split,
    with_standard_scaling,
    with_training,
)
from tests.gui.conftest import OpenWindow
from tests.gui.errors_desk import ErrorsDesk
from tests.gui.person import Person
from tests.model.examples import document_of, some_points

BOTH = ("blue", "red")


def of_probabilities(p: list[float], labels: list[int]) -> Document:
    """Points to which a logistic classifier gives these probabilities of red."""
    odds = np.array(p) / (1 - np.array(p))
    x = np.column_stack([np.log(odds), np.zeros(len(p))])
    return document_of(x, labels, start=Start(theta=(1.0, 0.0, 0.0)))


def probabilities(person: Person) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    inputs = person.document.inputs_of(person.x)
    return person.document.classifier.probabilities(person.place.theta, inputs)


# ----------------------------------------------------------------------------------------- figures


def test_the_likelihood_of_the_lecture(open_window: OpenWindow) -> None:
    desk = ErrorsDesk(open_window(of_probabilities([0.1, 0.6, 0.2, 0.7], [1, 1, 1, 1])))
    assert desk.figure("Likelihood") == "0.0084"
    assert desk.figure("Cross-entropy") == "4.78"
    assert desk.figure("Mean log-loss") == "1.195"


def test_the_cross_entropy_of_the_lecture(open_window: OpenWindow) -> None:
    desk = ErrorsDesk(open_window(of_probabilities([0.4, 0.6, 0.1, 0.5], [1, 0, 1, 1])))
    assert desk.figure("Cross-entropy") == "4.828"


def test_the_distance_of_the_lecture(open_window: OpenWindow) -> None:
    start = Start(theta=(3.0, 4.0, -10.0))
    desk = ErrorsDesk(open_window(document_of([[4.0, 5.0]], [0], "perceptron", start=start)))
    assert desk.figure("Distance") == "4.4"
    assert desk.figure("Perceptron loss") == "22"
    assert desk.figure("Misclassified") == "1"


def test_a_tiny_likelihood_is_a_power_of_ten(open_window: OpenWindow) -> None:
    desk = ErrorsDesk(open_window(of_probabilities([0.5] * 10_000, [1] * 10_000)))
    assert desk.figure("Likelihood") == "5.0e−3011"  # 2^-10000


@pytest.mark.parametrize("name", ["logistic", "network"])
def test_the_figures_are_those_of_scikit_learn(open_window: OpenWindow, name: str) -> None:
    person = open_window(with_split(with_classifier(new_document("moons"), name), 0.3, 1))
    desk = ErrorsDesk(person)
    person.epochs(3)
    tests = person.document.held_back()
    p, labels = probabilities(person)[:, 1], np.array(person.labels)
    for which, suffix, prefix in ((~tests, "", ""), (tests, " of test points", "test ")):
        loss = log_loss(labels[which], p[which])
        total = log_loss(labels[which], p[which], normalize=False)
        half = brier_score_loss(labels[which], p[which]) / 2
        share = accuracy_score(labels[which], p[which] >= 0.5)
        assert desk.figure(f"Mean log-loss{suffix}") == prefix + loss_text(loss)
        assert desk.figure(f"Cross-entropy{suffix}") == prefix + loss_text(total)
        assert desk.figure(f"Squared error{suffix}") == prefix + loss_text(half)
        assert desk.figure(f"Accuracy{suffix}") == f"{prefix}{100 * share:.1f}%"
    for which, points in ((~tests, "training points"), (tests, "test points")):
        expected = confusion_matrix(labels[which], p[which] >= 0.5)
        assert desk.confusion(points, BOTH) == expected.tolist()


def test_six_classes_are_counted_and_measured(open_window: OpenWindow) -> None:
    x, labels = some_points(200, classes=6)
    person = open_window(document_of(x, labels, "logistic", classes=6))
    desk = ErrorsDesk(person)
    person.epochs(2)
    p = probabilities(person)
    every = list(range(6))
    expected = confusion_matrix(labels, p.argmax(axis=1), labels=every)
    assert desk.confusion("training points", CLASS_NAMES) == expected.tolist()
    assert desk.figure("Mean log-loss") == loss_text(log_loss(labels, p, labels=every))


def test_the_figure_that_is_descended_is_marked(person: Person) -> None:
    desk = ErrorsDesk(person)
    assert [text for text in desk.captions if text.startswith("↓")] == ["↓ mean log-loss"]
    assert any("makes the log-loss smaller" in words for words in desk.words)
    squared = replace(person.document.training, loss="squared")
    person.session.open_points(person.nowhere, with_training(person.document, squared))
    assert [text for text in desk.captions if text.startswith("↓")] == ["↓ squared error"]


def test_a_perceptron_has_no_figures_of_probabilities(open_window: OpenWindow) -> None:
    desk = ErrorsDesk(open_window(with_classifier(new_document("blobs"), "perceptron")))
    assert desk.captions == ["misclassified", "accuracy", "distance", "↓ perceptron loss"]


def test_every_figure_says_what_it_is(person: Person) -> None:
    desk = ErrorsDesk(person)
    described = desk.label("Mean log-loss").accessibleDescription()
    assert "mean of −y ln ŷ − (1 − y) ln(1 − ŷ)" in described
    assert described.startswith(desk.figure("Mean log-loss"))
    for cell in desk.view.figures.cells:
        assert cell.formula.formula in cell.toolTip()
        assert cell.formula.formula in cell.figure.accessibleDescription()


# -------------------------------------------------------------------------------------- the course


def course(desk: ErrorsDesk) -> int:
    """How many pixels of the accent colour the figures have: the course of the loss."""
    image = desk.view.figures.cells[2]._course.grab().toImage()
    accent = desk.view._theme.color("accent").rgb()
    spots = [(x, y) for x in range(image.width()) for y in range(image.height())]
    return sum(image.pixel(x, y) == accent for x, y in spots)


def test_the_course_grows_with_training_and_begins_anew_with_it(person: Person) -> None:
    desk = ErrorsDesk(person)
    assert course(desk) == 0
    person.epochs(4)
    assert course(desk) > 0
    person.press_button("Restart")
    assert course(desk) == 0
    person.epochs(2)
    person.press_button("Logistic")
    assert course(desk) == 0


def test_a_long_course_stays_within_bounds(person: Person) -> None:
    desk = ErrorsDesk(person)
    person.updates(300)
    assert len(desk.view.figures._course) <= 120
    places = desk.view.figures._course.of("log_loss")
    assert places[0][0] == 0
    assert places[-1][0] == 1
    assert [across for across, _ in places] == sorted(across for across, _ in places)


# ----------------------------------------------------------------------------- when it is looked at


def test_out_of_sight_nothing_is_counted_and_in_sight_all_is_up_to_date(person: Person) -> None:
    desk = ErrorsDesk(person)
    person.open_tab("Weights")
    before, noted = desk.figure("Mean log-loss"), len(desk.view.figures._course)
    person.epochs(3)
    assert desk.figure("Mean log-loss") == before
    assert len(desk.view.figures._course) == noted
    person.open_tab("Errors")
    assert desk.figure("Mean log-loss") != before
    assert desk.figure("Mean log-loss") == loss_text(person.session.snapshot().measured.loss)


def test_when_training_pauses_the_figures_are_those_of_the_place(person: Person) -> None:
    desk = ErrorsDesk(person)
    person.session.run()
    for _ in range(5):
        person.session.tick()
    person.session.pause()
    assert desk.figure("Mean log-loss") == loss_text(person.session.snapshot().measured.loss)


# -------------------------------------------------------------------------------- all kinds of data


def steps() -> Document:
    return with_solution(with_preset(new_document("blobs"), "gate_xor", 4))


def scaled() -> Document:
    return with_standard_scaling(with_derived(new_document("circle"), ("x1^2", "sin(x2)")))


def far(name: str) -> Document:
    start = Start(theta=(1e100, -1e100, 0.0))
    return document_of([[1e250, 1.0], [2.0, 1e250], [0, 0]], [0, 1, 1], name, start=start)


def of(count: int, classes: int = 2, features: int = 2, name: str = "logistic") -> Document:
    return document_of(*some_points(count, features, classes), name, classes=classes)


DOCUMENTS = {
    "no points": lambda: of(0),
    "no points, six classes": lambda: of(0, 6),
    "one point": lambda: of(1),
    "one class": lambda: document_of([[1.0, 2.0], [2.0, 1.0]], [1, 1]),
    "the same point twice": lambda: document_of([[1.0, 2.0]] * 3, [1, 0, 1], "perceptron"),
    "four features": lambda: of(60, features=4),
    "one feature": lambda: of(20, features=1),
    "perceptron of six classes": lambda: of(60, 6, name="perceptron"),
    "network of six classes": lambda: of(60, 6, name="network"),
    "steps": steps,
    "steps of three classes": lambda: with_network(of(30, 3, name="network"), (2,), "step"),
    "derived and scaled": scaled,
    "scores beyond all bounds": lambda: far("logistic"),
    "perceptron beyond all bounds": lambda: far("perceptron"),
    "long names": lambda: Document(
        dataset(
            *some_points(30, 2, 3), class_names=("a class of a very long name", "another one", "3")
        )
    ),
}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_there_is_something_to_see_of_all_kinds_of_points(
    open_window: OpenWindow, name: str
) -> None:
    person = open_window(DOCUMENTS[name](), (1024, 700))
    desk = ErrorsDesk(person)
    desk.toggle()
    person.updates(3)
    desk.view.grab()
    count = len(person.labels)
    wrong = len(person.session.snapshot().measured.wrong)
    assert desk.figure("Misclassified") == str(wrong)
    assert any(f"{count - wrong} of {count} training points" in words for words in desk.words)
    shares = [float(row.split()[-4].rstrip("%")) for row in desk.rows]
    assert shares == sorted(shares, reverse=True)


@pytest.mark.parametrize("size", [(1440, 900), (1024, 700)])
@pytest.mark.parametrize("text", ["text_100", "text_200"])
def test_nothing_is_clipped(open_window: OpenWindow, size: tuple[int, int], text: str) -> None:
    person = open_window(with_split(new_document("blobs"), 0.2, 1), size)
    person.action(text).trigger()
    if not person.window.workspace.tabs.isVisible():
        person.action("panel").trigger()
    desk = ErrorsDesk(person)
    person.epochs(1)
    person.qtbot.wait(1)  # the layouts take on the new sizes
    for cell in desk.view.figures.cells:
        for label in (cell.figure, cell._caption, cell.test):
            needed = label.fontMetrics().boundingRect(label.text())
            assert needed.width() <= label.width() + 1, label.text()
            assert needed.height() <= label.height() + 1, label.text()
    for words in (desk.view._descent, desk.view.separable.words):
        assert words.height() >= words.heightForWidth(words.width())
