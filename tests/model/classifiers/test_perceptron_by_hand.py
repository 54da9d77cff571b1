"""A perceptron decides as a hand does with exact fractions: a score that is 0 by hand is 0."""

import random
from collections.abc import Sequence
from fractions import Fraction
from itertools import permutations, product
from typing import Any

import numpy as np
import pytest

from model.formats import weights_json
from model.formats.weights_python import PYTHON
from model.learning.settings import Training
from model.run.document import Document, Start
from model.run.edits import with_training
from model.run.export import weights_of
from model.run.trainer import Outcome, Trainer
from tests.model.examples import document_of, seen_at

CORNERS = ((0, 0), (0, 1), (1, 0), (1, 1))
GATES = {
    "AND": (0, 0, 0, 1),
    "OR": (0, 1, 1, 1),
    "NAND": (1, 1, 1, 0),
    "NOR": (1, 0, 0, 0),
    "XOR": (0, 1, 1, 0),
}
RATES = [*(f"{k * 5}/100" for k in range(1, 21)), "1/30", "7/10"]
STARTS = (("0", "0", "0"), ("0.1", "0.2", "-0.3"), ("-0.7", "0.4", "0.3"), ("0.3", "0.3", "-0.3"))
Row = list[Fraction]


class Hand:
    """The perceptron rule in fractions, one row of weights for two classes, else one for each."""

    def __init__(self, rows: Sequence[Sequence[Fraction]], rate: Fraction) -> None:
        self.rows, self.rate, self.mistakes = [list(row) for row in rows], rate, 0

    def choose(self, x: Sequence[Fraction]) -> int:
        scores = [
            sum((w * v for w, v in zip(row, x, strict=False)), start=row[-1]) for row in self.rows
        ]
        return int(scores[0] >= 0) if len(scores) == 1 else scores.index(max(scores))

    def visit(self, x: Sequence[Fraction], label: int) -> None:
        chosen = self.choose(x)
        if chosen == label:
            return
        self.mistakes += 1
        signs = {0: 1 if label else -1} if len(self.rows) == 1 else {label: 1, chosen: -1}
        for row, sign in signs.items():
            pairs = zip(self.rows[row], [*x, Fraction(1)], strict=True)
            self.rows[row] = [w + sign * self.rate * v for w, v in pairs]

    @property
    def theta(self) -> list[float]:
        return [float(w) for row in self.rows for w in row]


def started(
    points: Sequence[Sequence[Fraction | int]],
    labels: Sequence[int],
    rate: Fraction,
    theta: Sequence[Fraction],
    classes: int = 2,
) -> Document:
    x = np.array(points, dtype=np.float64)
    start = Start(theta=tuple(map(float, theta)))
    training = Training(float(rate), order="file")
    return document_of(x, labels, "perceptron", training, classes=classes, start=start)


def follow(trainer: Trainer, hand: Hand, epochs: int) -> Outcome:
    """Train both by epochs, and compare them after each; return how the last one ended."""
    data = trainer.document.dataset
    rows: list[list[float]] = data.x.tolist()
    points = [[Fraction(repr(value)) for value in row] for row in rows]
    outcome = Outcome.TRAINED
    for _ in range(epochs):
        outcome = trainer.finish_epoch()
        for x, label in zip(points, data.labels.tolist(), strict=True):
            hand.visit(x, label)
        assert trainer.place.mistakes == hand.mistakes
        np.testing.assert_allclose(trainer.place.theta, hand.theta, rtol=1e-11, atol=0.0)
        wrong = [i for i, x in enumerate(points) if hand.choose(x) != data.labels[i]]
        assert trainer.measured.wrong.tolist() == wrong
        if outcome is Outcome.CONVERGED:
            break
    return outcome


@pytest.mark.parametrize("rate", RATES)
def test_and_takes_eleven_mistakes_and_six_epochs_at_every_rate(rate: str) -> None:
    alpha = Fraction(rate)
    trainer = Trainer(started(CORNERS, GATES["AND"], alpha, [Fraction(0)] * 3))
    assert trainer.advance(1000) is Outcome.CONVERGED
    assert (trainer.place.mistakes, trainer.place.epoch) == (11, 6)
    np.testing.assert_allclose(trainer.place.theta, float(alpha) * np.array([2, 1, -3]), rtol=1e-14)


