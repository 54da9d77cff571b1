"""What the tab Errors says about separability, and about the mistakes of a perceptron."""

import re
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from model import Document, Trainer, new_document
from model.run.document import Start
from model.run.edits import (
    move_points,
    with_classifier,
    with_derived,
    with_split,
    with_standard_scaling,
    with_start,
    with_training,
)
from model.separability.verdict import Separability
from tests.gui.evaluation.reading import ErrorsReader, label
from tests.model.examples import document_of, separable_points, some_points

OpenErrors = Callable[[Document], ErrorsReader]
TWO = document_of([[0.0, 0.0], [3.0, 4.0]], [0, 1], "perceptron", start=Start(zero=True))
BOUND = re.compile(r"(\S+) mistakes? made so far, of at most \(R/γ\)² = (\S+)\.")


@pytest.fixture
def open_errors(qtbot: QtBot, qapp: object) -> OpenErrors:
    """Shows the errors of a document."""
    return lambda document: ErrorsReader(qtbot, document)


def said(seen: ErrorsReader) -> str:
    return label(seen.view, "Separable by a line").text()


def mistakes(seen: ErrorsReader) -> str:
    """Return what is said about a perceptron's mistakes, "" if that is hidden."""
    found = label(seen.view, "Mistakes of the perceptron")
    return found.text() if found.isVisible() else ""


# --------------------------------------------------------------------------------------- separable


def test_points_with_a_gap_are_separable(open_errors: OpenErrors) -> None:
    assert said(open_errors(TWO)) == "A line separates blue and red: the gap is 5 wide."


def test_points_without_a_gap_are_not(open_errors: OpenErrors) -> None:
    x = [[0.0, 0.0], [2.0, 2.0], [2.0, 0.0], [0.0, 2.0]]
    crossing = "No line separates blue and red: their hulls cross at (1,\N{NO-BREAK SPACE}1)."
    assert said(open_errors(document_of(x, [0, 0, 1, 1]))) == crossing


def test_large_counts_are_grouped(open_errors: OpenErrors) -> None:
    corners = [[-9.0, -9.0], [9.0, -9.0], [0.0, 9.0]]
    x = np.vstack([corners, np.random.default_rng(1).normal(size=(12_000, 2))])
    seen = open_errors(document_of(x, [0] * 3 + [1] * 12_000))
    words = said(seen).replace("\N{NO-BREAK SPACE}", " ")
    assert words.endswith("12 000 red points lie in the hull of the blue ones.")


def test_test_points_do_not_count_and_that_is_said(open_errors: OpenErrors) -> None:
    x = np.column_stack([np.arange(10.0), np.zeros(10)])
    seen = open_errors(with_split(document_of(x, [0] * 5 + [1] * 5), 0.3, 1))
    tests = np.flatnonzero(seen.trainer.measured.is_test)
    assert said(seen).endswith("The 3 test points do not count.")
    one = with_split(document_of(x, [0] * 5 + [1] * 5), 0.1, 1)
    assert said(open_errors(one)).endswith("The test point does not count.")
    moved = move_points(seen.trainer.document, tests.tolist(), np.full((3, 2), 4.5))
    seen.rebase(moved)
    assert said(seen).startswith("A line separates"), "test points between them change nothing"
    trained = int(np.flatnonzero(~seen.trainer.measured.is_test)[0])
    seen.rebase(move_points(seen.trainer.document, [trained], np.array([[8.5, 0.0]])))
    assert said(seen).startswith("No line separates")


@pytest.mark.parametrize(
    ("classes", "features", "words"),
    [
        (3, 2, "A line tells two classes apart, and here there are 3."),
        (2, 4, "This is answered in the plane of two features, and the points have 4 features."),
        (2, 1, "This is answered in the plane of two features, and the points have 1 feature."),
    ],
)
def test_where_it_is_not_asked_it_is_said_why(
    open_errors: OpenErrors, classes: int, features: int, words: str
) -> None:
    seen = open_errors(document_of(*some_points(30, features, classes), classes=classes))
    assert said(seen) == words
    assert not seen.view.separable.show_button.isVisible()


def test_the_plane_is_told_what_to_draw_while_it_is_wanted_and_in_sight(
    open_errors: OpenErrors,
) -> None:
    seen = open_errors(TWO)
    widths: list[float | None] = []  # of the gaps that are drawn

    def note(found: Separability | None) -> None:
        widths.append(found.gap.width if found is not None and found.gap is not None else None)

    seen.view.separability_shown.connect(note)
    seen.epochs(1)
    assert widths == []
    seen.view.separable.show_button.click()
    assert widths == [5.0]
    seen.epochs(1)
    assert widths == [5.0], "the same points are not looked at again"
    seen.rebase(move_points(seen.trainer.document, [0], np.array([[3.0, 3.0]])))
    assert widths == [5.0, 1.0]
    seen.panel.hide()
    assert widths == [5.0, 1.0, None]
    seen.panel.show()
    assert widths == [5.0, 1.0, None, 1.0]
    seen.view.separable.show_button.click()
    assert widths == [5.0, 1.0, None, 1.0, None]


