"""The trainer: the same updates however they are sliced, and what it counts."""

import math
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from model import Outcome, Trainer, Training, new_document, weights_of
from model.arrays import Floats, Integers
from model.run.document import Document, Start
from model.run.edits import with_classifier, with_preset, with_weights
from model.run.place import MOST_MARKS
from tests.model.examples import (
    Clock,
    described,
    document_of,
    kinds_of_training,
    overlapping,
    same,
    some_points,
    trained,
)

KINDS = list(kinds_of_training())
every_kind = pytest.mark.parametrize(("name", "training"), KINDS, ids=map(described, KINDS))


# ------------------------------------------------------------------ the same, however it was sliced


@every_kind
def test_single_updates_equal_one_long_advance(name: str, training: Training) -> None:
    document = overlapping(name, training)
    single, at_once = Trainer(document), Trainer(document)
    for _ in range(57):
        single.advance(1)
    at_once.advance(57)
    assert same(single.place, at_once.place)
    assert at_once.place.updates == 57
    assert not np.array_equal(at_once.place.theta, document.start_theta())


@every_kind
def test_slices_of_time_equal_one_long_advance(name: str, training: Training) -> None:
    document = overlapping(name, training)
    sliced = Trainer(document, Clock())
    slices = 0
    while sliced.place.updates < 57:
        sliced.run_for(3.5)
        slices += 1
    assert slices > 1
    assert same(sliced.place, trained(document, sliced.place.updates).place)


@pytest.mark.parametrize("batch_size", [None, 10_000, 8192])
@pytest.mark.parametrize("order", ["file", "shuffled"])
def test_large_batches_left_between_two_chunks_equal_one_long_advance(
    batch_size: int | None, order: str
) -> None:
    x, labels = some_points(20_000)
    document = document_of(x, labels, "network", Training(batch_size=batch_size, order=order))
    sliced = Trainer(document, Clock())
    slices_without_update = 0
    while sliced.place.updates < 5:
        before = sliced.place
        assert sliced.run_for(0.5) is Outcome.TRAINED
        if sliced.place.updates == before.updates:
            slices_without_update += 1
            assert np.array_equal(sliced.place.theta, before.theta)
    assert (slices_without_update > 0) == (batch_size != 8192)
    assert same(sliced.place, trained(document, 5).place)


def test_a_large_batch_begun_by_a_slice_is_finished_by_a_single_step() -> None:
    x, labels = some_points(20_000)
    document = document_of(x, labels, "network", Training(batch_size=None))
    trainer = Trainer(document, Clock())
    trainer.run_for(0.5)
    assert trainer.place.updates == 0
    trainer.advance(1)
    assert same(trainer.place, trained(document, 1).place)


@every_kind
def test_going_back_and_on_repeats_every_bit(name: str, training: Training) -> None:
    trainer = trained(overlapping(name, training), 13)
    there = trainer.place
    trainer.advance(50)
    first = trainer.place
    trainer.go_to(there)
    assert same(trainer.place, there)
    trainer.advance(50)
    assert same(trainer.place, first)
    elsewhere = Trainer(trainer.document)
    elsewhere.go_to(there)
    elsewhere.advance(50)
    assert same(elsewhere.place, first)


def test_a_place_stays_what_it_was_while_training_goes_on() -> None:
    trainer = trained(overlapping("network", Training(optimizer="adam")), 5)
    place = trainer.place
    theta, memory = place.theta.copy(), place.memory.copy()
    trainer.advance(5)
    assert np.array_equal(place.theta, theta)
    assert np.array_equal(place.memory, memory)


def test_restart_goes_back_to_the_same_start() -> None:
    document = overlapping("network", Training(optimizer="momentum"))
    trainer = trained(document, 40)
    first = trainer.place
    trainer.restart()
    assert same(trainer.place, Trainer(document).place)
    assert np.array_equal(trainer.place.theta, document.start_theta())
    trainer.advance(40)
    assert same(trainer.place, first)


def test_a_pass_that_is_resumed_from_a_file_does_not_count_as_flawless() -> None:
    x, labels = some_points(30)
    document = document_of(x, labels, "perceptron", Training(1.0, 1, "file"))
    trainer = Trainer(document)
    trainer.advance(29)
    assert trainer.place.mistakes > 0
    resumed = Trainer(with_weights(document, weights_of(document, trainer.place)))
    assert resumed.place.position == 29
    assert resumed.advance(1) is Outcome.TRAINED
    assert resumed.place.mistakes == 0, "the last update alone was right"


