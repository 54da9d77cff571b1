"""The scales of the sliders: where numbers lie on them, and their text."""

import math
import re
from bisect import bisect_left
from collections.abc import Callable

from gui.numbers.slider_row import Scale
from model.data.dataset import MOST_CLASSES
from model.learning.settings import LARGEST_BATCH
from model.typed import SMALLEST, read_number, read_whole

ALL = math.inf  # a batch of all points
LARGEST = 1e30  # at which the field, in float32, can still be computed
ROOM = 6  # characters that fit the field beside a slider
LOWEST_RATE, HIGHEST_RATE = 1e-4, 10.0
SIZES = (1, 2, 3, 4, 5, 8, 10, 16, 20, 32, 50, 64, 100, 200, 250, 500, 1000, 10_000)


def _share(number: float, lowest: float, highest: float) -> float:
    """Return where a number lies on a logarithmic slider, from 0 to 1."""
    return _clamped(math.log(number / lowest) / math.log(highest / lowest))


def _clamped(share: float) -> float:
    return min(max(share, 0.0), 1.0)


def _round_at(share: float, lowest: float, highest: float) -> float:
    """Return a round number near a position, from 0 to 1, of a logarithmic slider."""
    exact = lowest * (highest / lowest) ** share
    power = 10.0 ** math.floor(math.log10(exact) + 1e-9)
    nearest = min((1, 1.5, 2, 3, 5, 7, 10), key=lambda digit: abs(digit - exact / power))
    return float(f"{nearest * power:.6g}")


def _read_rate(text: str) -> float:
    return read_number(text, "a learning rate above 0, such as 0.03", SMALLEST)


LOWEST_PENALTY, HIGHEST_PENALTY = 1e-5, 1.0


def _read_penalty(text: str) -> float:
    return read_number(text, "a penalty rate of 0 or more, such as 0.001", 0.0)


PENALTY = Scale(
    lambda rate: _share(max(rate, LOWEST_PENALTY), LOWEST_PENALTY, HIGHEST_PENALTY),
    lambda share: _round_at(share, LOWEST_PENALTY, HIGHEST_PENALTY),
    lambda rate: f"{rate:.12g}",
    _read_penalty,
)
RATE = Scale(
    lambda rate: _share(rate, LOWEST_RATE, HIGHEST_RATE),
    lambda share: _round_at(share, LOWEST_RATE, HIGHEST_RATE),
    lambda rate: f"{rate:.12g}",
    _read_rate,
)


def _batch_share(size: float) -> float:
    return 1.0 if size == ALL else bisect_left(SIZES, size) / len(SIZES)


def _batch_at(share: float) -> float:
    index = round(share * len(SIZES))
    return ALL if index == len(SIZES) else float(SIZES[index])


def _read_batch(text: str) -> float:
    if text.strip().lower() == "all":
        return ALL
    return read_whole(text, "a whole number of points from 1, or all", 1, LARGEST_BATCH)


BATCH = Scale(
    _batch_share, _batch_at, lambda size: "all" if size == ALL else f"{size:.0f}", _read_batch
)

FEWEST, MOST = 4, 10_000


def _count_share(count: float) -> float:
    return _share(max(count, FEWEST), FEWEST, MOST)


def _count_at(share: float) -> float:
    exact = FEWEST * math.pow(MOST / FEWEST, share)
    if exact < 20:
        return round(exact)
    power = 10.0 ** (math.floor(math.log10(exact)) - 1)
    return round(exact / (5 * power)) * 5 * power


def _read_count(text: str) -> float:
    return read_whole(text, f"a whole number of points, {FEWEST} to {MOST}", FEWEST, MOST)


COUNT = Scale(_count_share, _count_at, lambda count: f"{count:.0f}", _read_count)

LOUDEST = 0.5


def _read_noise(text: str) -> float:
    return read_number(text, "a noise from 0 to 1", 0.0, 1.0)


NOISE = Scale(
    lambda noise: _clamped(noise / LOUDEST),
    lambda share: round(share * LOUDEST, 2),
    lambda noise: f"{noise:.12g}" if noise != round(noise, 2) else f"{noise:.2f}",
    _read_noise,
)


def between(low: float, high: float) -> Scale:
    """Return a linear scale from ``low`` to ``high``, on which any number to ±1e30 can be typed.

    A step is a thousandth of the range, or a hundredth where the digits would not fit. All numbers
    of the slider have the same decimals, so that no digit jumps. If ``low`` equals ``high``, the
    scale is 2 wide around it.
    """
    low, high = (low, high) if high > low else (low - 1.0, low + 1.0)
    span = high - low
    write = _writing(low, high)

    def read(text: str) -> float:
        expected = f"a number from −1e30 to 1e30, such as {write(low + span / 2)}"
        return read_number(text, expected, -LARGEST, LARGEST)

    return Scale(
        lambda number: _clamped((number - low) / span),
        lambda share: min(max(float(write(low + share * span)), low), high),
        write,
        read,
    )


def _writing(low: float, high: float) -> Callable[[float], str]:
    """Return a function that writes numbers of a scale so that they can be told apart."""
    exact = math.ceil(3 - math.log10(high - low) - 1e-9)
    for digits in (max(exact, 0), max(exact - 1, 0)):
        if max(len(f"{end:.{digits}f}") for end in (low, high)) <= ROOM:
            return f"{{:z.{digits}f}}".format
    enough = max(math.ceil(math.log10(max(-low, high) / (high - low))), 1) + 2
    # 1e+07 as 1e7.
    return lambda number: re.sub(r"e(-?)\+?0*", r"e\1", f"{number:.{enough}g}")


def _read_one_hot(text: str) -> float:
    return read_whole(text, "0 or 1", 0, 1)


ONE_HOT = Scale(
    _clamped, lambda share: float(round(share)), lambda number: f"{number:.3g}", _read_one_hot
)


def _read_classes(text: str) -> float:
    return read_whole(text, f"a number of classes, 2 to {MOST_CLASSES}", 2, MOST_CLASSES)


CLASSES = Scale(
    lambda classes: _clamped((classes - 2) / (MOST_CLASSES - 2)),
    lambda share: 2 + round(share * (MOST_CLASSES - 2)),
    lambda classes: f"{classes:.0f}",
    _read_classes,
)

LARGEST_SHARE = 90  # percent


def _read_share(text: str) -> float:
    expected = f"a percentage from 0 to {LARGEST_SHARE}, such as 20%"
    return read_number(text, expected, 0.0, LARGEST_SHARE, unit="%") / 100


SHARE = Scale(
    lambda part: _clamped(part * 100 / LARGEST_SHARE),
    lambda share: round(share * LARGEST_SHARE / 5) * 5 / 100,
    lambda part: f"{part * 100:.12g}%",
    _read_share,
)
