"""The likelihood: the product of the probabilities given to the labels."""

import math
from typing import NamedTuple


class Likelihood(NamedTuple):
    """``mantissa`` × 10^``exponent``; the mantissa is 0 or in [1, 10).

    A float would underflow: the likelihood of a thousand points is often below 1e−308.
    """

    mantissa: float
    exponent: int


def likelihood(cross_entropy: float) -> Likelihood:
    """Return the likelihood, given the sum of −ln p(label) over the points."""
    if not math.isfinite(cross_entropy):
        return Likelihood(0.0 if cross_entropy > 0 else cross_entropy, 0)
    power = -cross_entropy / math.log(10)
    exponent = math.floor(power)
    mantissa = 10 ** (power - exponent)
    return Likelihood(1.0, exponent + 1) if mantissa >= 10 else Likelihood(mantissa, exponent)
