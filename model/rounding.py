"""Round numbers: 1, 2 or 5 times a power of ten, and the multiples of a step."""

import math

LARGEST = 1e307  # the largest power of ten here: ten times it is still a float
SLACK = 1e-9  # relative: 0.30000000000000004 counts as 0.3


def round_up(number: float) -> float:
    """Return the smallest 1, 2 or 5 x 10^k that is not below ``number``, which is above 0.

    Return 1e308 if ``number`` is larger.
    """
    power = min(_power_below(number), LARGEST)
    digit = next((d for d in (1, 2, 5) if d * power >= number * (1 - SLACK)), 10)
    return _tidy(digit * power)


def round_down(number: float) -> float:
    """Return the largest 1, 2 or 5 x 10^k that is not above ``number``, which is above 0."""
    power = _power_below(number)
    return _tidy(max(d * power for d in (1, 2, 5) if d == 1 or d * power <= number * (1 + SLACK)))


def nearest_multiple(number: float, step: float) -> float:
    """Return the multiple of ``step`` nearest to ``number``, without a tail of rounding errors."""
    steps = round(number / step)
    return _tidy(steps * step, len(str(abs(steps))) + 1)


def _power_below(number: float) -> float:
    return 10.0 ** math.floor(math.log10(number) + SLACK)


def _tidy(number: float, digits: int = 0) -> float:
    return float(f"{number:.{max(digits, 12)}g}")
