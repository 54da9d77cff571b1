"""Where values lie along an axis, linear or logarithmic."""

import math
import sys
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from model.arrays import Floats
from model.rounding import nearest_multiple, round_up

ZERO = 0.5  # decades between 0 and the least value of a logarithmic axis, for a line of its own
MOST_DECADES = 12
ENOUGH = 2  # numbers along a logarithmic axis, besides 0


@dataclass(frozen=True)
class Axis:
    """An axis from ``low`` to ``high``, drawn from pixel ``start`` to pixel ``end``.

    A logarithmic one begins at ``base``, below which there is room for 0 alone.
    """

    low: float
    high: float
    start: float
    end: float
    base: float = 0.0

    @property
    def is_log(self) -> bool:
        """Whether equal factors are equally long."""
        return self.base > 0

    def pixels(self, values: Floats) -> Floats:
        """Return where values lie, in pixels."""
        first, last = self._spread(np.array([self.low, self.high]))
        share = (self._spread(values) - first) / (last - first if last > first else 1.0)
        return np.asarray(self.start + share * (self.end - self.start))

    def pixel(self, value: float) -> float:
        """Return where a value lies, in pixels."""
        return float(self.pixels(np.array([value]))[0])

    def value(self, pixel: float) -> float:
        """Return the value at a pixel, at most at the ends of the axis."""
        share = min(max((pixel - self.start) / ((self.end - self.start) or 1.0), 0.0), 1.0)
        first, last = self._spread(np.array([self.low, self.high]))
        spread = float(first + share * (last - first))
        if not self.is_log:
            return spread
        return self.base * 10 ** (spread - ZERO) if spread >= ZERO / 2 else 0.0

    def ticks(self, apart: float, least: float = 0.0) -> list[float]:
        """Return round values, at least ``apart`` pixels, and ``least``, from each other."""
        length = abs(self.end - self.start)
        if self.high <= self.low or length < apart:
            return []
        if not self.is_log:
            step = max((self.high - self.low) * apart / length, least)
            return _multiples(self.low, self.high, step)
        zero, low = [0.0] if self.low <= 0 else [], max(self.low, self.base)
        if self.high <= low:
            return self._spaced([*zero, self.high], apart)  # all that there is, is 0 or one value
        for parts in ((1,), (1, 2, 5)):
            found = self._spaced([*zero, *_in_decades(parts, low, self.high)], apart)
            if len(found) >= len(zero) + ENOUGH:
                return found
        step = max((self.high - low) / 8, least)
        return self._spaced([*zero, *_multiples(low, self.high, step)], apart)

    def _spaced(self, values: Iterable[float], apart: float) -> list[float]:
        """Return the values that are ``apart`` pixels or more from the one kept before."""
        found: list[float] = []
        for value in values:
            if not found or abs(self.pixel(value) - self.pixel(found[-1])) >= apart:
                found.append(value)
        return found

    def _spread(self, values: Floats) -> Floats:
        if not self.is_log:
            return np.asarray(values, dtype=np.float64)
        above = np.maximum(values, self.base) / self.base
        return np.where(values < self.base, 0.0, np.log10(above) + ZERO)


def _multiples(low: float, high: float, least: float) -> list[float]:
    """Return the multiples of a round step, no less than ``least``, from ``low`` to ``high``."""
    if least < sys.float_info.min:  # no number is that far from its neighbour
        return [high]
    step = round_up(least)
    first, last = math.ceil(low / step), math.floor(high / step)
    return [nearest_multiple(k * step, step) for k in range(first, last + 1)]


def _in_decades(parts: Iterable[int], low: float, high: float) -> list[float]:
    """Return these multiples of powers of ten, from ``low`` to ``high``."""
    decades = range(math.floor(math.log10(low)), math.floor(math.log10(high)) + 1)
    values = (float(f"{part}e{decade}") for decade in decades for part in parts)
    return sorted(value for value in values if low * (1 - 1e-9) <= value <= high * (1 + 1e-9))


def base_of(values: Floats) -> float:
    """Return where a logarithmic axis of these values begins: at a power of ten."""
    positive = values[(values > 0) & np.isfinite(values)]
    if not len(positive):
        return 1.0
    least = math.floor(math.log10(positive.min()))
    return float(10.0 ** max(least, math.floor(math.log10(positive.max())) - MOST_DECADES))
