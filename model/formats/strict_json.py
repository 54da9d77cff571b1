"""JSON from untrusted files: values of the expected types, or a FileError.

``where`` names a value in messages: ``out.json: layers[0].biases``.
"""

import json
import math
from collections.abc import Mapping
from typing import NoReturn

import numpy as np

from model.arrays import Floats, freeze
from model.errors import FileError, shown, twice
from model.words import number_of

LARGEST = 2**63 - 1


def parse(text: str, source: str) -> object:
    """Return the value of a JSON text.

    Raises:
        FileError: it is not JSON, holds NaN or Infinity, has a key twice, or is nested too deeply.
    """

    def constant(name: str) -> NoReturn:
        raise FileError(f"{source}: {name} is not a finite number, and not JSON")

    def unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
        found = dict(pairs)
        if len(found) < len(pairs):
            double = twice([key for key, _ in pairs]) or ""
            raise FileError(f"{source}: the key {shown(double)} is there twice: remove one")
        return found

    try:
        return json.loads(text, parse_constant=constant, object_pairs_hook=unique)
    except FileError:
        raise
    except json.JSONDecodeError as error:
        raise FileError(
            f"{source}, line {error.lineno}, column {error.colno}: not JSON ({error.msg}): "
            "the file was damaged or is of another kind"
        ) from None
    except RecursionError:
        raise FileError(f"{source}: nested too deeply: the file is of another kind") from None
    except ValueError:
        raise FileError(f"{source}: a whole number of thousands of digits: correct it") from None


def mapping(value: object, where: str) -> Mapping[str, object]:
    """Return ``value`` if it is an object {...}, else raise a FileError."""
    if not isinstance(value, dict):
        raise FileError(f"{where} is {kind(value)}: expected an object {{...}}")
    return value


def items(value: object, where: str) -> list[object]:
    """Return ``value`` if it is a list, else raise a FileError."""
    if not isinstance(value, list):
        raise FileError(f"{where} is {kind(value)}: expected a list")
    return value


def member(parent: Mapping[str, object], key: str, where: str) -> object:
    """Return what ``parent``, named by ``where``, has under ``key``, or raise a FileError."""
    if key not in parent:
        raise FileError(f"{where} has no {shown(key)}: the file is incomplete or of another kind")
    return parent[key]


def text(value: object, where: str) -> str:
    """Return ``value`` if it is a string, else raise a FileError."""
    if not isinstance(value, str):
        raise FileError(f"{where} is {kind(value)}: expected text")
    if not value.isprintable() and any("\ud800" <= c <= "\udfff" for c in value):
        raise FileError(f"{where} is {shown(value)}, which is not valid text")
    return value


def names(value: object, where: str) -> tuple[str, ...]:
    """Return ``value`` if it is a list of distinct names, none empty, else raise a FileError."""
    found = tuple(text(item, f"{where}[{i}]") for i, item in enumerate(items(value, where)))
    if not found:
        raise FileError(f"{where} is empty: expected names")
    seen: set[str] = set()
    for i, name in enumerate(found):
        if not name.strip():
            raise FileError(f"{where}[{i}] is empty: expected a name")
        if name in seen:
            raise FileError(f"{where}[{i}]: the name {shown(name)} is there twice: rename one")
        seen.add(name)
    return found


def integer(value: object, where: str, lowest: int = 0) -> int:
    """Return ``value`` if it is a whole number of at least ``lowest``, else raise a FileError."""
    if not isinstance(value, int) or isinstance(value, bool):
        raise FileError(f"{where} is {kind(value)}: expected a whole number")
    if not lowest <= value <= LARGEST:
        raise FileError(f"{where}: expected a whole number from {lowest} to {LARGEST}")
    return value


def number(value: object, where: str) -> float:
    """Return ``value`` as a float if it is a finite number, else raise a FileError."""
    if not isinstance(value, int | float) or isinstance(value, bool):
        raise FileError(f"{where} is {kind(value)}: expected a number")
    try:
        found = float(value)
    except OverflowError:
        found = math.inf
    if not math.isfinite(found):
        raise FileError(f"{where}: expected a finite number, up to 1.8e308")
    return found


def vector(value: object, where: str) -> Floats:
    """Return a list of finite numbers as a read-only vector, or raise a FileError."""
    found = [number(item, f"{where}[{i}]") for i, item in enumerate(items(value, where))]
    return freeze(np.array(found, dtype=np.float64))


def matrix(value: object, where: str, columns: int | None = None) -> Floats:
    """Return a list of equally long rows as a read-only matrix, or raise a FileError.

    ``columns`` is how long rows must be; None means as long as the first.
    """
    rows = [vector(row, f"{where}[{i}]") for i, row in enumerate(items(value, where))]
    width = columns if columns is not None else len(rows[0]) if rows else 0
    for i, row in enumerate(rows):
        if len(row) != width:
            raise FileError(f"{where}[{i}] has {number_of(len(row), 'number')}: expected {width}")
    return freeze(np.array(rows, dtype=np.float64).reshape(len(rows), width))


def kind(value: object) -> str:
    """Return what messages call a JSON value of the wrong type."""
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, str):
        return f"the text {shown(value)}"
    if isinstance(value, int | float):
        return "a number"
    return "a list" if isinstance(value, list) else "an object"
