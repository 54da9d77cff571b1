"""Numbers with a symbol, and small trees of what is computed from them; a tree knows its value."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from model.arrays import Floats


@dataclass(frozen=True)
class About:
    """The part of the classifier that a number belongs to, so that a diagram can light it up.

    ``layer`` counts as ``Classifier.layers`` does; None with an ``input`` is that input of the
    classifier. ``unit`` counts within its layer. ``input`` counts what the unit takes in, from 0,
    and the one after the last is its bias. All None: a setting, which no diagram shows.
    """

    layer: int | None = None
    unit: int | None = None
    input: int | None = None


SETTING = About()


@dataclass(frozen=True, eq=False)
class Quantity:
    """A number that has a symbol: given, or the result of an equation."""

    symbol: str
    value: float
    about: About = SETTING


@dataclass(frozen=True, eq=False)
class Sum:
    """Terms added up from the left, as a perceptron's engine does."""

    terms: tuple["Expression", ...]

    @property
    def value(self) -> float:
        """The sum."""
        first, *rest = self.terms
        total = first.value
        for term in rest:
            total += term.value
        return total


@dataclass(frozen=True, eq=False)
class Minus:
    """A term with the other sign."""

    term: "Expression"

    @property
    def value(self) -> float:
        """Minus the term."""
        return -self.term.value


@dataclass(frozen=True, eq=False)
class Product:
    """Factors multiplied from the left."""

    factors: tuple["Expression", ...]

    @property
    def value(self) -> float:
        """The product."""
        first, *rest = self.factors
        product = first.value
        for factor in rest:
            product *= factor.value
        return product


@dataclass(frozen=True, eq=False)
class Quotient:
    """One thing over another that is not 0."""

    top: "Expression"
    bottom: "Expression"

    @property
    def value(self) -> float:
        """The quotient."""
        return self.top.value / self.bottom.value


@dataclass(frozen=True, eq=False)
class Square:
    """A quantity squared."""

    base: Quantity

    @property
    def value(self) -> float:
        """The square."""
        return self.base.value * self.base.value


@dataclass(frozen=True, eq=False)
class Power:
    """A quantity below 1 to the power of a count."""

    base: Quantity
    exponent: Quantity

    @property
    def value(self) -> float:
        """The power."""
        return float(self.base.value**self.exponent.value)


@dataclass(frozen=True)
class Function:
    """A function of one or more numbers, as it is written before its bracket."""

    name: str
    of: Callable[..., float]
    between: str = ", "


@dataclass(frozen=True, eq=False)
class Call:
    """A function of some expressions."""

    function: Function
    arguments: tuple["Expression", ...]

    @property
    def value(self) -> float:
        """What the function gives."""
        return self.function.of(*(argument.value for argument in self.arguments))


@dataclass(frozen=True, eq=False)
class Mean:
    """The mean over the points of a batch of delta times input; both (points,) and read-only."""

    parameter: Quantity
    deltas: Floats
    inputs: Floats

    @property
    def shares(self) -> Floats:
        """The gradient of every point alone, (points,)."""
        with np.errstate(all="ignore"):
            return np.asarray(self.deltas * self.inputs)

    @property
    def value(self) -> float:
        """The mean of the shares."""
        with np.errstate(all="ignore"):
            return float(self.deltas @ self.inputs) / len(self.deltas)


Expression: TypeAlias = Quantity | Sum | Minus | Product | Quotient | Square | Power | Call | Mean

ZERO = Quantity("0", 0.0)
ONE = Quantity("1", 1.0)
HALF = Quantity("½", 0.5)


def _largest(*values: float) -> float:
    return float(np.max(values))  # unlike max, it gives nan where one is nan


def _smallest(*values: float) -> float:
    return float(np.min(values))


def _first_largest(*values: float) -> float:
    return float(np.argmax(values))


def _exp(exponent: float) -> float:
    return math.exp(exponent)


def _sqrt(value: float) -> float:
    return math.sqrt(value)


LARGEST = Function("max", _largest)
SMALLEST = Function("min", _smallest)
FIRST_LARGEST = Function("argmax", _first_largest)
EXP = Function("e^", _exp)
ROOT = Function("√", _sqrt)
