"""An exported module takes the raw columns of the file that its classifier was trained on."""

import csv
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from model.data.dataset import dataset
from model.formats import read_weights, write_weights
from model.learning.layers import Layer
from model.run.document import Document
from model.run.export import weights_of
from model.run.trainer import Trainer
from model.run.weights import Weights
from tests.model.cli.commands import Run, imported
from tests.model.formats.module import module_of

TABLE = "admit,gre,rank,town,gpa\n" + "".join(
    f"{('no', 'yes')[i % 2]},{400 + 37 * i % 390},{1 + i % 4},"
    f"{('Ulm', 'Köln', 'Aix-en')[i % 3]},{2 + i % 9 / 4}\n"
    for i in range(36)
)
FLAGS = "--label admit --one-hot rank --one-hot town --scale standard --epochs 20"
EXPORTS = "--export w.json --export w.py"


def rows_of(name: str) -> list[list[str]]:
    with Path(name).open(newline="", encoding="utf-8") as file:
        return [row[1:] for row in csv.reader(file)][1:]


@pytest.fixture
def module(run: Run) -> dict[str, Any]:
    Path("raw.csv").write_text(TABLE, encoding="utf-8")
    done = run(f"train raw.csv {FLAGS} {EXPORTS}")
    assert done.code == 0, done.said
    return imported("w.py")


def test_the_rows_of_the_file_are_taken_as_they_are(run: Run, module: dict[str, Any]) -> None:
    assert module["COLUMNS"] == ("gre", "rank", "town", "gpa")
    assert module["CATEGORIES"]["town"] == ("Aix-en", "Köln", "Ulm")
    rows = rows_of("raw.csv")
    predicted = run("predict w.json raw.csv")
    typed = [[float(a), int(b), c, float(d)] for a, b, c, d in rows]
    spelt = [[a, f" {b}.0", f"{c} ", d] for a, b, c, d in rows]
    for given in (rows, typed, spelt, np.array(rows), np.array(typed, dtype=object)):
        scores = module["scores"](given)[:, 0]
        np.testing.assert_allclose(scores, predicted.column("score"), rtol=1e-9, atol=1e-9)
        assert module["predict"](given).tolist() == [row["class"] for row in predicted.rows]
        likely = module["probabilities"](given)[:, 1]
        np.testing.assert_allclose(likely, predicted.column("probability_yes"), rtol=1e-9)


WRONG = {
    "row 1, column town: 'Rom' is not a known category: expected one of Aix-en, Köln, Ulm": [
        [400, 1, "Ulm", 3],
        [400, 1, "Rom", 3],
    ],
    "row 0, column rank: '7' is not a known category: expected one of 1, 2, 3, 4": [
        [400, 7, "Ulm", 3]
    ],
    "row 0, column rank: '1.5' is not a known category": [[400, 1.5, "Ulm", 3]],
    "row 0, column gpa: 1_0 is not a finite number": [[400, 1, "Ulm", "1_0"]],
    "row 0, column gpa: \uff12 is not a finite number": [[400, 1, "Ulm", "\uff12"]],
    "row 0, column gpa: 1e-400 is not a finite number": [[400, 1, "Ulm", "1e-400"]],
    "row 0, column gpa: good is not a finite number": [[400, 1, "Ulm", "good"]],
    "row 0, column gre: nan is not a finite number": [[float("nan"), 1, "Ulm", 3]],
    "x has the shape (1, 3): expected (n, 4), a row a point": [[400, 1, 3]],
    "x has the shape (4,): expected (n, 4), a row a point": [400, 1, "Ulm", 3],
}


@pytest.mark.parametrize(("sentence", "rows"), WRONG.items(), ids=WRONG)
@pytest.mark.parametrize("function", ["scores", "probabilities", "predict"])
def test_what_the_weights_do_not_know_is_refused(
    module: dict[str, Any], sentence: str, rows: list[Any], function: str
) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(sentence)}"):
        module[function](rows)


def test_it_checks_itself_and_is_tidy(module: dict[str, Any]) -> None:
    assert len(module["CHECK_POINTS"]) == 16
    done = subprocess.run(
        [sys.executable, "-W", "error", "w.py"], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    done = subprocess.run(
        [sys.executable, "-m", "ruff", "format", "--diff", "--isolated", "w.py"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout
    assert not any("SCALING" in name for name in module), "nothing that is folded in already"


def test_a_column_whose_name_looks_encoded_is_a_column_of_numbers(tmp_path: Path) -> None:
    points = dataset([[1.0, 2.0], [3.5, -1.0]], [0, 1], ("t=0", "t=1"))
    document = Document(points, "logistic")
    weights = weights_of(document, Trainer(document).place)
    path = tmp_path / "w.json"
    write_weights(path, weights)
    module = module_of(read_weights(path))
    assert module["INPUTS"] == ("t=0", "t=1")
    assert "CATEGORIES" not in module
    np.testing.assert_allclose(module["scores"](points.x), weights.scores(points.x))


@pytest.fixture
def plain_module() -> dict[str, Any]:
    points = dataset([[1.0, 2.0], [3.5, -1.0]], [0, 1])
    document = Document(points, "logistic")
    return module_of(weights_of(document, Trainer(document).place))


@pytest.mark.parametrize("cell", ["1_0", "\uff12", "1e-400", "good", "", "nan", b"1_0", None, 1j])
def test_a_column_of_numbers_refuses_what_the_program_refuses(
    plain_module: dict[str, Any], cell: object
) -> None:
    for rows in ([["1", "2"], ["3", cell]], np.array([[1, 2], [3, cell]], dtype=object)):
        with pytest.raises(ValueError, match="row 1, column 1 of x is not a finite number"):
            plain_module["predict"](rows)


def test_a_column_of_numbers_takes_them_as_text(plain_module: dict[str, Any]) -> None:
    rows = [["1", " 2.5e-1 "], ["-3", "0"], ["0.0", "0e5"]]
    numbers = np.array([[1, 0.25], [-3, 0], [0, 0]])
    expected = plain_module["scores"](numbers)
    for given in (rows, np.array(rows), np.array(rows, dtype="S")):
        np.testing.assert_array_equal(plain_module["scores"](given), expected)
    assert plain_module["scores"](np.empty((0, 2), dtype=object)).shape == (0, 1)


def test_points_that_are_in_no_category_are_not_checked() -> None:
    # On the plane a point can stand half-way between two categories.
    x = [[0.5, 0.5, 1.0], [0.0, 1.0, 2.0], [1.0, 1.0, 0.0], [0.0, 0.0, 1.0]]
    points = dataset(x, [0, 1, 0, 1], ("k=a", "k=b", "n"), one_hot=(True, True, False))
    document = Document(points, "logistic")
    module = module_of(weights_of(document, Trainer(document).place))
    assert module["CHECK_POINTS"] == [["b", 2.0]]
    assert module["check"]()


def test_categories_of_columns_that_are_mixed_keep_their_weights() -> None:
    layer = Layer(np.array([[1.0, 10.0, 100.0, 1000.0]]), np.array([0.0]), "step")
    names = ("a=u", "b=x", "a=v", "n")
    module = module_of(Weights("perceptron", names, ("no", "yes"), (layer,)))
    assert module["COLUMNS"] == ("a", "b", "n")
    assert module["scores"]([["u", "x", 2], ["v", "x", 3]]).tolist() == [[2011.0], [3110.0]]
