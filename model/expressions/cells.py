"""An equation as a row of cells, each a symbol above its figure."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import chain

from model.expressions.balance import balanced
from model.expressions.equations import Equation
from model.expressions.expression import (
    About,
    Call,
    Expression,
    Mean,
    Minus,
    Power,
    Product,
    Quantity,
    Quotient,
    Square,
    Sum,
)
from model.expressions.figures import DIGITS, digits_apart, figure

LONGEST_CALL = 32  # characters of arguments that are not broken into columns
LISTED_SHARES, MOST_SHARES = 12, 1000  # by themselves, and when asked for


@dataclass(frozen=True)
class Cell:
    """One column of an equation.

    Attributes:
        symbol: the upper text.
        figure: the lower text. The minus of a value may be in the cell before: + b above − 18.
        value: the number, None for a sign or words.
        about: the part of the classifier that the number belongs to.
        point: the index in its batch of the point whose share this is, else None.
        before: what both texts begin with, as the name of a function and its bracket.
        after: what both texts end with, as the closing bracket.
        is_joined: whether no blanks may come between this cell and the one before.
    """

    symbol: str
    figure: str
    value: float | None = None
    about: About | None = None
    point: int | None = None
    before: str = ""
    after: str = ""
    is_joined: bool = False

    @property
    def upper(self) -> str:
        """The upper text with what it begins and ends with."""
        return f"{self.before}{self.symbol}{self.after}"

    @property
    def lower(self) -> str:
        """The lower text with what it begins and ends with."""
        return f"{self.before}{self.figure}{self.after}"


def cells(equation: Equation, lists_all: bool = False) -> tuple[Cell, ...]:
    """Return the cells of an equation, the result first. Signs between terms have spaces around.

    The figures have as many digits as it takes for the equation to balance. The mean over a batch
    lists the shares of its points if they are few, or if ``lists_all``.
    """
    result, expression = equation.result, equation.expression
    if expression is None:
        return (_quantity(result, DIGITS),)
    if isinstance(expression, Mean) and not _is_listed(expression, lists_all):
        return (_quantity(result, DIGITS), _sign(" = "), _unlisted(len(expression.deltas)))
    start, least = _start(expression), DIGITS
    if start is not None and start.about == equation.about and start.about.input is not None:
        # A small change must show in the figures before and after.
        least = digits_apart(start.value, result.value)
    digits = balanced(equation, least)
    symbol, sign = (" ← " if equation.becomes else " = "), (" = " if digits.balances else " ≈ ")
    right = _Writer(digits.operands if digits.balances else least).cells(expression)
    return (_quantity(result, digits.result), Cell(symbol, sign), *right)


def is_short(mean: Mean) -> bool:
    """Return whether the shares of a mean are few enough to be listed without being asked for."""
    return len(mean.deltas) <= LISTED_SHARES


def _is_listed(mean: Mean, lists_all: bool) -> bool:
    return is_short(mean) or (lists_all and is_listable(mean))


def is_listable(expression: Expression | None) -> bool:
    """Return whether this is a mean whose shares are listed when somebody asks for them."""
    if not isinstance(expression, Mean) or is_short(expression):
        return False
    return len(expression.deltas) <= MOST_SHARES


def _unlisted(points: int) -> Cell:
    return Cell("list them" if points <= MOST_SHARES else "", f"mean over {points} points")


def _start(expression: Expression) -> Quantity | None:
    """Return the first term of a sum, or of a sum inside a function, if it is a quantity."""
    if isinstance(expression, Call):
        expression = expression.arguments[-1]
    first = expression.terms[0] if isinstance(expression, Sum) else None
    return first if isinstance(first, Quantity) else None


def _quantity(quantity: Quantity, digits: int) -> Cell:
    return Cell(quantity.symbol, figure(quantity.value, digits), quantity.value, quantity.about)


@dataclass(frozen=True)
class _Writer:
    """Writes expressions whose quantities have so many digits."""

    digits: int

    def cells(self, expression: Expression) -> list[Cell]:
        """Return the cells of an expression, each sign a cell of its own."""
        match expression:
            case Quantity():
                found = [_quantity(expression, self.digits)]
            case Sum(terms):
                rest = chain.from_iterable(map(self._added, terms[1:]))
                found = [*self.cells(terms[0]), *rest]
            case Minus(term):
                found = [_sign("−"), *_guarded(self._factor(term))]
            case Product(factors):
                first, *others = map(self._factor, factors)
                found = _joined("·", [first, *map(_guarded, others)])
            case Quotient(top, bottom):
                below = self.cells(bottom)
                below = _guarded(below) if isinstance(bottom, Quantity) else _bracketed(below)
                found = [*self._factor(top), _sign("/"), *below]
            case Square(base):
                inner = self.cells(base)
                is_fraction = any("/" in cell.symbol for cell in inner)  # as in (∂E/∂w)²
                found = [*(_bracketed(inner) if is_fraction else _guarded(inner)), _sign("²")]
            case Power(base, exponent):
                raised = _guarded(self.cells(exponent))
                found = [*_guarded(self.cells(base)), _sign("^"), *raised]
            case Call(function, arguments):
                within = _joined(function.between, map(self.cells, arguments))
                found = _called(function.name, within)
            case Mean():
                found = self._mean(expression)
        return found

    def _added(self, term: Expression) -> list[Cell]:
        """Return the cells of a further term of a sum, sign first: − 18, not + −18."""
        if isinstance(term, Minus):
            return [_sign(" − "), *_guarded(self._factor(term.term))]
        first, *others = self.cells(term)
        if first.value is not None and first.figure.startswith("−"):
            return [Cell(" + ", " − "), replace(first, figure=first.figure[1:]), *others]
        return [_sign(" + "), first, *others]

    def _factor(self, expression: Expression) -> list[Cell]:
        inner = self.cells(expression)
        return _bracketed(inner) if isinstance(expression, Sum) else inner

    def _mean(self, mean: Mean) -> list[Cell]:
        """Return the cells of the points' shares, added up and divided by their number."""
        points = iter(range(len(mean.deltas)))
        shares = [
            cell if cell.value is None else replace(cell, point=next(points))
            for cell in self.cells(Sum(mean.named_shares))
        ]
        return [*_bracketed(shares), _sign("/"), _sign(str(len(mean.deltas)))]


def _sign(text: str) -> Cell:
    return Cell(text, text)


def _guarded(inner: list[Cell]) -> list[Cell]:
    """Put brackets around a leading negative figure, since a sign precedes it."""
    first, *others = inner
    if first.value is None or not first.figure.startswith("−"):
        return inner
    return [replace(first, figure=f"({first.figure})"), *others]


def _called(name: str, inner: list[Cell]) -> list[Cell]:
    """Put a function before its arguments; a short one is kept together.

    Blanks that align columns would read as a misprint within: step(    z).
    """
    long = max(
        len("".join(cell.upper for cell in inner)), len("".join(cell.lower for cell in inner))
    )
    if long > LONGEST_CALL:
        return [_sign(name), *_bracketed(inner)]
    first, *others = inner
    joined = [replace(cell, is_joined=True) for cell in others]
    found = [replace(first, before=f"{name}({first.before}"), *joined]
    return [*found[:-1], replace(found[-1], after=f"{found[-1].after})")]


def _bracketed(inner: list[Cell]) -> list[Cell]:
    return [_sign("("), *inner, _sign(")")]


def _joined(sign: str, parts: Iterable[list[Cell]]) -> list[Cell]:
    first, *others = parts
    return [*first, *chain.from_iterable([_sign(sign), *part] for part in others)]
