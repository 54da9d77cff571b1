"""What every form of weights has to do; a new one is tested as soon as it is listed."""

from pathlib import Path

import numpy as np
import pytest

from model.errors import FileError
from model.formats import WEIGHTS_FORMATS, is_weights_file, read_weights, write_weights
from model.formats.base import WeightsFormat
from model.learning.layers import Layer
from model.run.weights import Weights
from tests.model.formats.examples import KINDS, each_weights, weights_like

each_format = pytest.mark.parametrize("kind", WEIGHTS_FORMATS.values(), ids=lambda f: f.suffix)
readable = [f for f in WEIGHTS_FORMATS.values() if f.read is not None]
each_readable = pytest.mark.parametrize("kind", readable, ids=lambda f: f.suffix)


def test_the_documented_forms_are_listed() -> None:
    assert list(WEIGHTS_FORMATS) == [".json", ".npz", ".py", ".csv"]
    assert [f.suffix for f in readable] == [".json", ".npz"]


@each_format
def test_a_form_is_listed_by_its_suffix_and_has_a_title_of_its_own(kind: WeightsFormat) -> None:
    assert WEIGHTS_FORMATS[kind.suffix] is kind
    assert [f.title for f in WEIGHTS_FORMATS.values()].count(kind.title) == 1


@each_format
@each_weights
def test_the_same_weights_give_the_same_bytes(kind: WeightsFormat, weights: Weights) -> None:
    assert kind.write(weights) == kind.write(weights) != b""


@each_readable
@each_weights
def test_reading_and_writing_again_gives_the_same_bytes(
    kind: WeightsFormat, weights: Weights, tmp_path: Path
) -> None:
    first, second = tmp_path / f"first{kind.suffix}", tmp_path / f"second{kind.suffix}"
    write_weights(first, weights)
    write_weights(second, read_weights(first))
    assert first.read_bytes() == second.read_bytes()


@each_readable
@each_weights
def test_nothing_is_lost_in_a_file(kind: WeightsFormat, weights: Weights, tmp_path: Path) -> None:
    path = tmp_path / f"w{kind.suffix}"
    write_weights(path, weights)
    found = read_weights(path)
    assert (found.classifier, found.inputs, found.classes) == (
        weights.classifier, weights.inputs, weights.classes,
    )  # fmt: skip
    assert [layer.shape for layer in found.layers] == [layer.shape for layer in weights.layers]
    assert found.theta.tobytes() == weights.theta.tobytes()
    # JSON holds everything, so equal JSON is equal content.
    json = WEIGHTS_FORMATS[".json"]
    assert json.write(found) == json.write(weights)


@each_readable
def test_what_was_read_cannot_be_changed(kind: WeightsFormat, tmp_path: Path) -> None:
    path = tmp_path / f"w{kind.suffix}"
    write_weights(path, KINDS["network"])
    found = read_weights(path)
    assert found.check is not None
    arrays = [found.check.points, found.check.scores]
    for array in [*arrays, *(a for layer in found.layers for a in (layer.weights, layer.biases))]:
        with pytest.raises(ValueError, match="read-only"):
            array[0] = 0.0


@each_readable
def test_a_check_that_fails_is_refused(kind: WeightsFormat, tmp_path: Path) -> None:
    good = KINDS["network"]
    first = good.layers[0]
    changed = Layer(np.array(first.weights) + 1e-6, first.biases, first.activation)
    damaged = Weights(**{**vars(good), "layers": (changed, *good.layers[1:])})
    path = tmp_path / f"w{kind.suffix}"
    write_weights(path, damaged)
    with pytest.raises(FileError, match=r"check\.scores\[\d+\]\[0\] is .* but the weights give"):
        read_weights(path)


@each_format
@pytest.mark.parametrize("number", [np.nan, np.inf, -np.inf])
def test_weights_that_are_not_finite_are_not_written(
    kind: WeightsFormat, number: float, tmp_path: Path
) -> None:
    good = weights_like("logistic")
    layer = Layer(np.array([[1.0, number]]), np.array([0.0]), "sigmoid")
    path = tmp_path / f"w{kind.suffix}"
    path.write_text("before")
    with pytest.raises(FileError, match="not a finite number"):
        write_weights(path, Weights(**{**vars(good), "layers": (layer,)}))
    assert path.read_text() == "before"


@each_format
def test_extreme_numbers_keep_every_bit(kind: WeightsFormat) -> None:
    numbers = [5e-324, -1.7976931348623157e308, 0.1, -0.0]
    layer = Layer(np.array([numbers]), np.array([1 / 3]), "sigmoid")
    good = weights_like("logistic", inputs=tuple("abcd"), points=0)
    weights = Weights(**{**vars(good), "layers": (layer,)})
    data = kind.write(weights)
    if kind.read is not None:
        assert kind.read(data, "w").theta.tobytes() == weights.theta.tobytes()
    else:
        for number in (*numbers, 1 / 3):
            assert repr(number).encode() in data


@each_format
def test_a_form_that_is_never_read_says_what_to_give(kind: WeightsFormat, tmp_path: Path) -> None:
    path = tmp_path / f"w{kind.suffix}"
    write_weights(path, KINDS["logistic"])
    if kind.read is None:
        with pytest.raises(FileError, match=r"not read from \.\w+: give \.json or \.npz"):
            read_weights(path)
    else:
        assert is_weights_file(path)


@each_readable
def test_weights_are_known_by_their_content_where_the_suffix_says_nothing(
    kind: WeightsFormat, tmp_path: Path
) -> None:
    path = tmp_path / "weights"
    path.write_bytes(kind.write(KINDS["network"]))
    assert is_weights_file(path)
    assert read_weights(path).inputs == ("x1", "x2")


@pytest.mark.parametrize("name", ["w.onnx", "w.xyz", "w", ".json"])
def test_an_unknown_suffix_is_refused_with_all_that_are_known(name: str, tmp_path: Path) -> None:
    with pytest.raises(FileError, match=r"choose one of \.json, \.npz, \.py, \.csv"):
        write_weights(tmp_path / name, KINDS["logistic"])
    assert list(tmp_path.iterdir()) == []
