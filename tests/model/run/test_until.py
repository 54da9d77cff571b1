"""Training ends at the first place where what was asked for holds, however it was sliced."""

from collections.abc import Callable

import pytest

from model import Document, Run, Training
from model.run.edits import with_split
from model.run.trainer import Outcome
from model.run.until import CONDITIONS, Until, Watch
from tests.model.examples import document_of, separable_points, some_points

SLICES = (1e9, 0.0)  # seconds: all at once, and hardly anything


def ended(document: Document, until: Until, seconds: float) -> tuple[Run, str]:
    """Train in slices of ``seconds`` until it ends; return the run and why it ended."""
    run, watch = Run(document), Watch(until)
    for _ in range(5000):
        outcome, why = run.run_for(seconds, watch=watch)
        if why or outcome is not Outcome.TRAINED:
            return run, why
    raise AssertionError("it did not end")


def some_document() -> Document:
    return with_split(document_of(*some_points(50), training=Training(0.05, 7)), 0.3, 0)


@pytest.mark.parametrize("seconds", SLICES)
def test_a_number_of_epochs_or_updates(seconds: float) -> None:
    run, why = ended(some_document(), Until("epochs", 7), seconds)
    assert (run.place.epoch, run.place.position, why) == (7, 0, "7 epochs done")
    run, why = ended(some_document(), Until("updates", 33), seconds)
    assert (run.place.updates, why) == (33, "33 updates made")


@pytest.mark.parametrize("seconds", SLICES)
@pytest.mark.parametrize(
    ("until", "holds"),
    [
        (Until("loss", 0.45), lambda run: run.measured.loss <= 0.45),
        (Until("test_loss", 0.45), lambda run: run.measured.test_loss <= 0.45),
        (Until("accuracy", 0.8), lambda run: run.measured.accuracy >= 0.8),
        (Until("test_accuracy", 0.8), lambda run: run.measured.test_accuracy >= 0.8),
    ],
    ids=lambda value: value.name if isinstance(value, Until) else "",
)
def test_the_first_epoch_after_which_a_figure_is_reached(
    seconds: float, until: Until, holds: Callable[[Run], bool]
) -> None:
    run, why = ended(some_document(), until, seconds)
    assert why
    expected = Run(some_document())
    while not (expected.place.updates and holds(expected)):
        expected.finish_epoch()
    assert run.place.updates == expected.place.updates


def test_no_mistake_at_the_end_of_an_epoch() -> None:
    document = document_of(*separable_points(30, 2, 0), "logistic", Training(0.1, 3))
    run, why = ended(document, Until("flawless"), 1e9)
    assert run.measured.right == run.measured.trained == 30
    assert why == "no training point is misclassified"
    earlier = Run(document)
    while earlier.place.epoch < run.place.epoch - 1:
        earlier.finish_epoch()
        assert earlier.measured.right < 30


def test_no_better_test_loss_for_some_epochs() -> None:
    run, why = ended(some_document(), Until("stale", 5), 1e9)
    losses = []
    again = Run(some_document())
    for _ in range(run.place.epoch):
        again.finish_epoch()
        losses.append(again.measured.test_loss)
    assert losses.index(min(losses)) == len(losses) - 6
    assert why == "the loss of the test points has not improved for 5 epochs"


def test_before_the_next_mistake_and_again_before_the_one_after() -> None:
    document = document_of(*some_points(20), "perceptron", Training(1.0, 1))
    run, seen = Run(document), []
    for _ in range(3):
        _, why = run.run_for(1e9, watch=Watch(Until("mistake")))
        assert why == "the next update is of a misclassified point"
        seen.append(run.place.updates)
        before = run.place.mistakes
        probe = Run(document)
        probe.advance(run.place.updates + 1)
        assert probe.place.mistakes == before + 1
    assert seen == sorted(set(seen))


def test_what_holds_already_is_said_before_anything_is_trained() -> None:
    run = Run(some_document())
    run.advance(run.updates_per_epoch * 3)
    for until in (Until("epochs", 2), Until("loss", 99.0)):
        assert Watch(until).first_look(run.place, run.measured, run.upcoming)
    assert not Watch(Until("mistake")).first_look(run.place, run.measured, run.upcoming)
    assert not Watch(Until("epochs", 4)).first_look(run.place, run.measured, run.upcoming)


def test_without_test_points_nothing_is_said_of_them() -> None:
    run = Run(document_of(*some_points(20)))
    for name, condition in CONDITIONS.items():
        if condition.tests:
            watch = Watch(Until(name, condition.default or 0.0))
            for _ in range(30):
                assert run.run_for(1e9, 10, watch) == (Outcome.TRAINED, "")
