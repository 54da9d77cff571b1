"""Equations as text: four digits, aligned columns, in full, and extreme values."""

import math
from dataclasses import replace

import numpy as np
import pytest

from model.classifiers.explaining import explain_point
from model.explain import Names
from model.expressions import Explanation, Phase, as_text, cells, figure, full
from model.expressions.expression import Mean
from model.expressions.figures import apart
from model.expressions.text import groups, texts_of
from model.learning.settings import Training
from tests.model.examples import rule, some_points
from tests.model.explain.examples import Recomputing, explained, names_for, size, updated
from tests.model.expressions.reading import balances


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.0, "0"),
        (-0.0, "0"),
        (2.0, "2"),
        (-18.0, "−18"),
        (2.6, "2.6"),
        (0.1, "0.1"),
        (0.30000000000000004, "0.3000"),
        (1 / 3, "0.3333"),
        (-2 / 3, "−0.6667"),
        (0.99999999, "1.000"),
        (9.9996, "10.00"),
        (12345.6, "12346"),
        (250000.0, "250000"),
        (999999.9, "1.000e6"),
        (1e6, "1e6"),
        (1e9, "1e9"),
        (-1.23456e9, "−1.235e9"),
        (0.0001, "0.0001"),
        (0.000123456, "0.0001235"),
        (1e-9, "1e−9"),
        (4.248354255291589e-18, "4.248e−18"),
        (math.inf, "∞"),
        (-math.inf, "−∞"),
        (math.nan, "nan"),
    ],
)
def test_a_figure_has_four_significant_digits(value: float, text: str) -> None:
    assert figure(value) == text


def test_full_precision_tells_every_number_apart() -> None:
    assert full(0.1 + 0.2) == "0.30000000000000004"
    assert full(-1e-9) == "−1e−09"
    assert full(-math.inf) == "−∞"


PERCEPTRON = """\
FORWARD PASS

Inputs
  x₁ = 4
  x₂ = 5

Output · ŷ: w·x + b = 3·4 + 4·5 − 10 = 22 ≥ 0 → 1
   z = w₁·x₁ + w₂·x₂ +  b
  22 =  3· 4 +  4· 5 − 10
  ŷ = step(z)
  1 = step(22)

Answer: red (class 1)

ERROR

Error: ŷ is 1, should be 0; loss E = 22
  y = 0
  error = y − ŷ
     −1 = 0 − 1
   E = max(0, z)
  22 = max(0, 22)

UPDATE

Settings
  α = 0.1

Output · ŷ: ŷ is 1, should be 0: w ← w − αx, w₁ 3 → 2.6, w₂ 4 → 3.5, b −10 → −10.1
   w₁ ← w₁ +   α·(y − ŷ)·x₁
  2.6 =  3 + 0.1·(0 − 1)· 4
   w₂ ← w₂ +   α·(y − ŷ)·x₂
  3.5 =  4 + 0.1·(0 − 1)· 5
      b ←   b +   α·(y − ŷ)
  −10.1 = −10 + 0.1·(0 − 1)
"""


def test_the_whole_card_is_copied_as_text() -> None:
    classifier, training = rule("perceptron"), Training(0.1)
    update = updated(classifier, [3, 4, -10], [[4, 5]], [0], training)
    assert as_text(explained(classifier, training, update)) == PERCEPTRON


def large_network(training: Training, points: int) -> Explanation:
    classifier = rule("network", 2, 6, (11, 4), "relu")
    theta = classifier.initial(np.random.default_rng(0))
    update = updated(classifier, theta, *some_points(points, 2, 6), training)
    return explained(classifier, training, update)


def test_the_square_of_a_fraction_is_in_brackets() -> None:
    text = as_text(large_network(Training(0.1, None, optimizer="adam"), 1))
    assert "∂E/∂b⁽²⁾₁)²" in text
    assert "∂E/∂b⁽²⁾₁²" not in text


def test_nothing_of_a_large_network_is_cut_off_or_called_like_another() -> None:
    explanation = large_network(Training(0.1, None, optimizer="adam"), 3)
    text = as_text(explanation)
    computed = [equation for equation in explanation.equations if equation.expression is not None]
    given = [equation for equation in explanation.equations if equation.expression is None]
    expected = sum(1 + len(block.equations) for block in explanation.blocks) + len(computed)
    written = [row for row in text.splitlines() if row and not row.isupper()]
    assert len(written) == expected
    assert len(given) == 2 + 6 + 5
    parameters = {
        equation.result.symbol for equation in computed if equation.becomes and equation.about.layer
    }
    count = size(rule("network", 2, 6, (11, 4)))
    everything = {equation.result.symbol for equation in computed if equation.becomes}
    assert len(everything) == 3 * count + 1, "w, m and v of each, and t"
    assert "w⁽²⁾₄,₁₁" in parameters
    assert max(map(len, text.splitlines())) > 200, "a sum of eleven terms is written in full"


