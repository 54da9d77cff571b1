"""Each text form of weights, above all what its reader refuses."""

import csv
import io
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.errors import FileError
from model.formats import read_weights, write_weights
from model.formats.weights_csv import CSV
from model.formats.weights_json import JSON, read
from model.formats.weights_npz import NPZ
from model.learning.layers import Layer
from model.run.weights import Weights
from tests.model.formats.examples import (
    EXAMPLE,
    KINDS,
    NASTY_NAMES,
    each_weights,
    says_where,
    weights_like,
)
from tests.model.formats.module import module_of, some_rows


def refused(text: str | bytes) -> str:
    data = text.encode() if isinstance(text, str) else text
    with pytest.raises(FileError) as refusal:
        read(data, "w.json")
    sentence = str(refusal.value)
    assert sentence.startswith("w.json")
    assert "\n" not in sentence
    return sentence


def changed(change: Callable[[Any], object]) -> str:
    content = json.loads(EXAMPLE)
    change(content)
    return json.dumps(content)


def test_the_documented_example_is_read_and_written_to_the_byte(tmp_path: Path) -> None:
    path = tmp_path / "w.json"
    path.write_bytes(EXAMPLE)
    weights = read_weights(path)
    write_weights(path, weights)
    assert path.read_bytes() == EXAMPLE
    assert weights.scores(np.array([[0.78, -0.06]]))[0, 0] == pytest.approx(-0.4692)
    assert weights.record is not None
    assert (weights.record.seed, weights.record.training.batch_size) == (44, 1)


def test_training_and_check_are_optional_and_unknown_keys_are_ignored() -> None:
    content = json.loads(EXAMPLE)
    del content["training"], content["check"]
    content["comment"] = {"any": ["thing", None]}
    content["layers"][0]["units"] = "cm"
    weights = read(json.dumps(content).encode(), "w.json")
    assert weights.record is None
    assert weights.check is None
    assert b"comment" not in JSON.write(weights)


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_a_byte_order_mark_and_windows_lines_are_no_obstacle(mark: bytes) -> None:
    assert JSON.write(read(mark + EXAMPLE.replace(b"\n", b"\r\n"), "w.json")) == EXAMPLE


def test_whole_numbers_are_numbers() -> None:
    weights = read(changed(lambda c: c["layers"][0].update(biases=[0])).encode(), "w.json")
    assert weights.layers[0].biases.tolist() == [0.0]


