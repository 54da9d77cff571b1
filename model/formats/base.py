"""What a form of a weights file is."""

from collections.abc import Callable
from dataclasses import dataclass

from model.run.weights import Weights


@dataclass(frozen=True)
class WeightsFormat:
    """A form of a weights file, known by its suffix.

    Attributes:
        suffix: the suffix of such files, ``.json``.
        title: its name in file dialogs.
        write: ``write(weights)`` returns the bytes of the file, the same for the same weights.
        read: ``read(data, source)`` returns the weights in the bytes of a file, or raises a
            FileError that calls the file ``source``. None if the form is for other programs only.
    """

    suffix: str
    title: str
    write: Callable[[Weights], bytes]
    read: Callable[[bytes, str], Weights] | None = None
