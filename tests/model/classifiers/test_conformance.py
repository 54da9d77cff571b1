"""What holds for every classifier; a new one in ``CLASSIFIERS`` is tested at once."""

import numpy as np
import pytest

from model import CLASSIFIERS, Trainer, Training
from model.activations import activate
from model.classifiers.base import Classifier
from model.learning.engine import CHUNK
from model.learning.layers import forward, size
from tests.model.examples import (
    document_of,
    losses_of,
    mean_loss,
    never,
    rule,
    some_points,
    trained,
)

SIZES = [(1, 2), (2, 2), (3, 2), (1, 3), (2, 3), (3, 6)]
RULES = [rule(name, inputs, classes) for name in CLASSIFIERS for inputs, classes in SIZES]
every_rule = pytest.mark.parametrize(
    "classifier", RULES, ids=[f"{c.name}-d{c.inputs}-K{c.classes}" for c in RULES]
)
OTHERS = [  # they predict too, though not all can be trained
    rule("network", 2, 3, ()),
    rule("network", 2, 6, (2, 3, 2, 3, 2, 3), "relu"),
    rule("network", 2, 2, (), "step"),
    rule("network", 1, 2, (2,), "step"),
    rule("network", 3, 4, (3, 2), "step"),
]
every_predictor = pytest.mark.parametrize(
    "classifier",
    [*RULES, *OTHERS],
    ids=[
        f"{c.name}-d{c.inputs}-{c.hidden_layers}-{c.hidden_activation}-K{c.classes}"
        for c in [*RULES, *OTHERS]
    ],
)
every_name = pytest.mark.parametrize("name", CLASSIFIERS)


@every_name
def test_it_is_listed_by_its_name_and_has_a_title(name: str) -> None:
    assert CLASSIFIERS[name].name == name
    assert CLASSIFIERS[name].title.strip()
    assert CLASSIFIERS[name].description.strip()
    assert not rule(name).why_untrainable
    assert rule(name) == rule(name)
    assert hash(rule(name)) == hash(rule(name))
    assert rule(name, classes=3) != rule(name)


@every_predictor
def test_its_start_is_random_finite_and_the_same_for_the_same_seed(classifier: Classifier) -> None:
    theta, again, other = (classifier.initial(np.random.default_rng(seed)) for seed in (1, 1, 2))
    assert theta.shape == (size(classifier.shapes),)
    assert theta.dtype == np.float64
    assert np.isfinite(theta).all()
    assert np.array_equal(theta, again)
    assert not np.array_equal(theta, other)
    for layer in classifier.layers(theta):
        assert layer.weights.any()
        assert not layer.biases.any()


@every_predictor
def test_its_layers_are_theta_and_give_its_scores(classifier: Classifier) -> None:
    theta = classifier.initial(np.random.default_rng(0))
    x, _ = some_points(30, classifier.inputs, classifier.classes)
    layers = classifier.layers(theta)
    assert tuple(layer.shape for layer in layers) == classifier.shapes
    scores = classifier.scores(theta, x)
    assert scores.shape == (30, classifier.outputs)
    np.testing.assert_allclose(forward(layers, x)[-1].T, scores, rtol=1e-12, atol=1e-14)
    layers[0].biases[0] = 7.0
    assert (theta == 7.0).sum() == 1


@every_predictor
def test_predicting_changes_nothing(classifier: Classifier) -> None:
    theta = classifier.initial(np.random.default_rng(0))
    x, labels = some_points(30, classifier.inputs, classifier.classes)
    before = theta.copy(), x.copy(), labels.copy()
    first = classifier.scores(theta, x)
    classifier.probabilities(theta, x)
    losses_of(classifier, first, labels, Training())
    assert np.array_equal(classifier.scores(theta, x), first)
    for now, then in zip((theta, x, labels), before, strict=True):
        assert np.array_equal(now, then)


@every_predictor
def test_many_points_are_scored_like_few(classifier: Classifier) -> None:
    theta = classifier.initial(np.random.default_rng(0))
    x, _ = some_points(2 * CHUNK + 5, classifier.inputs, classifier.classes)
    scores = classifier.scores(theta, x)
    for part in (slice(0, 5), slice(CHUNK - 3, CHUNK + 3), slice(2 * CHUNK, None)):
        np.testing.assert_allclose(scores[part], classifier.scores(theta, x[part]), rtol=1e-12)
    assert classifier.scores(theta, x[:0]).shape == (0, classifier.outputs)


@every_predictor
def test_its_probabilities_agree_with_its_classes(classifier: Classifier) -> None:
    theta = 3 * classifier.initial(np.random.default_rng(0))
    x, _ = some_points(200, classifier.inputs, classifier.classes)
    p = classifier.probabilities(theta, x)
    assert p.shape == (200, classifier.classes)
    assert p.min() >= 0
    np.testing.assert_allclose(p.sum(axis=1), 1.0, rtol=1e-12)
    chosen = classifier.classes_of(classifier.scores(theta, x))
    assert chosen.dtype == np.int64
    assert np.array_equal(chosen, p.argmax(axis=1))
    if classifier.has_probabilities:
        output = activate(classifier.shapes[-1].activation, classifier.scores(theta, x).T)
        np.testing.assert_allclose(p[:, -len(output) :].T, output, rtol=1e-12)


@every_predictor
def test_a_point_on_the_boundary_is_red_or_the_first_of_the_best(classifier: Classifier) -> None:
    tie = np.zeros((1, classifier.outputs))
    assert classifier.classes_of(tie).tolist() == [1 if classifier.classes == 2 else 0]


