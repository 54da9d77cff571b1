"""What an activation is.

Arrays of scores z are (units, points). Functions write into ``out``, which may be ``z`` itself.
Slopes are computed from the activation's value a and multiplied into ``delta`` in place, so that
training allocates nothing.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from typing import ClassVar, NamedTuple

import numpy as np

from model.arrays import AnyFloats, Floats
from model.expressions.equations import Equation
from model.expressions.expression import Expression, Quantity


class Layered(NamedTuple):
    """The equations that compute the outputs of a layer from all its scores together.

    Attributes:
        title: what the equations are called.
        equations: those of the formula; none where its numbers would leave the range of floats.
        safe: those that are computed, which stay in range.
        why: why these are computed, in one sentence.
        top: the largest score.
        powers: e^(z − top) of every score; a loss may build on both.
        outputs: the outputs.
    """

    title: str
    equations: tuple[Equation, ...]
    safe: tuple[Equation, ...]
    why: str
    top: Quantity
    powers: tuple[Quantity, ...]
    outputs: tuple[Quantity, ...]


class Activation(ABC):
    """An activation function f, its slope, and how both are shown.

    Attributes:
        name: its name in files and on the command line.
        formula: f(z) in symbols.
        on_units: whether hidden units can have it.
        has_slope: whether gradient descent can train through it.
        is_linear: whether f(z) is z.
        jumps: whether f is discontinuous.
        gives_probabilities: whether its values are probabilities of classes.
        bounds: the infimum and supremum of f, None if it is unbounded.
        source: f as NumPy source code; ``{z}`` stands for its argument.
        helper: the source code of the function that ``source`` calls, if any.
        word: the label in a diagram, for an f that is not a function of one score.
    """

    name: ClassVar[str]
    formula: ClassVar[str]
    on_units: ClassVar[bool] = True
    has_slope: ClassVar[bool] = True
    is_linear: ClassVar[bool] = False
    jumps: ClassVar[bool] = False
    gives_probabilities: ClassVar[bool] = False
    bounds: ClassVar[tuple[float, float] | None] = None
    source: ClassVar[str]
    helper: ClassVar[str] = ""
    word: ClassVar[str] = ""

    @property
    def title(self) -> str:
        """Its name in the window."""
        return self.name

    @abstractmethod
    def value(self, z: AnyFloats, out: AnyFloats) -> None:
        """Write f(z) into ``out``."""

    def times_slope(self, a: AnyFloats, delta: AnyFloats, scratch: AnyFloats) -> None:
        """Multiply ``delta`` by f′(z) in place, given a = f(z); overwrite ``scratch``.

        Raises:
            ValueError: the activation has no slope.
        """
        raise ValueError(f"{self.name} has no slope")

    @abstractmethod
    def shown(self, score: Quantity) -> Expression:
        """Return f of a score as an expression."""

    def slope_shown(self, h: Quantity) -> Expression | None:
        """Return f′(z) as an expression of h = f(z); None if it is 1 or there is no slope."""
        return None

    def of_layer(
        self, scores: Sequence[Quantity], symbol: Callable[[str, int], str]
    ) -> Layered | None:
        """Return the equations of a whole layer; None if each output depends on one score alone.

        ``symbol(letter, unit)`` returns the symbol of a quantity of a unit.
        """
        return None

    def initial(self, rng: np.random.Generator, outputs: int, inputs: int) -> Floats:
        """Draw starting weights (outputs, inputs): uniform, after Glorot and Bengio (2010)."""
        limit = (6 / (inputs + outputs)) ** 0.5
        return rng.uniform(-limit, limit, (outputs, inputs))
