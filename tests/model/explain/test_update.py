"""The numbers that an explanation takes from the engine are the engine's, to the last bit."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model.activations import trainable_activations
from model.arrays import Integers
from model.classifiers import CLASSIFIERS
from model.learning.settings import ORDERS, Training
from model.losses import LOSSES
from model.optimizers import OPTIMIZERS
from model.optimizers.penalties import PENALTIES
from model.run.document import Document, Start
from model.run.place import Place
from model.run.trainer import Outcome, Trainer
from tests.model.examples import document_of, rule, some_points, trained
from tests.model.explain.examples import made_update, no_memory, size


def next_batch(document: Document, place: Place) -> Integers:
    """Return the indices of the points of the next update, in its order."""
    points = len(document.dataset)
    one = document.classifier.learns_from_mistakes
    batch_size = 1 if one else min(document.training.batch_size or points, points)
    order = np.arange(points)
    if document.training.order == "shuffled" and batch_size < points:
        order = np.random.default_rng([document.start_seed, 2, place.epoch]).permutation(points)
    start = place.position * batch_size
    return order[start : start + batch_size]


def assert_next_update_is_the_trainers(trainer: Trainer) -> None:
    document, place = trainer.document, trainer.place
    batch = next_batch(document, place)
    x, labels = document.dataset.x[batch], document.dataset.labels[batch]
    update = made_update(
        document.classifier, document.training, place.theta, place.memory, x, labels
    )
    if trainer.advance(1) is Outcome.DIVERGED:
        return  # the trainer has taken this update back
    assert np.array_equal(update.theta_after, trainer.place.theta)
    assert np.array_equal(update.memory_after, trainer.place.memory)
    assert np.array_equal(update.theta_before, place.theta)
    assert np.array_equal(update.memory_before, place.memory)


@st.composite
def documents(draw: st.DrawFn) -> Document:
    """Draw any trainable classifier with any settings, on up to thirty points."""
    classes = draw(st.integers(2, 6))
    points = some_points(
        draw(st.integers(2, 30)), draw(st.integers(1, 4)), classes, draw(st.integers(0, 99))
    )
    training = Training(
        draw(st.sampled_from([0.03, 0.3])),
        draw(st.sampled_from([1, 2, 7, 10, None])),
        draw(st.sampled_from(ORDERS)),
        draw(st.sampled_from(sorted(LOSSES))),
        draw(st.sampled_from(sorted(OPTIMIZERS))),
        draw(st.sampled_from(sorted(PENALTIES))),
        draw(st.sampled_from([0.0, 0.05])),
    )
    return document_of(
        *points,
        draw(st.sampled_from(sorted(CLASSIFIERS))),
        training,
        classes=classes,
        hidden=tuple(draw(st.lists(st.integers(1, 5), max_size=3))),
        activation=draw(st.sampled_from(trainable_activations())),
        start_seed=draw(st.integers(0, 99)),
    )


@given(documents(), st.integers(0, 40))
@settings(max_examples=60)
def test_one_update_is_what_the_trainer_makes_of_it_bit_for_bit(
    document: Document, updates: int
) -> None:
    trainer = trained(document, updates)
    for _ in range(3):
        assert_next_update_is_the_trainers(trainer)


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
@pytest.mark.parametrize("name", CLASSIFIERS)
def test_a_whole_pass_with_its_short_last_batch_is_the_trainers(name: str, optimizer: str) -> None:
    x, labels = some_points(23)
    trainer = trained(document_of(x, labels, name, Training(0.1, 5, optimizer=optimizer)), 4)
    for _ in range(6):
        assert_next_update_is_the_trainers(trainer)


@pytest.mark.parametrize("batch_size", [None, 10_000])
def test_a_batch_that_is_summed_in_chunks_is_the_trainers(batch_size: int | None) -> None:
    x, labels = some_points(20_000)
    trainer = Trainer(document_of(x, labels, "network", Training(0.1, batch_size)))
    for _ in range(3):
        assert_next_update_is_the_trainers(trainer)


def test_what_goes_into_an_update_stays_as_it_is_and_what_comes_out_is_read_only() -> None:
    classifier, training = rule("network"), Training(0.1, None, optimizer="adam")
    theta, memory = np.ones(size(classifier)), no_memory(classifier, training)
    x, labels = some_points(4)
    given_in = [array.copy() for array in (theta, memory, x, labels)]
    update = made_update(classifier, training, theta, memory, x, labels)
    for now, then in zip((theta, memory, x, labels), given_in, strict=True):
        assert np.array_equal(now, then)
    for field in ("x", "labels", "theta_before", "memory_before", "theta_after", "memory_after"):
        with pytest.raises(ValueError, match="read-only"):
            getattr(update, field)[...] = 0


def test_a_network_of_steps_keeps_its_theta() -> None:
    document = document_of(*some_points(9), "network", activation="step", start=Start(zero=True))
    theta = document.start_theta() + 1
    update = made_update(
        document.classifier, document.training, theta, np.zeros(0), *some_points(9)
    )
    assert np.array_equal(update.theta_after, theta)


def test_no_points_or_too_many_are_refused() -> None:
    classifier, theta, nothing = rule("perceptron"), np.zeros(3), np.zeros(0)
    with pytest.raises(ValueError, match="no points"):
        made_update(classifier, Training(), theta, nothing, *some_points(0))
    with pytest.raises(ValueError, match="2 points are more than one update takes"):
        made_update(classifier, Training(), theta, nothing, *some_points(2))
