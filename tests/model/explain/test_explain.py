"""The examples of the lectures, as equations and in words."""

import itertools

import numpy as np
import pytest

from model.classifiers.explaining import UNTRAINED, explain_point
from model.explain import Names
from model.expressions import About, Explanation, Phase, cells
from model.learning.settings import Training
from tests.model.examples import rule
from tests.model.explain.examples import explained, names_for, updated


def figures(explanation: Explanation) -> dict[str, str]:
    """Return the last figure of each symbol."""
    found = {}
    for equation in explanation.equations:
        found[equation.result.symbol] = cells(equation)[0].figure
    return found


def summaries(explanation: Explanation, phase: Phase) -> list[str]:
    return [block.summary for block in explanation.blocks if block.phase is phase]


def rows(explanation: Explanation, symbol: str) -> tuple[str, str]:
    """Return the symbols and the figures of the last equation that computes ``symbol``."""
    found = [equation for equation in explanation.equations if equation.result.symbol == symbol]
    columns = cells(found[-1])
    return "".join(cell.upper for cell in columns), "".join(cell.lower for cell in columns)


def test_admission_by_test_and_grades() -> None:
    classifier = rule("perceptron")
    names = Names(("test", "grades"), ("rejected", "accepted"))
    theta, x = np.array([2.0, 1.0, -18.0]), np.array([7.0, 6.0])
    explanation = explain_point(classifier, Training(), theta, x, names)
    said = summaries(explanation, Phase.FORWARD)
    assert said == [
        "test = 7, grades = 6",
        "w·x + b = 2·7 + 1·6 − 18 = 2 ≥ 0 → 1",
        "accepted (class 1)",
    ]
    assert rows(explanation, "z") == ("z = w₁·test + w₂·grades + b", "2 = 2·7 + 1·6 − 18")
    assert rows(explanation, "ŷ") == ("ŷ = step(z)", "1 = step(2)")
    assert explanation.phases == (Phase.FORWARD,)


@pytest.mark.parametrize(
    ("rate", "after"), [(1.0, ("−1", "−1", "−11")), (0.1, ("2.6", "3.5", "−10.1"))]
)
def test_a_mistake_moves_the_line_by_the_perceptron_trick(
    rate: float, after: tuple[str, str, str]
) -> None:
    classifier, training = rule("perceptron"), Training(rate)
    update = updated(classifier, [3, 4, -10], [[4, 5]], [0], training)
    explanation = explained(classifier, training, update)
    found = figures(explanation)
    assert (found["w₁"], found["w₂"], found["b"]) == after
    alpha = "1" if rate == 1 else "0.1"
    assert rows(explanation, "w₁") == (
        "w₁ ← w₁ + α·(y − ŷ)·x₁",
        f"{after[0]} = 3 + {alpha}·(0 − 1)·4",
    )
    assert rows(explanation, "b") == ("b ← b + α·(y − ŷ)", f"{after[2]} = −10 + {alpha}·(0 − 1)")
    assert summaries(explanation, Phase.ERROR) == ["ŷ is 1, should be 0; loss E = 22"]
    said = summaries(explanation, Phase.UPDATE)[1]
    assert said.startswith("ŷ is 1, should be 0: w ← w − αx, w₁ 3 → ")
    assert explanation.phases == (Phase.FORWARD, Phase.ERROR, Phase.UPDATE)


def test_a_mistake_the_other_way_adds_the_point() -> None:
    classifier, training = rule("perceptron"), Training(0.1)
    update = updated(classifier, [3, 4, -10], [[-4, 1]], [1], training)
    explanation = explained(classifier, training, update)
    assert rows(explanation, "w₁") == ("w₁ ← w₁ + α·(y − ŷ)·x₁", "2.6 = 3 + 0.1·(1 − 0)·(−4)")
    assert "ŷ is 0, should be 1: w ← w + αx" in summaries(explanation, Phase.UPDATE)[1]


def test_a_point_on_the_right_side_changes_nothing_and_says_so() -> None:
    classifier, training = rule("perceptron"), Training(0.1)
    update = updated(classifier, [3, 4, -10], [[4, 5]], [1], training)
    explanation = explained(classifier, training, update)
    assert summaries(explanation, Phase.ERROR) == ["ŷ is 1: right; loss E = 0"]
    assert summaries(explanation, Phase.UPDATE) == ["right: nothing changes"]


