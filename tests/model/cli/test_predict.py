"""Predicting on the command line: scores, probabilities and classes."""

import json
from pathlib import Path

import numpy as np
import pytest

from model import dataset
from model.formats import write_points, write_weights
from tests.model.cli.commands import Run
from tests.model.examples import some_points
from tests.model.formats.examples import EXAMPLE, weights_like


@pytest.mark.parametrize("classifier", ["perceptron", "logistic", "network"])
@pytest.mark.parametrize("classes", [2, 4])
@pytest.mark.parametrize("suffix", [".json", ".npz"])
def test_predicting_the_training_points_gives_the_accuracy_of_the_last_row(
    run: Run, classifier: str, classes: int, suffix: str
) -> None:
    names = ("ant", "bee", "cat", "dog")[:classes]
    points = dataset(*some_points(80, 3, classes), ["a", "b", "c"], names)
    write_points(Path("data.csv"), points)
    command = f"train data.csv --classifier {classifier} --epochs 5 --scale standard"
    trained = run(f"{command} --export out{suffix}")
    assert trained.code == 0, trained.said
    done = run(f"predict out{suffix} data.csv")
    right = [
        row["class"] == names[label] for row, label in zip(done.rows, points.labels, strict=True)
    ]
    assert repr(sum(right) / 80) == trained.rows[-1]["accuracy"]


def test_predictions_of_two_classes_are_score_probabilities_and_class(run: Run) -> None:
    Path("p.csv").write_text("x2,other,x1\n-0.06,7,0.78\n1,8,0\n")
    done = run("predict start.json p.csv")
    assert done.code == 0
    assert done.out.splitlines()[0] == "score,probability_blue,probability_red,class"
    assert [row["class"] for row in done.rows] == ["blue", "red"]
    z = done.column("score")
    assert z == pytest.approx([-0.4692, 0.93], rel=1e-15)
    assert done.column("probability_red") == pytest.approx(1 / (1 + np.exp(-np.array(z))))
    for row in done.rows:
        assert float(row["probability_blue"]) + float(row["probability_red"]) == pytest.approx(1)


def test_predictions_of_more_classes_have_a_score_each(run: Run) -> None:
    weights = weights_like("logistic", ("a", "b,c", "d"))
    write_weights(Path("w.json"), weights)
    Path("p.csv").write_text("1,2\n-3,4\n")
    done = run("predict w.json p.csv")
    scores = weights.scores(np.array([[1.0, 2.0], [-3.0, 4.0]]))
    assert list(done.rows[0]) == [
        "score_a", "score_b,c", "score_d", "probability_a", "probability_b,c", "probability_d",
        "class",
    ]  # fmt: skip
    assert [[float(row[f"score_{c}"]) for c in weights.classes] for row in done.rows] == (
        scores.tolist()
    )
    assert [row["class"] for row in done.rows] == [
        weights.classes[i] for i in scores.argmax(axis=1)
    ]


def test_a_perceptron_has_no_probabilities_and_zero_is_red(run: Run) -> None:
    gate = EXAMPLE.replace(b"logistic", b"perceptron").replace(b"sigmoid", b"step")
    gate = gate.replace(b"[[-0.53, 0.93]]", b"[[1, 1]]").replace(b"[0.0]", b"[-2]")
    content = json.loads(gate)
    del content["check"]
    Path("and.json").write_text(json.dumps(content))
    Path("gate.csv").write_text("0,0\n0,1\n1,0\n1,1\n")
    done = run("predict and.json gate.csv")
    assert done.out == "score,class\n-2.0,blue\n-1.0,blue\n-1.0,blue\n0.0,red\n"


def test_by_position_a_further_last_column_is_ignored(run: Run) -> None:
    Path("p.csv").write_text("0.78,-0.06,yes\n0,1,no\n")
    with_label = run("predict start.json p.csv")
    Path("p.csv").write_text("0.78,-0.06\n0,1\n")
    assert with_label.out == run("predict start.json p.csv").out
    Path("p.csv").write_text("0.78,-0.06,1,1\n0,1,1,1\n")
    assert run.refused("predict start.json p.csv").startswith(
        "p.csv has 4 columns and no header: expected 2 or 3, for the inputs x1, x2"
    )
