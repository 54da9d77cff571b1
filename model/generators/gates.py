"""Logic gates as points: the inputs are 0 or 1, and red is where the gate says 1."""

from collections.abc import Mapping
from itertools import product

import numpy as np

from model.arrays import Floats, Integers
from model.data.preset import Generate, Preset, Solution, paces
from model.learning.settings import Training

# The whole numbers of a lesson: the line runs through points, whose score of 0 counts as 1.
AND, OR, NAND, NOR = (1.0, 1.0, -2.0), (1.0, 1.0, -1.0), (-1.0, -1.0, 1.0), (-1.0, -1.0, 0.0)
NOT = (-1.0, 0.0)
HALF = 0.5  # added to such a bias it gives the same answers, with the line between the points
BETWEEN = "Biases half-way: the line runs between blue and red"
THROUGH = "A lesson's whole numbers: a score of 0 counts as 1, so the line runs through red points"
BAND = "Biases half-way: the lines of NAND and OR run apart, and the band between them is red"
TOUCHING = (
    "A lesson's whole numbers: the lines of NAND and OR touch in one, x₁ + x₂ = 1, so that of the "
    "red band only this line is left"
)
TRAINING = Training(learning_rate=1.0, batch_size=None)


def _table(outputs: tuple[int, ...]) -> Generate:
    """Return the generator of a truth table: its ``outputs`` for 0, 1 or for 00, 01, 10, 11."""
    inputs = len(outputs).bit_length() - 1
    corners = np.array(list(product((0.0, 1.0), repeat=inputs)))

    def points(
        count: int, noise: float, classes: int, rng: np.random.Generator
    ) -> tuple[Floats, Integers]:
        row = np.arange(count) % len(outputs)
        x = corners[row] + rng.normal(0.0, 1.0, (count, inputs)) * noise
        return x, np.array(outputs)[row]

    return points


def _half_way(theta: tuple[float, ...]) -> tuple[float, ...]:
    """Return the unit of these whole numbers with its bias half-way to the next score."""
    return (*theta[:-1], theta[-1] + HALF)


def _gate(
    name: str,
    outputs: tuple[int, ...],
    description: str,
    theta: tuple[float, ...],
    pace: Mapping[str, str],
) -> Preset:
    """Return a gate that one perceptron solves."""
    return Preset(
        name=f"gate_{name.lower()}",
        title=name,
        description=description,
        generate=_table(outputs),
        noise=0.0,
        hidden=(2,),
        activation="tanh",
        training=TRAINING,
        feature_names=("x1", "x2") if len(outputs) == 4 else ("x1",),
        fixed_count=len(outputs),
        solution=Solution("perceptron", (), "step", _half_way(theta), BETWEEN),
        lesson=Solution("perceptron", (), "step", theta, THROUGH),
        paces=pace,
    )


GATES = (
    _gate(
        "AND",
        (0, 0, 0, 1),
        "1 where both inputs are 1: a line is the answer",
        AND,
        paces("epoch_1", "update_30", "update_10"),
    ),
    _gate(
        "OR",
        (0, 1, 1, 1),
        "1 where an input is 1: AND's line, moved",
        OR,
        paces("update_3", "update_30", "update_3"),
    ),
    _gate(
        "NOT",
        (1, 0),
        "1 where the input is 0: one feature, so its boundary is a point",
        NOT,
        paces("update_1", "update_10", "update_3"),
    ),
    _gate(
        "NAND",
        (1, 1, 1, 0),
        "1 unless both inputs are 1: AND's line, turned round",
        NAND,
        paces("update_1", "update_30", "update_3"),
    ),
    _gate(
        "NOR",
        (1, 0, 0, 0),
        "1 where no input is 1: OR's line, turned round",
        NOR,
        paces("update_1", "update_30", "update_10"),
    ),
    Preset(
        name="gate_xor",
        title="XOR gate",
        description="1 where the inputs differ: no line will do, NAND and OR below an AND will",
        generate=_table((0, 1, 1, 0)),
        noise=0.0,
        hidden=(4,),  # two units suffice, but get stuck from half of the starts
        activation="tanh",
        training=TRAINING,
        fixed_count=4,
        learner="network",
        solution=Solution(
            "network", (2,), "step", _half_way(NAND) + _half_way(OR) + _half_way(AND), BAND
        ),
        lesson=Solution("network", (2,), "step", NAND + OR + AND, TOUCHING),
        curved=True,
        paces=paces("update_3", "update_3", "update_10"),
    ),
)
