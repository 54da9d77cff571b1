"""The tab Errors: every figure against the lecture and scikit-learn, as it is shown."""

import re
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QRect, Qt
from pytestqt.qtbot import QtBot
from sklearn.metrics import accuracy_score, brier_score_loss, confusion_matrix, log_loss

from gui.look.number_text import four_digits
from gui.look.theme import DARK, LIGHT, Theme
from model import Document, dataset, new_document
from model.arrays import Floats
from model.data.dataset import CLASS_NAMES
from model.run.document import Start
from model.run.edits import (
    move_points,
    with_classifier,
    with_derived,
    with_network,
    with_preset,
    with_solution,
    with_split,
    with_standard_scaling,
    with_training,
)
from tests.gui.evaluation.reading import ErrorsReader, label
from tests.model.examples import document_of, some_points

BOTH = ("blue", "red")
OpenErrors = Callable[[Document], ErrorsReader]


@pytest.fixture
def open_errors(qtbot: QtBot, qapp: object) -> OpenErrors:
    """Shows the errors of a document."""
    return lambda document: ErrorsReader(qtbot, document)


NOTHING = "There are no points."


def of_probabilities(p: list[float], labels: list[int]) -> Document:
    """Points to which a logistic classifier gives these probabilities of red."""
    odds = np.array(p) / (1 - np.array(p))
    x = np.column_stack([np.log(odds), np.zeros(len(p))])
    return document_of(x, labels, start=Start(theta=(1.0, 0.0, 0.0)))


def probabilities(open_errors: ErrorsReader) -> Floats:
    document, theta = open_errors.trainer.document, open_errors.trainer.place.theta
    return document.classifier.probabilities(theta, document.inputs_of(document.dataset.x))


# ----------------------------------------------------------------------------------------- figures


def test_the_likelihood_of_the_lecture(open_errors: OpenErrors) -> None:
    seen = open_errors(of_probabilities([0.1, 0.6, 0.2, 0.7], [1, 1, 1, 1]))
    assert seen.figure("Likelihood") == "0.008400"
    assert seen.figure("Cross-entropy") == "4.780"  # 4.7795 to one digit more
    assert seen.figure("Mean log-loss") == "1.195"


def test_the_cross_entropy_of_the_lecture(open_errors: OpenErrors) -> None:
    seen = open_errors(of_probabilities([0.4, 0.6, 0.1, 0.5], [1, 0, 1, 1]))
    assert seen.figure("Cross-entropy") == "4.828"


def test_the_distance_of_the_lecture(open_errors: OpenErrors) -> None:
    start = Start(theta=(3.0, 4.0, -10.0))
    seen = open_errors(document_of([[4.0, 5.0]], [0], "perceptron", start=start))
    assert seen.figure("Distance") == "4.400"
    assert seen.figure("Perceptron loss") == "22.00"
    assert seen.figure("Misclassified") == "1"


def test_a_tiny_likelihood_is_a_power_of_ten(open_errors: OpenErrors) -> None:
    seen = open_errors(of_probabilities([0.5] * 10_000, [1] * 10_000))
    assert seen.figure("Likelihood") == "10^−3010"  # 2^-10000
    assert "10^−3010.299" in seen.tip("Likelihood")


@pytest.mark.parametrize(
    ("scores", "text", "in_full"),
    [
        ([-20.0] * 12, "5.879e−105", "5.8792825"),
        ([-1e5] * 10, "10^−434294", "10^−434294.48"),
        ([-1.8e10] * 10, "10^−7.8e10", "10^−78173006742.58"),
        ([-1e300] * 10, "10^−4.3e300", "10^−4.342"),
    ],
)
def test_a_likelihood_is_cut_off_nowhere_however_tiny(
    open_errors: OpenErrors, scores: list[float], text: str, in_full: str
) -> None:
    x = np.column_stack([scores, np.zeros(len(scores))])
    start = Start(theta=(1.0, 0.0, 0.0))
    seen = open_errors(document_of(x, [1] * len(scores), start=start))
    assert seen.figure("Likelihood") == text
    assert in_full in seen.tip("Likelihood")
    shown = label(seen.view, "Likelihood")
    assert shown.fontMetrics().horizontalAdvance(text) <= shown.width()


