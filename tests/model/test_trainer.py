import math
from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np
import pytest

from model import Outcome, Place, Trainer, Training, weights_of
from model.arrays import Floats, Integers
from model.document import (
    Document,
    Generated,
    Start,
    add_point,
    clear_points,
    move_point,
    new_document,
    relabel_point,
    remove_points,
    with_classifier,
    with_generated,
    with_network,
    with_new_start,
    with_points,
    with_preset,
    with_training,
    with_weights,
)
from model.trainer import CURVE_POINTS
from tests.model.examples import described, document_of, kinds_of_training, some_points, trained

KINDS = list(kinds_of_training())
every_kind = pytest.mark.parametrize(("name", "training"), KINDS, ids=map(described, KINDS))


class Clock:
    """Seconds that pass by one tick whenever somebody looks."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        self.now += 1.0
        return self.now


def same(one: Place, other: Place) -> bool:
    """Whether two places agree in every bit; the curve depends on when one looked."""
    return (
        np.array_equal(one.theta, other.theta)
        and np.array_equal(one.memory, other.memory)
        and (one.epoch, one.position, one.updates) == (other.epoch, other.position, other.updates)
        and one.mistakes == other.mistakes
    )


def overlapping(name: str = "logistic", training: Training | None = None) -> Document:
    x, labels = some_points(23)
    return document_of(x, labels, name, training)


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
    """Logistic regression, one point at a time, in these orders."""
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
        assert trainer.place.curve[-1] == (trainer.place.updates, trainer.measured.loss)


def test_the_loss_curve_begins_before_training_and_gains_nothing_by_looking() -> None:
    trainer = Trainer(overlapping())
    assert [update for update, _ in trainer.place.curve] == [0]
    trainer.advance(3)
    for _ in range(3):
        assert [update for update, _ in trainer.place.curve] == [0, 3]


def test_a_long_loss_curve_is_thinned_and_keeps_its_ends() -> None:
    trainer = Trainer(overlapping(training=Training(batch_size=1)))
    for _ in range(3 * CURVE_POINTS):
        trainer.advance(1)
    updates = [update for update, _ in trainer.place.curve]
    assert CURVE_POINTS / 2 <= len(updates) <= CURVE_POINTS
    assert (updates[0], updates[-1]) == (0, 3 * CURVE_POINTS)
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


# -------------------------------------------------------------------------------------- the one way


def edits_that_keep_theta() -> dict[str, Callable[[Document], Document]]:
    def settings(**changes: object) -> Callable[[Document], Document]:
        return lambda d: with_training(d, replace(d.training, **changes))  # type: ignore[arg-type]

    return {
        "add": lambda d: add_point(d, (1.0, 2.0), 1),
        "move": lambda d: move_point(d, 3, (1.0, 2.0)),
        "relabel": lambda d: relabel_point(d, 3, 1 - int(d.dataset.labels[3])),
        "remove": lambda d: remove_points(d, [1, 5]),
        "clear": clear_points,
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
        "layers": lambda d: with_network(d, (5,), "tanh"),
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


def test_the_end_of_the_loss_curve_answers_to_an_edit_at_once() -> None:
    trainer = trained(overlapping("network", Training(batch_size=4)), 14)
    before = trainer.place.curve
    trainer.rebase(move_point(trainer.document, 3, (50.0, -50.0)))
    assert trainer.place.curve == (*before[:-1], (14, trainer.measured.loss))
    assert trainer.place.curve != before
    empty = Trainer(clear_points(trainer.document))
    empty.rebase(add_point(empty.document, (1.0, 1.0), 0))
    assert empty.place.curve == ((0, empty.measured.loss),)


@pytest.mark.parametrize("edit", edits_that_restart().values(), ids=edits_that_restart())
def test_training_starts_afresh_after(edit: Callable[[Document], Document]) -> None:
    trainer = trained(overlapping("network", Training(batch_size=4)), 14)
    document = edit(trainer.document)
    assert trainer.rebase(document) is True
    assert np.array_equal(trainer.place.theta, document.start_theta())
    assert same(trainer.place, Trainer(document).place)
    assert trainer.place.updates == trainer.place.epoch == trainer.place.mistakes == 0
    assert [update for update, _ in trainer.place.curve] == [0]


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
    edited = add_point(document, (1.0, 1.0), 0)
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
    trainer.rebase(add_point(trainer.document, (0.0, 0.0), 1))
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
    trainer.rebase(add_point(document, (0.5, 0.5), 1))
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
    trainer.rebase(move_point(document, 0, (2.0, 0.0)))
    assert trainer.advance(2) is Outcome.CONVERGED
    assert trainer.place.updates == 4


def test_points_placed_while_it_runs_are_learned_at_once() -> None:
    trainer = trained(document_of([[-1.0, 0.0], [-2.0, 1.0]], [0, 0], "logistic"), 500)
    trainer.rebase(add_point(trainer.document, (2.0, 0.0), 1))
    trainer.advance(500)
    assert trainer.measured.accuracy == 1.0


# --------------------------------------------------------------------------------------- divergence


def diverges(document: Document) -> None:
    trainer = Trainer(document)
    start = trainer.place
    assert trainer.advance(1000) is Outcome.DIVERGED
    last = trainer.place
    assert np.isfinite(last.theta).all()
    assert math.isfinite(trainer.measured.loss)
    assert start.updates <= last.updates < 1000
    assert same(trained(document, last.updates).place, last)
    # The very next update is not finite.
    layers = document.classifier
    x, labels = document.dataset.x, document.dataset.labels
    engine = layers.engine(last.theta, x, labels, document.training)
    engine.load(last.theta, last.memory, last.mistakes)
    if document.training.order == "shuffled" and engine.updates_per_epoch > 1:
        rng = np.random.default_rng([document.start_seed, 2, last.epoch])
        engine.arrange(rng.permutation(len(labels)))
    with np.errstate(all="ignore"):
        assert engine.run(last.position, last.position + 1, lambda: False) == last.position + 1
    with np.errstate(all="ignore"):
        scores = layers.scores(engine.theta, x)
        loss = layers.losses(scores, labels, document.training).mean()
    assert not (np.isfinite(engine.theta).all() and math.isfinite(loss))


@pytest.mark.parametrize(("hidden", "activation"), [((4,), "relu"), ((4, 4, 4), "linear")])
@pytest.mark.parametrize("optimizer", ["sgd", "momentum"])
@pytest.mark.parametrize("order", ["file", "shuffled"])
def test_a_huge_rate_stops_at_the_last_finite_update(
    hidden: tuple[int, ...], activation: str, optimizer: str, order: str
) -> None:
    x, labels = some_points(30)
    training = Training(1e6, 5, order, optimizer=optimizer)
    document = document_of(x, labels, "network", training, hidden=hidden, activation=activation)
    diverges(document)


@pytest.mark.parametrize("loss", ["cross-entropy", "squared"])
@pytest.mark.parametrize("name", ["perceptron", "logistic"])
def test_points_at_the_edge_of_all_numbers_stop_at_the_last_finite_update(
    name: str, loss: str
) -> None:
    x = [[1e308, 1e307], [-1e308, 1e308], [1e308, 1e308], [1e307, -1e308]]
    training = Training(1e3, 1, "file", loss)
    diverges(document_of(x, [0, 1, 1, 0], name, training, start=Start(zero=True)))


def test_a_network_on_points_at_the_edge_of_all_numbers_stops_at_the_last_finite_update() -> None:
    x = [[1e304, 1e303], [-1e304, 1e304], [1e304, 1e304], [1e303, -1e304]]
    training = Training(1e3, 1, "file")
    diverges(document_of(x, [0, 1, 1, 0], "network", training, activation="linear"))


def test_divergence_is_noticed_alike_by_steps_and_by_slices() -> None:
    x, labels = some_points(30)
    document = document_of(
        x, labels, "network", Training(1e6, 5), hidden=(4, 4, 4), activation="linear"
    )
    at_once, by_steps, by_slices = Trainer(document), Trainer(document), Trainer(document, Clock())
    at_once.advance(1000)
    while by_steps.advance(1) is Outcome.TRAINED:
        pass
    while by_slices.run_for(3.5) is Outcome.TRAINED:
        pass
    assert same(at_once.place, by_steps.place)
    assert same(at_once.place, by_slices.place)


def test_after_divergence_a_smaller_rate_trains_on() -> None:
    x, labels = some_points(30)
    document = document_of(x, labels, "network", Training(1e6, 5), activation="linear")
    trainer = Trainer(document)
    while trainer.advance(100) is not Outcome.DIVERGED:
        pass
    stuck = trainer.place
    trainer.rebase(with_training(document, Training(1e-300, 5)))
    assert trainer.advance(10) is Outcome.TRAINED
    assert trainer.place.updates == stuck.updates + 10


@pytest.mark.parametrize("name", ["perceptron", "logistic", "network"])
@pytest.mark.parametrize("loss", ["cross-entropy", "squared"])
def test_scores_of_ten_thousand_are_finite_all_along(name: str, loss: str) -> None:
    x = np.array([[1.0, 0.5], [-1.0, 0.2], [0.3, 1.0], [-0.2, -1.0]]) * 1e4
    training = Training(0.1, 2, loss=loss)
    document = document_of(x, [0, 1, 0, 1], name, training, activation="linear")
    trainer = Trainer(document)
    theta = np.full_like(trainer.place.theta, 1.0)
    trainer.go_to(replace(trainer.place, theta=theta))
    assert np.abs(trainer.measured.scores).max() >= 1e4
    assert math.isfinite(trainer.measured.loss)
    assert trainer.advance(20) is not Outcome.DIVERGED
    assert math.isfinite(trainer.measured.loss)


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