# ------------------------------------------------------------------------------- counting and order


@pytest.mark.parametrize(
    ("batch_size", "per_epoch"), [(1, 23), (10, 3), (22, 2), (23, 1), (24, 1), (None, 1)]
)
def test_updates_and_epochs_are_counted(batch_size: int | None, per_epoch: int) -> None:
    trainer = Trainer(overlapping("network", Training(batch_size=batch_size)))
    assert trainer.updates_per_epoch == per_epoch
    trainer.advance(2 * per_epoch)
    assert (trainer.place.epoch, trainer.place.position) == (2, 0)
    trainer.advance(1)
    expected = (2, 1) if per_epoch > 1 else (3, 0)
    assert (trainer.place.epoch, trainer.place.position) == expected
    assert trainer.place.updates == 2 * per_epoch + 1


def test_a_step_by_epoch_ends_where_the_epoch_ends() -> None:
    trainer = trained(overlapping(training=Training(batch_size=5)), 3)
    trainer.finish_epoch()
    assert (trainer.place.epoch, trainer.place.position, trainer.place.updates) == (1, 0, 5)
    trainer.finish_epoch()
    assert (trainer.place.epoch, trainer.place.position, trainer.place.updates) == (2, 0, 10)


def by_hand(document: Document, orders: Sequence[Integers], rate: float) -> Floats:
    """Train logistic regression, one point at a time, in these orders; return theta."""
    theta = document.start_theta().copy()
    x = np.column_stack([document.dataset.x, np.ones(len(document.dataset))])
    for order in orders:
        for i in order:
            p = 1 / (1 + np.exp(-theta @ x[i]))
            theta += rate * (document.dataset.labels[i] - p) * x[i]
    return theta


@pytest.mark.parametrize("seed", [0, 7])
def test_every_epoch_has_an_order_of_its_own_drawn_from_seed_and_epoch(seed: int) -> None:
    document = replace(overlapping(training=Training(0.5, 1)), start_seed=seed)
    orders = [np.random.default_rng([seed, 2, epoch]).permutation(23) for epoch in range(3)]
    assert not np.array_equal(orders[0], orders[1])
    found = trained(document, 3 * 23).place.theta
    np.testing.assert_allclose(found, by_hand(document, orders, 0.5), rtol=1e-12)


def test_file_order_is_the_order_of_the_file() -> None:
    document = overlapping(training=Training(0.5, 1, "file"))
    found = trained(document, 2 * 23).place.theta
    np.testing.assert_allclose(found, by_hand(document, [np.arange(23)] * 2, 0.5), rtol=1e-12)


def test_another_seed_is_another_order() -> None:
    document = replace(overlapping(training=Training(0.5, 1)), start=Start(zero=True))
    one, other = (trained(replace(document, start_seed=s), 23).place.theta for s in (0, 1))
    assert not np.array_equal(one, other)
    np.testing.assert_allclose(one, other, atol=2)


def test_one_batch_of_all_points_is_never_shuffled() -> None:
    shuffled = overlapping("network", Training(batch_size=None))
    in_order = overlapping("network", Training(batch_size=None, order="file"))
    assert same(trained(shuffled, 9).place, trained(in_order, 9).place)


def test_loss_and_accuracy_are_of_all_points_with_theta_as_it_stands() -> None:
    document = overlapping(training=Training(0.1, 5, "file"))
    trainer = Trainer(document)
    for _ in range(7):
        trainer.advance(1)
        z = document.dataset.x @ trainer.place.theta[:2] + trainer.place.theta[2]
        y = document.dataset.labels
        p = 1 / (1 + np.exp(-z))
        expected = (-y * np.log(p) - (1 - y) * np.log(1 - p)).mean()
        assert trainer.measured.loss == pytest.approx(expected, rel=1e-12)
        assert trainer.measured.accuracy == np.mean((z >= 0) == (y == 1))
        wrong = np.flatnonzero((z >= 0) != (y == 1))
        assert trainer.measured.wrong.tolist() == wrong.tolist()
        assert trainer.place.curve[-1][:2] == (trainer.place.updates, trainer.measured.loss)


def test_the_loss_curve_begins_before_training_and_reading_it_adds_nothing() -> None:
    trainer = Trainer(overlapping())
    assert [mark.update for mark in trainer.place.curve] == [0]
    trainer.advance(3)
    for _ in range(3):
        assert [mark.update for mark in trainer.place.curve] == [0, 3]