@pytest.mark.parametrize("name", ["logistic", "network"])
def test_the_figures_are_those_of_scikit_learn(open_errors: OpenErrors, name: str) -> None:
    seen = open_errors(with_split(with_classifier(new_document("moons"), name), 0.3, 1))
    seen.epochs(3)
    tests = seen.trainer.measured.is_test
    p, labels = probabilities(seen)[:, 1], seen.trainer.document.dataset.labels
    for which, suffix, prefix in ((~tests, "", ""), (tests, " of test points", "test ")):
        found = {
            "Mean log-loss": four_digits(log_loss(labels[which], p[which])),
            "Cross-entropy": four_digits(log_loss(labels[which], p[which], normalize=False)),
            "Squared error": four_digits(brier_score_loss(labels[which], p[which]) / 2),
            "Accuracy": f"{100 * accuracy_score(labels[which], p[which] >= 0.5):.1f}%",
        }
        for title, expected in found.items():
            assert seen.figure(f"{title}{suffix}") == prefix + expected
    for which, points in ((~tests, "training points"), (tests, "test points")):
        expected = confusion_matrix(labels[which], p[which] >= 0.5)
        assert seen.confusion(points, BOTH) == expected.tolist()


def test_six_classes_are_counted_and_measured(open_errors: OpenErrors) -> None:
    x, labels = some_points(200, classes=6)
    seen = open_errors(document_of(x, labels, "logistic", classes=6))
    seen.epochs(2)
    p, every = probabilities(seen), list(range(6))
    expected = confusion_matrix(labels, p.argmax(axis=1), labels=every)
    assert seen.confusion("training points", CLASS_NAMES) == expected.tolist()
    assert seen.figure("Mean log-loss") == four_digits(log_loss(labels, p, labels=every))


def test_the_figure_that_is_descended_is_marked(open_errors: OpenErrors) -> None:
    seen = open_errors(new_document())
    assert [text for text in seen.captions if text.startswith("↓")] == ["↓ mean log-loss"]
    assert "makes the log-loss smaller" in seen.words
    document = seen.trainer.document
    seen.rebase(with_training(document, replace(document.training, loss="squared")))
    assert [text for text in seen.captions if text.startswith("↓")] == ["↓ squared error"]
    assert "makes the squared error smaller" in seen.words


def test_a_perceptron_has_no_figures_of_probabilities(open_errors: OpenErrors) -> None:
    seen = open_errors(new_document())
    seen.rebase(with_classifier(seen.trainer.document, "perceptron"))
    assert seen.captions == ["misclassified", "accuracy", "distance", "↓ perceptron loss"]


def test_every_figure_says_what_it_is(open_errors: OpenErrors) -> None:
    seen = open_errors(with_split(with_classifier(new_document(), "logistic"), 0.2, 0))
    described = label(seen.view, "Mean log-loss").accessibleDescription()
    assert "mean of −y ln ŷ − (1 − y) ln(1 − ŷ)" in described
    assert described.startswith(seen.figure("Mean log-loss"))
    assert len(seen.view.figures.cells) == 7
    for cell in seen.view.figures.cells:
        assert cell.formula.formula in cell.toolTip()
        assert cell.formula.formula in cell.figure.accessibleDescription()
        assert cell.figure.accessibleName()
        assert cell.test.accessibleName()


def test_very_many_points_are_looked_at_again_soon_after_an_edit(
    open_errors: OpenErrors, qtbot: QtBot
) -> None:
    seen = open_errors(document_of(*some_points(20_001)))
    before = seen.figure("Mean log-loss")
    for place in (1e6, 2e6, 3e6):
        seen.rebase(move_points(seen.trainer.document, [0], np.array([[place, place]])))
    expected = four_digits(seen.trainer.measured.loss)
    assert expected != before
    qtbot.waitUntil(lambda: seen.figure("Mean log-loss") == expected)


# --------------------------------------------------------------------------------- who is to blame


