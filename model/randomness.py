"""All randomness comes from generators made of a seed, a purpose and an epoch.

No generator is stored, so going back and training again repeats every bit, on one
kind of processor.
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
    """Return the generator of this seed, purpose and epoch, at the start of its sequence."""
    return np.random.default_rng([seed, purpose, epoch])
