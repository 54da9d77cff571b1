"""What is found about a run: cases that a person would meet."""

import re
from dataclasses import replace

import numpy as np
import pytest

from model import Document, Trainer, Training, dataset, new_document
from model.evaluation.finding import ERRORS, NETWORK
from model.run.edits import (
    clear_points,
    move_points,
    with_classifier,
    with_derived,
    with_network,
    with_solution,
    with_split,
    with_standard_scaling,
)
from tests.model.evaluation.diagnosed import (
    at_rate,
    at_zero,
    drawn_xor,
    dying,
    found,
    found_at,
    stretched,
)
from tests.model.examples import document_of, separable_points, some_points

STRAIGHT = [("perceptron", "tanh"), ("logistic", "tanh"), ("network", "linear")]


@pytest.mark.parametrize(("classifier", "activation"), STRAIGHT)
def test_no_line_is_said_of_points_that_were_drawn(classifier: str, activation: str) -> None:
    finding = found(drawn_xor(classifier, (2,), activation))["inseparable"]
    assert finding.claim.startswith(
        "No line separates blue and red: their hulls cross at (0.5,\N{NO-BREAK SPACE}0.5)"
    )
    assert "hidden layers" in finding.advice or "another activation" in finding.advice
    assert finding.view == ERRORS


def test_it_is_said_of_the_points_and_not_of_where_they_came_from() -> None:
    circle = with_classifier(new_document("circle", 40), "logistic")
    assert "inseparable" in found(circle)
    label = circle.dataset.labels
    apart = np.column_stack([label * 10.0, label * 0.0 + np.arange(40) / 40])
    assert "inseparable" not in found(move_points(circle, range(40), apart))
    assert "inseparable" not in found(new_document("circle", 40)), "a network can bend"


def test_what_is_said_names_the_figure_that_shows_it() -> None:
    x = [[0.0, 0.0], [4.0, 0.0], [0.0, 4.0], [1.0, 1.0], [9.0, 9.0]]
    finding = found(document_of(x, [0, 0, 0, 1, 1], "perceptron"))["inseparable"]
    assert "1 red point lies in the hull of the blue ones" in finding.claim
    assert "training never ends" in finding.claim
    assert dict(finding.figures) == {"zero": 0, "one": 1}


@pytest.mark.parametrize("name", ["perceptron", "logistic"])
def test_with_more_features_and_derived_inputs_it_is_proved_or_not_said(name: str) -> None:
    x, labels = some_points(200, 4)
    assert "plane in its 4 inputs" in found(document_of(x, labels, name))["inseparable"].claim
    x, labels = separable_points(60, 4, 1)
    assert "inseparable" not in found(document_of(x, labels, name))
    squares = with_derived(with_classifier(new_document("circle", 40), name), ("x1^2", "x2^2"))
    assert "inseparable" not in found(squares)
    product = with_derived(drawn_xor(name), ("x1*x2",))
    assert "inseparable" not in found(product)
    x1 = with_derived(drawn_xor(name), ("x1^2",))
    assert "plane in its 3 inputs" in found(x1)["inseparable"].claim


def test_three_classes_of_which_one_lies_amid_the_others() -> None:
    x = [[0.0, 0.0], [1.0, 0.0], [2.0, 0.0], [1.0, 1.0], [1.0, -1.0]]
    amid = document_of(x, [0, 1, 0, 2, 2], "logistic", classes=3)
    assert "the 3 classes apart" in found(amid)["inseparable"].claim
    apart = document_of(x, [0, 1, 1, 2, 2], "logistic", classes=3)
    assert "inseparable" in found(apart), "1 lies amid the two of 2"
    fan = document_of([[0.0, 0.0], [1.0, 0.1], [1.0, -0.1]], [0, 1, 2], "logistic", classes=3)
    assert "inseparable" not in found(fan)


def test_test_points_do_not_count() -> None:
    rng = np.random.default_rng(0)
    x = rng.normal(size=(40, 2))
    document = with_split(document_of(x, (x[:, 0] > 0).astype(int), "perceptron"), 0.5, 0)
    held = np.flatnonzero(document.test_mask() & (x[:, 0] > 1))[:1]
    seen = np.flatnonzero(~document.test_mask() & (x[:, 0] > 1))[:1]
    for index, said in ((held, False), (seen, True)):
        labels = np.where(np.arange(40) == index, 0, x[:, 0] > 0).astype(int)
        points = replace(document, dataset=dataset(x, labels))
        assert ("inseparable" in found(points)) is said