WRONG: dict[str, Callable[[Any], object]] = {
    "w.json: layers[0].weights[0][1] is the text 'a': expected a number": lambda c: c["layers"][
        0
    ].update(weights=[[1, "a"]]),
    "w.json: layers[0].weights[0][0] is true: expected a number": lambda c: c["layers"][0].update(
        weights=[[True, 1]]
    ),
    "w.json: layers[0].weights[0] is a number: expected a list": lambda c: c["layers"][0].update(
        weights=[1, 2]
    ),
    "w.json: layers[0].weights[1] has 1 number: expected 2": lambda c: c["layers"][0].update(
        weights=[[1, 2], [3]]
    ),
    "w.json: layers[0].weights is empty": lambda c: c["layers"][0].update(weights=[], biases=[]),
    "w.json: layers[0].biases has 2 numbers: expected 1": lambda c: c["layers"][0].update(
        biases=[1, 2]
    ),
    "w.json: layers[0].biases[0]: expected a finite number": lambda c: c["layers"][0].update(
        biases=[10**400]
    ),
    "w.json: layers[0].activation is 'sine': expected one of tanh, sigmoid": lambda c: c["layers"][
        0
    ].update(activation="sine"),
    "w.json: layers[0] has no 'biases'": lambda c: c["layers"][0].pop("biases"),
    "w.json: layers is empty": lambda c: c.update(layers=[]),
    "w.json: layers is an object: expected a list": lambda c: c.update(layers={}),
    "w.json: layers[0].weights has rows of 2: expected 3, one for each input": lambda c: c.update(
        inputs=["a", "b", "c"]
    ),
    "w.json: inputs is empty": lambda c: c.update(inputs=[]),
    "w.json: inputs[1]: the name 'a' is there twice": lambda c: c.update(inputs=["a", "a"]),
    "w.json: inputs[1] is null: expected text": lambda c: c.update(inputs=["a", None]),
    "w.json: classes[0] is empty": lambda c: c.update(classes=["", "b"]),
    "w.json: classes has one name": lambda c: c.update(classes=["blue"]),
    "w.json: layers are 1x2 sigmoid, but a logistic of 2 inputs and 3": lambda c: c.update(
        classes=["a", "b", "c"]
    ),
    "w.json: classifier 'oracle': expected one of perceptron": lambda c: c.update(
        classifier="oracle"
    ),
    "w.json has no 'classes'": lambda c: c.pop("classes"),
    "w.json is of version 3: expected version 1": lambda c: c.update(version=3),
    "w.json has no 'scaling'": lambda c: c.update(version=2),
    "w.json: one_hot[0] is a number: expected text": lambda c: c.update(one_hot=[1]),
    "w.json: check.checksum is a number: expected text": lambda c: c["check"].update(checksum=1),
    "w.json: version is true: expected a whole number": lambda c: c.update(version=True),
    'w.json is not a weights file: expected "format": "dividing-line/weights"': lambda c: c.update(
        format="other"
    ),
    "w.json: training is a list": lambda c: c.update(training=[]),
    "w.json: training.epoch: expected a whole number from 0": lambda c: c["training"].update(
        epoch=-1
    ),
    "w.json: training.updates is a number: expected a whole": lambda c: c["training"].update(
        updates=1.5
    ),
    "w.json: training.batch_size: expected a whole number from 1": lambda c: c["training"].update(
        batch_size=0
    ),
    "w.json: learning rate -1.0": lambda c: c["training"].update(learning_rate=-1),
    "w.json: optimizer 'x': expected sgd": lambda c: c["training"].update(optimizer="x"),
    "w.json: training.scaling.means has 1 number: expected 2": lambda c: c["training"].update(
        scaling={"means": [0], "deviations": [1, 1]}
    ),
    "w.json: training.scaling.deviations: expected numbers above 0": lambda c: c["training"].update(
        scaling={"means": [0, 0], "deviations": [1, 0]}
    ),
    "w.json: check has no 'scores'": lambda c: c["check"].pop("scores"),
    "w.json: check.points[0] has 3 numbers: expected 2": lambda c: c["check"].update(
        points=[[1, 2, 3]]
    ),
    "w.json: check.scores has 0 rows: expected 1": lambda c: c["check"].update(scores=[]),
    "w.json: check.scores[0][0] is -0.46, but the weights give": lambda c: c["check"].update(
        scores=[[-0.46]]
    ),
}


@pytest.mark.parametrize(("sentence", "change"), WRONG.items(), ids=WRONG)
def test_json_that_is_not_as_documented_is_refused(
    sentence: str, change: Callable[[Any], object]
) -> None:
    assert refused(changed(change)).startswith(sentence)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "line 1, column 1: not JSON"),
        ("{", "not JSON"),
        ("[1, 2]", "is a list: expected an object"),
        ('{"version": 1}', "is not a weights file"),
        (EXAMPLE.replace(b"0.93", b"NaN"), "NaN is not a finite number"),
        (EXAMPLE.replace(b"0.93", b"-Infinity"), "-Infinity is not a finite number"),
        (EXAMPLE.replace(b"0.93", b"1e999"), "weights[0][1]: expected a finite number"),
        (EXAMPLE.replace(b"0.93", b"9" * 5000), "thousands of digits"),
        (EXAMPLE.replace(b'"blue"', b'"\\ud800"'), "classes[0] is '\\ud800', which is not valid"),
        (EXAMPLE.replace(b"blue", b"gr\xfcn"), "line 4, byte 17: 0xfc is not UTF-8"),
        (EXAMPLE.replace(b'"version"', b'"format"'), "the key 'format' is there twice"),
        (EXAMPLE[:-20], "not JSON"),
        (b"[" * 100_000, "nested too deeply"),
        (b'{"a":' * 100_000, "nested too deeply"),
        (b"\x00\x01", "NUL"),
    ],
)
def test_text_that_is_not_json_is_refused(text: str | bytes, sentence: str) -> None:
    assert sentence in refused(text)


