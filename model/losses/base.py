"""What a loss is: the error function that training makes small.

Scores z are (outputs, points): one output for two classes, K for K > 2. Targets have the same
shape and are 0 or 1. Labels are (points,) integers.
"""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, TypeAlias

import numpy as np

from model.activations import ACTIVATIONS, activate
from model.activations.base import Layered
from model.arrays import AnyFloats, Floats, Integers
from model.expressions.equations import Equation
from model.expressions.expression import About, Expression, Quantity
from model.losses.likelihood import Likelihood

Figure: TypeAlias = float | Likelihood

OUTPUT_OF_TWO, OUTPUT_OF_MANY = "sigmoid", "softmax"  # turn scores into probabilities


@dataclass(frozen=True)
class ErrorFunction:
    """The description of an error function, whether training descends it or not.

    Attributes:
        name: the key of its figure.
        title: its name in the window.
        formula: its formula in symbols.
        sentence: its meaning in one sentence.
        missing: the reason shown when its figure is not a number.
    """

    name: str
    title: str
    formula: str
    sentence: str
    missing: str = "No points, or scores beyond all bounds."


@dataclass(frozen=True, eq=False)
class Answer:
    """The answer of a classifier to one point, as quantities of its forward pass.

    Attributes:
        label: the label of the point.
        scores: the scores of the last layer.
        outputs: the outputs; empty if the largest score alone decides.
        targets: y of every output; empty if there are no outputs.
        errors: y − ŷ of every output; empty if there are no outputs.
        layered: the equations of the last activation if it needs all scores, else None.
        about: the last layer.
    """

    label: int
    scores: tuple[Quantity, ...]
    outputs: tuple[Quantity, ...]
    targets: tuple[Quantity, ...]
    errors: tuple[Quantity, ...]
    layered: Layered | None
    about: About

    @property
    def right_score(self) -> Quantity:
        """The score of the point's own class; for two classes the score of class 1."""
        return self.scores[self.label if len(self.scores) > 1 else 0]


class Loss(ABC):
    """An error function of one point, its slope by the score, and the equations of both.

    Attributes:
        name: its name in files and on the command line.
        title: its name in sentences.
        measure: the key of its figure, the mean over the points; "" if it has none.
        slope_is_error: whether dE/dz is ŷ − y, so that weights move by α(y − ŷ)x.
    """

    name: ClassVar[str]
    title: ClassVar[str]
    measure: ClassVar[str] = ""
    slope_is_error: ClassVar[bool] = False

    @property
    def mean_title(self) -> str:
        """The name of its mean over the points."""
        return f"mean {self.title}"

    @abstractmethod
    def of_points(self, z: Floats, labels: Integers) -> Floats:
        """Return the loss of every point, (points,), from the scores z (outputs, points)."""

    def write_slope(
        self, z: AnyFloats, targets: AnyFloats, out: AnyFloats, scratch: AnyFloats
    ) -> None:
        """Write dE/dz into ``out``; overwrite z and ``scratch``. All are (outputs, points).

        Raises:
            ValueError: the loss has no slope to descend.
        """
        raise ValueError(f"{self.name} has no slope to descend")

    @abstractmethod
    def error_functions(self, classes: int) -> tuple[ErrorFunction, ...]:
        """Return the descriptions of its figures, for this number of classes."""

    def figures(self, losses: Floats) -> Mapping[str, Figure]:
        """Return its figures, by key, for points with these losses (points,)."""
        return {self.measure: mean(losses)}

    def course(self, mean_loss: float) -> Mapping[str, float]:
        """Return the figures that follow from the mean loss, each up to a constant factor."""
        return {self.measure: mean_loss}

    def shown(self, answer: Answer) -> Expression | None:
        """Return the loss of one point as an expression; None if it has no equation."""
        return None

    def safely_shown(self, answer: Answer) -> Expression | None:
        """Return the expression that is computed in place of the formula, or None."""
        return None

    def slopes_prepared(self, answer: Answer) -> tuple[Equation, ...]:
        """Return the equations that ``slopes_shown`` builds on."""
        return ()

    def slopes_shown(
        self, answer: Answer, prepared: tuple[Equation, ...]
    ) -> tuple[Expression, ...] | None:
        """Return δ = dE/dz of every output as expressions; None if there are no equations."""
        return None


def mean(losses: Floats) -> float:
    """Return the mean of losses (points,); nan without points."""
    return float(losses.mean()) if len(losses) else float("nan")


def targets_of(labels: Integers, outputs: int) -> Floats:
    """Return labels (points,) as targets (outputs, points): y for one output, else one-hot."""
    if outputs == 1:
        return np.asarray(labels[np.newaxis, :], dtype=np.float64)
    return np.asarray(np.arange(outputs)[:, np.newaxis] == labels, dtype=np.float64)


def probabilities(z: AnyFloats) -> AnyFloats:
    """Return σ of one score or softmax of more, (outputs, points); z is not changed."""
    return activate(OUTPUT_OF_TWO if len(z) == 1 else OUTPUT_OF_MANY, z)


def into_probabilities(z: AnyFloats) -> None:
    """Replace z (outputs, points) by σ of one score or softmax of more."""
    ACTIVATIONS[OUTPUT_OF_TWO if len(z) == 1 else OUTPUT_OF_MANY].value(z, z)
