"""What a weights file holds, whatever its form."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from model.activations import activate
from model.arrays import Floats
from model.classifier import Classifier
from model.classifiers import CLASSIFIERS
from model.features import Scaling
from model.layers import Layer, forward, join
from model.training import Training

CHECK_POINTS = 16
TOLERANCE = 1e-9


@dataclass(frozen=True)
class Record:
    """How far training had come, and how it was done."""

    epoch: int = 0
    updates: int = 0
    seed: int = 0
    training: Training = field(default_factory=Training)
    scaling: Scaling | None = None


@dataclass(frozen=True, eq=False)
class Check:
    """Some points, (m, inputs), and the scores the classifier gave, (m, outputs)."""

    points: Floats
    scores: Floats


@dataclass(frozen=True, eq=False)
class Weights:
    """A trained classifier in raw units: ``layers`` applied to raw inputs."""

    classifier: str
    inputs: tuple[str, ...]
    classes: tuple[str, ...]
    layers: tuple[Layer, ...]
    record: Record | None = None
    check: Check | None = None

    @property
    def theta(self) -> Floats:
        """All parameters in one vector."""
        return join(self.layers)

    def rule(self) -> Classifier:
        """The classifier that these weights belong to.

        Raises:
            ValueError: no classifier of that name has layers like these; the sentence says why.
        """
        if self.classifier not in CLASSIFIERS:
            known = ", ".join(CLASSIFIERS)
            raise ValueError(f"classifier {self.classifier!r}: expected one of {known}")
        shapes = [layer.shape for layer in self.layers]
        hidden = tuple(shape.outputs for shape in shapes[:-1])
        activation = shapes[0].activation if hidden else "tanh"
        rule = CLASSIFIERS[self.classifier](
            len(self.inputs), len(self.classes), hidden, activation
        )
        if list(rule.shapes) != shapes:
            raise ValueError(
                f"layers are {_described(shapes)}, but a {self.classifier} of {len(self.inputs)} "
                f"inputs and {len(self.classes)} classes has {_described(rule.shapes)}"
            )
        return rule

    def verify(self) -> None:
        """Recompute the check.

        Raises:
            ValueError: a score differs by more than rounding explains.
        """
        if self.check is None or not len(self.check.points):
            return
        scores = forward(self.layers, self.check.points)[-1].T
        allowed = TOLERANCE * np.maximum(1.0, self._magnitudes(self.check.points))
        wrong = ~(np.abs(scores - self.check.scores) <= allowed[:, np.newaxis])
        if wrong.any():
            point, output = (int(i) for i in np.argwhere(wrong)[0])
            raise ValueError(
                f"check.scores[{point}][{output}] is {self.check.scores[point, output]!r}, "
                f"but the weights give {scores[point, output]!r}: the file was changed or damaged"
            )

    def _magnitudes(self, x: Floats) -> Floats:
        """Sum |w a| + |b| over all units of all layers, for every point."""
        total = np.zeros(len(x))
        for depth, layer in enumerate(self.layers):
            a = _activations(self.layers[:depth], x)
            total += (np.abs(layer.weights) @ np.abs(a)).sum(axis=0) + np.abs(layer.biases).sum()
        return total


def _activations(layers: Sequence[Layer], x: Floats) -> Floats:
    """The last activations (units, points) of these layers; x itself, transposed, for none."""
    if not layers:
        return x.T
    return np.asarray(activate(layers[-1].activation, forward(layers, x)[-1]))


def _described(shapes: Sequence[tuple[int, int, str]]) -> str:
    return ", ".join(f"{outputs}x{inputs} {activation}" for outputs, inputs, activation in shapes)