def test_the_check_allows_for_rounding_and_no_more() -> None:
    # sum |w a| + |b| is 1e6 here, so scores may differ by 1e-3.
    content = json.loads(EXAMPLE)
    content["layers"][0]["weights"] = [[1e6, 0.0]]
    content["check"]["points"] = [[1.0, 0.0]]
    content["check"]["scores"] = [[1e6 + 0.9e-3]]
    assert read(json.dumps(content).encode(), "w.json").check is not None
    content["check"]["scores"] = [[1e6 + 1.2e-3]]
    assert "the file was changed or damaged" in refused(json.dumps(content))


@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    for kind in (JSON, NPZ):
        assert kind.read is not None
        with pytest.raises(FileError):
            kind.read(data, "file")


@given(st.data())
def test_changed_files_are_read_or_refused(data: st.DataObject) -> None:
    kind = data.draw(st.sampled_from((JSON, NPZ)))
    file = bytearray(kind.write(KINDS["network"]))
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(file) - 1))
        file[at : at + data.draw(st.integers(0, 3))] = data.draw(st.binary(max_size=3))
    assert kind.read is not None
    try:
        found = kind.read(bytes(file), "file")
    except FileError as refusal:
        says_where(refusal, "file")
    else:
        assert np.isfinite(found.theta).all()


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=4),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner),
    max_leaves=8,
)


@given(st.data())
def test_any_value_anywhere_is_read_or_refused(data: st.DataObject) -> None:
    place: Any = json.loads(EXAMPLE)
    content = place
    for _ in range(data.draw(st.integers(0, 3))):
        keys = list(place) if isinstance(place, dict) else range(len(place))
        inner = place[data.draw(st.sampled_from(keys))]
        if not isinstance(inner, dict | list) or not inner:
            break
        place = inner
    keys = list(place) if isinstance(place, dict) else range(len(place))
    place[data.draw(st.sampled_from(keys))] = data.draw(values)
    try:
        text = json.dumps(content).encode()
        assert JSON.read is not None
        assert JSON.read(text, "w.json").inputs
    except FileError as refusal:
        says_where(refusal, "w.json")


def test_names_of_any_length_make_a_sentence_of_one_line() -> None:
    long = "two\nlines " * 1000
    sentence = refused(changed(lambda c: c.update(inputs=[long, long])))
    assert len(sentence) < 200


def test_parameters_as_csv_are_one_row_each() -> None:
    weights = weights_like("network", hidden=((2, "tanh"),), points=0)
    rows = [line.split(",") for line in CSV.write(weights).decode().splitlines()]
    assert rows[0][:4] == ["layer", "output", "input", "value"]
    assert rows[0][4:] == ["output_name", "input_name", "activation"]
    assert len(rows) == 1 + weights.theta.size
    assert [float(row[3]) for row in rows[1:]] == weights.theta.tolist()
    assert [row[:3] for row in rows[1:4]] == [["0", "0", "0"], ["0", "0", "1"], ["0", "0", "bias"]]
    assert [row[4:] for row in rows[2:4]] == [["h1", "x2", "tanh"], ["h1", "bias", "tanh"]]
    assert rows[-1][:3] == ["1", "0", "bias"]
    assert [row[4:] for row in rows[-2:]] == [["red", "h2", "sigmoid"], ["red", "bias", "sigmoid"]]


def test_parameters_as_csv_are_read_by_a_spreadsheet_whatever_the_names() -> None:
    rows = list(csv.DictReader(io.StringIO(CSV.write(KINDS["names"]).decode(), newline="")))
    weights = KINDS["names"]
    assert [row["input_name"] for row in rows[: len(NASTY_NAMES)]] == list(weights.inputs)
    assert tuple(dict.fromkeys(row["output_name"] for row in rows)) == weights.classes
    deep = list(csv.DictReader(io.StringIO(CSV.write(KINDS["deep"]).decode())))
    named = {(row["layer"], row["output"]): row["output_name"] for row in deep}
    assert (named["0", "0"], named["1", "4"], named["3", "2"]) == ("h1_1", "h2_5", "cat")


