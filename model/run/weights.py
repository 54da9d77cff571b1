"""What a weights file holds, in whatever form."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from hashlib import sha256

import numpy as np

from model.activations import ACTIVATIONS, activate
from model.arrays import AnyFloats, Floats, Integers
from model.classifiers import CLASSIFIERS
from model.classifiers.base import Classifier, refuse_other_shapes
from model.data.features import Scaling, split_inputs
from model.learning.engine import CHUNK
from model.learning.layers import Layer, forward, join
from model.learning.settings import Training

CHECK_POINTS = 16
TOLERANCE = 1e-9


@dataclass(frozen=True)
class Record:
    """How far training had come, and with which settings."""

    epoch: int = 0
    updates: int = 0
    seed: int = 0
    training: Training = field(default_factory=Training)
    scaling: Scaling | None = None


@dataclass(frozen=True, eq=False)
class Check:
    """Some raw points (m, inputs), and the scores (m, outputs) that the weights gave for them.

    ``checksum`` is that of the layers when they were written, "" in files that hold none.
    """

    points: Floats
    scores: Floats
    checksum: str = ""


@dataclass(frozen=True, eq=False)
class Weights:
    """A trained classifier that takes raw inputs.

    ``scaling`` is what raw inputs go through before the layers, None where it is folded into them.
    ``one_hot`` are the columns that are one-hot encoded into inputs; None where a file does not say
    so, and the names of the inputs do.
    """

    classifier: str
    inputs: tuple[str, ...]
    classes: tuple[str, ...]
    layers: tuple[Layer, ...]
    record: Record | None = None
    check: Check | None = None
    scaling: Scaling | None = None
    one_hot: tuple[str, ...] | None = None

    @property
    def trained_scaling(self) -> Scaling | None:
        """The scaling that training went on with, folded into the layers or not."""
        if self.scaling is not None or self.record is None:
            return self.scaling
        return self.record.scaling

    @property
    def encoded(self) -> tuple[tuple[str, str] | None, ...]:
        """The column and the value behind each feature, None for one that is not one-hot."""
        return tuple(self._encoded(name) for name in split_inputs(self.inputs)[0])

    def _encoded(self, name: str) -> tuple[str, str] | None:
        if self.one_hot is None:
            column, sign, value = name.partition("=")
            return (column, value) if sign and column else None
        for column in self.one_hot:
            if name.startswith(f"{column}="):
                return column, name[len(column) + 1 :]
        return None

    @property
    def checksum(self) -> str:
        """The checksum of the layers, and of the scaling before them: SHA-256 in hexadecimal."""
        found = sha256()
        numbers = list[AnyFloats]()
        if self.scaling is not None:
            numbers += [self.scaling.means, self.scaling.deviations]
        for layer in self.layers:
            found.update(layer.activation.encode())
            numbers += [layer.weights, layer.biases]
        for values in numbers:
            found.update(np.ascontiguousarray(values, dtype="<f8").tobytes())
        return found.hexdigest()

    @property
    def theta(self) -> Floats:
        """All parameters as one vector, (parameters,)."""
        return join(self.layers)

    def in_order(self, classes: Sequence[str]) -> tuple[Layer, ...]:
        """Return the layers with the outputs of K > 2 classes in the order of ``classes``.

        With other class names the layers are returned as they are.
        """
        if len(classes) == 2 or set(classes) != set(self.classes):
            return self.layers
        order = [self.classes.index(name) for name in classes]
        last = self.layers[-1]
        put = Layer(last.weights[order], last.biases[order], last.activation)
        return (*self.layers[:-1], put)

    def rule(self) -> Classifier:
        """Return the classifier that these weights belong to, which can go on training them.

        Raises:
            ValueError: no classifier of that name has layers like these; the message says why.
        """
        shapes = [layer.shape for layer in self.layers]
        inputs, classes = len(self.inputs), len(self.classes)
        rule = _classifier(self.classifier).of_layers(inputs, classes, shapes)
        refuse_other_shapes(rule, shapes)
        return rule

    def validate(self) -> None:
        """Check that the layers fit each other, the inputs and the classes.

        A network may have any activation in each hidden layer, and a step (K > 2: linear scores)
        at its end: such weights can predict, even if they cannot be trained any further.

        Raises:
            ValueError: they do not fit; the message says where.
        """
        _classifier(self.classifier)
        if len(self.classes) < 2:
            raise ValueError("classes has one name: expected two or more")
        if not self.layers:
            raise ValueError("layers is empty: expected one or more")
        expected, of = len(self.inputs), "input"
        for i, layer in enumerate(self.layers):
            if layer.shape.inputs != expected:
                raise ValueError(
                    f"layers[{i}].weights has rows of {layer.shape.inputs}: expected {expected}, "
                    f"one for each {of}"
                )
            expected, of = layer.shape.outputs, f"output of layers[{i}]"
        shapes = [layer.shape for layer in self.layers]
        _classifier(self.classifier).refuse_layers(len(self.inputs), len(self.classes), shapes)

    def scores(self, x: Floats) -> Floats:
        """Return the scores z (points, outputs) of raw x (points, inputs)."""
        x = self.scaled(x)
        if len(self.layers) == 1:
            return self.rule().scores(self.theta, x)
        scores = np.empty((len(x), self.layers[-1].shape.outputs))
        for start in range(0, len(x), CHUNK):
            part = slice(start, start + CHUNK)
            scores[part] = forward(self.layers, x[part], decides=True)[-1].T
        return scores

    def scaled(self, x: Floats) -> Floats:
        """Return what the first layer takes in at raw x (points, inputs)."""
        return x if self.scaling is None else self.scaling.apply(x)

    def probabilities_of(self, scores: Floats) -> Floats | None:
        """Return the probabilities (points, classes) of scores; None if the outputs are none."""
        if not ACTIVATIONS[self.layers[-1].activation].gives_probabilities:
            return None
        return self._output().probabilities_of(scores)

    def classes_of(self, scores: Floats) -> Integers:
        """Return the predicted classes (points,): 1 if z >= 0 of two, else the first largest."""
        return self._output().classes_of(scores)

    def _output(self) -> Classifier:
        """Return what turns scores into probabilities and classes, alike for every classifier."""
        return CLASSIFIERS["logistic"](len(self.inputs), len(self.classes))

    def verify(self) -> None:
        """Recompute the checksum and the scores of the check.

        Raises:
            ValueError: the checksum differs, or a score by more than rounding explains.
        """
        if self.check is None:
            return
        if self.check.checksum and self.check.checksum != self.checksum:
            raise ValueError(
                "check.checksum is not that of layers: their numbers were changed since the file "
                "was written; if that was meant, take check out, and the file opens"
            )
        if not len(self.check.points):
            return
        found = forward(self.layers, self.scaled(self.check.points))[-1].T
        allowed = TOLERANCE * np.maximum(1.0, self.magnitudes(self.check.points))
        with np.errstate(invalid="ignore", over="ignore"):
            close = np.abs(found - self.check.scores) <= allowed[:, np.newaxis]
        wrong = ~(close & np.isfinite(found))
        if wrong.any():
            point, output = (int(i) for i in np.argwhere(wrong)[0])
            raise ValueError(
                f"check.scores[{point}][{output}] is {float(self.check.scores[point, output])!r}, "
                f"but the weights give {float(found[point, output])!r}: the file was changed or "
                "damaged; if that was meant, take check out, and the file opens"
            )

    def magnitudes(self, x: Floats) -> Floats:
        """Return the sum of |w a| + |b| over all units of all layers at x (points, inputs)."""
        total = np.zeros(len(x))
        with np.errstate(invalid="ignore", over="ignore"):
            scaled = self.scaled(x)
            a: AnyFloats = scaled.T
            for layer, z in zip(self.layers, forward(self.layers, scaled), strict=True):
                total += (np.abs(layer.weights) @ np.abs(a)).sum(axis=0)
                total += np.abs(layer.biases).sum()
                a = activate(layer.activation, z)
        return total


def _classifier(name: str) -> type[Classifier]:
    if name not in CLASSIFIERS:
        raise ValueError(f"classifier {name!r}: expected one of {', '.join(CLASSIFIERS)}")
    return CLASSIFIERS[name]