def test_of_many_classes_the_right_row_gains_and_the_chosen_one_loses() -> None:
    classifier, training = rule("perceptron", classes=3), Training(0.5)
    theta = [1, 0, 0, 0, 1, 0, 0, 0, 5]
    explanation = explained(
        classifier, training, updated(classifier, theta, [[2, 3]], [0], training)
    )
    assert rows(explanation, "ŷ") == ("ŷ = argmax(z₀, z₁, z₂)", "2 = argmax(2, 3, 5)")
    assert rows(explanation, "w₀₂") == ("w₀₂ ← w₀₂ + α·x₂", "1.5 = 0 + 0.5·3")
    assert rows(explanation, "w₂₂") == ("w₂₂ ← w₂₂ − α·x₂", "−1.5 = 0 − 0.5·3")
    assert rows(explanation, "E") == ("E = max(z₀, z₁, z₂) − z₀", "3 = max(2, 3, 5) − 2")
    assert summaries(explanation, Phase.ERROR) == [
        "ŷ is amber (class 2), should be blue (class 0); loss E = 3"
    ]


def test_a_neuron_on_top_of_two_linear_models() -> None:
    classifier = rule("logistic")
    theta, x = np.array([8.0, 5.0, -3.0]), np.array([0.4, 0.8])
    explanation = explain_point(classifier, Training(), theta, x, names_for(classifier))
    said = summaries(explanation, Phase.FORWARD)[1]
    assert said == "w·x + b = 8·0.4 + 5·0.8 − 3 = 4.2, σ(4.2) = 0.9852"
    assert explanation.blocks[1].equations[1].result.value == pytest.approx(0.98523, abs=5e-6)


def test_a_network_that_combines_two_lines() -> None:
    classifier = rule("network", hidden=(2,), activation="sigmoid")
    theta = np.array([5, -2, -8, 7, -3, 1, 7, 5, -6], dtype=np.float64)
    x = np.array([2.0, 1.0])
    explanation = explain_point(classifier, Training(), theta, x, names_for(classifier))
    h1, h2 = 1 / (1 + np.exp(-(10 - 2 - 8))), 1 / (1 + np.exp(-(14 - 3 + 1)))
    found = {equation.result.symbol: equation.result.value for equation in explanation.equations}
    assert found["h₁"] == h1 == 0.5
    assert found["h₂"] == pytest.approx(h2, rel=1e-15)
    assert found["z⁽²⁾"] == pytest.approx(7 * h1 + 5 * h2 - 6, rel=1e-14)
    assert rows(explanation, "z⁽¹⁾₁") == (
        "z⁽¹⁾₁ = w⁽¹⁾₁₁·x₁ + w⁽¹⁾₁₂·x₂ + b⁽¹⁾₁",
        "0 = 5·2 − 2·1 − 8",
    )


def test_softmax_of_5_6_7() -> None:
    classifier = rule("logistic", 1, 3)
    theta = np.array([5.0, 0, 6, 0, 7, 0])
    explanation = explain_point(classifier, Training(), theta, np.ones(1), names_for(classifier), 2)
    found = {equation.result.symbol: equation.result.value for equation in explanation.equations}
    expected = (0.09003057, 0.24472847, 0.66524096)
    assert [found[f"ŷ{digit}"] for digit in "₀₁₂"] == pytest.approx(expected, abs=5e-9)
    assert rows(explanation, "e₀") == ("e₀ = e^(z₀)", "148.4 = e^(5)")
    assert rows(explanation, "e′₀") == ("e′₀ = e^(z₀ − top)", "0.1353 = e^(5 − 7)")
    assert rows(explanation, "ŷ₂") == ("ŷ₂ = e′₂/sum′", "0.6652 = 1/1.5032")
    assert found["E"] == pytest.approx(-np.log(0.66524096), rel=1e-7)
    assert summaries(explanation, Phase.FORWARD)[-3:] == [
        "ŷ₀ = 0.09003, ŷ₁ = 0.2447, ŷ₂ = 0.6652",
        "the same with the largest score subtracted first, so that no power is too large",
        "amber (class 2)",
    ]


