"""Derived inputs on the command line: in training, in files, and made again in predicting."""

from pathlib import Path

import numpy as np
import pytest

from model import PRESETS, dataset
from model.arrays import Floats
from model.data.features import FORMULAS
from model.formats import read_weights, write_points
from tests.model.cli.commands import Run, imported
from tests.model.examples import some_points

NAMES = ("test", "grades", "test^2", "test*grades", "sin(grades)")
FLAG = "--derived test^2,x1*x2,sin(grades)"


@pytest.fixture
def run(run: Run) -> Run:
    """Return what runs a command in a folder with students.csv."""
    write_points(Path("students.csv"), dataset(*some_points(60), ("test", "grades"), ("no", "yes")))
    return run


def made(x: Floats) -> Floats:
    """Return the inputs NAMES of x (points, 2)."""
    a, b = x.T
    return np.column_stack([a, b, a**2, a * b, np.sin(b)])


def scores_of(path: str, x: Floats) -> Floats:
    """Return the scores (points,) of x (points, 2) from the numbers in a weights file alone."""
    a = made(x).T
    *hidden, last = read_weights(Path(path)).layers
    for layer in hidden:
        a = np.tanh(layer.weights @ a + layer.biases[:, np.newaxis])
    return np.asarray((last.weights @ a)[0] + last.biases[0])


@pytest.mark.parametrize("classifier", ["perceptron", "logistic", "network"])
@pytest.mark.parametrize("scale", ["none", "standard"])
def test_training_is_that_of_columns_made_by_hand(run: Run, classifier: str, scale: str) -> None:
    x, labels = some_points(60)
    write_points(Path("columns.csv"), dataset(made(x), labels))
    flags = f"--classifier {classifier} --scale {scale} --epochs 20 --test-share 0.2 --seed 3"
    done = run(f"train students.csv {flags} {FLAG}")
    assert done.code == 0, done.said
    by_hand = run(f"train columns.csv {flags}")
    for column in ("loss", "accuracy", "test_loss", "test_accuracy"):
        assert done.column(column) == pytest.approx(by_hand.column(column), rel=1e-12)


@pytest.mark.parametrize("classifier", ["logistic", "network"])
def test_files_name_them_by_formula_and_predict_from_raw_columns(run: Run, classifier: str) -> None:
    flags = f"--classifier {classifier} --scale standard --epochs 9"
    exports = "--export w.json --export w.npz --export w.py"
    assert run(f"train students.csv {flags} {FLAG} {exports}").code == 0
    assert read_weights(Path("w.json")).inputs == NAMES
    x = np.random.default_rng(0).normal(0, 3, (30, 2))
    expected = scores_of("w.json", x)
    rows = [f"{a!r},{b!r}" for a, b in x.tolist()]
    for text in (
        "\n".join(rows),
        "\n".join(f"{row},yes" for row in rows),
        "\n".join(["test,grades", *rows]),
        "\n".join(["grades,name,test", *(f"{b!r},u,{a!r}" for a, b in x.tolist())]),
    ):
        Path("new.csv").write_text(text)
        for weights in ("w.json", "w.npz"):
            done = run(f"predict {weights} new.csv")
            assert done.column("score") == pytest.approx(expected, rel=1e-9, abs=1e-9)
    module = imported("w.py")
    assert (module["COLUMNS"], module["INPUTS"]) == (("test", "grades"), NAMES)
    np.testing.assert_allclose(module["scores"](x)[:, 0], expected, rtol=1e-9, atol=1e-9)
    found = module["predict"](x.tolist()).tolist()
    assert found == [module["CLASSES"][int(score >= 0)] for score in expected]
    assert module["check"]()


def test_a_column_of_the_very_name_is_taken_as_it_is(run: Run) -> None:
    assert run("train students.csv --derived test^2 --epochs 1 --export w.json").code == 0
    Path("new.csv").write_text("test,grades,test^2\n2,3,4\n2,3,5\n")
    first, second = run("predict w.json new.csv").column("score")
    weight = read_weights(Path("w.json")).layers[0].weights[0, 2]
    assert second - first == pytest.approx(weight)


def test_training_goes_on_with_the_derived_inputs_of_the_file(run: Run) -> None:
    flags = "--order file --scale standard"
    whole = run(f"train students.csv {flags} {FLAG} --epochs 20")
    assert run(f"train students.csv {flags} {FLAG} --epochs 10 --export half.json").code == 0
    for again in ("", "--derived sin(x2),x1^2,x1*x2"):
        rest = run(f"train students.csv --init half.json --epochs 10 --export rest.json {again}")
        assert rest.column("loss") == pytest.approx(whole.column("loss")[1:], rel=1e-12)
        assert read_weights(Path("rest.json")).inputs == NAMES
    said = run.refused("train students.csv --init half.json --derived x1^2")
    assert said.startswith("half.json has other derived inputs than --derived says: leave")
    assert "other derived inputs" in run.refused(
        "train points.csv --init start.json --derived x1^2"
    )


