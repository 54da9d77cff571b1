"""Bad input to ``train``: one clear sentence each, and no file is changed."""

from pathlib import Path

import numpy as np
import pytest

from tests.model.cli.commands import Run

GOOD = "1,2,0\n3,4,1\n2,2,0\n5,3,1\n"
BAD = {
    "seven classes": (
        "".join(f"{i},{i * i},{i % 7}\n" for i in range(14)),
        "",
        "bad.csv, column 3: 7 different labels: expected 2 to 6 classes; choose the label column",
    ),
    "one class": (
        "1,2,red\n3,4,red\n",
        "",
        "bad.csv, column 3: all labels are alike: expected 2 to 6 classes; choose the label column",
    ),
    "text in a feature": (
        GOOD + "4,tall,1\n",
        "",
        "bad.csv, line 5, column 2: 'tall' is not a number: correct it, leave the column out, or "
        "one-hot encode it",
    ),
    "text in a feature with a header": (
        "age,size,yes\n" + GOOD + "4,tall,1\n",
        "",
        "bad.csv, line 6, column 2 (size): 'tall' is not a number: correct it, leave the column "
        "out, or one-hot encode it",
    ),
    "constant feature": (
        "a,b,y\n7,1,0\n7,2,1\n7,3,0\n",
        "--scale standard",
        "bad.csv: feature a is constant: leave it out, or do not scale",
    ),
    "constant derived input": (
        "a,b,y\n-1,1,0\n1,2,1\n1,3,0\n",
        "--scale standard --derived a^2",
        "bad.csv: feature a^2 is constant: leave it out, or do not scale",
    ),
    "missing value": (
        GOOD + "4,,1\n",
        "",
        "bad.csv, line 5, column 2: an empty cell: expected a number",
    ),
    "missing label": (
        GOOD + "4,5,\n",
        "",
        "bad.csv, line 5, column 3: an empty cell: expected a value",
    ),
    "missing cell": (
        GOOD + "4,5\n",
        "",
        "bad.csv, line 5: 2 columns, but line 1 has 3: expected equally many in each line",
    ),
    "not finite": (
        GOOD + "4,1e309,1\n",
        "",
        "bad.csv, line 5, column 2: '1e309' is not a finite number",
    ),
    "1e308": (
        "1e308,-1e308,0\n-1e308,1e308,1\n1e308,1e308,1\n",
        "",
        "bad.csv: the loss is not finite at the start: use --scale standard or other starting "
        "weights",
    ),
    "1e308 scaled": (
        "a,b,y\n1e308,1,0\n-1e308,2,1\n1e308,3,1\n",
        "--scale standard",
        "bad.csv: feature a has no finite spread: leave it out, or do not scale",
    ),
    "1e308 squared": (
        GOOD + "1e308,1,1\n",
        "--derived x1^2",
        "bad.csv: the input x1^2 is too large for a number: leave it out",
    ),
}


@pytest.mark.parametrize(("text", "flags", "sentence"), BAD.values(), ids=BAD)
def test_bad_input_is_refused_and_changes_nothing(
    run: Run, text: str, flags: str, sentence: str
) -> None:
    Path("bad.csv").write_text(text)
    Path("out.json").write_text("before")
    assert run.refused(f"train bad.csv --export out.json {flags}") == sentence
    assert Path("out.json").read_text() == "before"
    assert Path("bad.csv").read_text() == text


@pytest.mark.parametrize("classifier", ["perceptron", "logistic", "network"])
@pytest.mark.parametrize("labels", ["011", "012"])
def test_points_of_any_size_end_in_numbers_or_in_one_sentence(
    run: Run, classifier: str, labels: str
) -> None:
    for size in (1e10, 1e155, 1e308):
        rows = ((size, -size), (-size, size / 2), (size, size))
        lines = (f"{a!r},{b!r},{y}\n" for (a, b), y in zip(rows, labels, strict=True))
        Path("bad.csv").write_text("".join(lines))
        Path("out.json").unlink(missing_ok=True)
        done = run(f"train bad.csv --classifier {classifier} --epochs 3 --export out.json")
        assert done.code == (0 if Path("out.json").exists() else 1)
        assert "Warning" not in done.said
        assert "Traceback" not in done.said
        assert not done.code or done.said.splitlines()[-1].startswith("error: bad.csv: ")


def test_a_test_point_far_from_all_others_is_no_obstacle_to_training(run: Run) -> None:
    lines = [f"{i}e-9,{i % 3},{i % 2}\n" for i in range(10)]
    tests = np.random.default_rng([0, 3]).permutation(10)[:1]  # as seed 0 splits
    lines[tests[0]] = "1e300,1,1\n"
    Path("points.csv").write_text("".join(lines))
    done = run("train points.csv --scale standard --test-share 0.1 --epochs 2")
    read, found = done.said.splitlines()  # and no warning
    assert (done.code, read.split()[0]) == (0, "read")
    assert found.startswith("No line separates class 0 and class 1")
    assert np.isfinite(done.column("loss")).all()
