"""The sentences about what a classifier cannot do; none about what it can."""

import pytest

from model.classifiers.perceptron import Perceptron
from model.evaluation.limits import CURVED, LINEAR_UNITS, limitation
from tests.model.examples import rule

STEPS = rule("network", activation="step")


@pytest.mark.parametrize(
    ("name", "curved", "derived", "separable", "expected"),
    [
        ("perceptron", True, False, None, CURVED),
        ("logistic", True, False, False, CURVED),
        ("perceptron", True, False, False, CURVED),
        ("perceptron", False, False, False, Perceptron.restless),
        ("perceptron", True, True, False, Perceptron.restless),
        ("perceptron", False, False, None, ""),
        ("perceptron", False, False, True, ""),
        ("logistic", False, False, False, ""),
        ("logistic", True, True, False, ""),
        ("network", True, False, False, ""),
        ("network", False, False, False, ""),
    ],
)
def test_what_is_said(
    name: str, curved: bool, derived: bool, separable: bool | None, expected: str
) -> None:
    assert limitation(rule(name), curved, derived, separable) == expected


def test_few_points_of_a_curved_preset_may_be_separable_all_the_same() -> None:
    assert limitation(rule("perceptron"), True, False, True) == ""


def test_a_network_of_steps_cannot_be_trained_whatever_the_points() -> None:
    for separable in (True, False, None):
        assert limitation(STEPS, False, False, separable) == STEPS.why_untrainable != ""


def test_a_network_that_draws_one_line_is_told_from_one_that_bends() -> None:
    assert limitation(rule("network", activation="linear"), True, False, None) == LINEAR_UNITS
    assert limitation(rule("network", activation="linear"), True, True, None) == ""
    assert limitation(rule("network", hidden=()), True, False, None) == CURVED
