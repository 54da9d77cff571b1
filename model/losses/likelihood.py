"""The product of the probabilities that a classifier gave to the labels."""

import math
from typing import NamedTuple


class Likelihood(NamedTuple):
    """``mantissa`` times 10 to the power of ``exponent``; the mantissa is 0, or 1 to below 10.

    A product of many probabilities leaves the range of floats long before it is nothing.
    """

    mantissa: float
    exponent: int


def likelihood(cross_entropy: float) -> Likelihood:
    """The product of the probabilities given to the labels, from the sum of -ln p(label)."""
    if not math.isfinite(cross_entropy):
        return Likelihood(0.0 if cross_entropy > 0 else cross_entropy, 0)
    power = -cross_entropy / math.log(10)
    exponent = math.floor(power)
    mantissa = 10 ** (power - exponent)
    return Likelihood(1.0, exponent + 1) if mantissa >= 10 else Likelihood(mantissa, exponent)
