"""Plain gradient descent."""

import numpy as np

from model.arrays import Floats
from model.expressions.equations import Equation
from model.expressions.expression import Expression, Minus, Product, Quantity, Sum
from model.optimizers.base import Optimizer, Settings, Slot


class GradientDescent(Optimizer):
    """theta <- theta - rate * g."""

    name = "sgd"
    title = "plain"
    description = "plain"
    change = "−α·∂E/∂w"

    def apply(self, theta: Floats, gradient: Floats, points: int) -> None:
        np.multiply(gradient, -self.rate / points, gradient)
        np.add(theta, gradient, theta)

    @classmethod
    def shown(
        cls, slot: Slot, slope: Quantity, settings: Settings
    ) -> tuple[tuple[Equation, ...], Expression]:
        return (), Sum((slot.parameter, Minus(Product((settings["α"], slope)))))
