"""What an activation is.

Units lie along the first axis, points along the second: z is (units, points). Functions write into
``out``, which may be ``z`` itself; slopes are taken from the activation's own value a and are
multiplied into ``delta`` in place, so that training allocates nothing.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from typing import ClassVar, NamedTuple

import numpy as np

from model.arrays import AnyFloats, Floats
from model.expressions.equations import Equation
from model.expressions.expression import Expression, Quantity


class Layered(NamedTuple):
    """How all units of a layer come to their outputs together, in equations.

    ``top`` is the largest score and ``powers`` are e^(z − top), which a loss may go on from.
    """

    title: str
    equations: tuple[Equation, ...]
    top: Quantity
    powers: tuple[Quantity, ...]
    outputs: tuple[Quantity, ...]


class Activation(ABC):
    """An activation function f, its slope, and how both are shown.

    Attributes:
        name: what files and the command equation call it.
        formula: f(z) in symbols.
        on_units: whether the units of a hidden layer can have it.
        has_slope: whether gradient descent can go through it.
        is_linear: whether f(z) is z.
        jumps: whether f leaps from one value to another.
        gives_probabilities: whether its values are probabilities of classes.
        bounds: the least and the greatest value, None where there are none.
        source: f as NumPy source, of an expression put in for ``{z}``.
        helper: the source of a function that ``source`` calls, if it calls one.
        word: what a diagram writes where f has no graph of a single score.
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
        """What the window calls it."""
        return self.name

    @abstractmethod
    def value(self, z: AnyFloats, out: AnyFloats) -> None:
        """Write f(z) into ``out``."""

    def times_slope(self, a: AnyFloats, delta: AnyFloats, scratch: AnyFloats) -> None:
        """Multiply ``delta`` by f′(z), where a = f(z); ``scratch`` is overwritten.

        Raises:
            ValueError: the activation has no slope.
        """
        raise ValueError(f"{self.name} has no slope")

    @abstractmethod
    def shown(self, score: Quantity) -> Expression:
        """f of a score, as an equation shows it."""

    def slope_shown(self, h: Quantity) -> Expression | None:
        """f′(z) from h = f(z); None where it is 1, or where there is no slope."""
        return None

    def of_layer(
        self, scores: Sequence[Quantity], symbol: Callable[[str, int], str]
    ) -> Layered | None:
        """What a layer's units say together; None where each looks at its own score alone.

        ``symbol(letter, unit)`` names a number of a unit.
        """
        return None

    def initial(self, rng: np.random.Generator, outputs: int, inputs: int) -> Floats:
        """Starting weights, (outputs, inputs): Glorot and Bengio's uniform ones (2010)."""
        limit = (6 / (inputs + outputs)) ** 0.5
        return rng.uniform(-limit, limit, (outputs, inputs))
