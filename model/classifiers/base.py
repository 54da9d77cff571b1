"""What every classifier is: a rule with its hyperparameters, frozen, without weights."""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, TypeVar

import numpy as np
from numpy.typing import NDArray

from model.arrays import AnyFloats, Floats, Integers
from model.learning.activations import ACTIVATIONS
from model.learning.engine import CHUNK, Engine
from model.learning.layers import Layer, LayerShape, forward, matrices, size, split
from model.learning.losses import LOSSES
from model.learning.settings import Training

_Float = TypeVar("_Float", bound=np.floating)


@dataclass(frozen=True)
class Classifier(ABC):
    """A rule that turns theta and x (points, inputs) into scores.

    Two classes have one score, red where it is 0 or more; K > 2 have one each, and the first
    largest wins. ``hidden`` and ``activation`` are those of a network and ignored by others.
    """

    inputs: int
    classes: int
    hidden: tuple[int, ...] = ()
    activation: str = "tanh"

    name: ClassVar[str]
    title: ClassVar[str]
    description: ClassVar[str]
    has_hidden_layers: ClassVar[bool] = False
    one_at_a_time: ClassVar[bool] = False

    @property
    def outputs(self) -> int:
        """How many scores a point gets."""
        return 1 if self.classes == 2 else self.classes

    @property
    def has_probabilities(self) -> bool:
        """Whether the last activation makes probabilities of the scores."""
        return self.shapes[-1].activation in ("sigmoid", "softmax")

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
        return split(theta, self.shapes)

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
        return forward(layers, x)[-1].T

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
            ACTIVATIONS["sigmoid" if self.classes == 2 else "softmax"].value(z.T, p.T)
        return p

    def classes_of(self, scores: AnyFloats) -> Integers:
        """The predicted classes (points,): z >= 0 for two classes, else the first largest."""
        if self.classes == 2:
            return (scores[:, 0] >= 0).astype(np.int64)
        return np.asarray(scores.argmax(axis=1))

    def losses(self, scores: Floats, labels: Integers, training: Training) -> Floats:
        """The loss of every point, (points,), as this classifier descends it."""
        return LOSSES[training.loss].of_points(scores.T, labels)
