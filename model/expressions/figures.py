"""How a number is written in an equation."""

import math
from collections.abc import Sequence
from decimal import Decimal

from model.expressions.expression import Quantity

DIGITS = 4
ALL_DIGITS = 17  # enough to tell any two floats apart
FEW = 4


def figure(value: float, digits: int = DIGITS) -> str:
    """Write a number with at most ``digits`` significant digits: 2.6, −0.1192, 1e−9, ∞, nan.

    Trailing zeros are dropped if the figure is exact, and kept if it is rounded: 1.000.
    """
    if math.isnan(value):
        return "nan"
    if math.isinf(value):
        return "∞" if value > 0 else "−∞"
    if value == 0:
        return "0"
    mantissa, _, power = f"{value:.{digits - 1}e}".partition("e")
    if -4 <= int(power) < 6:
        text = f"{value:.{max(digits - 1 - int(power), 0)}f}"
        short = _without_zeros(text)
        shown = short if float(short) == value else text
    else:
        short = _without_zeros(mantissa)
        shown = f"{short if float(f'{short}e{power}') == value else mantissa}e{int(power)}"
    return shown.replace("-", "−")


def digits_apart(one: float, other: float) -> int:
    """Return how many significant digits tell two numbers apart: four, or more if it takes more."""
    digits = DIGITS
    while digits < ALL_DIGITS and _rounded(one, digits) == _rounded(other, digits) and one != other:
        digits += 1
    return digits


def apart(one: float, other: float) -> tuple[str, str]:
    """Write two numbers with four significant digits, or more if they would look equal."""
    digits = digits_apart(one, other)
    return figure(one, digits), figure(other, digits)


def shown_value(figure: str) -> Decimal:
    """Return the number that a figure says."""
    return Decimal(figure.replace("−", "-").replace("∞", "Infinity"))


def full(value: float) -> str:
    """Write a number with all digits that tell it from every other."""
    return repr(float(value)).replace("-", "−").replace("inf", "∞")


def listed(quantities: Sequence[Quantity]) -> str:
    """List the first few quantities, and how many more there are."""
    text = ", ".join(f"{one.symbol} = {figure(one.value)}" for one in quantities[:FEW])
    return text if len(quantities) <= FEW else f"{text} and {len(quantities) - FEW} more"


def _rounded(value: float, digits: int) -> float:
    return float(f"{value:.{digits - 1}e}")


def _without_zeros(text: str) -> str:
    return text.rstrip("0").rstrip(".") if "." in text else text
