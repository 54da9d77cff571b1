"""The optimizers and the penalties: how a gradient changes theta, and the equations of it."""

from model.optimizers.adam import Adam
from model.optimizers.base import Optimizer
from model.optimizers.gradient_descent import GradientDescent
from model.optimizers.momentum import Momentum

OPTIMIZERS: dict[str, type[Optimizer]] = {o.name: o for o in (GradientDescent, Momentum, Adam)}
