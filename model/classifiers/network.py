"""Networks: trained by backpropagation, or of steps with weights set by hand."""

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

OF_TWO, OF_MANY = (
    ("sigmoid", "step"),
    ("softmax", "linear"),
)  # output activations, the second for steps
UNTRAINABLE = (
    "A step has slope 0, so gradient descent cannot train a network of steps: "
    "set its weights by hand, or pick another activation"
)


@dataclass(frozen=True)
class Network(GradientClassifier):
    """Hidden layers with an activation, then a sigmoid, or softmax if K > 2.

    If the hidden units are steps, the output is a step too, or linear scores if K > 2.

    Attributes:
        hidden: the number of units of each hidden layer.
        activation: the name of their activation.

    Raises:
        ValueError: a layer has no units, or hidden units cannot have the activation.
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
        """Allow any hidden activation in each hidden layer, and a step or linear scores last."""
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
        """Whether its hidden units are steps."""
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
        """Draw a random theta: weights as suits the activation of each layer, biases 0."""
        theta = np.zeros(size(self.shapes))
        for shape, matrix in zip(self.shapes, matrices(theta, self.shapes), strict=True):
            outputs, inputs, activation = shape
            matrix[:, :-1] = ACTIVATIONS[activation].initial(rng, outputs, inputs)
        return theta

    def engine(self, theta: Floats, x: Floats, labels: Integers, training: Training) -> Engine:
        """Return the engine: gradient descent, or for steps one that makes no updates."""
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
    """An engine that makes no updates."""

    def __init__(self, theta: Floats) -> None:
        """Hold a copy of ``theta``."""
        self.theta = np.array(theta)
        self.memory = np.zeros(0)
        self.mistakes = 0
        self.batch_size, self.updates_per_epoch = 1, 1

    def arrange(self, order: Integers | None) -> None:
        """Do nothing."""

    def run(self, first: int, stop: int, expired: Callable[[], bool]) -> int:
        """Make no update."""
        return first
