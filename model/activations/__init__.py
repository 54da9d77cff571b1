"""The activations: each with its slope, its equations and its source code for exports."""

import numpy as np

from model.activations.base import Activation
from model.activations.linear import Linear
from model.activations.relu import Relu
from model.activations.sigmoid import Sigmoid
from model.activations.softmax import Softmax
from model.activations.step import Step
from model.activations.tanh import Tanh
from model.arrays import AnyFloats

ACTIVATIONS: dict[str, Activation] = {
    a.name: a for a in (Tanh(), Sigmoid(), Relu(), Linear(), Step(), Softmax())
}


def unit_activations() -> tuple[str, ...]:
    """Return the names of the activations that hidden units can have."""
    return tuple(name for name, a in ACTIVATIONS.items() if a.on_units)


def trainable_activations() -> tuple[str, ...]:
    """Return the names of the hidden activations that gradient descent can train."""
    return tuple(name for name in unit_activations() if ACTIVATIONS[name].has_slope)


def activate(name: str, z: AnyFloats) -> AnyFloats:
    """Return f(z) for the activation called ``name``; z is (units, points) and is not changed."""
    out = np.empty_like(z)
    with np.errstate(over="ignore", invalid="ignore"):
        ACTIVATIONS[name].value(z, out)
    return out
