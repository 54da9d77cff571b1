"""The text of numbers and of classes."""

import math

SIX = 6  # the fewest digits at which a number is shortened by an exponent
SPACE = "\N{NO-BREAK SPACE}"  # between groups of three digits


def grouped(number: int) -> str:
    """Return the number in groups of three digits: 1 284."""
    return f"{number:,}".replace(",", SPACE)


def class_text(name: str, label: int) -> str:
    """Return red 1, or class 1 where the name is not a plain word."""
    return f"{name} {label}" if name.isalpha() else f"class {name}"


def counted(number: int) -> str:
    """Return 1 284, but 12.35 M from ten million on, where the digits would not fit."""
    return grouped(number) if number < 10_000_000 else f"{number / 1e6:.2f}{SPACE}M"


def four_digits(value: float) -> str:
    """Return four significant digits, with an exponent below 0.001 and from 10 000 on.

    Trailing zeros are kept, NaN is a dash, and no text is longer than ten characters.
    """
    if math.isnan(value):
        return "–"
    if math.isinf(value):
        return "∞" if value > 0 else "−∞"
    if value == 0:
        return "0"
    digits, power = f"{value:.3e}".split("e")
    is_plain = -3 <= int(power) <= 3
    text = f"{value:.{3 - int(power)}f}" if is_plain else f"{digits}e{int(power)}"
    return text.replace("-", "−")


def percent(share: float) -> str:
    """Return 97.2% for 0.972, a dash for NaN, and 100.0% only for exactly 1."""
    if math.isnan(share):
        return "–"
    shown = round(100 * share, 1)
    return f"{shown if shown < 100 or share == 1 else 99.9:.1f}%"


def share_text(share: float) -> str:
    """Return 7.3% for 0.0725, 0.012% for 0.00012: two digits at least, or <0.001%."""
    shown = 100 * share
    if 0 < shown < 0.001:
        return "<0.001%"
    digits = 1 if shown >= 0.95 or not shown else 2 if shown >= 0.095 else 3
    return f"{shown:.{digits}f}%"


def tick_text(value: float, step: float) -> str:
    """Return a multiple of ``step`` with the digits that tell it from the next one."""
    furthest = max(abs(value), step)
    digits = math.floor(math.log10(furthest)) - math.floor(math.log10(step) + 1e-9) + 1
    return f"{value:.{max(digits, SIX)}g}".replace("-", "−")


def coordinate(value: float, pixel: float) -> str:
    """Return a coordinate with the decimals that tell two pixels of this size apart."""
    digits = max(0, math.ceil(-math.log10(pixel) - 1e-9))
    return f"{value:z.{digits}f}".replace("-", "−")
