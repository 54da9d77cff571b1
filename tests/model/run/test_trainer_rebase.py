"""What happens to training when the document is edited."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from model import Outcome, Trainer, Training, new_document
from model.run.document import Document, Generated, Start
from model.run.edits import (
    add_points,
    clear_points,
    move_points,
    relabel_points,
    remove_points,
    with_classifier,
    with_generated,
    with_network,
    with_new_start,
    with_points,
    with_preset,
    with_split,
    with_training,
)
from tests.model.examples import document_of, overlapping, same, trained


def edits_that_keep_theta() -> dict[str, Callable[[Document], Document]]:
    def settings(**changes: object) -> Callable[[Document], Document]:
        return lambda d: with_training(d, replace(d.training, **changes))  # type: ignore[arg-type]

    return {
        "add": lambda d: add_points(d, [(1.0, 2.0), (2.0, 1.0)], [1, 0]),
        "move": lambda d: move_points(d, [3, 4], [(1.0, 2.0), (2.0, 1.0)]),
        "relabel": lambda d: relabel_points(d, [3, 4], 1 - d.dataset.labels[3:5]),
        "remove": lambda d: remove_points(d, [1, 5]),
        "clear": clear_points,
        "hold back": lambda d: with_split(d, 0.5, 3),
        "rate": settings(learning_rate=0.7),
        "batch": settings(batch_size=3),
        "order": settings(order="file"),
        "loss": settings(loss="squared"),
        "penalty": settings(penalty="l2", penalty_rate=0.1),
        "optimizer": settings(optimizer="adam"),
    }


def edits_that_restart() -> dict[str, Callable[[Document], Document]]:
    points = document_of([[1.0, 2.0], [3.0, 4.0]], [0, 1]).dataset
    return {
        "classifier": lambda d: with_classifier(d, "perceptron"),
        "activation": lambda d: with_network(d, d.hidden, "relu"),
        "new start": with_new_start,
        "start at zero": lambda d: replace(d, start=Start(zero=True)),
        "preset": lambda d: with_preset(d, "xor", 50),
        "other noise": lambda d: with_generated(d, Generated("xor", 50, 0.9), 0),
        "other data": lambda d: with_generated(d, Generated("xor", 50, 0.1), 4),
        "file": lambda d: with_points(d, points, "points.csv"),
    }


@pytest.mark.parametrize("edit", edits_that_keep_theta().values(), ids=edits_that_keep_theta())
def test_training_goes_on_after(edit: Callable[[Document], Document]) -> None:
    trainer = trained(overlapping("network", Training(batch_size=4)), 14)
    before = trainer.place
    assert trainer.rebase(edit(trainer.document)) is False
    after = trainer.place
    assert np.array_equal(after.theta, before.theta)
    assert (after.updates, after.epoch) == (14, 2)
    assert after.curve[:-1] == before.curve[:-1]


def test_losses_of_two_kinds_can_be_told_apart() -> None:
    trainer = trained(overlapping("network", Training(batch_size=4)), 14)
    squared = replace(trainer.document.training, loss="squared")
    trainer.rebase(with_training(trainer.document, squared))
    trainer.advance(3)
    kinds = [mark.kind for mark in trainer.place.curve]
    assert kinds[0] == "cross-entropy"
    assert kinds[-2:] == ["squared", "squared"]


def test_the_end_of_the_loss_curve_answers_to_an_edit_at_once() -> None:
    trainer = trained(overlapping("network", Training(batch_size=4)), 14)
    before = trainer.place.curve
    trainer.rebase(move_points(trainer.document, [3], [(50.0, -50.0)]))
    *earlier, last = trainer.place.curve
    assert tuple(earlier) == before[:-1]
    assert last[:2] == (14, trainer.measured.loss)
    assert trainer.place.curve != before
    empty = Trainer(clear_points(trainer.document))
    empty.rebase(add_points(empty.document, [(1.0, 1.0)], [0]))
    assert [mark[:2] for mark in empty.place.curve] == [(0, empty.measured.loss)]


@pytest.mark.parametrize("edit", edits_that_restart().values(), ids=edits_that_restart())
def test_training_starts_afresh_after(edit: Callable[[Document], Document]) -> None:
    trainer = trained(overlapping("network", Training(batch_size=4)), 14)
    document = edit(trainer.document)
    assert trainer.rebase(document) is True
    assert np.array_equal(trainer.place.theta, document.start_theta())
    assert same(trainer.place, Trainer(document).place)
    assert trainer.place.updates == trainer.place.epoch == trainer.place.mistakes == 0
    assert [mark.update for mark in trainer.place.curve] == [0]


def test_the_same_preset_or_file_opened_again_starts_afresh() -> None:
    document = new_document()
    for again in (
        with_preset(document, "circle", 250),
        with_points(document, document.dataset, document.origin),
    ):
        trainer = trained(document, 100)
        assert trainer.rebase(again) is True
        assert trainer.place.updates == 0


def test_the_same_document_again_changes_nothing() -> None:
    trainer = trained(overlapping("network", Training(batch_size=4, optimizer="adam")), 14)
    before = trainer.place
    assert trainer.rebase(trainer.document) is False
    assert same(trainer.place, before)


def test_an_edit_of_points_in_mid_epoch_drops_the_pass_and_counts_on() -> None:
    document = overlapping(training=Training(0.5, 1))
    trainer = trained(document, 23 + 7)
    kept = trainer.place.theta.copy()
    edited = add_points(document, [(1.0, 1.0)], [0])
    trainer.rebase(edited)
    assert (trainer.place.epoch, trainer.place.position, trainer.place.updates) == (1, 0, 30)
    trainer.finish_epoch()
    assert (trainer.place.epoch, trainer.place.position, trainer.place.updates) == (2, 0, 54)
    new_order = np.random.default_rng([0, 2, 1]).permutation(24)
    x = np.column_stack([edited.dataset.x, np.ones(24)])
    for i in new_order:
        kept += 0.5 * (edited.dataset.labels[i] - 1 / (1 + np.exp(-kept @ x[i]))) * x[i]
    np.testing.assert_allclose(trainer.place.theta, kept, rtol=1e-12)


def test_a_change_of_rate_in_mid_epoch_keeps_the_pass() -> None:
    trainer = trained(overlapping(training=Training(0.5, 1)), 23 + 7)
    trainer.rebase(with_training(trainer.document, Training(0.25, 1)))
    assert (trainer.place.epoch, trainer.place.position) == (1, 7)
    trainer.finish_epoch()
    assert (trainer.place.epoch, trainer.place.updates) == (2, 46)


@pytest.mark.parametrize("change", [{"batch_size": 5}, {"order": "file"}])
def test_another_batch_size_or_order_begins_a_new_pass(change: dict[str, object]) -> None:
    document = overlapping(training=Training(0.5, 1))
    trainer = trained(document, 23 + 7)
    training = replace(document.training, **change)  # type: ignore[arg-type]
    trainer.rebase(with_training(document, training))
    assert (trainer.place.epoch, trainer.place.position, trainer.place.updates) == (1, 0, 30)


def test_moments_restart_with_another_optimizer_and_only_then() -> None:
    trainer = trained(overlapping("network", Training(batch_size=4, optimizer="momentum")), 9)
    memory = trainer.place.memory
    assert memory.any()
    trainer.rebase(add_points(trainer.document, [(0.0, 0.0)], [1]))
    assert np.array_equal(trainer.place.memory, memory)
    adam = replace(trainer.document.training, optimizer="adam")
    trainer.rebase(with_training(trainer.document, adam))
    assert not trainer.place.memory.any()
    assert len(trainer.place.memory) == 2 * len(memory) + 1


def test_a_perceptrons_mistakes_count_on_over_an_edit_of_points() -> None:
    document = overlapping("perceptron", Training(order="file"))
    trainer = trained(document, 30)
    mistakes = trainer.place.mistakes
    assert mistakes > 0
    trainer.rebase(add_points(document, [(0.5, 0.5)], [1]))
    assert trainer.place.mistakes == mistakes


def test_a_perceptron_converged_before_an_edit_does_not_count_the_mistakes_of_the_pass_before() -> (
    None
):
    document = document_of(
        [[1.0, 0.0], [-1.0, 0.0]],
        [1, 0],
        "perceptron",
        Training(1.0, order="file"),
        start=Start(zero=True),
    )
    trainer = Trainer(document)
    trainer.advance(2)
    assert trainer.place.mistakes == 1
    trainer.rebase(move_points(document, [0], [(2.0, 0.0)]))
    assert trainer.advance(2) is Outcome.CONVERGED
    assert trainer.place.updates == 4


def test_points_placed_while_it_runs_are_learned_at_once() -> None:
    trainer = trained(document_of([[-1.0, 0.0], [-2.0, 1.0]], [0, 0], "logistic"), 500)
    trainer.rebase(add_points(trainer.document, [(2.0, 0.0)], [1]))
    trainer.advance(500)
    assert trainer.measured.accuracy == 1.0