@pytest.mark.parametrize("points", [1, 3, 13])
def test_symbols_stand_above_figures_in_columns(points: int) -> None:
    explanation = large_network(Training(0.1, None, penalty="l1", penalty_rate=0.1), points)
    text = [equation for equation in as_text(explanation).splitlines() if equation.startswith("  ")]
    rows = iter(text)
    for equation in explanation.equations:
        above = next(rows)
        if equation.expression is None:
            continue
        below = next(rows)
        start = 0
        for group in groups(cells(equation, lists_all=True)):
            upper, lower = texts_of(group)
            first = above.index(upper, start)
            start = first + len(upper)
            if group[0].before:  # a function and its arguments begin together
                assert below[first:].startswith(lower), f"{above}\n{below}"
            else:
                assert below[:start].endswith(lower), f"{above}\n{below}"


def test_a_figure_row_is_an_equation_that_holds() -> None:
    explanation = large_network(Training(0.1, None, penalty="l2", penalty_rate=0.1), 3)
    checked = 0
    for equation in explanation.equations:
        row = "".join(cell.lower for cell in cells(equation))
        left, _, right = row.partition(" = ")
        if not right or not set(right) <= set("0123456789.()·+−e/ "):
            continue
        terms = [abs(cell.value) for cell in cells(equation) if cell.value is not None]
        code = right.replace("·", "*").replace("−", "-")
        shown = float(left.replace("−", "-"))
        assert eval(code) == pytest.approx(shown, rel=0.01, abs=0.01 * max(terms))
        checked += 1
    assert checked > 400


def test_inputs_go_by_their_names() -> None:
    names = Names(("x1", "x12", "x1^2", "x1*x2", "sin(x1)", "test score"), ("0", "1"))
    classifier = rule("logistic", 6)
    explanation = explain_point(classifier, Training(), np.ones(7), np.ones(6), names)
    symbols = [cell.upper for cell in cells(explanation.equations[6]) if cell.value is not None]
    assert symbols[2::2] == ["x₁", "x₁₂", "x₁²", "(x₁·x₂)", "sin(x₁)", "(test score)"]
    assert explanation.blocks[0].summary == "x₁ = 1, x₁₂ = 1, x₁² = 1, (x₁·x₂) = 1 and 2 more"
    assert explanation.blocks[1].summary == "w·x + b = 7, σ(7) = 0.9991"
    assert explanation.blocks[-1].summary == "class 1"


def test_a_batch_says_which_point_is_shown_and_lists_the_shares_of_a_few() -> None:
    classifier, training = rule("logistic"), Training(0.1, None)
    few = updated(classifier, [0, 0, 0], [[1, 1], [2, 4], [3, 1]], [0, 1, 1], training)
    explanation = explained(classifier, training, few, 1)
    assert explanation.blocks[0].title == "Inputs of point 2 of 3"
    mean = next(
        equation for equation in explanation.equations if isinstance(equation.expression, Mean)
    )
    assert "".join(cell.upper for cell in cells(mean)) == (
        "∂E/∂w₁ = (∂E₁/∂w₁ + ∂E₂/∂w₁ + ∂E₃/∂w₁)/3"
    )
    assert "".join(cell.lower for cell in cells(mean)) == "−0.6667 = (0.5 − 1 − 1.5)/3"


def test_of_a_large_batch_the_shares_are_folded_but_there() -> None:
    classifier, training = rule("logistic"), Training(0.1, None)
    many = updated(classifier, [0, 0, 0], *some_points(250), training)
    explanation = explained(classifier, training, many)
    mean = next(
        equation for equation in explanation.equations if isinstance(equation.expression, Mean)
    )
    assert [cell.lower for cell in cells(mean)][2:] == ["mean over 250 points"]
    listed = cells(mean, lists_all=True)
    assert [cell.point for cell in listed if cell.point is not None] == list(range(250))
    assert balances("".join(cell.lower for cell in listed))
    assert "mean over" not in as_text(explanation)
    assert isinstance(mean.expression, Mean)
    by_hand = (0.5 - many.labels) * many.x[:, 0]
    np.testing.assert_allclose(mean.expression.shares, by_hand, rtol=1e-15)
    for array in (mean.expression.deltas, mean.expression.inputs):
        with pytest.raises(ValueError, match="read-only"):
            array[...] = 0


# ----------------------------------------------------------------------------------- extreme values


@pytest.mark.parametrize("scale", [1e-300, 1e-9, 1e9, 1e300, math.inf, math.nan])
@pytest.mark.parametrize("classes", [2, 6])
@pytest.mark.parametrize("loss", ["cross-entropy", "squared"])
@pytest.mark.parametrize("name", ["perceptron", "logistic", "network"])
def test_extreme_weights_are_computed_with_and_written(
    name: str, loss: str, classes: int, scale: float
) -> None:
    classifier = rule(name, 2, classes, (2,), "relu")
    training = Training(0.1, 1, loss=loss)
    with np.errstate(invalid="ignore"):  # 0 times infinity
        theta = classifier.initial(np.random.default_rng(1)) * scale
    x, labels = some_points(1, 2, classes)
    update = updated(classifier, theta, x, labels, training)
    explanation = explained(classifier, training, update)
    if scale < 1e300:
        Recomputing(classifier, training, update).check(explanation)
    text = as_text(explanation)
    if not math.isfinite(scale):
        assert "∞" in text or "nan" in text
    assert "inf" not in text


