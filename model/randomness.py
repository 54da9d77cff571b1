"""All randomness: a generator drawn from a seed, a purpose and an epoch, and never stored.

So nothing has to be remembered, and going back and training on repeats every bit.
"""

from enum import IntEnum

import numpy as np


class Purpose(IntEnum):
    """What random numbers are drawn for."""

    DATA = 0
    START = 1
    ORDER = 2
    SPLIT = 3


def generator(seed: int, purpose: Purpose, epoch: int = 0) -> np.random.Generator:
    """The generator of this seed, purpose and epoch, always the same."""
    return np.random.default_rng([seed, purpose, epoch])
