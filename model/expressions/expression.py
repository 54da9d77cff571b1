"""Quantities (numbers with a symbol), and expression trees over them that know their value."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

import numpy as np

from model.arrays import Floats
from model.expressions.notation import share_symbol


@dataclass(frozen=True)
class About:
    """The part of a classifier that a number belongs to; a diagram lights it up.

    If all are None, the number is a setting, which no diagram shows.

    Attributes:
        layer: the index of the layer; None, with an ``input``, for an input of the classifier.
        unit: the index of the unit in its layer.
        input: the index of the unit's input; the index after the last input is the bias.
    """

    layer: int | None = None
    unit: int | None = None
    input: int | None = None


SETTING = About()


@dataclass(frozen=True, eq=False)
class Quantity:
    """A number with a symbol: given, or the result of an equation."""

    symbol: str
    value: float
    about: About = SETTING


@dataclass(frozen=True, eq=False)
class Sum:
    """Terms added from left to right, as in a perceptron's engine."""

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
    """The negative of a term."""

    term: "Expression"

    @property
    def value(self) -> float:
        """The negated value."""
        return -self.term.value


@dataclass(frozen=True, eq=False)
class Product:
    """Factors multiplied from left to right."""

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
    """One expression divided by another that is not 0."""

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
    """A quantity below 1 raised to a count."""

    base: Quantity
    exponent: Quantity

    @property
    def value(self) -> float:
        """The power."""
        return float(self.base.value**self.exponent.value)


@dataclass(frozen=True)
class Function:
    """A function of one or more numbers.

    ``name`` is written before the bracket, ``between`` between the arguments.
    """

    name: str
    compute: Callable[..., float]
    between: str = ", "


@dataclass(frozen=True, eq=False)
class Call:
    """A function applied to expressions."""

    function: Function
    arguments: tuple["Expression", ...]

    @property
    def value(self) -> float:
        """The value of the function."""
        return self.function.compute(*(argument.value for argument in self.arguments))


@dataclass(frozen=True, eq=False)
class Mean:
    """The mean of delta times input over a batch; both are (points,) and read-only."""

    parameter: Quantity
    deltas: Floats
    inputs: Floats

    @property
    def shares(self) -> Floats:
        """The gradient of each single point, (points,)."""
        with np.errstate(all="ignore"):
            return np.asarray(self.deltas * self.inputs)

    @cached_property
    def named_shares(self) -> tuple[Quantity, ...]:
        """The gradient of each single point, with its symbol."""
        symbol, about = self.parameter.symbol, self.parameter.about
        return tuple(
            Quantity(share_symbol(symbol, point), share, about)
            for point, share in enumerate(self.shares.tolist())
        )

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
    return float(np.max(values))  # unlike max, it propagates nan


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
