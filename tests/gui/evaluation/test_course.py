"""The courses of figures in the tab Errors: of the whole run, or as far as they were seen."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from gui.evaluation.course import Course
from gui.look.theme import LIGHT, Theme
from model import Document, new_document
from model.run.edits import with_network, with_training
from tests.gui.evaluation.reading import ErrorsReader

OpenErrors = Callable[[Document], ErrorsReader]


@pytest.fixture
def open_errors(qtbot: QtBot, qapp: object) -> OpenErrors:
    """Shows the errors of a document."""
    return lambda document: ErrorsReader(qtbot, document)


def course(seen: ErrorsReader) -> int:
    """How many pixels the course of the loss has."""
    image = seen.view.figures.cells[2].sparkline.grab().toImage()
    accent = Theme(LIGHT).color("accent").rgb()
    spots = [(x, y) for x in range(image.width()) for y in range(image.height())]
    return sum(image.pixel(x, y) == accent for x, y in spots)


def pieces(seen: ErrorsReader, name: str) -> Sequence[Sequence[tuple[float, float]]]:
    """What is drawn of the course of a figure."""
    return next(c.sparkline.pieces for c in seen.view.figures.cells if c.formula.name == name)


def test_the_course_grows_with_training_and_begins_anew_with_it(open_errors: OpenErrors) -> None:
    seen = open_errors(new_document())
    assert course(seen) == 0
    seen.epochs(4)
    assert course(seen) > 0
    seen.trainer.restart()
    seen.look()
    assert course(seen) == 0
    seen.epochs(2)
    assert course(seen) > 0
    seen.rebase(with_network(seen.trainer.document, (2,), "relu"))
    assert course(seen) == 0


def test_the_course_of_another_run_is_forgotten_though_nobody_saw_it_begin(
    open_errors: OpenErrors,
) -> None:
    seen = open_errors(new_document())
    seen.epochs(3)
    seen.panel.hide()
    seen.trainer.restart()
    seen.trainer.advance(1000)
    seen.look()
    seen.panel.show()
    assert len(seen.view.figures.course) == 1
    assert pieces(seen, "squared_error") == []


def test_the_course_of_the_loss_is_that_of_the_whole_run(open_errors: OpenErrors) -> None:
    seen = open_errors(new_document())
    seen.panel.hide()
    losses = [seen.trainer.measured.loss]
    wrong = [len(seen.trainer.measured.wrong)]
    for _ in range(6):
        seen.trainer.finish_epoch()
        losses.append(seen.trainer.measured.loss)
        wrong.append(len(seen.trainer.measured.wrong))
    seen.look()
    seen.panel.show()
    across = np.linspace(0, 1, 7)
    for name, values in (
        ("log_loss", losses),
        ("cross_entropy", losses),
        ("likelihood", [-loss for loss in losses]),
        ("misclassified", wrong),
        ("accuracy", [-count for count in wrong]),
    ):
        up = (np.array(values) - min(values)) / (max(values) - min(values))
        (line,) = pieces(seen, name)
        np.testing.assert_allclose(line, np.column_stack([across, up]), atol=1e-12)
    assert "Its course" not in seen.tip("Mean log-loss")


def test_what_was_not_seen_is_no_line_and_since_when_it_was_is_told(
    open_errors: OpenErrors,
) -> None:
    seen = open_errors(new_document())
    assert "Its course" not in seen.tip("Squared error")
    seen.epochs(2)
    seen.panel.hide()
    for _ in range(4):
        seen.trainer.finish_epoch()
    seen.look()
    seen.panel.show()
    seen.epochs(2)
    first, second = pieces(seen, "squared_error")
    assert [across for across, _ in first] == pytest.approx([0, 1 / 8, 2 / 8])
    assert [across for across, _ in second] == pytest.approx([6 / 8, 7 / 8, 1])
    assert seen.tip("Squared error").endswith("drawn only while this tab is open, from update 0")
    assert len(pieces(seen, "log_loss")) == 1


def test_out_of_sight_without_training_leaves_no_gap(open_errors: OpenErrors) -> None:
    seen = open_errors(new_document())
    seen.epochs(2)
    seen.panel.hide()
    seen.panel.show()
    seen.epochs(2)
    assert len(pieces(seen, "squared_error")) == 1


def test_after_another_loss_was_chosen_none_is_taken_for_the_other(open_errors: OpenErrors) -> None:
    seen = open_errors(new_document())
    seen.epochs(3)
    before = pieces(seen, "log_loss")
    document = seen.trainer.document
    squared = replace(document.training, loss="squared")
    seen.rebase(with_training(document, squared))
    seen.epochs(2)
    (course,) = pieces(seen, "squared_error")
    assert course[0][0] > 0.3, "from when it was descended"
    (accuracy,) = pieces(seen, "accuracy")
    assert accuracy[0][0] == 0, "whatever is descended"
    seen.rebase(document)
    assert pieces(seen, "log_loss") != before
    assert all(0 <= up <= 1 for piece in pieces(seen, "log_loss") for _, up in piece)


def test_a_gap_in_a_long_course_stays_one() -> None:
    long = Course()
    for update in range(1000):
        long.note(update, {"loss": 1.0}, is_joined=update != 300)
    assert len(long.of("loss")) == 2
    long.note(200, {"loss": 1.0})
    assert len(long.of("loss")) == 2, "before the gap, and a place that no line leads to"


def test_a_long_course_stays_within_bounds_and_goes_from_end_to_end() -> None:
    long = Course()
    for update in range(5000):
        long.note(update, {"loss": 1 / (1 + update)})
    (places,) = long.of("loss")
    assert 60 <= len(places) <= 120
    assert (places[0], places[-1]) == ((0.0, 1.0), (1.0, 0.0))
    assert (np.diff([across for across, _ in places]) > 0).all()


def test_going_back_takes_away_what_came_later() -> None:
    here = Course()
    for update, loss in ((0, 1.0), (10, 0.5), (20, 0.25), (10, 0.75)):
        here.note(update, {"loss": loss})
    assert here.of("loss") == [[(0.0, 1.0), (1.0, 0.0)]]
    assert here.of("distance") == []
