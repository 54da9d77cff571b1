"""How many digits an equation shows, so that it balances at the digits that it shows."""

import math
from collections.abc import Iterator
from decimal import Context, Decimal, localcontext
from typing import NamedTuple

from model.expressions.equations import Equation
from model.expressions.expression import (
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
from model.expressions.figures import DIGITS, figure, shown_value

MOST = 30  # digits: what still does not balance was rounded by the engine itself
PRECISION = Context(prec=60)


class Digits(NamedTuple):
    """The significant digits of an equation's result and of the quantities on its right.

    ``balances`` is False where no digits will do: numbers beyond all bounds, or a result that is no
    larger than what the engine rounded away.
    """

    result: int
    operands: int
    balances: bool = True


def balanced(equation: Equation, least: int = DIGITS) -> Digits:
    """Return the fewest digits at which an equation balances.

    Recomputed from the figures on its right it gives the figure of its result, within half a unit
    in the last place. The result has ``least`` digits, and fewer only where rounding inside the
    engine leaves no more; its operands have as many as that takes, but no fewer than four.
    """
    expression = equation.expression
    assert expression is not None
    numbers = (equation.result, *quantities(expression))
    if not all(math.isfinite(number.value) for number in numbers):
        return Digits(least, DIGITS)  # there is nothing to recompute
    with localcontext(PRECISION):
        for result in range(least, 0, -1):
            operands = _operands(expression, *_shown(equation.result, result))
            if operands is not None:
                return Digits(result, operands)
    return Digits(least, DIGITS, balances=False)


def _operands(expression: Expression, shown: Decimal, half: Decimal) -> int | None:
    """Return the digits with which an expression comes out at a number, or None."""
    for digits in range(DIGITS, MOST + 1):
        try:
            if abs(_recomputed(expression, digits) - shown) <= half:
                return digits
        except ArithmeticError:
            return None
        if all(Decimal(q.value) == rounded(q, digits) for q in quantities(expression)):
            return None
    return None


def _shown(result: Quantity, digits: int) -> tuple[Decimal, Decimal]:
    """Return a result as it is shown, and half a unit in its last place."""
    shown = rounded(result, digits)
    last = shown.as_tuple().exponent
    assert isinstance(last, int)
    # The digits that an exact figure leaves out count, and so do those before a decimal point.
    return shown, Decimal(1).scaleb(min(last, shown.adjusted() - digits + 1)) / 2


def quantities(expression: Expression) -> Iterator[Quantity]:
    """Yield the quantities of an expression, from the left."""
    match expression:
        case Quantity():
            yield expression
        case Sum(parts) | Product(parts) | Call(_, parts):
            for part in parts:
                yield from quantities(part)
        case Minus(part) | Square(part):
            yield from quantities(part)
        case Quotient(top, bottom) | Power(top, bottom):
            yield from quantities(top)
            yield from quantities(bottom)
        case Mean():
            yield from expression.named_shares


def rounded(quantity: Quantity, digits: int) -> Decimal:
    """Return a quantity as it is shown with so many digits."""
    return shown_value(figure(quantity.value, digits))


def _recomputed(expression: Expression, digits: int) -> Decimal:
    """Return the value of an expression, computed from the figures that it shows."""

    def number(part: Expression) -> Decimal:
        return _recomputed(part, digits)

    match expression:
        case Quantity():
            found = rounded(expression, digits)
        case Sum(terms):
            found = sum(map(number, terms), Decimal(0))
        case Minus(term):
            found = -number(term)
        case Product(factors):
            found = math.prod(map(number, factors), start=Decimal(1))
        case Quotient(top, bottom):
            found = number(top) / number(bottom)
        case Square(base):
            found = number(base) ** 2
        case Power(base, exponent):
            found = number(base) ** number(exponent)
        case Call(function, arguments):
            found = Decimal(function.compute(*map(float, map(number, arguments))))
        case Mean():
            shares = expression.named_shares
            found = sum(map(number, shares), Decimal(0)) / len(shares)
    return found
