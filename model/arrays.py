"""Array types, and the one place where arrays are frozen."""

from typing import TypeAlias, TypeVar

import numpy as np
from numpy.typing import NDArray

Floats: TypeAlias = NDArray[np.float64]
AnyFloats: TypeAlias = NDArray[np.floating]
Integers: TypeAlias = NDArray[np.int64]
Bools: TypeAlias = NDArray[np.bool_]

_Scalar = TypeVar("_Scalar", bound=np.generic)


def freeze(array: NDArray[_Scalar]) -> NDArray[_Scalar]:
    """Make an array read-only in place, and return it."""
    array.flags.writeable = False
    return array


def frozen_floats(values: object) -> Floats:
    """Return a read-only float64 copy of ``values``."""
    return freeze(np.array(values, dtype=np.float64))


def frozen_integers(values: object) -> Integers:
    """Return a read-only int64 copy of ``values``."""
    return freeze(np.array(values, dtype=np.int64))