def test_softmax_of_scores_whose_powers_overflow_is_shown_as_it_is_computed() -> None:
    theta = np.array([800.0, 0, 799, 0, -800, 0])
    classifier = rule("logistic", 1, 3)
    explanation = explain_point(classifier, Training(), theta, np.ones(1), names_for(classifier), 0)
    titles = [block.title for block in explanation.blocks]
    assert "Softmax" not in titles
    assert "Softmax, as computed" in titles
    assert rows(explanation, "e′₁") == ("e′₁ = e^(z₁ − top)", "0.3679 = e^(799 − 800)")
    assert rows(explanation, "E") == (
        "E = top − z₀ + ln(e′₀ + e′₁ + e′₂)",
        "0.3133 = 800 − 800 + ln(1 + 0.3679 + 0)",
    )


def test_the_loss_is_shown_as_lessons_write_it_then_as_it_is_computed() -> None:
    classifier, training = rule("logistic"), Training(0.1, 1)
    update = updated(classifier, [1, 0, 0], [[2, 5]], [0], training)
    said = [
        (block.title, "".join(cell.upper for cell in cells(equation)))
        for block in explained(classifier, training, update).blocks
        for equation in block.equations
        if equation.result.symbol == "E"
    ]
    assert said == [("Error", "E = −ln(1 − ŷ)"), ("E, as computed", "E = −ln σ(−z)")]


def test_logistic_regression_shows_answer_error_gradient_and_new_weight() -> None:
    classifier, training = rule("logistic"), Training(0.1, 1)
    update = updated(classifier, [0, 0, 0], [[2, -4]], [1], training)
    explanation = explained(classifier, training, update)
    assert rows(explanation, "ŷ") == ("ŷ = σ(z)", "0.5 = σ(0)")
    assert rows(explanation, "error") == ("error = y − ŷ", "0.5 = 1 − 0.5")
    assert rows(explanation, "δ") == ("δ = −error", "−0.5 = −0.5")
    assert rows(explanation, "∂E/∂w₂") == ("∂E/∂w₂ = δ·x₂", "2 = −0.5·(−4)")
    both = [
        "".join(cell.lower for cell in cells(equation))
        for equation in explanation.equations
        if equation.becomes and equation.result.symbol == "w₁"
    ]
    assert both == ["0.1 = 0 + 0.1·(1 − 0.5)·2", "0.1 = 0 − 0.1·(−1)"]
    assert explanation.phases == tuple(Phase)


@pytest.mark.parametrize("x", list(itertools.product((0.0, 1.0), repeat=2)))
def test_a_network_of_steps_computes_xor_and_says_why_it_does_not_learn(
    x: tuple[float, float],
) -> None:
    classifier, training = rule("network", hidden=(2,), activation="step"), Training()
    nand_or_and = [-1, -1, 1, 1, 1, -1, 1, 1, -2]
    update = updated(classifier, nand_or_and, [x], [0], training)
    explanation = explained(classifier, training, update)
    assert figures(explanation)["ŷ"] == str(int(x[0] != x[1]))
    assert summaries(explanation, Phase.UPDATE) == [UNTRAINED]
    assert explanation.phases == (Phase.FORWARD, Phase.ERROR, Phase.UPDATE)


def titles(explanation: Explanation) -> list[str]:
    return [block.title for block in explanation.blocks]


def test_headings_name_units_by_the_symbol_that_the_equations_use() -> None:
    deep = rule("network", hidden=(2, 1))
    ones = np.ones(13)
    said = titles(explain_point(deep, Training(), ones, np.ones(2), names_for(deep)))
    assert "Hidden layer 1, unit 2 · h⁽¹⁾₂" in said
    assert "Hidden layer 2, unit 1 · h⁽²⁾₁" in said
    assert "Output · ŷ" in said
    for name, expected in (
        ("logistic", "Output, amber (class 2) · ŷ₂"),
        ("perceptron", "Output, amber (class 2) · z₂"),
    ):
        many = rule(name, classes=3)
        explanation = explain_point(many, Training(), np.ones(9), np.ones(2), names_for(many))
        (block,) = (block for block in explanation.blocks if block.title == expected)
        symbol = expected.rpartition(" ")[2]
        assert any(equation.result.symbol == symbol for equation in explanation.equations)
        assert block.about == About(0, 2)


def test_beside_its_equations_a_block_says_only_what_they_do_not() -> None:
    classifier, training = rule("perceptron"), Training(0.1)
    update = updated(classifier, [3, 4, -10], [[4, 5]], [0], training)
    blocks = [block for block in explained(classifier, training, update).blocks if block.equations]
    assert [block.brief for block in blocks] == [
        "",
        "22 ≥ 0 → 1",
        "ŷ is 1, should be 0",
        "",
        "ŷ is 1, should be 0: w ← w − αx",
    ]
