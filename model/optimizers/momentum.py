"""Gradient descent with momentum."""

import numpy as np

from model.arrays import Floats
from model.expressions.equations import Equation, Phase
from model.expressions.expression import Expression, Minus, Product, Quantity, Sum
from model.optimizers.base import Optimizer, Settings, Slot

MOMENTUM = 0.9


class Momentum(Optimizer):
    """v <- mu * v - rate * g, theta <- theta + v, without Nesterov; the memory is v."""

    name = "momentum"
    title = "momentum"
    description = f"with momentum {MOMENTUM}"

    def __init__(self, size: int, rate: float) -> None:
        super().__init__(size, rate)
        self.memory = np.zeros(size)

    def apply(self, theta: Floats, gradient: Floats, points: int) -> None:
        np.multiply(gradient, -self.rate / points, gradient)
        np.multiply(self.memory, MOMENTUM, self.memory)
        np.add(self.memory, gradient, self.memory)
        np.add(theta, self.memory, theta)

    @classmethod
    def settings_shown(cls, memory: Floats) -> tuple[Equation, ...]:
        return (Equation(Phase.UPDATE, Quantity("μ", MOMENTUM)),)

    @classmethod
    def shown(
        cls, slot: Slot, slope: Quantity, settings: Settings
    ) -> tuple[tuple[Equation, ...], Expression]:
        before, after = slot.remembered("v", 0)
        kept = Product((settings["μ"], before))
        velocity = Sum((kept, Minus(Product((settings["α"], slope)))))
        equation = Equation(Phase.UPDATE, after, velocity, becomes=True)
        return (equation,), Sum((slot.parameter, after))
