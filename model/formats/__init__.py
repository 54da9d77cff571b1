"""The forms of files: points as CSV, weights in the form that their suffix says.

A new form of weights is one new module and one entry in WEIGHTS_FORMATS. Whatever is wrong with a
file raises a FileError.
"""

from collections.abc import Collection
from pathlib import Path

from model.data.dataset import Dataset
from model.errors import FileError
from model.files import MEGABYTE, read_bytes, read_start, write_atomically
from model.formats import points_csv
from model.formats.base import WeightsFormat
from model.formats.weights_csv import CSV
from model.formats.weights_json import JSON
from model.formats.weights_npz import NPZ
from model.formats.weights_python import PYTHON
from model.run.weights import Weights
from model.tables.choices import Choices
from model.tables.table import Table

WEIGHTS_FORMATS: dict[str, WeightsFormat] = {f.suffix: f for f in (JSON, NPZ, PYTHON, CSV)}

LARGEST_WEIGHTS = 64 * MEGABYTE
LARGEST_POINTS = 64 * MEGABYTE  # some two million points, read into about 1 GB


def readable() -> str:
    """Return the suffixes of weights that can be read, as messages list them."""
    return " or ".join(f.suffix for f in WEIGHTS_FORMATS.values() if f.read is not None)


def is_weights_file(path: Path) -> bool:
    """Return whether a file is to be opened as weights, by its suffix or else its first bytes.

    A CSV file is a points file, since weights are never read from CSV.

    Raises:
        FileError: the suffix is unknown and the file cannot be read.
    """
    suffix = path.suffix.lower()
    if suffix in (".csv", ".tsv", ".txt"):
        return False
    return suffix in (*WEIGHTS_FORMATS, ".onnx") or _by_content(read_start(path)) is not None


def read_weights(path: Path) -> Weights:
    """Return the weights in a file, after recomputing their check.

    Raises:
        FileError: the file cannot be read, does not hold valid weights, or is of a form that is
            never read.
    """
    suffix = path.suffix.lower()
    kind = WEIGHTS_FORMATS.get(suffix)
    if suffix == ".onnx" or (kind is not None and kind.read is None):
        raise FileError(f"{path}: weights are not read from {suffix}: give {readable()}")
    data = read_bytes(path, LARGEST_WEIGHTS)
    kind = kind or _by_content(data)
    if kind is None or kind.read is None:
        raise FileError(f"{path} is not a weights file: give {readable()}")
    return kind.read(data, str(path))


def write_weights(path: Path, weights: Weights) -> None:
    """Write weights in the form that the suffix says, atomically.

    Raises:
        FileError: no form has that suffix, a number is not finite, or the file cannot be written.
    """
    write_atomically(path, weights_format(path).write(weights))


def weights_format(path: Path) -> WeightsFormat:
    """Return the form of weights that the suffix of a file says.

    Raises:
        FileError: no form has that suffix.
    """
    found = WEIGHTS_FORMATS.get(path.suffix.lower())
    if found is None:
        what = f"weights cannot be written as {path.suffix}" if path.suffix else "it has no suffix"
        known = ", ".join(WEIGHTS_FORMATS)
        raise FileError(f"{path}: {what}: choose one of {known}")
    return found


def read_table(path: Path, names: Collection[str] = ()) -> Table:
    """Return the text cells of a points file, to choose columns from; see also ``points_of``.

    If one of ``names`` is in the first row, that row is a header.

    Raises:
        FileError: the file cannot be read, or is not a table.
    """
    return points_csv.read_table(read_bytes(path, LARGEST_POINTS), str(path), names)


def read_points(path: Path, choices: Choices | None = None) -> Dataset:
    """Return the points in a file, read as chosen.

    Raises:
        FileError: the file cannot be read, or a cell is not what was expected; the message names
            the cell.
    """
    data = read_bytes(path, LARGEST_POINTS)
    return points_csv.read(data, str(path), choices or Choices())


def write_points(path: Path, points: Dataset) -> None:
    """Write points as CSV with a header, atomically.

    Raises:
        FileError: the file cannot be written.
    """
    write_atomically(path, points_csv.write(points))


def _by_content(data: bytes) -> WeightsFormat | None:
    if data.startswith(b"PK"):
        return NPZ
    return JSON if data.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"{") else None
