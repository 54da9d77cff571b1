"""An equation as a row of cells, each a symbol above its figure."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import chain

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
from model.expressions.figures import apart, figure
from model.expressions.notation import share_symbol

LISTED_SHARES = 12


@dataclass(frozen=True)
class Cell:
    """One column of an equation.

    Attributes:
        symbol: the upper text.
        figure: the lower text. The minus of a value may be in the cell before: + b above − 18.
        value: the number, None for a sign or words.
        about: the part of the classifier that the number belongs to.
        point: the index in its batch of the point whose share this is, else None.
    """

    symbol: str
    figure: str
    value: float | None = None
    about: About | None = None
    point: int | None = None


def cells(equation: Equation) -> tuple[Cell, ...]:
    """Return the cells of an equation, the result first. Signs between terms have spaces around."""
    result = _quantity(equation.result)
    if equation.expression is None:
        return (result,)
    equals = Cell(" ← ", " = ") if equation.becomes else _sign(" = ")
    found = _cells(equation.expression)
    start = _start(equation.expression)
    if start is not None and start.about == equation.about and start.about.input is not None:
        # A small change must show in the figures before and after.
        before, after = apart(start.value, equation.result.value)
        place = next(at for at, cell in enumerate(found) if cell.symbol == start.symbol)
        found[place] = replace(found[place], figure=before)
        result = replace(result, figure=after)
    return (result, equals, *found)


def _start(expression: Expression) -> Quantity | None:
    """Return the first term of a sum, or of a sum inside a function, if it is a quantity."""
    if isinstance(expression, Call):
        expression = expression.arguments[-1]
    first = expression.terms[0] if isinstance(expression, Sum) else None
    return first if isinstance(first, Quantity) else None


def _sign(text: str) -> Cell:
    return Cell(text, text)


def _quantity(quantity: Quantity) -> Cell:
    return Cell(quantity.symbol, figure(quantity.value), quantity.value, quantity.about)


def _cells(expression: Expression) -> list[Cell]:
    match expression:
        case Quantity():
            found = [_quantity(expression)]
        case Sum(terms):
            found = [*_cells(terms[0]), *chain.from_iterable(map(_added, terms[1:]))]
        case Minus(term):
            found = [_sign("−"), *_guarded(_factor(term))]
        case Product(factors):
            first, *others = map(_factor, factors)
            found = _joined("·", [first, *map(_guarded, others)])
        case Quotient(top, bottom):
            whole = isinstance(bottom, Quantity)
            below = _guarded(_cells(bottom)) if whole else _bracketed(_cells(bottom))
            found = [*_factor(top), _sign("/"), *below]
        case Square(base):
            inner = _cells(base)
            is_fraction = any("/" in cell.symbol for cell in inner)  # as in (∂E/∂w)²
            found = [*(_bracketed(inner) if is_fraction else _guarded(inner)), _sign("²")]
        case Power(base, exponent):
            found = [*_guarded(_cells(base)), _sign("^"), *_guarded(_cells(exponent))]
        case Call(function, arguments):
            within = _joined(function.between, map(_cells, arguments))
            found = [_sign(function.name), *_bracketed(within)]
        case Mean():
            found = _mean(expression)
    return found


def _added(term: Expression) -> list[Cell]:
    """Return the cells of a further term of a sum, sign first: − 18, not + −18."""
    if isinstance(term, Minus):
        return [_sign(" − "), *_guarded(_factor(term.term))]
    first, *others = _cells(term)
    if first.value is not None and first.figure.startswith("−"):
        return [Cell(" + ", " − "), replace(first, figure=first.figure[1:]), *others]
    return [_sign(" + "), first, *others]


def _factor(expression: Expression) -> list[Cell]:
    inner = _cells(expression)
    return _bracketed(inner) if isinstance(expression, Sum) else inner


def _guarded(inner: list[Cell]) -> list[Cell]:
    """Put brackets around a leading negative figure, since a sign precedes it."""
    first, *others = inner
    if first.value is None or not first.figure.startswith("−"):
        return inner
    return [replace(first, figure=f"({first.figure})"), *others]


def _bracketed(inner: list[Cell]) -> list[Cell]:
    return [_sign("("), *inner, _sign(")")]


def _joined(sign: str, parts: Iterable[list[Cell]]) -> list[Cell]:
    first, *others = parts
    return [*first, *chain.from_iterable([_sign(sign), *part] for part in others)]


def _mean(mean: Mean) -> list[Cell]:
    """Return the cells of the points' shares, or, of many points, their number."""
    count = len(mean.deltas)
    if count > LISTED_SHARES:
        return [_sign(f"mean over {count} points")]
    symbol = mean.parameter.symbol
    parts = [
        Quantity(share_symbol(symbol, point), share, mean.parameter.about)
        for point, share in enumerate(mean.shares.tolist())
    ]
    points = iter(range(count))
    shares = [
        cell if cell.value is None else replace(cell, point=next(points))
        for cell in _cells(Sum(tuple(parts)))
    ]
    return [*_bracketed(shares), _sign("/"), _sign(str(count))]