def test_points_without_names_are_derived_from_by_position(run: Run) -> None:
    assert run(f"train students.csv {FLAG} --epochs 2 --export w.json").code == 0
    lines = Path("students.csv").read_text().splitlines()
    Path("bare.csv").write_text("\n".join(lines[1:]))
    done = run("train bare.csv --init w.json --epochs 0 --export v.json")
    assert "taken by position: x1 as test, x2 as grades" in done.said
    one, other = read_weights(Path("w.json")), read_weights(Path("v.json"))
    assert other.inputs == ("x1", "x2", "x1^2", "x1*x2", "sin(x2)")
    assert one.theta.tobytes() == other.theta.tobytes()


def test_one_hot_inputs_stand_before_derived_ones_and_are_not_scaled(run: Run) -> None:
    table = "age,kind,yes\n" + "".join(f"{i},{'uvw'[i % 3]},{i % 2}\n" for i in range(12))
    Path("kinds.csv").write_text(table)
    flags = "--one-hot kind --derived age^2 --scale standard --epochs 2"
    done = run(f"train kinds.csv {flags} --export w.json --export w.py")
    assert done.code == 0, done.said
    weights = read_weights(Path("w.json"))
    assert weights.inputs == ("age", "kind=u", "kind=v", "kind=w", "age^2")
    assert weights.record is not None
    assert weights.record.scaling is not None
    ages = np.arange(12.0)
    means = [ages.mean(), 0, 0, 0, (ages**2).mean()]
    assert weights.record.scaling.means.tolist() == pytest.approx(means)
    scores = run("predict w.json kinds.csv").column("score")
    rows = [[i, "uvw"[i % 3]] for i in range(12)]
    assert imported("w.py")["scores"](rows)[:, 0].tolist() == pytest.approx(scores)


def test_the_names_of_the_features_count_before_those_of_the_formulas(run: Run) -> None:
    Path("turned.csv").write_text("x2,x1,y\n1,2,0\n3,4,1\n")
    assert run("train turned.csv --derived x1^2 --epochs 1 --export w.json").code == 0
    assert read_weights(Path("w.json")).inputs == ("x2", "x1", "x1^2")
    assert imported_inputs(run, "[[1.0, 2.0]]") == [[1.0, 2.0, 4.0]]


def imported_inputs(run: Run, points: str) -> object:
    assert run("train turned.csv --init w.json --epochs 0 --export w.py").code == 0
    return eval(f"inputs({points}).tolist()", imported("w.py"))


def test_every_formula_is_made_alike_by_an_exported_module(run: Run) -> None:
    keys = ",".join(FORMULAS)
    assert run(f"train points.csv --derived {keys} --epochs 1 --export w.py").code == 0
    module = imported("w.py")
    assert module["INPUTS"] == ("x1", "x2", *FORMULAS)
    a, b = x = np.array([3.0, -0.7])
    wanted = [a, b, a**2, b**2, a * b, np.sin(a), np.sin(b)]
    np.testing.assert_allclose(module["inputs"]([x]), [wanted], rtol=1e-15)


def test_with_squares_a_line_tells_a_circle_from_its_ring(run: Run) -> None:
    x, labels = PRESETS["circle"].generate(200, 0.0, 2, np.random.default_rng(0))
    write_points(Path("circle.csv"), dataset(x, labels))
    flags = "--scale standard --learning-rate 1 --epochs 60"
    assert run(f"train circle.csv {flags}").column("accuracy")[-1] < 0.75
    assert run(f"train circle.csv {flags} --derived x1^2,x2^2").column("accuracy")[-1] == 1.0


REFUSED = {
    "train students.csv --derived test^3": "students.csv: no input test^3 is made from these "
    "features: choose one of test^2, grades^2, test*grades, sin(test), sin(grades)",
    "train students.csv --features test --derived x2^2": "students.csv: no input x2^2 is made",
    "train students.csv --features test --derived test*grades": "students.csv: no input test*gra",
    "train huge.csv --derived x1*x2": "huge.csv: the input x1*x2 is too large for a number: leave",
    "train squares.csv --derived x1^2": "squares.csv: the input 'x1^2' would be there twice",
    "train false.csv": "false.csv: column 'x1^2' does not hold what it is named after: rename it",
    "predict w.json huge.csv": "huge.csv, line 2: the score is not a finite number",
    "predict w.json one.csv": "one.csv has 1 column and no header: expected 2 or 3, for the inputs",
}


@pytest.mark.parametrize(("command", "sentence"), REFUSED.items(), ids=REFUSED)
def test_what_cannot_be_derived_is_refused(run: Run, command: str, sentence: str) -> None:
    assert run(f"train students.csv {FLAG} --epochs 1 --export w.json").code == 0
    Path("huge.csv").write_text("1,2,0\n1e308,1e308,1\n")
    Path("squares.csv").write_text("x1,x2,x1^2,y\n1,2,1,0\n3,4,9,1\n")
    Path("false.csv").write_text("x1,x2,x1^2,y\n1,2,1,0\n3,4,8,1\n")
    Path("one.csv").write_text("1\n2\n")
    assert run.refused(command).startswith(sentence)
    assert run("train squares.csv --epochs 1").code == 0
