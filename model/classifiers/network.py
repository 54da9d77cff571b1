"""A network of hidden layers, trained by backpropagation, or of steps, whose weights are set."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Self

import numpy as np

from model.activations import ACTIVATIONS, unit_activations
from model.arrays import Floats, Integers
from model.classifiers.base import described
from model.classifiers.gradient import GradientClassifier
from model.learning.engine import Engine
from model.learning.layers import LayerShape, matrices, size
from model.learning.settings import Training
from model.losses import LOSSES
from model.losses.base import Loss
from model.losses.misclassified import Misclassified
from model.words import number_of

OF_TWO, OF_MANY = ("sigmoid", "step"), ("softmax", "linear")  # outputs, that of steps second
UNTRAINABLE = (
    "A step has slope 0, so gradient descent cannot train a network of steps: "
    "set its weights by hand, or pick another activation"
)


@dataclass(frozen=True)
class Network(GradientClassifier):
    """Hidden layers of ``hidden`` units each with ``activation``, then a sigmoid or softmax.

    With steps in the hidden layers the output is a step too (K > 2: linear scores).

    Raises:
        ValueError: a layer without units, or an activation that no hidden layer has.
    """

    name = "network"
    title = "2-layer net"
    noun = "network"
    description = "A network with hidden layers, taught by backpropagation"

    hidden: tuple[int, ...] = ()
    activation: str = "tanh"

    def __post_init__(self) -> None:
        if not all(units >= 1 for units in self.hidden):
            raise ValueError(f"hidden layers {self.hidden}: expected one or more units in each")
        if self.activation not in unit_activations():
            known = ", ".join(unit_activations())
            raise ValueError(f"activation {self.activation!r}: expected {known}")

    @classmethod
    def shaped(
        cls, inputs: int, classes: int, hidden: Sequence[int] = (), activation: str = "tanh"
    ) -> Self:
        return cls(inputs, classes, tuple(hidden), activation)

    @classmethod
    def of_layers(cls, inputs: int, classes: int, shapes: Sequence[LayerShape]) -> Self:
        hidden = tuple(shape.outputs for shape in shapes[:-1])
        if hidden:
            return cls(inputs, classes, hidden, shapes[0].activation)
        is_output = ACTIVATIONS[shapes[-1].activation].gives_probabilities
        return cls(inputs, classes, (), "tanh" if is_output else "step")

    @classmethod
    def refuse_layers(cls, inputs: int, classes: int, shapes: Sequence[LayerShape]) -> None:
        """Any activation of units will do in each hidden layer, and a step or scores at the end."""
        for i, shape in enumerate(shapes[:-1]):
            if not ACTIVATIONS[shape.activation].on_units:
                raise ValueError(
                    f"layers[{i}].activation is {shape.activation}: only the last layer's can be"
                )
        outputs, known = (1, OF_TWO) if classes == 2 else (classes, OF_MANY)
        if shapes[-1].outputs != outputs or shapes[-1].activation not in known:
            raise ValueError(
                f"layers[{len(shapes) - 1}] is {described(shapes[-1:])}: expected "
                f"{number_of(outputs, 'output')} with {' or '.join(known)}, for {classes} classes"
            )

    @classmethod
    def title_with(cls, hidden: Sequence[int]) -> str:
        return f"{len(hidden) + 1}-layer net"

    @property
    def hidden_layers(self) -> tuple[int, ...]:
        return self.hidden

    @property
    def hidden_activation(self) -> str:
        return self.activation

    @property
    def is_of_steps(self) -> bool:
        """Whether its units jump, so that its output does too."""
        return ACTIVATIONS[self.activation].jumps

    @property
    def why_untrainable(self) -> str:
        return UNTRAINABLE if self.is_of_steps else ""

    @property
    def shapes(self) -> tuple[LayerShape, ...]:
        """The hidden layers and the output."""
        sizes = (self.inputs, *self.hidden)
        hidden = [LayerShape(units, inputs, self.activation) for inputs, units in pairwise(sizes)]
        output = (OF_TWO if self.classes == 2 else OF_MANY)[self.is_of_steps]
        return (*hidden, LayerShape(self.outputs, sizes[-1], output))

    def initial(self, rng: np.random.Generator) -> Floats:
        """A random theta: the weights of each layer as its activation asks for, biases 0."""
        theta = np.zeros(size(self.shapes))
        for shape, matrix in zip(self.shapes, matrices(theta, self.shapes), strict=True):
            outputs, inputs, activation = shape
            matrix[:, :-1] = ACTIVATIONS[activation].initial(rng, outputs, inputs)
        return theta

    def engine(self, theta: Floats, x: Floats, labels: Integers, training: Training) -> Engine:
        """Gradient descent in batches; for steps, one that stands still."""
        if self.is_of_steps:
            return StandingEngine(theta)
        return super().engine(theta, x, labels, training)

    def loss(self, training: Training) -> Loss:
        return LOSSES[Misclassified.name] if self.is_of_steps else super().loss(training)

    @property
    def measured_losses(self) -> tuple[Loss, ...]:
        return () if self.is_of_steps else super().measured_losses

    def settings(self, training: Training) -> Training:
        return training if self.is_of_steps else super().settings(training)


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
