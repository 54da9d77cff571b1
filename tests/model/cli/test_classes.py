"""Two to six classes on the command line: points, weights of every form, predictions."""

import json
from pathlib import Path

import numpy as np
import pytest

from model import CLASSIFIERS, dataset
from model.data.dataset import CLASS_NAMES
from model.formats import read_weights, write_points
from tests.model.cli.commands import Run, imported
from tests.model.examples import some_points


@pytest.mark.parametrize("classifier", CLASSIFIERS)
@pytest.mark.parametrize("classes", [2, 3, 4, 5, 6])
def test_every_form_predicts_what_was_trained(run: Run, classifier: str, classes: int) -> None:
    names = tuple("fedcba"[-classes:])
    points = dataset(*some_points(90, 3, classes), None, names)
    write_points(Path("data.csv"), points)
    exports = "--export w.json --export w.npz --export w.py"
    trained = run(f"train data.csv --classifier {classifier} --epochs 4 --seed 2 {exports}")
    assert trained.code == 0, trained.said
    predicted = run("predict w.json data.csv")
    assert predicted.out == run("predict w.npz data.csv").out
    module = imported("w.py")
    assert module["CLASSES"] == tuple(sorted(names))
    assert module["check"]()
    columns = ["score"] if classes == 2 else [f"score_{name}" for name in sorted(names)]
    scores = np.array([predicted.column(column) for column in columns]).T
    np.testing.assert_allclose(module["scores"](points.x), scores, rtol=1e-9, atol=1e-9)
    found = [row["class"] for row in predicted.rows]
    assert module["predict"](points.x).tolist() == found
    right = sum(name == names[i] for name, i in zip(found, points.labels, strict=True))
    assert repr(right / 90) == trained.rows[-1]["accuracy"]
    likely = [f"probability_{name}" for name in sorted(names)]
    assert (likely[0] in predicted.rows[0]) == (classifier != "perceptron")
    if classifier != "perceptron":
        p = np.array([predicted.column(column) for column in likely])
        np.testing.assert_allclose(module["probabilities"](points.x), p.T, rtol=1e-9, atol=1e-12)
        np.testing.assert_allclose(p.sum(axis=0), 1.0, rtol=1e-12)
        assert [sorted(names)[i] for i in p.argmax(axis=0)] == found


@pytest.mark.parametrize("classifier", CLASSIFIERS)
def test_classes_of_the_names_in_the_file_are_told_by_name(run: Run, classifier: str) -> None:
    points = dataset(*some_points(60, 2, 4), None, CLASS_NAMES[:4])
    write_points(Path("drawn.csv"), points)
    flags = f"--classifier {classifier} --seed 1"
    assert run(f"train drawn.csv {flags} --epochs 5 --export w.json").code == 0
    content = json.loads(Path("w.json").read_text())
    assert content["classes"] == ["amber", "blue", "green", "red"]
    order = [content["classes"].index(name) for name in CLASS_NAMES[:4]]
    last = content["layers"][-1]
    last["weights"] = [last["weights"][i] for i in order]
    last["biases"] = [last["biases"][i] for i in order]
    content["classes"] = CLASS_NAMES[:4]  # as the window writes them
    del content["check"]
    Path("window.json").write_text(json.dumps(content))
    sorted_, drawn = (run(f"train drawn.csv --init {w} --epochs 3 --export {w}")
                      for w in ("w.json", "window.json"))  # fmt: skip
    assert drawn.column("loss") == pytest.approx(sorted_.column("loss"), rel=1e-12)
    assert drawn.column("accuracy") == sorted_.column("accuracy")
    assert read_weights(Path("window.json")).classes == CLASS_NAMES[:4]


LEVELS = "x1,x2,level\n1,2,high\n-1,0,low\n0.5,-2,medium\n2,2,high\n-2,1,low\n0,-1,medium\n"


@pytest.mark.parametrize("classifier", CLASSIFIERS)
@pytest.mark.parametrize("kept", [("high", "medium"), ("low", "medium"), ("medium",), ("high",)])
def test_points_of_some_of_the_classes_go_on_from_weights_of_all(
    run: Run, classifier: str, kept: tuple[str, ...]
) -> None:
    Path("all.csv").write_text(LEVELS)
    flags = f"--classifier {classifier} --epochs 5 --export w.json"
    assert run(f"train all.csv {flags}").code == 0
    lines = LEVELS.splitlines(keepends=True)
    some = [line for line in lines[1:] if line.strip().split(",")[2] in kept]
    Path("some.csv").write_text("".join(lines[:1] + some))
    done = run("train some.csv --init w.json --epochs 3 --export v.json")
    assert done.code == 0, done.said
    assert read_weights(Path("v.json")).classes == ("high", "low", "medium")
    found = run("predict w.json some.csv")
    right = [row["class"] for row in found.rows]
    shares = [name == line.strip().split(",")[2] for name, line in zip(right, some, strict=True)]
    assert done.column("accuracy")[0] == pytest.approx(sum(shares) / len(shares))


def test_two_classes_of_the_other_order_or_one_of_them_are_taken_by_name(run: Run) -> None:
    Path("two.csv").write_text("1,2,yes\n-1,0,no\n0.5,-2,no\n")
    Path("one.csv").write_text("1,2,yes\n0,1,yes\n")
    assert run("train two.csv --epochs 2 --export w.json").code == 0
    assert run("train one.csv --init w.json --epochs 2 --export v.json").code == 0
    assert read_weights(Path("v.json")).classes == ("no", "yes")


def test_classes_that_the_weights_do_not_know_are_refused_as_before(run: Run) -> None:
    Path("all.csv").write_text(LEVELS)
    assert run("train all.csv --epochs 1 --export w.json").code == 0
    Path("other.csv").write_text("1,2,high\n3,4,top\n")
    assert "tells 3 classes apart, but other.csv has 2" in run.refused(
        "train other.csv --init w.json"
    )
    Path("alike.csv").write_text("1,2,top\n3,4,top\n")
    assert "all labels are alike" in run.refused("train alike.csv --init w.json")


@pytest.mark.parametrize("names", [("b", "d"), ("b", "c", "z"), ("x", "y", "z")])
def test_classes_are_by_name_or_all_by_position_never_both(
    run: Run, names: tuple[str, ...]
) -> None:
    write_points(Path("known.csv"), dataset(*some_points(60, 2, 3), None, ("a", "b", "c")))
    assert run("train known.csv --epochs 3 --export w.json").code == 0
    write_points(Path("other.csv"), dataset(*some_points(60, 2, len(names)), None, names))
    trained = run("train other.csv --init w.json --epochs 0")
    if set(names) & {"a", "b", "c"}:
        assert trained.code != 0
        assert "classes" in trained.said
        assert not trained.rows
    else:
        assert trained.code == 0
        assert "classes of w.json are taken by position: x as a, y as b, z as c" in trained.said
