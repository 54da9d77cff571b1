"""Weights as a NumPy archive: weights_0, biases_0, ... and the rest as one JSON text, ``meta``.

``meta`` is the object of the JSON form, with layers that hold their activation only. NumPy's own
reader is not used: the header of an array may promise any size, and its bytes may be a pickle.
"""

import json
import zipfile
from collections.abc import Mapping
from io import BytesIO
from typing import Any

import numpy as np
from numpy.lib import format as npy

from model.errors import FileError, shown, twice
from model.files import MEGABYTE
from model.formats import strict_json
from model.formats.base import WeightsFormat
from model.formats.content import content_of
from model.formats.reading import weights_from
from model.run.weights import Weights

LARGEST = 64 * MEGABYTE  # unpacked; eight million parameters
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the time of every member, so that equal weights give equal bytes


def write(weights: Weights) -> bytes:
    """Return an uncompressed archive that ``numpy.load`` opens.

    Raises:
        FileError: a number is not finite.
    """
    content = content_of(weights)
    content["layers"] = [{"activation": layer.activation} for layer in weights.layers]
    arrays: dict[str, np.ndarray[Any, Any]] = {}
    for i, layer in enumerate(weights.layers):
        arrays[f"weights_{i}"] = np.ascontiguousarray(layer.weights, dtype="<f8")
        arrays[f"biases_{i}"] = np.ascontiguousarray(layer.biases, dtype="<f8")
    meta = json.dumps(content, ensure_ascii=False, allow_nan=False)
    arrays["meta"] = np.array(meta, dtype=f"<U{len(meta)}")
    archive = BytesIO()
    with zipfile.ZipFile(archive, "w") as members:
        for name, array in arrays.items():
            member = zipfile.ZipInfo(f"{name}.npy", _EPOCH)
            member.create_system = (
                3  # else the bytes would differ between Windows and other systems
            )
            file = BytesIO()
            npy.write_array(file, array, version=(1, 0), allow_pickle=False)
            members.writestr(member, file.getvalue())
    return archive.getvalue()


def read(data: bytes, source: str) -> Weights:
    """Return the weights in the bytes of an archive.

    Raises:
        FileError: it is not an archive of weights, is damaged or too large, or its check fails.
    """
    members = _members(data, source)
    if "meta" not in members:
        raise FileError(f"{source} has no array 'meta': expected an archive of weights")
    meta = _array(members["meta"], f"{source}: meta")
    if meta.shape != () or meta.dtype.kind != "U":
        raise FileError(f"{source}: meta is not text: expected one JSON text")
    value = strict_json.parse(str(meta), f"{source}: meta")
    content = strict_json.mapping(value, f"{source}: meta")
    layers = content.get("layers")
    if isinstance(layers, list):
        content = {**content, "layers": _filled(layers, members, source)}
    return weights_from(content, source)


def _filled(layers: list[object], members: Mapping[str, bytes], source: str) -> list[object]:
    """Return the layers of ``meta`` with the numbers of the arrays."""
    filled: list[object] = []
    for i, layer in enumerate(layers):
        parts = dict(strict_json.mapping(layer, f"{source}: meta: layers[{i}]"))
        for key in ("weights", "biases"):
            name = f"{key}_{i}"
            if name not in members:
                raise FileError(f"{source} has no array {name!r}: the file is incomplete")
            array = _array(members[name], f"{source}: {name}")
            if array.dtype.kind not in "fiu":
                raise FileError(f"{source}: {name} is of type {array.dtype}: expected numbers")
            with np.errstate(all="ignore"):
                parts[key] = array.astype(np.float64).tolist()
        filled.append(parts)
    return filled


def _members(data: bytes, source: str) -> dict[str, bytes]:
    """Return the unpacked bytes of every member, by name without ``.npy``."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            found = archive.infolist()
            _refuse_unfit(found, source)
            return {m.filename.removesuffix(".npy"): _unpacked(archive, m) for m in found}
    except FileError:
        raise
    except Exception as error:  # zipfile raises many kinds for bytes that are not an archive
        raise FileError(
            f"{source} is not a NumPy archive, or is damaged ({shown(str(error), 80)}): "
            "save or fetch it again"
        ) from None


def _unpacked(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    """Return as many bytes of a member as it promises; ``archive.read`` may unpack far more."""
    with archive.open(member) as file:
        return file.read(member.file_size)


def _refuse_unfit(members: list[zipfile.ZipInfo], source: str) -> None:
    double = twice([member.filename for member in members])
    if double is not None:
        raise FileError(f"{source}: {shown(double)} is there twice: the file was changed")
    if sum(member.file_size for member in members) > LARGEST:
        raise FileError(
            f"{source} unpacks to more than {LARGEST // MEGABYTE} MB: give a smaller file"
        )
    for member in members:
        # Other compressions may unpack to more than they promise before they can be stopped.
        if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise FileError(f"{source}: {shown(member.filename)} is packed in an unknown way")


def _array(data: bytes, where: str) -> np.ndarray[Any, Any]:
    """Return the array in the bytes of an .npy file; it never takes more memory than they do."""
    file = BytesIO(data)
    readers = {(1, 0): npy.read_array_header_1_0, (2, 0): npy.read_array_header_2_0}
    try:
        shape, fortran, dtype = readers[npy.read_magic(file)](file)
        if dtype.hasobject:
            raise FileError(f"{where} holds Python objects: expected numbers; nothing was executed")
        body = data[file.tell() :]
        count = 1
        for length in shape:
            count *= length
        if min(shape, default=0) < 0 or count * dtype.itemsize != len(body):
            raise FileError(f"{where} is cut off or too long: save or fetch the file again")
        array = np.frombuffer(body, dtype, count)
        return array.reshape(shape, order="F" if fortran else "C")
    except FileError:
        raise
    except Exception as error:  # NumPy raises many kinds for bytes that are not an array
        raise FileError(
            f"{where} is not an array ({shown(str(error), 80)}): save it again"
        ) from None


NPZ = WeightsFormat(".npz", "Weights, NumPy archive", write, read)
