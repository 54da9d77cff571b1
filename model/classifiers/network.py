"""A network of hidden layers, trained by backpropagation, or of steps, whose weights are set."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from model.arrays import Floats, Integers
from model.classifiers.base import Classifier
from model.learning.activations import UNIT_ACTIVATIONS
from model.learning.descent import DescentEngine
from model.learning.engine import Engine
from model.learning.layers import LayerShape, matrices, size
from model.learning.settings import Training

UNTRAINABLE = (
    "A step has slope 0, so gradient descent cannot train a network of steps: "
    "set its weights by hand, or pick another activation"
)


@dataclass(frozen=True)
class Network(Classifier):
    """Hidden layers of ``hidden`` units each with ``activation``, then a sigmoid or softmax.

    With steps in the hidden layers the output is a step too (K > 2: linear scores).

    Raises:
        ValueError: a layer without units, or an activation that no hidden layer has.
    """

    name = "network"
    title = "2-layer net"
    description = "A network with hidden layers, taught by backpropagation"
    has_hidden_layers = True

    def __post_init__(self) -> None:
        """Refuse shapes that are not a network."""
        if not all(units >= 1 for units in self.hidden):
            raise ValueError(f"hidden layers {self.hidden}: expected one or more units in each")
        if self.activation not in UNIT_ACTIVATIONS:
            known = ", ".join(UNIT_ACTIVATIONS)
            raise ValueError(f"activation {self.activation!r}: expected {known}")

    @property
    def is_of_steps(self) -> bool:
        """Whether its units are steps."""
        return self.activation == "step"

    @property
    def why_untrainable(self) -> str:
        """A network of steps has no gradient to go by."""
        return UNTRAINABLE if self.is_of_steps else ""

    @property
    def shapes(self) -> tuple[LayerShape, ...]:
        """The hidden layers and the output."""
        sizes = (self.inputs, *self.hidden)
        hidden = [LayerShape(units, inputs, self.activation) for inputs, units in pairwise(sizes)]
        if self.is_of_steps:
            output = "step" if self.classes == 2 else "linear"
        else:
            output = "sigmoid" if self.classes == 2 else "softmax"
        return (*hidden, LayerShape(self.outputs, sizes[-1], output))

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

    def engine(self, theta: Floats, x: Floats, labels: Integers, training: Training) -> Engine:
        """Gradient descent in batches; for steps, one that stands still."""
        if self.is_of_steps:
            return StandingEngine(theta)
        return DescentEngine(self.shapes, theta, x, labels, training)

    def losses(self, scores: Floats, labels: Integers, training: Training) -> Floats:
        """The loss of every point, (points,); with a step at the end 1 where it is wrong, else 0.

        So the mean is the share of points that are misclassified.
        """
        if self.is_of_steps:
            return np.asarray(self.classes_of(scores) != labels, dtype=np.float64)
        return super().losses(scores, labels, training)


class StandingEngine(Engine):
    """Holds a theta that no update changes."""

    def __init__(self, theta: Floats) -> None:
        """Hold a copy of ``theta``."""
        self.theta = np.array(theta)
        self.memory = np.zeros(0)
        self.mistakes = 0
        self.batch_size, self.updates_per_epoch = 1, 1

    def arrange(self, order: Integers | None) -> None:
        """There is no pass to begin."""

    def run(self, first: int, stop: int, expired: Callable[[], bool]) -> int:
        """Make no update."""
        return first
