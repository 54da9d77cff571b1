"""What every classifier is: a rule with its hyperparameters, frozen, without weights."""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar, Self, TypeVar

import numpy as np
from numpy.typing import NDArray

from model.activations import ACTIVATIONS
from model.arrays import AnyFloats, Floats, Integers
from model.explain.forward import ForwardPass
from model.expressions.equations import Block
from model.learning.engine import CHUNK, Engine
from model.learning.layers import Layer, LayerShape, forward, layers_of, matrices, size
from model.learning.real_update import Update
from model.learning.settings import Training
from model.learning.ties import settle, settle_largest
from model.losses import LOSSES
from model.losses.base import OUTPUT_OF_MANY, OUTPUT_OF_TWO, Answer, Loss

_Float = TypeVar("_Float", bound=np.floating)


@dataclass(frozen=True)
class Classifier(ABC):
    """A rule that turns theta and x (points, inputs) into scores.

    Two classes have one score, and the class is 1 if it is 0 or more. K > 2 classes have one score
    each; the largest wins, the first of equal ones. Scores that are 0 or equal but for rounding
    are made so (``model/learning/ties.py``).

    Attributes:
        name: its name in files and on the command line.
        title: its name in the window.
        noun: its name in sentences.
        description: what it is and how it learns, in one sentence.
        losses: the names of the losses that it can descend, the default first.
        fixed: the settings of training that cannot be chosen, each with the reason.
        learns_from_mistakes: whether only mistakes change theta, so that their number is bounded
            if a line separates the points.
        sums_from_left: whether scores are summed from left to right, not by a matrix product, so
            that they are the engine's to the last bit.
        restless: what follows for its training if nothing straight separates the points, as the
            end of a sentence; "" if it settles.
    """

    inputs: int
    classes: int

    name: ClassVar[str]
    title: ClassVar[str]
    noun: ClassVar[str]
    description: ClassVar[str]
    losses: ClassVar[tuple[str, ...]]
    fixed: ClassVar[Mapping[str, str]] = {}
    learns_from_mistakes: ClassVar[bool] = False
    sums_from_left: ClassVar[bool] = False
    restless: ClassVar[str] = ""

    @classmethod
    def shaped(
        cls, inputs: int, classes: int, hidden: Sequence[int] = (), activation: str = "tanh"
    ) -> Self:
        """Return the classifier for these numbers of inputs and classes.

        Args:
            inputs: the number of inputs.
            classes: the number of classes.
            hidden: the units of each hidden layer, for a classifier that has hidden layers.
            activation: the activation of those units.
        """
        return cls(inputs, classes)

    @classmethod
    def of_layers(cls, inputs: int, classes: int, shapes: Sequence[LayerShape]) -> Self:
        """Return the classifier nearest to these layers; compare its ``shapes`` with them."""
        return cls(inputs, classes)

    @classmethod
    def refuse_layers(cls, inputs: int, classes: int, shapes: Sequence[LayerShape]) -> None:
        """Refuse layers that this classifier cannot predict with, whether or not it can train them.

        Raises:
            ValueError: the shapes do not fit; the sentence says why.
        """
        refuse_other_shapes(cls.of_layers(inputs, classes, shapes), shapes)

    @classmethod
    def title_with(cls, hidden: Sequence[int]) -> str:
        """Return its title if its hidden layers had these numbers of units."""
        return cls.title

    @property
    def hidden_layers(self) -> tuple[int, ...] | None:
        """The units of each hidden layer; None if it cannot have hidden layers."""
        return None

    @property
    def hidden_activation(self) -> str:
        """The activation of the hidden units; "" if it cannot have hidden layers."""
        return ""

    @property
    def outputs(self) -> int:
        """The number of scores for each point."""
        return 1 if self.classes == 2 else self.classes

    @property
    def has_probabilities(self) -> bool:
        """Whether the last activation turns scores into probabilities."""
        return ACTIVATIONS[self.shapes[-1].activation].gives_probabilities

    @property
    def why_untrainable(self) -> str:
        """The reason why it cannot be trained, in one sentence; "" if it can."""
        return ""

    @property
    @abstractmethod
    def shapes(self) -> tuple[LayerShape, ...]:
        """The shapes of the layers."""

    @abstractmethod
    def engine(self, theta: Floats, x: Floats, labels: Integers, training: Training) -> Engine:
        """Return an engine that trains a copy of theta on x (points, inputs), labels (points,)."""

    def settings(self, training: Training) -> Training:
        """Return the settings in force: those given, except what the classifier fixes."""
        return replace(training, loss=self.loss(training).name)

    def loss(self, training: Training) -> Loss:
        """Return the loss that training descends: the chosen one, or else the default."""
        return LOSSES[training.loss if training.loss in self.losses else self.losses[0]]

    @property
    def measured_losses(self) -> tuple[Loss, ...]:
        """The losses whose figures are meaningful for its scores."""
        return tuple(LOSSES[name] for name in self.losses)

    def descent(self, training: Training) -> str:
        """Say in one sentence how training makes the loss smaller."""
        return f"Training makes the {self.loss(training).title} smaller."

    def update_blocks(
        self, passed: ForwardPass, answer: Answer, training: Training, update: Update, shown: int
    ) -> tuple[Block, ...]:
        """Return the blocks of an update, given the forward pass and answer of point ``shown``.

        Empty if the update has no explanation.
        """
        return ()

    def change_of_weights(self, training: Training, gains: bool) -> str:
        """Return the label of the arrow of an update: what is added to the weights.

        ``gains`` tells whether the bias increases.
        """
        return "change of w"

    @property
    def is_linear(self) -> bool:
        """Whether the scores are linear in x."""
        return len(self.shapes) == 1

    def initial(self, rng: np.random.Generator) -> Floats:
        """Draw a random theta: normal weights of standard deviation 1/sqrt(inputs), biases 0."""
        theta = np.zeros(size(self.shapes))
        for matrix in matrices(theta, self.shapes):
            inputs = matrix.shape[1] - 1
            matrix[:, :-1] = rng.normal(0.0, inputs**-0.5, (matrix.shape[0], inputs))
        return theta

    def layers(self, theta: Floats) -> tuple[Layer, ...]:
        """Return the layers of theta, as views into it."""
        return layers_of(theta, self.shapes)

    def scores(self, theta: Floats, x: Floats) -> Floats:
        """Return the scores (points, outputs) of x (points, inputs), before the last activation."""
        layers = self.layers(theta)
        scores = np.empty((len(x), self.outputs))
        for start in range(0, len(x), CHUNK):
            part = slice(start, start + CHUNK)
            scores[part] = self.output_scores(layers, x[part])
        return scores

    def output_scores(self, layers: Sequence[Layer], x: AnyFloats) -> AnyFloats:
        """Return the scores of x (points, inputs) in one pass, in the precision of x.

        In float64 scores that are 0 or equal but for rounding are so.
        """
        if not self.sums_from_left:
            return forward(layers, x, decides=True)[-1].T
        weights, biases = layers[-1].weights, layers[-1].biases
        with np.errstate(over="ignore", invalid="ignore"):
            z = weights[:, :1] * x[:, 0]
            for feature in range(1, x.shape[1]):
                z += weights[:, feature : feature + 1] * x[:, feature]
            z += biases[:, np.newaxis]
        settle(z, weights, biases, x.T)
        if self.outputs > 1:
            settle_largest(z, weights, biases, x.T)
        return z.T

    def probabilities(self, theta: Floats, x: Floats) -> Floats:
        """Return the probabilities (points, classes) at x (points, inputs).

        A classifier without probabilities, like a perceptron, gives 1 to the predicted class and 0
        to the others.
        """
        return self.probabilities_of(self.scores(theta, x))

    def probabilities_of(self, scores: NDArray[_Float]) -> NDArray[_Float]:
        """Return the probabilities (points, classes) for scores (points, outputs)."""
        if not self.has_probabilities:
            return np.eye(self.classes, dtype=scores.dtype)[self.classes_of(scores)]
        z = scores if self.classes > 2 else np.hstack([-scores, scores])
        p = np.empty_like(z)
        with np.errstate(over="ignore", invalid="ignore"):
            ACTIVATIONS[OUTPUT_OF_TWO if self.classes == 2 else OUTPUT_OF_MANY].value(z.T, p.T)
        return p

    def classes_of(self, scores: AnyFloats) -> Integers:
        """Return the predicted classes (points,): z >= 0 of two, else the first largest."""
        if self.classes == 2:
            return (scores[:, 0] >= 0).astype(np.int64)
        return np.asarray(scores.argmax(axis=1))


def refuse_other_shapes(classifier: Classifier, shapes: Sequence[LayerShape]) -> None:
    """Refuse shapes that are not those of the classifier's layers.

    Raises:
        ValueError: the shapes differ; the sentence names both.
    """
    if classifier.shapes != tuple(shapes):
        raise ValueError(
            f"layers are {described(shapes)}, but a {classifier.name} of {classifier.inputs} "
            f"inputs and {classifier.classes} classes has {described(classifier.shapes)}"
        )


def described(shapes: Sequence[LayerShape]) -> str:
    """Return the shapes of layers in words: 4x2 tanh, 1x4 sigmoid."""
    return ", ".join(f"{outputs}x{inputs} {activation}" for outputs, inputs, activation in shapes)
