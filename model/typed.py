"""Numbers as a person types them, in the fields of the window and on the command line."""

import math
import re
import sys

from model.errors import shown

SMALLEST, LARGEST = math.ulp(0.0), sys.float_info.max  # the range of finite numbers above 0
MINUS = "\N{MINUS SIGN}"  # as in numbers that are shown
TOO_CLOSE = "too close to 0 to be told from it"
_NUMBER = re.compile(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?")
_DIGITS = re.compile(r"\+?[0-9]+")
_GROUPED = re.compile(r"[+-]?[0-9]{1,3}(,[0-9]{3})+")


def read_number(
    text: str, expected: str, lowest: float = -LARGEST, highest: float = LARGEST, unit: str = ""
) -> float:
    """Read a number from ``lowest`` to ``highest``, with blanks or a ``unit`` around it.

    Raises:
        ValueError: it is no such number; the message says what was ``expected``.
    """
    typed = _plain(text, unit)
    if not _NUMBER.fullmatch(typed):
        comma = _NUMBER.fullmatch(typed.replace(",", ".", 1))
        raise _refusal(text, expected, "use a point, not a comma" if comma else "")
    number = float(typed) + 0.0  # no -0
    if is_lost(typed, number):
        raise _refusal(text, expected, TOO_CLOSE)
    if not lowest <= number <= highest:
        raise _refusal(text, expected)
    return number


def is_lost(text: str, number: float) -> bool:
    """Return whether a text of a number other than 0, such as 1e-400, was read as 0."""
    return number == 0 and any(digit in "123456789" for digit in re.split("[eE]", text)[0])


def read_whole(text: str, expected: str, lowest: int, highest: int) -> int:
    """Read a whole number from ``lowest`` to ``highest``, such as 40 or 4e1.

    Raises:
        ValueError: it is no such number; the message says what was ``expected``.
    """
    typed = _plain(text)
    if _GROUPED.fullmatch(typed):
        raise _refusal(text, expected, "leave out the comma")
    number = read_number(text, expected)
    if not number.is_integer():
        raise _refusal(text, expected)
    # A float has too few digits for the largest.
    whole = int(typed) if _DIGITS.fullmatch(typed) else int(number)
    if not lowest <= whole <= highest:
        raise _refusal(text, expected)
    return whole


def _plain(text: str, unit: str = "") -> str:
    return text.strip().removesuffix(unit).rstrip().replace(MINUS, "-")


def _refusal(text: str, expected: str, advice: str = "") -> ValueError:
    return ValueError(f"{shown(text)}: {f'{advice}; ' if advice else ''}expected {expected}")
