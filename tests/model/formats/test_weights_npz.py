"""Weights as NumPy archives, above all what their reader refuses."""

import io
import json
import tracemalloc
import zipfile
from collections.abc import Callable

import numpy as np
import pytest

from model.errors import FileError
from model.formats.weights_json import JSON, read
from model.formats.weights_npz import NPZ
from tests.model.formats.examples import EXAMPLE, KINDS


def archive(members: dict[str, bytes], compression: int = zipfile.ZIP_STORED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", compression) as opened:
        for name, content in members.items():
            opened.writestr(name, content)
    return file.getvalue()


def npy(values: object) -> bytes:
    file = io.BytesIO()
    np.save(file, np.asarray(values), allow_pickle=True)
    return file.getvalue()


def members() -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(NPZ.write(read(EXAMPLE, "w")))) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def npz_refused(data: bytes) -> str:
    assert NPZ.read is not None
    with pytest.raises(FileError) as refusal:
        NPZ.read(data, "w.npz")
    return str(refusal.value)


def test_numpy_opens_an_archive_without_pickle() -> None:
    with np.load(io.BytesIO(NPZ.write(KINDS["network"])), allow_pickle=False) as opened:
        assert sorted(opened) == ["biases_0", "biases_1", "meta", "weights_0", "weights_1"]
        assert opened["weights_0"].tolist() == KINDS["network"].layers[0].weights.tolist()
        meta = json.loads(str(opened["meta"]))
    assert meta["format"] == "dividing-line/weights"
    assert meta["layers"] == [{"activation": "tanh"}, {"activation": "sigmoid"}]


@pytest.mark.parametrize("save", [np.savez, np.savez_compressed])
def test_an_archive_that_numpy_wrote_is_read(save: Callable[..., None]) -> None:
    meta = json.loads(EXAMPLE)
    meta["layers"] = [{"activation": "sigmoid"}]
    file = io.BytesIO()
    weights = np.asfortranarray([[-0.53, 0.93]])
    save(file, weights_0=weights, biases_0=np.array([0]), meta=json.dumps(meta))
    assert NPZ.read is not None
    assert JSON.write(NPZ.read(file.getvalue(), "w.npz")) == EXAMPLE


class Trap:
    """Executes something when it is unpickled."""

    sprung = False

    def __reduce__(self) -> tuple[Callable[[], None], tuple[()]]:
        return spring, ()


def spring() -> None:
    Trap.sprung = True


@pytest.mark.parametrize("name", ["weights_0.npy", "meta.npy"])
def test_pickled_objects_are_refused_and_never_executed(name: str) -> None:
    trap = np.array([[Trap(), Trap()]], dtype=object)
    assert "nothing was executed" in npz_refused(archive({**members(), name: npy(trap)}))
    assert not Trap.sprung


def test_an_archive_that_unpacks_to_a_hundred_megabytes_is_refused_unread() -> None:
    bomb = archive({**members(), "more.npy": bytes(100 << 20)}, zipfile.ZIP_DEFLATED)
    assert len(bomb) < 1 << 20
    assert "unpacks to more than 64 MB" in npz_refused(bomb)


def test_a_member_that_unpacks_to_more_than_it_says_takes_no_more_memory() -> None:
    honest = archive({**members(), "more.npy": bytes(100 << 20)}, zipfile.ZIP_DEFLATED)
    lying = honest.replace((100 << 20).to_bytes(4, "little"), (1000).to_bytes(4, "little"))
    assert lying != honest
    tracemalloc.start()
    try:
        assert "is damaged" in npz_refused(lying)
        assert tracemalloc.get_traced_memory()[1] < 10 << 20
    finally:
        tracemalloc.stop()


def test_an_array_that_promises_more_than_it_holds_is_refused() -> None:
    huge = npy(np.zeros((1, 2))).replace(b"(1, 2), }" + b" " * 10, b"(9999999999, 2), } ")
    assert b"9999999999" in huge
    assert "weights_0 is cut off" in npz_refused(archive({**members(), "weights_0.npy": huge}))


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"meta.npy": None}, "has no array 'meta'"),
        ({"biases_0.npy": None}, "has no array 'biases_0'"),
        ({"meta.npy": npy(1.0)}, "meta is not text"),
        ({"meta.npy": npy(["{}"])}, "meta is not text"),
        ({"meta.npy": npy("{")}, "meta, line 1, column 2: not JSON"),
        ({"meta.npy": b"\x93NUMPY"}, "meta is not an array"),
        ({"weights_0.npy": npy([[1.0, np.nan]])}, "layers[0].weights[0][1]: expected a finite"),
        ({"weights_0.npy": npy([["a", "b"]])}, "weights_0 is of type <U1: expected numbers"),
        ({"weights_0.npy": npy([[True, False]])}, "weights_0 is of type bool"),
        ({"weights_0.npy": npy([1.0, 2.0])}, "layers[0].weights[0] is a number: expected a list"),
        ({"weights_0.npy": npy(np.zeros((1, 3)))}, "rows of 3: expected 2"),
        ({"weights_0.npy": npy(np.zeros((0, 2)))}, "layers[0].weights is empty"),
        ({"biases_0.npy": npy(0.0)}, "layers[0].biases is a number: expected a list"),
        ({"weights_0.npy": npy(np.longdouble("1e4000") * np.ones((1, 2)))}, "expected a finite"),
        ({"weights_0.npy": npy(np.ones((1, 2)))[:-1]}, "weights_0 is cut off"),
    ],
)
def test_an_archive_that_is_not_as_documented_is_refused(
    change: dict[str, bytes | None], sentence: str
) -> None:
    content = {**members(), **change}
    data = archive({name: part for name, part in content.items() if part is not None})
    assert sentence in npz_refused(data)


def test_a_name_that_is_in_an_archive_twice_is_refused() -> None:
    data = archive({**members(), "weights_1.npy": npy(0.0)}).replace(b"weights_1", b"weights_0")
    assert "'weights_0.npy' is there twice" in npz_refused(data)


def test_compressions_that_cannot_be_stopped_in_time_are_refused() -> None:
    assert "packed in an unknown way" in npz_refused(archive(members(), zipfile.ZIP_BZIP2))