@every_predictor
def test_scores_of_ten_thousand_have_finite_losses_and_probabilities(
    classifier: Classifier,
) -> None:
    k = classifier.outputs
    scores = np.vstack([1e4 * np.eye(k), -1e4 * np.eye(k), np.full((1, k), 1e4)])
    assert np.isfinite(classifier.probabilities_of(scores)).all()
    for loss in ("cross-entropy", "squared"):
        for label in range(classifier.classes):
            labels = np.full(len(scores), label)
            losses = losses_of(classifier, scores, labels, Training(loss=loss))
            assert np.isfinite(losses).all()
            assert (losses >= 0).all()


@every_predictor
def test_a_better_answer_has_a_smaller_loss(classifier: Classifier) -> None:
    labels = np.arange(classifier.classes)
    right = np.eye(classifier.classes)[:, -classifier.outputs :] * 6 - 3
    for loss in ("cross-entropy", "squared"):
        training = Training(loss=loss)
        good = losses_of(classifier, right, labels, training)
        bad = losses_of(classifier, -right, labels, training)
        assert good.shape == labels.shape
        assert (good < bad).all()


@every_rule
@pytest.mark.parametrize("batch_size", [1, 4, None])
def test_its_engine_counts_updates_and_repeats_every_bit(
    classifier: Classifier, batch_size: int | None
) -> None:
    x, labels = some_points(21, classifier.inputs, classifier.classes)
    theta = classifier.initial(np.random.default_rng(0))
    before = theta.copy(), x.copy(), labels.copy()
    training = Training(batch_size=batch_size)
    one, other = (classifier.engine(theta, x, labels, training) for _ in range(2))
    size_of_batch = 1 if classifier.learns_from_mistakes else batch_size or 21
    assert one.updates_per_epoch == -(-21 // size_of_batch)
    order = np.random.default_rng(3).permutation(21)
    for engine in (one, other):
        engine.arrange(order)
    assert one.run(0, one.updates_per_epoch, never) == one.updates_per_epoch
    for update in range(other.updates_per_epoch):
        assert other.run(update, update + 1, never) == update + 1
    assert np.array_equal(one.theta, other.theta)
    assert not np.array_equal(one.theta, theta)
    for now, then in zip((theta, x, labels), before, strict=True):
        assert np.array_equal(now, then)


@every_rule
def test_its_engine_stops_early_when_the_time_is_over_and_goes_on(classifier: Classifier) -> None:
    x, labels = some_points(5000, classifier.inputs, classifier.classes)
    theta = classifier.initial(np.random.default_rng(0))
    training = Training(0.01, 5)
    hurried, calm = (classifier.engine(theta, x, labels, training) for _ in range(2))
    reached, slices = 0, 0
    while reached < hurried.updates_per_epoch:
        before = reached
        reached = hurried.run(reached, hurried.updates_per_epoch, lambda: True)
        assert before < reached
        slices += 1
    calm.run(0, calm.updates_per_epoch, never)
    assert slices > 1
    assert np.array_equal(hurried.theta, calm.theta)


@every_rule
def test_an_order_is_as_good_as_points_in_that_order(classifier: Classifier) -> None:
    x, labels = some_points(21, classifier.inputs, classifier.classes)
    order = np.random.default_rng(3).permutation(21)
    theta = classifier.initial(np.random.default_rng(0))
    ordered = classifier.engine(theta, x, labels, Training(batch_size=4))
    ordered.arrange(order)
    rearranged = classifier.engine(theta, x[order], labels[order], Training(batch_size=4))
    for engine in (ordered, rearranged):
        engine.run(0, engine.updates_per_epoch, never)
    assert np.array_equal(ordered.theta, rearranged.theta)
    ordered.load(theta, ordered.memory, 0)
    ordered.arrange(None)
    in_file_order = classifier.engine(theta, x, labels, Training(batch_size=4))
    for engine in (ordered, in_file_order):
        engine.run(0, engine.updates_per_epoch, never)
    assert np.array_equal(ordered.theta, in_file_order.theta)


@every_rule
def test_it_learns_clouds_that_lie_apart(classifier: Classifier) -> None:
    inputs, classes = classifier.inputs, classifier.classes
    rng = np.random.default_rng(0)
    labels = np.arange(120) % classes
    # Along one axis a middle class cannot be cut off by single lines; on a circle every one can.
    angle = 2 * np.pi * labels / classes
    spots = np.column_stack([5 * np.cos(angle), 5 * np.sin(angle), np.zeros(120)])[:, :inputs]
    if inputs == 1:
        spots = 4.0 * labels[:, np.newaxis] - 2.0 * (classes - 1)
    x = spots + rng.normal(0, 0.3, (120, inputs))
    document = document_of(x, labels, classifier.name, Training(0.05, 4), classes=classes)
    trainer = trained(document, 6000)
    assert trainer.measured.accuracy > 0.97
    start = mean_loss(classifier, document.start_theta(), x, labels, document.training)
    assert trainer.measured.loss <= start


@every_rule
@pytest.mark.parametrize("batch_size", [1, 10, None])
def test_odd_sets_of_points_train_to_finite_numbers(
    classifier: Classifier, batch_size: int | None
) -> None:
    d, k = classifier.inputs, classifier.classes
    x, labels = some_points(8, d, k)
    sets = [
        (np.empty((0, d)), np.empty(0)),
        (x[:1], labels[:1]),
        (x, np.full(8, k - 1)),
        (np.repeat(x[:1], 8, axis=0), labels),
        (np.zeros((8, d)), labels),
        (1e4 * x, labels),
    ]
    for points, classes in sets:
        document = document_of(
            points, classes, classifier.name, Training(0.1, batch_size), classes=k
        )
        trainer = Trainer(document)
        trainer.advance(50)
        assert np.isfinite(trainer.place.theta).all()
        assert len(trainer.measured.scores) == len(points)
        if len(points):
            assert np.isfinite(trainer.measured.loss)
