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
from model.losses import LOSSES
from model.losses.base import OUTPUT_OF_MANY, OUTPUT_OF_TWO, Answer, Loss

_Float = TypeVar("_Float", bound=np.floating)


@dataclass(frozen=True)
class Classifier(ABC):
    """A rule that turns theta and x (points, inputs) into scores.

    Two classes have one score, red where it is 0 or more; K > 2 have one each, and the first
    largest wins.

    Attributes:
        name: what files and the command line call it.
        title: what the window calls it.
        noun: what a sentence calls one.
        description: what it is and how it learns, in one sentence.
        losses: the names of the losses that it can descend, the usual one first.
        fixed: the settings of training that it does not leave open, each with the reason.
        learns_from_mistakes: whether an update changes theta at a mistake alone, by the points
            that are taken in, so that there is a bound on their number where a line separates.
        sums_from_left: whether a score is added up from the left, where others use a product: a
            step jumps at 0, so that the last bit of a score can be a mistake more or less.
        restless: what becomes of training where no line separates the points, "" where it ends.
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
        """The classifier of so many inputs and classes.

        Args:
            inputs: how many numbers it takes in.
            classes: how many classes it tells apart.
            hidden: the units of each hidden layer, for a classifier that has such layers.
            activation: the activation of those units.
        """
        return cls(inputs, classes)

    @classmethod
    def of_layers(cls, inputs: int, classes: int, shapes: Sequence[LayerShape]) -> Self:
        """The classifier whose layers may have these shapes; ``shapes`` of it tells if they do."""
        return cls(inputs, classes)

    @classmethod
    def refuse_layers(cls, inputs: int, classes: int, shapes: Sequence[LayerShape]) -> None:
        """See that layers of these shapes can predict, even if nothing here can train them on.

        Raises:
            ValueError: they cannot; the sentence says why.
        """
        refuse_other_shapes(cls.of_layers(inputs, classes, shapes), shapes)

    @classmethod
    def title_with(cls, hidden: Sequence[int]) -> str:
        """Its title if these were the units of its hidden layers."""
        return cls.title

    @property
    def hidden_layers(self) -> tuple[int, ...] | None:
        """The units of each hidden layer; None where it cannot have any."""
        return None

    @property
    def hidden_activation(self) -> str:
        """The activation of the hidden units; "" where there cannot be any."""
        return ""

    @property
    def outputs(self) -> int:
        """How many scores a point gets."""
        return 1 if self.classes == 2 else self.classes

    @property
    def has_probabilities(self) -> bool:
        """Whether the last activation makes probabilities of the scores."""
        return ACTIVATIONS[self.shapes[-1].activation].gives_probabilities

    @property
    def why_untrainable(self) -> str:
        """One sentence that says why nothing here can train it; empty where it can be trained."""
        return ""

    @property
    @abstractmethod
    def shapes(self) -> tuple[LayerShape, ...]:
        """The shapes of the layers."""

    @abstractmethod
    def engine(self, theta: Floats, x: Floats, labels: Integers, training: Training) -> Engine:
        """What trains a copy of theta on x (points, inputs) and labels (points,)."""

    def settings(self, training: Training) -> Training:
        """The settings that are in force: those given, but for what the classifier fixes."""
        return replace(training, loss=self.loss(training).name)

    def loss(self, training: Training) -> Loss:
        """The loss that training makes small: the one that is set, if it can be descended here."""
        return LOSSES[training.loss if training.loss in self.losses else self.losses[0]]

    @property
    def measured_losses(self) -> tuple[Loss, ...]:
        """The losses whose figures say something of its scores."""
        return tuple(LOSSES[name] for name in self.losses)

    def descent(self, training: Training) -> str:
        """How training makes its loss small, in one sentence."""
        return f"Training makes the {self.loss(training).title} smaller."

    def update_blocks(
        self, passed: ForwardPass, answer: Answer, training: Training, update: Update, shown: int
    ) -> tuple[Block, ...]:
        """An update in lines, from what the forward pass of point ``shown`` led to.

        Nothing where there is no explanation, so that none is given that does not hold.
        """
        return ()

    def change_of_weights(self, training: Training, gains: bool) -> str:
        """What an update adds to the weights, for an arrow that shows it.

        ``gains`` tells whether the bias gets larger.
        """
        return "change of w"

    @property
    def is_linear(self) -> bool:
        """Whether the scores are linear in x."""
        return len(self.shapes) == 1

    def initial(self, rng: np.random.Generator) -> Floats:
        """A random theta: weights ~ N(0, 1/sqrt(d)) as standard deviation, biases 0."""
        theta = np.zeros(size(self.shapes))
        for matrix in matrices(theta, self.shapes):
            inputs = matrix.shape[1] - 1
            matrix[:, :-1] = rng.normal(0.0, inputs**-0.5, (matrix.shape[0], inputs))
        return theta

    def layers(self, theta: Floats) -> tuple[Layer, ...]:
        """The layers of theta, as views into it."""
        return layers_of(theta, self.shapes)

    def scores(self, theta: Floats, x: Floats) -> Floats:
        """The scores of x (points, inputs), (points, outputs): z before the last activation."""
        layers = self.layers(theta)
        scores = np.empty((len(x), self.outputs))
        for start in range(0, len(x), CHUNK):
            part = slice(start, start + CHUNK)
            scores[part] = self.output_scores(layers, x[part])
        return scores

    def output_scores(self, layers: Sequence[Layer], x: AnyFloats) -> AnyFloats:
        """The scores of x (points, inputs), in its own precision and all at once."""
        if not self.sums_from_left:
            return forward(layers, x)[-1].T
        weights, biases = layers[-1].weights, layers[-1].biases
        with np.errstate(over="ignore", invalid="ignore"):
            z = x[:, :1] * weights[:, 0]
            for feature in range(1, x.shape[1]):
                z += x[:, feature : feature + 1] * weights[:, feature]
            z += biases
        return z

    def probabilities(self, theta: Floats, x: Floats) -> Floats:
        """The probability of every class at x (points, inputs), (points, classes).

        Where the classifier has none (a perceptron): 1 for the predicted class, else 0.
        """
        return self.probabilities_of(self.scores(theta, x))

    def probabilities_of(self, scores: NDArray[_Float]) -> NDArray[_Float]:
        """The probabilities (points, classes) that belong to scores (points, outputs)."""
        if not self.has_probabilities:
            return np.eye(self.classes, dtype=scores.dtype)[self.classes_of(scores)]
        z = scores if self.classes > 2 else np.hstack([-scores, scores])
        p = np.empty_like(z)
        with np.errstate(over="ignore", invalid="ignore"):
            ACTIVATIONS[OUTPUT_OF_TWO if self.classes == 2 else OUTPUT_OF_MANY].value(z.T, p.T)
        return p

    def classes_of(self, scores: AnyFloats) -> Integers:
        """The predicted classes (points,): z >= 0 for two classes, else the first largest."""
        if self.classes == 2:
            return (scores[:, 0] >= 0).astype(np.int64)
        return np.asarray(scores.argmax(axis=1))


def refuse_other_shapes(classifier: Classifier, shapes: Sequence[LayerShape]) -> None:
    """See that the layers of a classifier have these shapes.

    Raises:
        ValueError: they do not; the sentence names both.
    """
    if classifier.shapes != tuple(shapes):
        raise ValueError(
            f"layers are {described(shapes)}, but a {classifier.name} of {classifier.inputs} "
            f"inputs and {classifier.classes} classes has {described(classifier.shapes)}"
        )


def described(shapes: Sequence[LayerShape]) -> str:
    """The shapes of layers in words: 4x2 tanh, 1x4 sigmoid."""
    return ", ".join(f"{outputs}x{inputs} {activation}" for outputs, inputs, activation in shapes)
