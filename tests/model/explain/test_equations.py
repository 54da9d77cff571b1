"""Every equation is recomputed from those above it, and every slope from the loss."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model.activations import trainable_activations, unit_activations
from model.classifiers import CLASSIFIERS
from model.classifiers.base import Classifier
from model.classifiers.gradient import GradientClassifier
from model.expressions import Phase
from model.expressions.expression import Mean
from model.learning.real_update import Update
from model.learning.settings import Training
from model.losses import LOSSES
from model.optimizers import OPTIMIZERS
from model.optimizers.penalties import PENALTIES
from tests.model.examples import losses_of, mean_loss, rule, slopes, some_points
from tests.model.explain.examples import (
    Recomputing,
    explained,
    leaves,
    made_update,
    no_memory,
    place_of,
    size,
    updated,
)


@st.composite
def cases(draw: st.DrawFn) -> tuple[Classifier, Training, Update]:
    """Draw any classifier with any settings, at some update of its training."""
    name = draw(st.sampled_from(sorted(CLASSIFIERS)))
    classifier = CLASSIFIERS[name].shaped(
        draw(st.integers(1, 4)),
        draw(st.integers(2, 6)),
        tuple(draw(st.lists(st.integers(1, 4), max_size=3))),
        draw(st.sampled_from(unit_activations())),
    )
    training = Training(
        draw(st.sampled_from([0.01, 0.1, 3.0])),
        None,
        loss=draw(st.sampled_from(sorted(LOSSES))),
        optimizer=draw(st.sampled_from(sorted(OPTIMIZERS))),
        penalty=draw(st.sampled_from(sorted(PENALTIES))),
        penalty_rate=draw(st.sampled_from([0.0, 0.01, 1.0])),
    )
    points = 1 if classifier.learns_from_mistakes else draw(st.sampled_from([1, 2, 5, 13]))
    if points == 1:
        training = replace(training, batch_size=1)
    rng = np.random.default_rng(draw(st.integers(0, 10**6)))
    scale = draw(st.sampled_from([0.0, 0.3, 1.0, 10.0]))
    theta = scale * rng.normal(size=size(classifier))
    memory = no_memory(classifier, training)
    x, labels = some_points(points, classifier.inputs, classifier.classes, int(rng.integers(99)))
    for _ in range(draw(st.integers(0, 2))):  # so that the optimizer has a memory
        made = made_update(classifier, training, theta, memory, x, labels)
        theta, memory = made.theta_after, made.memory_after
    return classifier, training, made_update(classifier, training, theta, memory, x, labels)


@given(cases(), st.integers(0, 12))
@settings(max_examples=60)
def test_every_equation_follows_from_the_equations_above(
    case: tuple[Classifier, Training, Update], point: int
) -> None:
    classifier, training, update = case
    shown = point % len(update.labels)
    explanation = explained(classifier, training, update, shown)
    Recomputing(classifier, training, update).check(explanation, shown)


@given(cases())
@settings(max_examples=25)
def test_all_of_theta_before_and_after_is_shown_as_the_engine_has_it(
    case: tuple[Classifier, Training, Update],
) -> None:
    classifier, training, update = case
    before, after = np.full(len(update.theta_before), np.nan), update.theta_before.copy()
    for equation in explained(classifier, training, update).equations:
        if (
            equation.becomes
            and equation.about.unit is not None
            and equation.result.symbol[0] in "wb"
        ):
            after[place_of(classifier.shapes, equation.about)] = equation.result.value
        for leaf in leaves(equation.expression) if equation.phase is Phase.FORWARD else ():
            if leaf.about.unit is not None and leaf.about.input is not None:
                before[place_of(classifier.shapes, leaf.about)] = leaf.value
    assert np.array_equal(before, update.theta_before)
    assert np.array_equal(after, update.theta_after)


NETS = [("logistic", (), "tanh"), *(("network", (3, 2), name) for name in trainable_activations())]


def five_points(
    name: str, hidden: tuple[int, ...], activation: str, classes: int, loss: str
) -> tuple[Classifier, Training, Update]:
    """Return an update with a batch of five points, no parameter of theta being 0."""
    classifier = rule(name, 2, classes, hidden, activation)
    training = Training(0.1, None, loss=loss)
    x, labels = some_points(5, 2, classes, seed=4)
    theta = classifier.initial(np.random.default_rng(3)) + 0.1
    return classifier, training, updated(classifier, theta, x, labels, training)


every_net = pytest.mark.parametrize(("name", "hidden", "activation"), NETS)
every_loss = pytest.mark.parametrize("loss", GradientClassifier.losses)
few_or_many_classes = pytest.mark.parametrize("classes", [2, 3])


@every_loss
@few_or_many_classes
@every_net
def test_gradients_are_slopes_of_the_mean_loss(
    name: str, hidden: tuple[int, ...], activation: str, classes: int, loss: str
) -> None:
    classifier, training, update = five_points(name, hidden, activation, classes, loss)
    found = np.full(len(update.theta_before), np.nan)
    for equation in explained(classifier, training, update).equations:
        if isinstance(equation.expression, Mean):
            assert equation.phase is Phase.BACKWARD
            found[place_of(classifier.shapes, equation.about)] = equation.result.value
    expected = slopes(
        lambda theta: mean_loss(classifier, theta, update.x, update.labels, training),
        update.theta_before,
    )
    assert np.abs(expected).max() > 1e-3
    np.testing.assert_allclose(found, expected, rtol=1e-6, atol=1e-9)


@every_loss
@few_or_many_classes
@every_net
def test_delta_is_the_slope_of_the_loss_of_a_point_by_the_bias(
    name: str, hidden: tuple[int, ...], activation: str, classes: int, loss: str
) -> None:
    classifier, training, update = five_points(name, hidden, activation, classes, loss)
    x, labels = update.x[2:3], update.labels[2:3]
    expected = slopes(
        lambda theta: mean_loss(classifier, theta, x, labels, training), update.theta_before
    )
    deltas = 0
    for equation in explained(classifier, training, update, 2).equations:
        if equation.result.symbol.startswith("δ"):
            bias = replace(
                equation.about, input=classifier.shapes[equation.about.layer or 0].inputs
            )
            assert equation.result.value == pytest.approx(
                expected[place_of(classifier.shapes, bias)], rel=1e-6, abs=1e-9
            )
            deltas += 1
    assert deltas == sum(shape.outputs for shape in classifier.shapes)


@every_loss
@few_or_many_classes
@every_net
def test_the_share_of_every_point_is_what_its_own_equations_say(
    name: str, hidden: tuple[int, ...], activation: str, classes: int, loss: str
) -> None:
    classifier, training, update = five_points(name, hidden, activation, classes, loss)
    shares = {
        equation.about: equation.expression.shares
        for equation in explained(classifier, training, update).equations
        if isinstance(equation.expression, Mean)
    }
    for point in range(5):
        own = 0
        for equation in explained(classifier, training, update, point).equations:
            if equation.result.symbol.startswith("∂E" + "₁₂₃₄₅"[point]):
                share = shares[equation.about][point]
                assert equation.result.value == pytest.approx(share, rel=1e-12, abs=1e-15)
                own += 1
        assert own == len(update.theta_before)


@given(cases())
@settings(max_examples=25)
def test_the_loss_and_the_answer_are_those_of_the_window(
    case: tuple[Classifier, Training, Update],
) -> None:
    classifier, training, update = case
    equations = {
        equation.result.symbol: equation
        for equation in explained(classifier, training, update).equations
    }
    scores = classifier.scores(update.theta_before, update.x[:1])
    losses = losses_of(classifier, scores, update.labels[:1], training)
    if classifier.why_untrainable:
        assert "E" not in equations
    else:
        terms = float(np.abs(scores).max()) + 1
        assert equations["E"].result.value == pytest.approx(losses[0], rel=1e-9, abs=1e-12 * terms)
    answer = equations["class" if "class" in equations else "ŷ"].result.value
    assert answer == classifier.classes_of(scores)[0]


@given(cases())
@settings(max_examples=25)
def test_every_equation_has_a_phase_and_a_part_of_the_classifier_to_light_up(
    case: tuple[Classifier, Training, Update],
) -> None:
    classifier, training, update = case
    explanation = explained(classifier, training, update)
    phases = list(Phase)
    assert explanation.phases[0] is Phase.FORWARD
    assert explanation.phases[-1] is Phase.UPDATE
    blocks = [phases.index(block.phase) for block in explanation.blocks]
    assert blocks == sorted(blocks)
    for block in explanation.blocks:
        assert block.title
        assert block.summary
        assert "\n" not in block.title + block.summary
        for equation in block.equations:
            assert equation.phase is block.phase
            about = equation.about
            if about.layer is None:
                assert about.unit is None
                assert about.input is None or about.input < classifier.inputs
                continue
            shape = classifier.shapes[about.layer]
            assert about.unit is None or 0 <= about.unit < shape.outputs
            assert about.input is None or 0 <= about.input <= shape.inputs
