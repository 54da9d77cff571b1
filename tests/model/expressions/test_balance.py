"""Every equation balances at the digits that it shows."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings

from model import Training
from model.classifiers.base import Classifier
from model.classifiers.explaining import explain_update
from model.expressions import Equation, Phase, cells
from model.expressions.balance import MOST, balanced
from model.expressions.expression import ONE, Minus, Product, Quantity, Sum
from model.learning.real_update import Update
from tests.model.examples import document_of, rule, some_points, trained
from tests.model.explain.examples import explained, made_update, names_for, updated
from tests.model.explain.test_equations import cases
from tests.model.expressions.reading import balances


def row(equation: Equation) -> str:
    """Return an equation as its figures are read, without blanks that align them."""
    return "".join(cell.lower for cell in cells(equation, lists_all=True))


def assert_all_balance(classifier: Classifier, training: Training, update: Update) -> int:
    """Check every equation of an update; returns how many there are."""
    count = 0
    for shown in range(len(update.labels)):
        for equation in explained(classifier, training, update, shown).equations:
            if equation.expression is None:
                continue
            text = row(equation)
            if any(word in text for word in ("∞", "nan")):
                continue
            assert balances(text) or " ≈ " in text, text
            count += 1
    return count


def test_one_minus_a_probability_near_one_shows_the_digits_that_are_left() -> None:
    classifier, training = rule("logistic"), Training(batch_size=1)
    update = updated(classifier, [1.0, 0.0, 0.0365], [[12.0, 1.0]], [1], training)
    rows = [row(equation) for equation in explained(classifier, training, update).equations]
    assert "5.924e−6 = 1 − 0.9999940761" in rows or "5.924e−6 = 1 − 0.999994076" in rows
    assert not any("1 − 1.000" in text for text in rows)


def test_no_digits_are_shown_that_the_result_does_not_need() -> None:
    third, half = Quantity("a", 1 / 3), Quantity("b", 0.5)
    result = Quantity("c", 1 / 3 - 0.5)
    equation = Equation(Phase.FORWARD, result, Sum((third, Minus(half))))
    assert row(equation) == "−0.1667 = 0.3333 − 0.5" or balances(row(equation))
    product = Equation(Phase.FORWARD, Quantity("d", 2 / 3), Product((Quantity("2", 2.0), third)))
    assert balances(row(product))
    assert balanced(product).operands <= 6


def test_what_the_engine_has_rounded_away_is_not_claimed() -> None:
    big, small = Quantity("a", 1e17), Quantity("b", 3.0)
    equation = Equation(Phase.UPDATE, Quantity("c", 0.0), Sum((big, small, Minus(big))))
    assert not balanced(equation).balances
    assert row(equation) == "0 ≈ 1e17 + 3 − 1e17"
    assert balanced(replace(equation, result=Quantity("c", 3.0))).operands <= MOST
    tiny = Quantity("ŷ", 1 - 2**-52)
    rest = Equation(Phase.ERROR, Quantity("error", 2**-52), Sum((ONE, Minus(tiny))))
    assert balances(row(rest)), row(rest)


@given(cases())
@settings(max_examples=60)
def test_every_equation_of_any_update_balances(
    case: tuple[Classifier, Training, Update],
) -> None:
    assert assert_all_balance(*case)


FAR = [
    ("perceptron", (), "tanh", {}),
    ("logistic", (), "tanh", {"learning_rate": 3.0}),
    ("logistic", (), "tanh", {"loss": "squared", "optimizer": "momentum"}),
    ("logistic", (), "tanh", {"batch_size": 1, "penalty": "l1", "penalty_rate": 0.01}),
    ("network", (4, 2), "tanh", {"learning_rate": 1.0}),
    ("network", (3,), "relu", {"optimizer": "adam", "penalty": "l2", "penalty_rate": 0.001}),
    ("network", (3,), "sigmoid", {"loss": "squared", "batch_size": None}),
]


@pytest.mark.parametrize("classes", [2, 3])
@pytest.mark.parametrize("updates", [1, 300, 20_000])
@pytest.mark.parametrize(("name", "hidden", "activation", "changes"), FAR)
def test_every_equation_balances_far_into_training(
    name: str,
    hidden: tuple[int, ...],
    activation: str,
    changes: dict[str, object],
    updates: int,
    classes: int,
) -> None:
    x, labels = some_points(40, 2, classes, seed=7)
    x = 3 * x + 4 * labels[:, np.newaxis]  # far apart, so that probabilities come near 0 and 1
    training = Training(**changes)  # type: ignore[arg-type]
    document = document_of(
        x, labels, name, training, classes=classes, hidden=hidden or (3,), activation=activation
    )
    trainer = trained(document, updates)
    place, classifier = trainer.place, document.classifier
    size = document.settings.points_per_update(40)
    batch = np.arange(min(size, 5))
    in_batches = replace(training, batch_size=None if size > 1 else 1)
    update = made_update(classifier, in_batches, place.theta, place.memory, x[batch], labels[batch])
    assert assert_all_balance(classifier, in_batches, update) >= 4
    explanation = explain_update(classifier, in_batches, update, names_for(classifier))
    assert sum(" ≈ " in row(one) for one in explanation.equations) <= 2