@pytest.mark.parametrize("hidden", [(2,), (4,), (3, 3)])
@pytest.mark.parametrize("activation", ["tanh", "relu", "sigmoid", "linear"])
def test_a_start_at_zero_leaves_all_units_of_a_layer_alike(
    hidden: tuple[int, ...], activation: str
) -> None:
    for epochs in (0, 60):
        finding = found(at_zero(drawn_xor("network", hidden, activation)), epochs)["alike"]
        assert finding.figures["kinds"] == 1
        assert finding.view == NETWORK
        assert re.match(r"(Both|All \d) units in hidden layer", finding.claim)
        assert "new start" in finding.advice
    assert "alike" not in found(drawn_xor("network", hidden, activation))
    assert "alike" not in found(at_zero(drawn_xor("logistic")))


@pytest.mark.parametrize("dead", [0, 1, 3, 4])
def test_dead_units_are_counted(dead: int) -> None:
    told = found(dying(4, dead))
    assert ("dead" in told) == (dead > 0)
    if dead:
        verb = "is" if dead == 1 else "are"
        assert (
            f"{dead} of 4 units in hidden layer 1 {verb} dead: at all 40 points"
            in told["dead"].claim
        )


@pytest.mark.parametrize("activation", ["tanh", "sigmoid"])
def test_saturated_units_are_said_while_something_is_wrong(activation: str) -> None:
    document = with_network(new_document("circle", 40), (4,), activation)
    assert "saturated" not in found(document)
    finding = found(stretched(document, 1e6))["saturated"]
    assert f"units in hidden layer 1 are saturated: at all 40 points the slope of {activation}" in (
        finding.claim
    )
    assert finding.figures["units"] == 4


def test_wrong_points_at_the_flat_end_of_the_squared_error() -> None:
    document = at_rate(stretched(drawn_xor("network"), 1e3), 0.1, loss="squared")
    assert "silent" not in found(document), "nothing was tried yet"
    finding = found(document, 50)["silent"]
    assert "2 wrong points teach hardly anything" in finding.claim
    assert "cross-entropy" in finding.advice
    assert "silent" not in found(at_rate(document, 0.1), 50)


def test_a_flat_slope_tells_nothing_while_the_loss_falls() -> None:
    rng = np.random.default_rng(0)
    x = rng.uniform(30.0, 100.0, (100, 2))
    training = Training(0.1, None, loss="squared", optimizer="adam")
    document = document_of(x, x.sum(axis=1) > 130, "logistic", training, start_seed=3)
    for epochs in (0, 5, 20):
        assert "silent" not in found(document, epochs)


def test_a_loss_that_stands_at_the_share_of_the_largest_class() -> None:
    labels = [0, 0, 0, 1]
    document = at_rate(at_zero(document_of(CROSS, labels, "network")), 0.5)
    assert "at shares" not in found(document, 3)
    finding = found(document, 200)["at shares"]
    assert "All 4 points are said to be blue, right for 75.0%" in finding.claim
    assert "the loss stands at 0.5623" in finding.claim


CROSS = [[-1.0, 0.0], [1.0, 0.0], [0.0, 1.0], [0.0, 0.0]]


def test_an_unlucky_start_stands_still_with_points_wrong() -> None:
    document = at_rate(drawn_xor("network"), 0.5)
    finding = found(document, 1500)["standing"]
    assert "with 2 of 4 points wrong" in finding.claim
    assert "a new start" in finding.advice
    lucky = replace(document, start_seed=2)
    assert "standing" not in found(lucky, 1500)


def test_a_perceptron_that_takes_long_though_there_is_a_line_says_why() -> None:
    years = [[2000.0 + i, 3.0] for i in range(5)] + [[2010.0 + i, 3.0] for i in range(5)]
    document = document_of(years, [0] * 5 + [1] * 5, "perceptron")
    assert "slow" not in found(document, 50)
    finding = found(document, 200)["slow"]
    assert "though a line separates the classes" in finding.claim
    # Around the middle of the gap of 6, in (x1 - 2007, x2, 1), the margin is at most 3.
    assert finding.figures["bound"] > 2014**2 / 9
    assert finding.advice == "Try scaled inputs"
    scaled = found(with_derived(document, ()), 200)
    assert "slow" in scaled
    assert "slow" not in found(document_of(CROSS, [0, 0, 1, 0], "perceptron"), 200)