@pytest.mark.parametrize("classes", [2, 3])
def test_a_loss_of_almost_nothing_is_not_rounded_to_nothing(classes: int) -> None:
    classifier = rule("logistic", 1, classes)
    theta = np.array([40.0, 0.0] if classes == 2 else [0.0, 0, 40, 0, -900, 0])
    names = names_for(classifier)
    explanation = explain_point(classifier, Training(), theta, np.ones(1), names, 1)
    error, computed = explanation.blocks[-2:]
    assert error.summary.endswith("should be 1; loss E = 4.248e−18")
    assert computed.title == "E, as computed"
    assert computed.summary.endswith("here ŷ is too near 0 or 1 for its logarithm")


def test_a_loss_of_exactly_0_changes_nothing_and_is_written_as_0() -> None:
    classifier, training = rule("logistic"), Training(0.1, 1, loss="squared")
    update = updated(classifier, [1000, 0, 0], [[1, 0]], [1], training)
    explanation = explained(classifier, training, update)
    assert "loss E = 0" in as_text(explanation)
    assert "−0\n" not in as_text(explanation)
    assert explanation.blocks[-1].summary == "nothing changes"


def test_a_large_change_is_found_among_many() -> None:
    classifier, training = rule("logistic", 6), Training(0.1, 1)
    x = np.array([[1.0, 2, -50, 4, 5, 6]])
    explanation = explained(
        classifier, training, updated(classifier, np.zeros(7), x, [1], training)
    )
    assert explanation.blocks[-1].summary == "all 7 numbers change, w₃ the most: 0 → −2.5"


def test_of_many_numbers_it_says_how_many_change() -> None:
    classifier, training = rule("logistic", 6), Training(0.1, 1)
    x = np.array([[1.0, 0, -50, 0, 0, 6]])
    explanation = explained(
        classifier, training, updated(classifier, np.zeros(7), x, [1], training)
    )
    assert explanation.blocks[-1].summary == "4 of 7 numbers change, w₃ the most: 0 → −2.5"


@pytest.mark.parametrize("optimizer", ["sgd", "momentum", "adam"])
@pytest.mark.parametrize("penalty", ["none", "l1"])
def test_a_small_change_can_be_seen_in_the_figures(optimizer: str, penalty: str) -> None:
    classifier = rule("logistic", 1)
    training = Training(1e-6, 1, optimizer=optimizer, penalty=penalty, penalty_rate=0.3)
    update = updated(classifier, [0.43471234, -3.0], [[2.0]], [1], training)
    explanation = explained(classifier, training, update)
    after = figure(float(update.theta_after[0]), 6)
    assert after not in ("0.434712", "0.4347")
    assert f"w₁ 0.434712 → {after}" in explanation.blocks[-1].summary
    equation = next(x for x in explanation.equations if x.becomes and x.result.symbol == "w₁")
    figures = [cell.lower for cell in cells(equation)]
    assert figures[0].startswith(after[:-1])
    assert figures[0] not in figures[1:]
    if penalty == "none":
        assert (figures[0], figures[2]) == (after, "0.434712")


def test_a_change_in_the_last_bit_is_shown_and_none_at_all_is_not() -> None:
    one = 0.43471234
    assert apart(one, one) == ("0.4347", "0.4347")
    assert apart(one, np.nextafter(one, 1)) == ("0.43471233999999997", "0.43471234000000003")
    assert apart(3.0, 3 - 1e-9) == ("3", "2.999999999")
    assert apart(0.0, 1e-9) == ("0", "1e−9")
    assert apart(0.5, math.nan) == ("0.5", "nan")
    assert apart(math.nan, math.nan) == ("nan", "nan")


def test_a_weight_shrinks_to_0_and_no_further() -> None:
    classifier = rule("logistic", 1)
    training = Training(0.1, 1, penalty="l1", penalty_rate=1.0)
    update = updated(classifier, [0.05, 0.0], [[0.0]], [1], training)
    explanation = explained(classifier, training, update)
    equation = next(equation for equation in explanation.equations if equation.becomes)
    assert "".join(cell.upper for cell in cells(equation)) == "w₁ ← max(0, u₁ − α·λ)"
    assert "".join(cell.lower for cell in cells(equation)) == "0 = max(0, 0.05 − 0.1·1)"


def test_a_penalty_of_0_is_not_mentioned() -> None:
    classifier = rule("logistic")
    for penalty in ("l1", "l2"):
        training = Training(0.1, 1, penalty=penalty)
        update = updated(classifier, [1, 2, 3], *some_points(1), training)
        plain = replace(training, penalty="none")
        assert as_text(explained(classifier, training, update)) == as_text(
            explained(classifier, plain, update)
        )


def test_phases_follow_each_other_in_the_text() -> None:
    text = as_text(large_network(Training(0.1, None), 3))
    places = [text.index(phase.value.upper()) for phase in Phase]
    assert places == sorted(places)