def test_a_long_loss_curve_is_thinned_and_keeps_its_ends() -> None:
    trainer = Trainer(overlapping(training=Training(batch_size=1)))
    for _ in range(3 * MOST_MARKS):
        trainer.advance(1)
    updates = [mark.update for mark in trainer.place.curve]
    assert MOST_MARKS / 2 <= len(updates) <= MOST_MARKS
    assert (updates[0], updates[-1]) == (0, 3 * MOST_MARKS)
    assert updates == sorted(set(updates))


def test_the_penalty_is_descended_but_is_not_in_the_loss() -> None:
    plain = overlapping(training=Training(batch_size=None))
    heavy = overlapping(training=Training(batch_size=None, penalty="l2", penalty_rate=5.0))
    assert Trainer(plain).measured.loss == Trainer(heavy).measured.loss
    assert np.abs(trained(heavy, 50).place.theta[:2]).max() < 0.2
    assert np.abs(trained(plain, 50).place.theta[:2]).max() > 0.2


def test_an_l1_penalty_makes_useless_weights_exactly_zero() -> None:
    rng = np.random.default_rng(0)
    x = rng.normal(size=(200, 2))
    training = Training(0.1, None, penalty="l1", penalty_rate=0.1)
    trainer = trained(document_of(x, x[:, 0] > 0, "logistic", training), 300)
    w1, w2, _ = trainer.place.theta
    assert w1 > 0.5
    assert w2 == 0.0


# -------------------------------------------------------------------------------- few or odd points


@pytest.mark.parametrize("name", ["perceptron", "logistic", "network"])
def test_without_points_nothing_trains_and_nothing_breaks(name: str) -> None:
    trainer = Trainer(document_of(np.empty((0, 2)), [], name))
    start = trainer.place
    assert trainer.advance(5) is Outcome.NO_POINTS
    assert trainer.finish_epoch() is Outcome.NO_POINTS
    assert trainer.run_for(1.0) is Outcome.NO_POINTS
    assert same(trainer.place, start)
    assert math.isnan(trainer.measured.loss)
    assert math.isnan(trainer.measured.accuracy)
    assert start.curve == ()


@pytest.mark.parametrize("name", ["perceptron", "logistic", "network"])
@pytest.mark.parametrize("batch_size", [1, 10, None])
def test_one_point_can_be_learned(name: str, batch_size: int | None) -> None:
    for label in (0, 1):
        training = Training(0.5, batch_size)
        trainer = trained(document_of([[2.0, -3.0]], [label], name, training), 200)
        assert trainer.measured.accuracy == 1.0
        assert trainer.measured.loss < 0.02


@pytest.mark.parametrize("name", ["perceptron", "logistic", "network"])
def test_points_of_one_class_can_be_learned(name: str) -> None:
    x, _ = some_points(40)
    trainer = trained(document_of(x, np.zeros(40), name), 2000)
    assert trainer.measured.accuracy == 1.0


@pytest.mark.parametrize("name", ["perceptron", "logistic", "network"])
def test_the_same_point_in_both_classes_is_half_right(name: str) -> None:
    trainer = trained(document_of([[1.0, 1.0]] * 10, [0, 1] * 5, name), 500)
    assert trainer.measured.accuracy == 0.5
    assert trainer.measured.right == 5


def test_inseparable_duplicates_end_at_even_odds() -> None:
    training = Training(0.5, None)
    trainer = trained(document_of([[1.0, 1.0]] * 10, [0, 1] * 5, "logistic", training), 500)
    assert trainer.measured.loss == pytest.approx(math.log(2), rel=1e-6)


def test_a_run_that_is_over_in_a_moment_has_a_curve() -> None:
    document = with_classifier(with_preset(new_document(), "gate_and", 4), "perceptron")
    trainer = Trainer(document)
    assert trainer.run_for(60.0) is Outcome.CONVERGED
    stepped = Trainer(document)
    losses = {0: stepped.measured.loss}
    for update in range(1, trainer.place.updates + 1):
        stepped.advance(1)
        losses[update] = stepped.measured.loss
    curve = trainer.place.curve
    assert len(curve) > 0.6 * min(len(losses), 16)
    assert [mark.loss for mark in curve] == [losses[mark.update] for mark in curve]
