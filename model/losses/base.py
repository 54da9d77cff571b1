"""What a loss is: the error function that training makes small.

Scores z are (outputs, points): one output for two classes, K for K > 2. Wanted are of the same
shape, 0 or 1. Labels are (points,) integers.
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

OUTPUT_OF_TWO, OUTPUT_OF_MANY = "sigmoid", "softmax"  # what makes probabilities of scores


@dataclass(frozen=True)
class ErrorFunction:
    """What there is to say of an error function, whether it is descended or only looked at.

    Attributes:
        name: the key of its figure.
        title: what it is called.
        formula: the formula in symbols.
        sentence: what it means.
        missing: why its figure is not a number, where it is none.
    """

    name: str
    title: str
    formula: str
    sentence: str
    missing: str = "No points, or scores beyond all bounds."


@dataclass(frozen=True, eq=False)
class Answer:
    """What a classifier said of one point, as quantities of its forward pass.

    ``outputs`` are empty where the largest score alone decides, and so are ``errors``, y − ŷ of
    every output. ``layered`` is there where the outputs came of all scores together.
    """

    label: int
    scores: tuple[Quantity, ...]
    outputs: tuple[Quantity, ...]
    errors: tuple[Quantity, ...]
    layered: Layered | None
    about: About

    @property
    def right_score(self) -> Quantity:
        """The score of the point's own class, of two classes that of class 1."""
        return self.scores[self.label if len(self.scores) > 1 else 0]


class Loss(ABC):
    """An error function of every point, its slope by the score, and how both are shown.

    Attributes:
        name: what files and the command equation call it.
        title: what a sentence calls it.
        measure: the key of its figure, the mean over the points; "" where it has none.
    """

    name: ClassVar[str]
    title: ClassVar[str]
    measure: ClassVar[str] = ""

    @property
    def mean_title(self) -> str:
        """What its mean over the points is called."""
        return f"mean {self.title}"

    @abstractmethod
    def of_points(self, z: Floats, labels: Integers) -> Floats:
        """The loss of every point, (points,), from the scores z (outputs, points)."""

    def write_slope(
        self, z: AnyFloats, wanted: AnyFloats, out: AnyFloats, scratch: AnyFloats
    ) -> None:
        """Write dE/dz into ``out``; z and ``scratch`` are overwritten. All are (outputs, points).

        Raises:
            ValueError: the loss has no slope to descend.
        """
        raise ValueError(f"{self.name} has no slope to descend")

    @abstractmethod
    def error_functions(self, classes: int) -> tuple[ErrorFunction, ...]:
        """What there is to say of its figures, for so many classes."""

    def figures(self, losses: Floats) -> Mapping[str, Figure]:
        """The figures of points with these losses (points,), each under its key."""
        return {self.measure: mean(losses)}

    def course(self, mean_loss: float) -> Mapping[str, float]:
        """The figures that follow from the mean alone, each up to a constant factor."""
        return {self.measure: mean_loss}

    def shown(self, answer: Answer) -> Expression | None:
        """The loss of one point, as an equation shows it; None where it is not shown."""
        return None

    def slopes_prepared(self, answer: Answer) -> tuple[Equation, ...]:
        """Equations that come before those of ``slopes_shown``, which then go on from them."""
        return ()

    def slopes_shown(
        self, answer: Answer, prepared: tuple[Equation, ...]
    ) -> tuple[Expression, ...] | None:
        """δ = dE/dz of every output, as equations show it; None where it is not shown."""
        return None


def mean(losses: Floats) -> float:
    """The mean of losses (points,), nan without points."""
    return float(losses.mean()) if len(losses) else float("nan")


def wanted_of(labels: Integers, outputs: int) -> Floats:
    """The labels as (outputs, points): y itself for one output, one-hot for more."""
    if outputs == 1:
        return np.asarray(labels[np.newaxis, :], dtype=np.float64)
    return np.asarray(np.arange(outputs)[:, np.newaxis] == labels, dtype=np.float64)


def probabilities(z: AnyFloats) -> AnyFloats:
    """σ of one score, softmax of more: (outputs, points), with z as it was."""
    return activate(OUTPUT_OF_TWO if len(z) == 1 else OUTPUT_OF_MANY, z)


def into_probabilities(z: AnyFloats) -> None:
    """Write σ of one score, softmax of more, over z (outputs, points)."""
    ACTIVATIONS[OUTPUT_OF_TWO if len(z) == 1 else OUTPUT_OF_MANY].value(z, z)