@each_weights
def test_an_exported_module_gives_the_scores_and_classes_of_the_weights(weights: Weights) -> None:
    module = module_of(weights)
    rows, x = some_rows(weights, module, 50)
    scores = weights.scores(x)
    np.testing.assert_allclose(module["scores"](rows), scores, rtol=1e-12, atol=1e-12)
    expected = [weights.classes[i] for i in weights.classes_of(scores)]
    assert module["predict"](rows).tolist() == expected
    probabilities = weights.probabilities_of(scores)
    assert ("probabilities" in module) == (probabilities is not None)
    if probabilities is not None:
        np.testing.assert_allclose(module["probabilities"](rows), probabilities, rtol=1e-9)
    assert (module["INPUTS"], module["CLASSES"]) == (weights.inputs, weights.classes)
    assert module["check"]()


def test_an_exported_module_counts_a_score_of_zero_as_one_and_takes_the_first_largest() -> None:
    gate = Layer(np.array([[1.0, 1.0]]), np.array([-2.0]), "step")
    module = module_of(Weights("perceptron", ("a", "b"), ("no", "yes"), (gate,)))
    found = module["predict"]([[0, 0], [0, 1], [1, 0], [1, 1]])
    assert found.tolist() == ["no", "no", "no", "yes"]
    ties = Layer(np.zeros((3, 1)), np.array([0.0, 1.0, 1.0]), "linear")
    module = module_of(Weights("perceptron", ("a",), ("x", "y", "z"), (ties,)))
    assert module["predict"]([[5.0]]).tolist() == ["y"]


def test_a_perceptron_exported_as_a_module_adds_up_as_the_perceptron_does() -> None:
    # Whether 0.1 * 3 + 0.3 * -1 is 0 or a little less depends on the order and on fused products.
    rng = np.random.default_rng(3)
    weights = weights_like("perceptron", points=0)
    layer = Layer(rng.integers(-9, 9, (1, 2)) / 10, rng.integers(-9, 9, 1) / 10, "step")
    weights = Weights(**{**vars(weights), "layers": (layer,)})
    x = rng.integers(-20, 20, (4000, 2)) / 10
    assert np.array_equal(module_of(weights)["scores"](x), weights.scores(x))


def ran(path: Path) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-W", "error", str(path)], capture_output=True, text=True, check=False
    )


def test_an_exported_module_confirms_itself_or_says_that_it_was_changed(tmp_path: Path) -> None:
    path = tmp_path / "out.py"
    write_weights(path, KINDS["deep"])
    done = ran(path)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "The weights give the scores they gave. Points: 16.\n"
    source = path.read_text()
    weight = repr(float(KINDS["deep"].layers[0].weights[0, 0]))
    assert source.count(weight) == 1
    path.write_text(source.replace(weight, repr(float(weight) + 1e-3)))
    done = ran(path)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "Other scores than the weights gave: the file was changed.\n"


@pytest.mark.parametrize("which", ["deep", "wide", "names", "no check", "steps", "derived"])
def test_an_exported_module_is_tidy(which: str, tmp_path: Path) -> None:
    path = tmp_path / "out.py"
    write_weights(path, KINDS[which])
    ruff = [sys.executable, "-m", "ruff"]
    rules = "E,F,W,I,B,UP,SIM,C4,PT,RUF,N,D"
    convention = 'lint.pydocstyle.convention="google"'
    lint = ["check", "--line-length", "100", "--select", rules, "--config", convention]
    # Either kind of quotes is fine around a name that holds both.
    for command in [lint] if which == "names" else [lint, ["format", "--diff"]]:
        done = subprocess.run(
            [*ruff, *command, "--isolated", str(path)], capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr


@given(st.lists(st.text(min_size=1, max_size=20), min_size=2, max_size=2, unique=True))
def test_a_name_never_becomes_code(names: list[str]) -> None:
    names = [name.encode(errors="replace").decode() for name in names]
    weights = weights_like("logistic", (names[0], names[1]), (*NASTY_NAMES[:2], '"""; exit()'))
    module = module_of(weights)
    assert module["CLASSES"] == (names[0], names[1])
    assert module["check"]()
