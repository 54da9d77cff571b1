"""Adam. Source: Kingma and Ba (2015), algorithm 1."""

import numpy as np

from model.arrays import Floats
from model.expressions.equations import Equation, Phase
from model.expressions.expression import (
    ONE,
    ROOT,
    Call,
    Expression,
    Minus,
    Power,
    Product,
    Quantity,
    Quotient,
    Square,
    Sum,
)
from model.optimizers.base import Optimizer, Settings, Slot

BETA_1, BETA_2, EPSILON = 0.9, 0.999, 1e-8


class Adam(Optimizer):
    """theta <- theta - rate * m / (sqrt(v) + eps), with bias-corrected moments m and v.

    The memory holds m, v and the number of updates.
    """

    name = "adam"
    title = "Adam"
    description = "Adam"

    def __init__(self, size: int, rate: float) -> None:
        super().__init__(size, rate)
        self.memory = np.zeros(2 * size + 1)

    def apply(self, theta: Floats, gradient: Floats, points: int) -> None:
        gradient /= points
        m, v = self.memory[: theta.size], self.memory[theta.size : -1]
        self.memory[-1] += 1
        t = self.memory[-1]
        m *= BETA_1
        m += (1 - BETA_1) * gradient
        v *= BETA_2
        v += (1 - BETA_2) * gradient**2
        theta -= self.rate * (m / (1 - BETA_1**t)) / (np.sqrt(v / (1 - BETA_2**t)) + EPSILON)

    @classmethod
    def settings_shown(cls, memory: Floats) -> tuple[Equation, ...]:
        given = {"β₁": BETA_1, "β₂": BETA_2, "ε": EPSILON, "t": float(memory[-1])}
        quantities = {symbol: Quantity(symbol, value) for symbol, value in given.items()}
        count = Sum((quantities["t"], ONE))
        t = Quantity("t", count.value)
        equations = [Equation(Phase.UPDATE, one) for one in quantities.values()]
        equations.append(Equation(Phase.UPDATE, t, count, becomes=True))
        for symbol, base in (("c₁", "β₁"), ("c₂", "β₂")):
            rest = Sum((ONE, Minus(Power(quantities[base], t))))
            equations.append(Equation(Phase.UPDATE, Quantity(symbol, rest.value), rest))
        return tuple(equations)

    @classmethod
    def shown(
        cls, slot: Slot, slope: Quantity, settings: Settings
    ) -> tuple[tuple[Equation, ...], Expression]:
        equations, corrected = list[Equation](), list[Quantity]()
        for letter, start, beta, correction, seen in (
            ("m", 0, settings["β₁"], settings["c₁"], slope),
            ("v", slot.size, settings["β₂"], settings["c₂"], Square(slope)),
        ):
            before, after = slot.remembered(letter, start)
            mixed = Sum((Product((beta, before)), Product((Sum((ONE, Minus(beta))), seen))))
            fair = Quotient(after, correction)
            corrected.append(slot.quantity(f"{letter}\N{COMBINING CIRCUMFLEX ACCENT}", fair.value))
            equations.append(Equation(Phase.UPDATE, after, mixed, becomes=True))
            equations.append(Equation(Phase.UPDATE, corrected[-1], fair))
        m, v = corrected
        step = Quotient(Product((settings["α"], m)), Sum((Call(ROOT, (v,)), settings["ε"])))
        return tuple(equations), Sum((slot.parameter, Minus(step)))
