"""A network with one or more hidden layers, trained by backpropagation."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from model.activations import HIDDEN_ACTIVATIONS
from model.arrays import Floats, Integers
from model.classifier import Classifier
from model.descent import DescentEngine
from model.layers import LayerShape, matrices, size
from model.training import Training


@dataclass(frozen=True)
class Network(Classifier):
    """Hidden layers of ``hidden`` units each with ``activation``, then a sigmoid or softmax.

    Raises:
        ValueError: no hidden layer, a layer without units, or an activation without a slope.
    """

    name = "network"
    title = "2-layer net"
    description = "A network with hidden layers, taught by backpropagation"
    has_hidden_layers = True

    def __post_init__(self) -> None:
        """Refuse shapes that are no network."""
        if not self.hidden or min(self.hidden) < 1:
            raise ValueError(f"hidden layers {self.hidden}: expected one or more units in each")
        if self.activation not in HIDDEN_ACTIVATIONS:
            known = ", ".join(HIDDEN_ACTIVATIONS)
            raise ValueError(f"activation {self.activation!r}: expected {known}")

    @property
    def shapes(self) -> tuple[LayerShape, ...]:
        """The hidden layers and the output."""
        hidden = [
            LayerShape(units, inputs, self.activation)
            for inputs, units in pairwise((self.inputs, *self.hidden))
        ]
        output = "sigmoid" if self.classes == 2 else "softmax"
        return (*hidden, LayerShape(self.outputs, self.hidden[-1], output))

    def initial(self, rng: np.random.Generator) -> Floats:
        """Glorot uniform weights (2010), He normal (2015) for ReLU, biases 0; layer by layer."""
        theta = np.zeros(size(self.shapes))
        for shape, matrix in zip(self.shapes, matrices(theta, self.shapes), strict=True):
            outputs, inputs, activation = shape
            if activation == "relu":
                weights = rng.normal(0.0, (2 / inputs) ** 0.5, (outputs, inputs))
            else:
                limit = (6 / (inputs + outputs)) ** 0.5
                weights = rng.uniform(-limit, limit, (outputs, inputs))
            matrix[:, :-1] = weights
        return theta

    def engine(
        self, theta: Floats, x: Floats, labels: Integers, training: Training
    ) -> DescentEngine:
        """Gradient descent in batches."""
        return DescentEngine(self.shapes, theta, x, labels, training)
