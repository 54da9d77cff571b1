"""Test points: which points they are, and that nothing is ever learned from them."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import log_loss

from model import Outcome, Trainer, Training, new_document
from model.data.dataset import BLOCK, BY_HAND
from model.generators import PRESETS
from model.run.document import Document, Generated
from model.run.edits import (
    add_class,
    add_points,
    clear_points,
    move_points,
    relabel_points,
    remove_points,
    with_classifier,
    with_generated,
    with_points,
    with_preset,
    with_split,
    with_standard_scaling,
)
from tests.model.examples import (
    described,
    document_of,
    kinds_of_training,
    overlapping,
    same,
    some_points,
    trained,
)

KINDS = list(kinds_of_training())


def serials_of_test_points(document: Document) -> set[int]:
    """Return the serials of the test points."""
    return set(document.dataset.serials[document.test_mask()].tolist())


def split_document(count: int = 40, share: float = 0.3, seed: int = 5) -> Document:
    return with_split(document_of(*some_points(count)), share, seed)


# ------------------------------------------------------------------------------- which points


@pytest.mark.parametrize("share", [0.0, 0.01, 0.25, 0.5, 0.9])
@pytest.mark.parametrize("count", [0, 1, 2, 3, 40, BLOCK + 5])
def test_the_share_is_rounded_and_one_point_trains(count: int, share: float) -> None:
    is_test = split_document(count, share).test_mask()
    assert is_test.shape == (count,)
    assert is_test.dtype == bool
    assert is_test.sum() == min(round(count * share), max(count - 1, 0))


def test_the_seed_draws_the_points() -> None:
    one, again, other = (split_document(seed=seed).test_mask() for seed in (5, 5, 6))
    assert np.array_equal(one, again)
    assert not np.array_equal(one, other)
    order = np.random.default_rng([5, 3, 0]).permutation(40)
    assert sorted(np.flatnonzero(one)) == sorted(order[:12])
    document = split_document()
    for elsewhere in (
        replace(document, start_seed=9, data_seed=9),
        with_classifier(document, "network"),
        with_standard_scaling(document),
    ):
        assert np.array_equal(elsewhere.test_mask(), one)


@pytest.mark.parametrize("share", [-0.1, 0.91, 1.0, np.nan])
def test_a_share_out_of_range_is_refused(share: float) -> None:
    with pytest.raises(ValueError, match=r"test share .*: expected 0 to 0.9"):
        split_document(share=share)


def edits_of_points() -> dict[str, Callable[[Document], Document]]:
    return {
        "add": lambda d: add_points(d, [(1.0, 2.0), (3.0, 4.0)], [0, 1]),
        "move": lambda d: move_points(d, range(40), d.dataset.x + 5.0),
        "relabel": lambda d: relabel_points(d, range(40), 1 - d.dataset.labels),
        "remove": lambda d: remove_points(d, [0, 3, 39]),
        "a class more": add_class,
    }


@pytest.mark.parametrize("edit", edits_of_points().values(), ids=edits_of_points())
def test_an_edit_of_points_leaves_test_points_what_they_are(
    edit: Callable[[Document], Document],
) -> None:
    before = split_document()
    after = edit(before)
    there = set(after.dataset.serials.tolist())
    assert serials_of_test_points(after) == serials_of_test_points(before) & there
    assert BY_HAND not in serials_of_test_points(after)


@given(
    gone=st.sets(st.integers(0, 29), max_size=29),
    by_hand=st.integers(0, 3),
    share=st.sampled_from([0.1, 0.5, 0.9]),
    seed=st.integers(0, 99),
)
def test_whatever_is_removed_the_rest_stays_and_one_point_trains(
    gone: set[int], by_hand: int, share: float, seed: int
) -> None:
    document = with_split(document_of(np.zeros((30, 2)), np.zeros(30)), share, seed)
    drawn = serials_of_test_points(document)
    document = remove_points(document, sorted(gone))
    document = add_points(document, np.ones((by_hand, 2)), np.ones(by_hand))
    left = drawn - gone
    alone = len(left) == len(document.dataset)
    expected = left - {min(left)} if alone else left
    assert serials_of_test_points(document) == expected
    assert not document.test_mask().all()
    trainer = Trainer(document)
    assert trainer.advance(1) is Outcome.TRAINED


def test_of_test_points_alone_the_first_trains_until_others_come() -> None:
    document = split_document(share=0.5)
    drawn = document.test_mask()
    alone = remove_points(document, np.flatnonzero(~drawn).tolist())
    assert alone.test_mask().tolist() == [False] + [True] * 19
    assert Trainer(alone).advance(5) is Outcome.TRAINED
    joined = add_points(alone, [(1.0, 1.0)], [0])
    assert joined.test_mask().tolist() == [True] * 20 + [False]
    only = remove_points(alone, range(1, 20))
    assert only.test_mask().tolist() == [False]


def test_all_points_removed_leave_nothing_to_test_and_nothing_to_train() -> None:
    document = split_document()
    for empty in (remove_points(document, range(40)), clear_points(document)):
        assert empty.test_mask().shape == (0,)
        assert Trainer(empty).advance(1) is Outcome.NO_POINTS


def test_points_opened_or_made_anew_are_split_anew() -> None:
    document = with_split(new_document("blobs", 50), 0.2, 0)
    drawn = add_points(document, np.ones((50, 2)), np.ones(50))
    assert with_points(drawn, drawn.dataset, "x.csv").test_mask().sum() == 10
    opened = with_points(drawn, document_of(*some_points(100)).dataset, "y.csv")
    assert opened.test_mask().sum() == 20
    assert document.generated is not None
    more = with_generated(document, replace(document.generated, count=200), 0)
    assert more.test_mask().sum() == 40


# ------------------------------------------------------------------------------- how they train


@pytest.mark.parametrize(("name", "training"), KINDS, ids=map(described, KINDS))
def test_training_is_bit_for_bit_that_on_the_other_points_alone(
    name: str, training: Training
) -> None:
    document = with_split(overlapping(name, training), 0.4, 1)
    is_test = document.test_mask()
    x, labels = document.dataset.x, document.dataset.labels
    alone = document_of(x[~is_test], labels[~is_test], name, training)
    tests = np.flatnonzero(is_test).tolist()
    far = move_points(document, tests, 1e3 * x[tests] + 7)
    far = relabel_points(far, tests, 1 - labels[tests])
    expected = trained(alone, 57).place
    assert same(trained(document, 57).place, expected)
    assert same(trained(far, 57).place, expected)
    assert not same(trained(overlapping(name, training), 57).place, expected)


@pytest.mark.parametrize("classes", [2, 4])
@pytest.mark.parametrize("name", ["logistic", "network"])
def test_both_losses_and_accuracies_are_measured(name: str, classes: int) -> None:
    x, labels = some_points(60, 2, classes)
    document = with_split(document_of(x, labels, name, classes=classes), 0.3, 0)
    trainer = trained(document, 40)
    measured, tests = trainer.measured, document.test_mask()
    p = document.classifier.probabilities(trainer.place.theta, x)
    right = p.argmax(axis=1) == labels
    assert (measured.trained, measured.tests) == (42, 18)
    assert (measured.right, measured.test_right) == (right[~tests].sum(), right[tests].sum())
    assert measured.accuracy == right[~tests].mean()
    assert measured.test_accuracy == right[tests].mean()
    for points, loss in ((~tests, measured.loss), (tests, measured.test_loss)):
        expected = log_loss(labels[points], p[points], labels=range(classes))
        assert loss == pytest.approx(expected, rel=1e-12)
    assert measured.wrong.tolist() == np.flatnonzero(~right).tolist()
    assert len(measured.scores) == 60
    last = trainer.place.curve[-1]
    assert last[:4] == (40, measured.loss, measured.test_loss, measured.accuracy)


def test_without_test_points_their_loss_and_accuracy_are_unknown() -> None:
    measured = trained(overlapping(), 5).measured
    assert (measured.tests, measured.test_right, measured.trained) == (0, 0, 23)
    assert np.isnan([measured.test_loss, measured.test_accuracy]).all()


def test_a_test_point_out_of_all_bounds_is_no_divergence() -> None:
    document = with_split(overlapping("logistic"), 0.3, 0)
    first = int(np.flatnonzero(document.test_mask())[0])
    document = move_points(document, [first], [(1e308, 1e308)])
    trainer = Trainer(document)
    assert trainer.advance(50) is Outcome.TRAINED
    assert np.isfinite(trainer.measured.loss)


def test_another_split_goes_on_with_a_pass_of_its_own() -> None:
    document = with_split(overlapping(training=Training(0.5, 1)), 0.3, 0)
    trainer = trained(document, 16 + 5)
    theta = trainer.place.theta
    assert (trainer.updates_per_epoch, trainer.place.position) == (16, 5)
    trainer.rebase(with_split(document, 0.6, 0))
    assert np.array_equal(trainer.place.theta, theta)
    assert (trainer.updates_per_epoch, trainer.place.position) == (9, 0)
    assert trainer.measured.tests == 14
    trainer.rebase(with_split(document, 0.0, 0))
    assert (trainer.updates_per_epoch, trainer.place.updates) == (23, 21)
    assert np.array_equal(trainer.measured.is_test, np.zeros(23, dtype=bool))


GATES = [name for name, preset in PRESETS.items() if preset.fixed_count]


@pytest.mark.parametrize("name", GATES)
def test_a_gate_is_trained_on_all_of_its_rows_and_the_share_waits(name: str) -> None:
    document = with_split(new_document("blobs"), 0.25, 0)
    gate = with_preset(document, name, 250)
    assert not gate.test_mask().any()
    for changed in (
        with_split(gate, 0.9, 4),
        with_generated(gate, Generated(name, 4, 0.1), 3),
        add_points(gate, [gate.dataset.x[0]], [0]),
        with_classifier(gate, "perceptron"),
    ):
        assert not changed.test_mask().any()
        assert Trainer(changed).measured.trained == len(changed.dataset)
    after = with_preset(gate, "moons", 200)
    assert after.test_mask().sum() == 50, "points that can be split are"


@pytest.mark.parametrize("name", [name for name in GATES if PRESETS[name].learner != "network"])
def test_a_gate_learned_after_a_test_share_is_that_gate(name: str) -> None:
    for seed in range(5):
        document = with_split(with_classifier(new_document("blobs"), "perceptron"), 0.5, seed)
        trainer = Trainer(with_preset(document, name, 250))
        assert trainer.advance(10_000) is Outcome.CONVERGED
        data = trainer.document.dataset
        assert (trainer.measured.right, trainer.measured.tests) == (len(data), 0)


def test_exclusive_or_never_converges_by_leaving_out_a_row() -> None:
    document = with_split(with_classifier(new_document("blobs"), "perceptron"), 0.25, 0)
    trainer = Trainer(with_preset(document, "gate_xor", 250))
    assert trainer.advance(4000) is Outcome.TRAINED
    assert trainer.measured.accuracy < 1