def test_the_point_with_the_largest_loss_comes_first(open_errors: OpenErrors) -> None:
    seen = open_errors(with_split(with_classifier(new_document("moons"), "logistic"), 0.3, 1))
    seen.epochs(2)
    labels = seen.trainer.document.dataset.labels
    losses = -np.log(probabilities(seen)[np.arange(len(labels)), labels])
    losses[seen.trainer.measured.is_test] = 0.0
    worst = int(losses.argmax())
    share = 100 * losses[worst] / losses.sum()
    name = BOTH[labels[worst]]
    expected = f"point {worst + 1}, {name} {labels[worst]}: {share:.1f}% of the loss"
    assert seen.rows[0] == expected
    assert len(seen.rows) == 50
    fewest = int((np.cumsum(np.sort(losses)[::-1]) < losses.sum() / 2).sum()) + 1
    assert f"{fewest} of 175 points make half of the loss." in seen.words


def test_nobody_is_to_blame_for_no_loss(open_errors: OpenErrors) -> None:
    start = Start(theta=(1.0, 0.0, 0.0))
    seen = open_errors(document_of([[1.0, 0.0], [-1.0, 0.0]], [1, 0], "perceptron", start=start))
    assert seen.rows == []
    assert "The loss is 0: no point has a share." in seen.words


def test_a_loss_of_0_with_wrong_points_is_explained(open_errors: OpenErrors) -> None:
    x, labels = [[1.0, 0.0], [-1.0, 0.0], [2.0, 1.0]], [1, 0, 0]
    seen = open_errors(document_of(x, labels, "perceptron", start=Start(zero=True)))
    assert seen.figure("Perceptron loss") == "0"
    expected = "2 points are wrong: all weights are 0, so there is no line yet, and a score of 0"
    assert expected in seen.words
    assert seen.figure("Distance") == "–", "there is no line"
    assert "all weights are 0" in seen.tip("Distance")
    assert "all weights are 0" in label(seen.view, "Distance").accessibleDescription()
    start = Start(zero=True)
    many = open_errors(document_of(x, [1, 0, 2], "perceptron", classes=3, start=start))
    assert "where the best scores are equal the first class wins" in many.words
    line = open_errors(
        document_of([[0.0, 1.0]], [0], "perceptron", start=Start(theta=(1.0, 0.0, 0.0)))
    )
    assert "1 point is wrong: a score of 0, on the line itself, counts as red." in line.words
    assert line.figure("Distance") == "0"


def test_the_list_is_as_high_as_its_rows(open_errors: OpenErrors) -> None:
    seen = open_errors(of(1))
    blame = seen.view.blame
    one, row = blame.height(), blame.visualRect(blame.model().index(0, 0))
    assert row.height() <= one < 1.5 * row.height()
    seen.rebase(of(100))
    assert blame.height() > 6 * one


# --------------------------------------------------------------------------- step against sigmoid


def ends(seen: ErrorsReader) -> str:
    """From where to where the axis goes, as it is told."""
    found = re.search(r"from (\S+) to (\S+),", seen.view.chart.accessibleDescription())
    assert found
    assert found[1] == f"−{found[2]}"
    return found[2]


@pytest.mark.parametrize(
    ("size", "end"), [(1e-9, "1e−9"), (0.015, "0.02"), (3.0, "5"), (4e7, "5e7")]
)
def test_the_axis_of_a_step_goes_as_far_as_the_scores(
    open_errors: OpenErrors, size: float, end: str
) -> None:
    x = np.column_stack([np.linspace(-size, size, 40), np.zeros(40)])
    seen = open_errors(
        document_of(x, [0, 1] * 20, "perceptron", start=Start(theta=(1.0, 0.0, 0.0)))
    )
    assert ends(seen) == end
    assert ("a sigmoid looks straight" in seen.words) is (size < 0.5)


def test_the_axis_does_not_jump_to_and_fro(open_errors: OpenErrors) -> None:
    x = np.column_stack([np.linspace(-1.0, 1.0, 40), np.zeros(40)])
    seen = open_errors(document_of(x, [0, 1] * 20, start=Start(theta=(1.0, 0.0, 0.0))))
    found = []
    for weight in (4.9, 5.2, 4.9, 5.2, 3.0, 1.5, 5.2):
        seen.trainer.set_theta(np.array([weight, 0.0, 0.0]))
        seen.look()
        found.append(ends(seen))
    assert found == ["5", "10", "10", "10", "10", "2", "10"]