# ---------------------------------------------------------------------------------------- mistakes


@pytest.mark.parametrize("scaled", [False, True])
def test_a_perceptron_from_zero_keeps_within_its_bound(
    open_errors: OpenErrors, scaled: bool
) -> None:
    x, labels = separable_points(30, 2, 1)
    document = document_of(x, labels, "perceptron", start=Start(zero=True))
    if scaled:
        document = with_standard_scaling(with_derived(document, ("x1*x2",)))
    seen = open_errors(document)
    made = 0
    for _ in range(40):
        seen.epochs(1)
        found = BOUND.fullmatch(mistakes(seen))
        assert found, mistakes(seen)
        made, most = (int(re.sub(r"\s", "", number)) for number in found.groups())
        assert made == seen.trainer.place.mistakes <= most
    assert made > 0


def test_the_bound_of_two_points_by_hand(open_errors: OpenErrors) -> None:
    # (1, 1) of red and (-1, 1) of blue, as (x, 1): both of length √2; turned, (1, 1) and (1, -1),
    # which w = (1, 0) has at a margin of 1. So (√2 / 1)² = 2.
    document = document_of([[1.0], [-1.0]], [1, 0], "perceptron", start=Start(zero=True))
    assert mistakes(open_errors(document)) == "0 mistakes made so far, of at most (R/γ)² = 2."


@pytest.mark.parametrize("gap", [1e-7, 1e-14])
def test_a_bound_that_rounding_would_falsify_is_said_to_be_beyond(
    open_errors: OpenErrors, gap: float
) -> None:
    x = [[0.0, 0.0], [gap, 0.0]]
    document = document_of(x, [0, 1], "perceptron", start=Start(zero=True))
    assert "The bound (R/γ)² is beyond 10¹²" in mistakes(open_errors(document))


def test_without_a_line_between_them_there_is_no_bound(open_errors: OpenErrors) -> None:
    document = with_start(with_classifier(new_document("circle"), "perceptron"), Start(zero=True))
    seen = open_errors(document)
    assert mistakes(seen).endswith("there is no bound: no line separates the points.")
    seen.rebase(with_start(seen.trainer.document, Start()))
    assert mistakes(seen).endswith("there is no bound: no line separates the points.")
    squares = with_derived(seen.trainer.document, ("x1^2", "x2^2"))
    seen.rebase(squares)
    assert "there would be a bound, (R/γ)² = " in mistakes(seen), "with squares there is a line"


def test_the_bound_is_told_for_a_start_at_zero_alone(open_errors: OpenErrors) -> None:
    seen = open_errors(replace(TWO, start=Start()))
    told = mistakes(seen)
    assert told.startswith("0 mistakes made so far. From a start at zero there would be a bound")
    seen.rebase(with_start(seen.trainer.document, Start(theta=(0.0, 0.0, 0.0))))
    assert BOUND.fullmatch(mistakes(seen)), "typed zeros are zeros"
    seen.rebase(with_classifier(seen.trainer.document, "logistic"))
    assert mistakes(seen) == ""


def changes() -> dict[str, Callable[[Trainer], object]]:
    """What ends a bound, done by a trainer."""

    def rebase(edit: Callable[[Document], Document]) -> Callable[[Trainer], object]:
        return lambda trainer: trainer.rebase(edit(trainer.document))

    def faster(document: Document) -> Document:
        return with_training(document, replace(document.training, learning_rate=0.5))

    return {
        "a moved point": rebase(lambda before: move_points(before, [0], np.array([[1.0, 0.0]]))),
        "test points": rebase(lambda before: with_split(before, 0.5, 3)),
        "another rate": rebase(faster),
        "weights": lambda trainer: trainer.set_theta(np.array([1.0, 2.0, 3.0])),
    }


@pytest.mark.parametrize("what", changes())
def test_what_is_changed_on_the_way_ends_the_bound_until_a_restart(
    open_errors: OpenErrors, what: str
) -> None:
    seen = open_errors(TWO)
    seen.trainer.advance(2)
    assert seen.look().place.mistakes == 2
    assert BOUND.fullmatch(mistakes(seen))
    changes()[what](seen.trainer)
    seen.look()
    assert "Restart" in mistakes(seen)
    seen.trainer.restart()
    seen.look()
    assert "Restart" not in mistakes(seen)


def test_what_is_changed_before_training_or_means_nothing_ends_no_bound(
    open_errors: OpenErrors,
) -> None:
    seen = open_errors(TWO)
    seen.rebase(move_points(TWO, [0], np.array([[1.0, 1.0]])))
    seen.trainer.advance(2)
    document = seen.trainer.document
    seen.rebase(with_training(document, replace(document.training, batch_size=7)))
    assert seen.trainer.place.mistakes == 2
    assert BOUND.fullmatch(mistakes(seen))