@pytest.mark.parametrize("rate", RATES)
@pytest.mark.parametrize("gate", GATES)
def test_a_gate_is_learned_as_by_hand(gate: str, rate: str) -> None:
    for start, order in product(STARTS, permutations(range(4))):
        theta = [Fraction(value) for value in start]
        points = [tuple(map(Fraction, CORNERS[i])) for i in order]
        labels = [GATES[gate][i] for i in order]
        trainer = Trainer(started(points, labels, Fraction(rate), theta))
        outcome = follow(trainer, Hand([theta], Fraction(rate)), 12 if gate == "XOR" else 200)
        assert (outcome is Outcome.CONVERGED) == (gate != "XOR")


@pytest.mark.parametrize("rate", ["1/10", "1/30", "7/10"])
def test_a_thousand_epochs_of_xor_are_those_of_a_hand(rate: str) -> None:
    theta = [Fraction(value) for value in ("0.1", "0.2", "-0.3")]
    trainer = Trainer(started(CORNERS, GATES["XOR"], Fraction(rate), theta))
    follow(trainer, Hand([theta], Fraction(rate)), 1000)


@pytest.mark.parametrize("rate", ["1/20", "1/10", "1/30", "7/10", "1"])
@pytest.mark.parametrize(("features", "classes"), [(1, 2), (2, 2), (3, 2), (1, 3), (2, 3), (3, 4)])
def test_points_in_decimals_are_learned_as_by_hand(features: int, classes: int, rate: str) -> None:
    rng = random.Random(f"{features} {classes} {rate}")
    for decimals, zero in product((1, 10), (True, False)):
        points = [
            [Fraction(rng.randint(-3 * decimals, 3 * decimals), decimals) for _ in range(features)]
            for _ in range(12)
        ]
        labels = [k % classes for k in range(12)]
        many = 1 if classes == 2 else classes
        rows = [
            [Fraction(0 if zero else rng.randint(-9, 9), 10) for _ in range(features + 1)]
            for _ in range(many)
        ]
        theta = [w for row in rows for w in row]
        trainer = Trainer(started(points, labels, Fraction(rate), theta, classes))
        follow(trainer, Hand(rows, Fraction(rate)), 150)


@pytest.mark.parametrize("classes", [2, 3])
def test_a_rate_that_changes_in_mid_run_is_followed_by_hand(classes: int) -> None:
    labels = GATES["XOR"] if classes == 2 else (0, 1, 2, 1)
    rows = [[Fraction(0)] * 3 for _ in range(1 if classes == 2 else 3)]
    trainer = Trainer(
        started(CORNERS, labels, Fraction(1), [w for row in rows for w in row], classes)
    )
    hand = Hand(rows, Fraction(1))
    for rate in ("0.1", "0.3", "1/30", "0.7", "0.05") * 3:
        hand.rate = Fraction(rate)
        trainer.rebase(with_training(trainer.document, Training(float(hand.rate), order="file")))
        follow(trainer, hand, 7)


@pytest.mark.parametrize(
    ("theta", "x"),
    [
        ((0.3, -0.1, -0.2), (1.0, 1.0)),  # adds up to -2.8e-17
        ((0.1, 0.7, -0.8), (1.0, 1.0)),
        ((1.1, 2.2, -3.3), (1.0, 1.0)),  # adds up to 4.4e-16
        ((-0.7, 0.1, 0.6), (1.0, 1.0)),
    ],
)
def test_a_tie_by_hand_is_one_everywhere(theta: tuple[float, ...], x: tuple[float, ...]) -> None:
    points = [tuple(map(Fraction, place)) for place in (x, (9.0, 8.0))]
    trainer = Trainer(started(points, [1, 0], Fraction(1), [Fraction(v) for v in theta]))
    shown = seen_at(trainer)
    assert shown.measured.scores[0].tolist() == [0.0]
    assert shown.verdict(0).is_right
    weights = weights_of(trainer.document, trainer.place)
    assert weights.scores(np.array([x])).tolist() == [[0.0]]
    opened = weights_json.read(weights_json.write(weights), "weights.json")
    assert opened.classes_of(opened.scores(np.array([x]))).tolist() == [1]
    module: dict[str, Any] = {"__name__": "exported"}
    exec(PYTHON.write(weights), module)
    assert module["scores"](np.array([x])).tolist() == [[0.0]]
