"""What every form of a weights file is."""

from collections.abc import Callable
from dataclasses import dataclass

from model.run.weights import Weights


@dataclass(frozen=True)
class WeightsFormat:
    """A form of a weights file, told by its suffix (``.json``).

    ``write(weights)`` gives the bytes of the file, the same for the same weights.
    ``read(data, source)`` gives the weights in them, or raises a FileError that calls the file
    ``source``; None where a form is for other programs alone.
    """

    suffix: str
    title: str
    write: Callable[[Weights], bytes]
    read: Callable[[bytes, str], Weights] | None = None