# -------------------------------------------------------------------------------- all kinds of data


def far(name: str) -> Document:
    start = Start(theta=(1e200, -1e200, 0.0))
    return document_of([[1e150, 1.0], [2.0, 1e150], [0, 0]], [0, 1, 1], name, start=start)


def of(count: int, classes: int = 2, features: int = 2, name: str = "logistic") -> Document:
    return document_of(*some_points(count, features, classes), name, classes=classes)


def three_names() -> Document:
    x, labels = some_points(30, 2, 3)
    return Document(dataset(x, labels, class_names=("a very long name of a class", "b", "3")))


DOCUMENTS: dict[str, Callable[[], Document]] = {
    "no points": lambda: of(0),
    "no points of six classes": lambda: of(0, 6),
    "one point": lambda: of(1),
    "one class": lambda: document_of([[1.0, 2.0], [2.0, 1.0]], [1, 1]),
    "the same point twice": lambda: document_of([[1.0, 2.0]] * 3, [1, 0, 1], "perceptron"),
    "four features": lambda: of(60, features=4),
    "one feature": lambda: of(20, features=1),
    "perceptron of six classes": lambda: of(60, 6, name="perceptron"),
    "network of six classes": lambda: of(60, 6, name="network"),
    "steps": lambda: with_solution(with_preset(new_document("blobs"), "gate_xor", 4)),
    "steps of three classes": lambda: with_network(of(30, 3, name="network"), (2,), "step"),
    "derived and scaled": lambda: with_standard_scaling(
        with_derived(new_document("circle"), ("x1^2", "sin(x2)"))
    ),
    "scores beyond all bounds": lambda: far("logistic"),
    "perceptron beyond all bounds": lambda: far("perceptron"),
    "long names": three_names,
}


def test_without_points_nothing_is_counted_or_bounded(open_errors: OpenErrors) -> None:
    seen = open_errors(of(0, name="perceptron"))
    assert NOTHING in seen.words
    assert "(R/γ)²" not in seen.words
    assert seen.view.separable.show_button.isHidden()
    assert all(grid.isHidden() for grid in seen.view.confusions)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_there_is_something_to_see_of_all_kinds_of_points(
    open_errors: OpenErrors, name: str
) -> None:
    seen = open_errors(DOCUMENTS[name]())
    for theme in (Theme(LIGHT), Theme(DARK, 2.0)):
        seen.trainer.advance(3)
        found = seen.look()
        seen.panel.apply_theme(theme)
        assert not seen.view.grab().isNull()
        wrong, count = len(found.measured.wrong), len(found.document.dataset)
        assert seen.figure("Misclassified") == str(wrong)
        points = "point" if count == 1 else "points"
        are = "is" if count - wrong == 1 else "are"
        told = f"{count - wrong} of {count} training {points} {are} right" if count else NOTHING
        assert told in seen.words
        assert seen.shares == sorted(seen.shares, reverse=True)


@pytest.mark.parametrize("scale", [1.0, 2.0])
@pytest.mark.parametrize("width", [190, 287, 400])
def test_nothing_is_clipped(
    open_errors: OpenErrors, qtbot: QtBot, width: int, scale: float
) -> None:
    seen = open_errors(with_split(with_classifier(new_document("blobs"), "logistic"), 0.2, 1))
    seen.panel.apply_theme(Theme(LIGHT, scale))
    for wide in (190, width):  # narrow it, then widen it again
        seen.panel.resize(round(wide * scale), 800)
        seen.epochs(1)
        qtbot.wait(1)
    qtbot.wait(1)  # the layouts take on the new sizes
    for cell in seen.view.figures.cells:
        for part in (cell.figure, cell.caption, cell.test):
            needed = part.fontMetrics().boundingRect(part.text())
            assert needed.width() <= part.width() + 1, part.text()
            assert needed.height() <= part.height() + 1, part.text()
    for words in (seen.view.descent, seen.view.separable.words, seen.view.shares):
        room, wrap = QRect(0, 0, words.width(), 10_000), Qt.TextFlag.TextWordWrap
        needed = words.fontMetrics().boundingRect(room, wrap, words.text())
        assert 0 <= words.height() - needed.height() <= 2, words.text()
