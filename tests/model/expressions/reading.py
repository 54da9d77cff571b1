"""Equations read as a person with a calculator reads them: from their text alone."""

import math
import re
from collections.abc import Callable
from decimal import Decimal, localcontext

NUMBER = re.compile(r"\d+(?:\.\d+)?(?:e−?\d+)?")
NAMES = {
    "−ln σ": "minus_ln_sigmoid",
    "relu′": "slope_of_relu",
    "e^(": "exp(",
    "√": "root",
    "σ": "sigmoid",
}


def _of_floats(function: Callable[..., float]) -> Callable[..., Decimal]:
    return lambda *numbers: Decimal(function(*map(float, numbers)))


def _sigmoid(z: float) -> float:
    return 1 / (1 + math.exp(-z)) if z > -700 else math.exp(z)


FUNCTIONS: dict[str, Callable[..., Decimal]] = {
    "step": _of_floats(lambda z: float(z >= 0)),
    "sigmoid": _of_floats(_sigmoid),
    "tanh": _of_floats(math.tanh),
    "max": _of_floats(max),
    "min": _of_floats(min),
    "argmax": _of_floats(lambda *numbers: float(numbers.index(max(numbers)))),
    "exp": _of_floats(math.exp),
    "root": _of_floats(math.sqrt),
    "minus_ln_sigmoid": _of_floats(lambda z: max(-z, 0.0) + math.log1p(math.exp(-abs(z)))),
    "slope_of_relu": _of_floats(lambda h: float(h > 0)),
    "ln": lambda number: number.ln(),
    "D": Decimal,
}


def recomputed(right: str) -> Decimal:
    """Return what the right side of a shown equation comes to, computed to 60 digits."""
    code = right
    for name, called in NAMES.items():
        code = code.replace(name, called)
    code = NUMBER.sub(lambda found: f'D("{found[0].replace("−", "-")}")', code)
    for sign, operator in (("−", "-"), ("·", "*"), ("²", "**2"), ("^", "**")):
        code = code.replace(sign, operator)
    with localcontext() as context:
        context.prec = 60
        found = eval(code, {"__builtins__": {}, **FUNCTIONS})
    return Decimal(found)


def half_a_unit(figure: str) -> Decimal:
    """Return half a unit in the last place of a shown number."""
    number = Decimal(figure.replace("−", "-"))
    exponent = number.as_tuple().exponent
    assert isinstance(exponent, int)
    return Decimal(1).scaleb(exponent) / 2


def balances(row: str) -> bool:
    """Return whether an equation holds at the digits that it shows: 5.924e−6 = 1 − 0.999994076."""
    left, _, right = row.partition(" = ")
    left = left.strip()
    shown = Decimal(left.replace("−", "-"))
    return abs(recomputed(right) - shown) <= half_a_unit(left)