def bands(count: int, far: float) -> Document:
    """Points of three classes in bands that lines tell apart, one column this far from 0."""
    rng = np.random.default_rng(0)
    x = rng.uniform(-2.0, 2.0, (count, 2))
    labels = np.digitize(x.sum(axis=1), [-1.0, 1.0])
    return document_of(x + np.array([far, 0.0]), labels, "perceptron", classes=3)


def test_a_perceptron_of_three_classes_that_comes_to_no_rest_says_why() -> None:
    assert "restless" not in found(bands(60, 100.0), 50)
    finding = found(bands(60, 100.0), 200)["restless"]
    assert "wrong after 200 epochs" in finding.claim
    assert finding.advice == "Try scaled inputs"
    scaled = with_standard_scaling(bands(60, 100.0))
    assert "restless" not in found(scaled, 200), "it has converged"


def test_of_very_many_points_it_is_said_too() -> None:
    rng = np.random.default_rng(1)
    x = rng.uniform(-2.0, 2.0, (5200, 2))
    labels = (x.sum(axis=1) > 0).astype(int)
    finding = found(document_of(x + np.array([100.0, 0.0]), labels, "perceptron"), 100)["restless"]
    assert finding.advice == "Try scaled inputs"


def test_a_loss_that_jumps_up_and_down_is_said_with_how_far() -> None:
    x, labels = some_points(100)
    training = Training(10.0, 5, penalty="l2", penalty_rate=0.1)
    document = document_of(x, labels, "logistic", training)
    finding = found(document, 100)["jumping"]
    assert finding.figures["most"] >= 2 * finding.figures["least"]
    assert "jumped up and down" in finding.claim
    assert "smaller learning rate" in finding.advice
    assert "penalty" in finding.advice
    assert "jumping" not in found(at_rate(document_of(x, labels), 0.1), 100)


def test_a_line_that_gets_no_further_is_said_once() -> None:
    told = found(drawn_xor("logistic"), 300)
    assert "standing" not in told
    assert "inseparable" in told


def test_a_loss_that_runs_away_is_said_with_where_it_was() -> None:
    document = at_rate(new_document("circle", 60), 1000.0)
    finding = found(document, 30)["growing"]
    assert "smaller learning rate" in finding.advice
    assert finding.figures["now"] > 2 * finding.figures["before"]
    assert "growing" not in found(at_rate(document, 0.1), 30)


def test_a_perceptron_that_has_converged_says_after_how_much() -> None:
    document = with_classifier(new_document("gate_and"), "perceptron")
    trainer = Trainer(document)
    while trainer.measured.right < 4 or trainer.place.position:
        trainer.advance(1)
    place = trainer.place
    (finding,) = found_at(trainer)
    assert finding.claim == (
        "Converged: all 4 points are right, so nothing changes any more "
        f"({place.mistakes} mistakes in {place.epoch} epochs)"
    )
    trainer.rebase(move_points(document, [3], [[-5.0, -5.0]]))
    assert all(one.id != "converged" for one in found_at(trainer)), "until anything changes"


def test_points_of_two_classes_at_one_place_are_wrong_whatever_is_learned() -> None:
    x = [[0.0, 0.0], [-0.0, 0.0], [0.0, 0.0], [1.0, 1.0]]
    for name in ("logistic", "network"):
        finding = found(document_of(x, [0, 1, 0, 1], name))["unavoidable"]
        assert finding.claim.startswith("At least 1 of 4 points is wrong, whatever is learned")


def test_a_network_of_steps_and_an_empty_plane_say_one_thing() -> None:
    assert list(found(with_solution(new_document("gate_xor")))) == ["untrainable"]
    empty = found(clear_points(new_document()))
    assert list(empty) == ["no points"]
    assert "Click the plane" in empty["no points"].sentence


@pytest.mark.parametrize("preset", ["circle", "xor", "moons", "spiral"])
def test_a_run_that_goes_well_leaves_nothing_to_say(preset: str) -> None:
    assert found(new_document(preset, 100), 20) == {}
