"""The command line: what it writes where, what it refuses, and with which exit code."""

import csv
import io
import json
import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from model import Trainer, Training, dataset
from model.cli import main
from model.document import Document, Start
from model.features import standard
from model.formats import read_points, read_weights, write_points, write_weights
from model.generators import PRESETS
from model.randomness import Purpose, generator
from tests.model.examples import separable_points, some_points
from tests.model.weights_examples import CONTRACT, weights_like

ROOT = Path(__file__).parents[2]
DATA = ROOT.parent / "shared" / "data"
needs_data = pytest.mark.skipif(not DATA.is_dir(), reason="the shared data are not here")


class Outcome:
    """What a command did: its exit code, the rows of its output, and what it said."""

    def __init__(self, code: int, out: str, said: str) -> None:
        self.code, self.out, self.said = code, out, said
        self.rows = list(csv.DictReader(io.StringIO(out)))

    def column(self, name: str) -> list[float]:
        return [float(row[name]) for row in self.rows]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working folder, with overlapping points in it."""
    monkeypatch.chdir(tmp_path)
    write_points(Path("points.csv"), dataset(*some_points(60)))
    Path("start.json").write_bytes(CONTRACT)
    return tmp_path


@pytest.fixture
def run(folder: Path, capsys: pytest.CaptureFixture[str]) -> "Run":
    """Runs a command in this process."""
    return Run(capsys)


class Run:
    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys

    def __call__(self, command: str, *more: str) -> Outcome:
        try:
            code = main([*command.split(), *more])
        except SystemExit as ended:
            code = int(str(ended.code))
        return Outcome(code, *self._capsys.readouterr())

    def refused(self, command: str, *more: str) -> str:
        """The one line on standard error of a command that exits with 1."""
        done = self(command, *more)
        assert done.code == 1, done.said
        *before, last = done.said.splitlines()
        assert not any(line.startswith("error") for line in before)
        assert last.startswith("error: ")
        return last.removeprefix("error: ")

    def misused(self, command: str, *more: str) -> str:
        """The last line on standard error of a command that exits with 2."""
        done = self(command, *more)
        assert (done.code, done.out) == (2, "")
        return done.said.splitlines()[-1]


def process(*arguments: str, cwd: Path) -> "subprocess.CompletedProcess[str]":
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=cwd,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def as_module(command: str) -> Sequence[str]:
    return ("-m", "model", *command.split())


@needs_data
def test_the_command_of_the_issue_prints_a_falling_loss_and_its_export_confirms_itself(
    folder: Path,
) -> None:
    Path("points.csv").write_bytes((DATA / "points100.csv").read_bytes())
    done = process(
        *as_module(
            "train points.csv --classifier logistic --batch-size 1 --order file "
            "--learning-rate 0.01 --epochs 100 --init start.json --log-every 10 "
            "--export out.json --export out.py"
        ),
        cwd=folder,
    )
    assert done.returncode == 0, done.stderr
    rows = Outcome(0, done.stdout, done.stderr)
    assert rows.column("epoch") == list(range(0, 101, 10))
    assert rows.column("updates") == list(range(0, 10_001, 1000))
    losses = rows.column("loss")
    assert losses == sorted(losses, reverse=True)
    assert losses[0] == pytest.approx(0.7416408244616878, rel=1e-12)
    assert losses[-1] == pytest.approx(0.32489780229581655, rel=1e-12)
    assert rows.column("accuracy")[-1] == 0.94
    confirmed = process("out.py", cwd=folder)
    assert (confirmed.returncode, confirmed.stderr) == (0, "")
    assert confirmed.stdout == "The weights give the scores they gave (16 points).\n"
    assert read_weights(Path("out.json")).record is not None


def test_training_runs_where_qt_is_not_installed(folder: Path) -> None:
    blocked = (
        "import sys; sys.modules.update(PySide6=None, pyqtgraph=None, contourpy=None); "
        "from model.cli import main; "
        "code = main(['train', 'points.csv', '--epochs', '1']); "
        "sys.exit(code)"
    )
    done = process("-c", blocked, cwd=folder)
    assert (done.returncode, done.stdout.count("\n")) == (0, 3), done.stderr


def test_standard_output_holds_csv_alone_and_messages_go_to_people(run: Run) -> None:
    done = run("train points.csv --epochs 25 --export out.json --export out.npz")
    assert done.code == 0
    lines = done.out.splitlines()
    assert lines[0] == "epoch,updates,loss,accuracy"
    assert [line.split(",")[:2] for line in lines[1:]] == [
        ["0", "0"], ["10", "60"], ["20", "120"], ["25", "150"],
    ]  # fmt: skip
    assert done.said.splitlines()[0].startswith("read 60 points from points.csv: features x1, x2;")
    assert done.said.splitlines()[1:] == ["wrote out.json", "wrote out.npz"]


@pytest.mark.parametrize(("epochs", "rows"), [(0, [0]), (3, [0, 2, 3]), (4, [0, 2, 4])])
def test_rows_are_every_n_epochs_and_the_last(run: Run, epochs: int, rows: list[int]) -> None:
    done = run(f"train points.csv --epochs {epochs} --log-every 2")
    assert done.column("epoch") == rows


def test_numbers_are_written_in_full_precision_and_are_those_of_the_window(run: Run) -> None:
    done = run("train points.csv --epochs 7 --log-every 7 --seed 3 --learning-rate 0.3")
    document = Document(
        read_points(Path("points.csv")), "logistic", training=Training(0.3), start_seed=3
    )
    trainer = Trainer(document)
    start = trainer.measured.loss
    trainer.advance(7 * 6)
    assert [row["loss"] for row in done.rows] == [repr(start), repr(trainer.measured.loss)]
    assert done.rows[-1]["accuracy"] == repr(trainer.measured.accuracy)


@pytest.mark.parametrize(
    ("flags", "settings"),
    [
        ("", {}),
        ("--loss squared --batch-size all", {"loss": "squared", "batch_size": "all"}),
        ("--order file --seed 9", {"order": "file", "seed": 9}),
        ("--optimizer adam", {"optimizer": "adam"}),
        ("--penalty l2 --penalty-rate 0.5", {"penalty": "l2", "penalty_rate": 0.5}),
        ("--penalty l1", {"penalty": "l1", "penalty_rate": 0.001}),
        ("--learning-rate 1e-3", {"learning_rate": 0.001}),
        ("--scale none", {}),
    ],
)
def test_settings_are_exported_with_the_weights(
    run: Run, flags: str, settings: dict[str, object]
) -> None:
    assert run(f"train points.csv --epochs 2 --export out.json {flags}").code == 0
    exported = json.loads(Path("out.json").read_text())["training"]
    updates = 2 if "all" in flags else 12
    usual = {
        "epoch": 2, "updates": updates, "learning_rate": 0.1, "batch_size": 10,
        "order": "shuffled", "loss": "cross-entropy", "seed": 0,
    }  # fmt: skip
    assert exported == {**usual, **settings}


@pytest.mark.parametrize("flags", ["", "--hidden 3,2 --activation relu"])
def test_a_network_is_as_wide_and_deep_as_was_asked(run: Run, flags: str) -> None:
    command = f"train points.csv --classifier network --epochs 1 --export out.npz {flags}"
    assert run(command).code == 0
    shapes = [tuple(layer.shape) for layer in read_weights(Path("out.npz")).layers]
    if flags:
        assert shapes == [(3, 2, "relu"), (2, 3, "relu"), (1, 2, "sigmoid")]
    else:
        assert shapes == [(4, 2, "tanh"), (1, 4, "sigmoid")]


@pytest.mark.parametrize("form", ["--export a.json --export b.py", "--export a.json b.py"])
def test_export_may_be_repeated(run: Run, form: str) -> None:
    assert run(f"train points.csv --epochs 1 {form}").code == 0
    assert Path("a.json").exists()
    assert Path("b.py").exists()


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
    gate = CONTRACT.replace(b"logistic", b"perceptron").replace(b"sigmoid", b"step")
    gate = gate.replace(b"[[-0.53, 0.93]]", b"[[1, 1]]").replace(b"[0.0]", b"[-2]")
    content = json.loads(gate)
    del content["check"]
    Path("and.json").write_text(json.dumps(content))
    Path("gate.csv").write_text("0,0\n0,1\n1,0\n1,1\n")
    done = run("predict and.json gate.csv")
    assert done.out == "score,class\n-2.0,blue\n-1.0,blue\n-1.0,blue\n0.0,red\n"


def test_a_network_of_steps_set_by_hand_predicts_but_is_not_trained_on(run: Run) -> None:
    step = {"activation": "step"}
    content = json.loads(CONTRACT)
    del content["check"]
    content["classifier"] = "network"
    content["layers"] = [
        {"weights": [[-1, -1], [1, 1]], "biases": [1, -1], **step},
        {"weights": [[1, 1]], "biases": [-2], **step},
    ]
    Path("xor.json").write_text(json.dumps(content))
    Path("gate.csv").write_text("0,0,blue\n0,1,red\n1,0,red\n1,1,blue\n")
    done = run("predict xor.json gate.csv")
    assert [row["class"] for row in done.rows] == ["blue", "red", "red", "blue"]
    said = run.refused("train gate.csv --init xor.json")
    assert said.startswith("xor.json can predict but not be trained on: activation 'step'")


def test_by_position_a_further_last_column_is_ignored(run: Run) -> None:
    Path("p.csv").write_text("0.78,-0.06,yes\n0,1,no\n")
    with_label = run("predict start.json p.csv")
    Path("p.csv").write_text("0.78,-0.06\n0,1\n")
    assert with_label.out == run("predict start.json p.csv").out
    Path("p.csv").write_text("0.78,-0.06,1,1\n0,1,1,1\n")
    assert run.refused("predict start.json p.csv").startswith(
        "p.csv has 4 columns and no header: expected 2 or 3, for the inputs x1, x2"
    )


@needs_data
def test_admissions_with_one_hot_ranks_and_scaling(run: Run) -> None:
    data = str(DATA / "admissions400.csv")
    flags = "--label admit --one-hot rank --scale standard --epochs 20 --test-share 0.1"
    trained = run(f"train {data} {flags} --export out.json --export out.py")
    assert trained.code == 0, trained.said
    assert list(trained.rows[0]) == [
        "epoch", "updates", "loss", "accuracy", "test_loss", "test_accuracy",
    ]  # fmt: skip
    weights = read_weights(Path("out.json"))
    assert weights.inputs == ("gre", "gpa", "rank=1", "rank=2", "rank=3", "rank=4")
    assert weights.record is not None
    assert weights.record.scaling is not None
    assert weights.record.scaling.means[2:].tolist() == [0, 0, 0, 0]
    predicted = run(f"predict out.json {data}")
    assert len(predicted.rows) == 400
    labels = [line.split(",")[0] for line in Path(data).read_text().splitlines()[1:]]
    agreement = (
        sum(row["class"] == label for row, label in zip(predicted.rows, labels, strict=True)) / 400
    )
    expected = 0.9 * trained.column("accuracy")[-1] + 0.1 * trained.column("test_accuracy")[-1]
    assert agreement == pytest.approx(expected)


def test_scaled_training_exports_weights_for_raw_inputs(run: Run) -> None:
    points = read_points(Path("points.csv"))
    trained = run("train points.csv --scale standard --epochs 3 --seed 5 --export out.json")
    assert trained.code == 0
    scaling = standard(points.x, points.feature_names, [False, False])
    scaled = dataset(scaling.apply(points.x), points.labels)
    trainer = Trainer(Document(scaled, "logistic", training=Training(), start_seed=5))
    trainer.advance(3 * 6)
    weights = read_weights(Path("out.json"))
    in_training = trainer.document.classifier.scores(trainer.place.theta, scaled.x)
    np.testing.assert_allclose(weights.scores(points.x), in_training, rtol=1e-9, atol=1e-9)


def test_test_points_are_held_back_by_the_seed(run: Run) -> None:
    points = read_points(Path("points.csv"))
    done = run("train points.csv --test-share 0.25 --epochs 2 --seed 4 --export out.json")
    order = generator(4, Purpose.SPLIT).permutation(60)
    held_back, chosen = np.sort(order[:15]), np.sort(order[15:])
    weights = read_weights(Path("out.json"))
    found = weights.classes_of(weights.scores(points.x)) == points.labels
    assert done.rows[-1]["test_accuracy"] == repr(float(found[held_back].mean()))
    assert done.rows[-1]["accuracy"] == repr(float(found[chosen].mean()))
    assert weights.check is not None
    assert weights.check.points.tolist() == points.x[chosen[:16]].tolist()


def test_starting_from_a_file_takes_what_flags_do_not_say(run: Run) -> None:
    first = "train points.csv --classifier network --hidden 3 --activation relu --loss squared"
    more = "--learning-rate 0.02 --batch-size 4 --optimizer momentum --penalty l2 --seed 8"
    assert run(f"{first} {more} --epochs 3 --export a.json").code == 0
    done = run("train points.csv --init a.json --epochs 1 --export b.json")
    assert done.code == 0, done.said
    before, after = (json.loads(Path(name).read_text()) for name in ("a.json", "b.json"))
    assert after["classifier"] == "network"
    assert {**after["training"], "epoch": 3, "updates": 45} == before["training"]
    assert (after["training"]["epoch"], after["training"]["updates"]) == (1, 15)
    changed = run("train points.csv --init a.json --epochs 1 --penalty none --export c.json")
    assert changed.code == 0
    assert "penalty" not in json.loads(Path("c.json").read_text())["training"]


@pytest.mark.parametrize("scale", ["none", "standard"])
def test_with_no_training_in_between_the_raw_weights_stay_to_the_byte(run: Run, scale: str) -> None:
    assert run(f"train points.csv --scale {scale} --epochs 4 --export a.json").code == 0
    for flags in ("", "--scale standard", "--scale none"):
        again = f"train points.csv --init a.json --epochs 0 --export b.json {flags}"
        assert run(again).code == 0
        before, after = (json.loads(Path(name).read_text()) for name in ("a.json", "b.json"))
        assert after["layers"] == before["layers"]


def test_training_on_from_a_scaled_file_goes_on_in_its_units(run: Run) -> None:
    flags = "--scale standard --order file"
    whole = run(f"train points.csv {flags} --epochs 20 --export whole.json")
    assert run(f"train points.csv {flags} --epochs 10 --export half.json").code == 0
    rest = run("train points.csv --init half.json --epochs 10 --export rest.json")
    assert rest.column("loss")[0] == pytest.approx(whole.column("loss")[1], rel=1e-12)
    assert rest.column("loss")[1] == pytest.approx(whole.column("loss")[2], rel=1e-12)
    one, other = read_weights(Path("whole.json")), read_weights(Path("rest.json"))
    np.testing.assert_allclose(one.theta, other.theta, rtol=1e-9)
    assert other.record is not None
    assert other.record.scaling is not None


def test_the_inputs_of_the_file_are_found_by_name(run: Run) -> None:
    table = "kind,b,a\n" + "".join(f"{'uv'[i % 2]},{i},{i * i % 7}\n" for i in range(12))
    Path("named.csv").write_text(table)
    flags = "--label kind --features a,b"
    assert run(f"train named.csv {flags} --epochs 2 --export ab.json").code == 0
    again = run("train named.csv --label kind --init ab.json --epochs 0 --export again.json")
    assert again.code == 0, again.said
    assert Path("again.json").read_text() == Path("ab.json").read_text().replace(
        '"epoch": 2, "updates": 4', '"epoch": 0, "updates": 0'
    )
    said = run.refused("train named.csv --label kind --features b,a --init ab.json")
    assert said.startswith("ab.json takes its inputs in the order a, b")


def test_one_hot_inputs_of_the_file_are_found_by_name(run: Run) -> None:
    table = "yes,rank\n" + "".join(f"{i % 2},{i % 3 + 1}\n" for i in range(12))
    Path("ranks.csv").write_text(table)
    flags = "--label yes --one-hot rank"
    assert run(f"train ranks.csv {flags} --epochs 2 --export w.json").code == 0
    done = run("train ranks.csv --label yes --init w.json --epochs 2 --export v.json")
    assert done.code == 0, done.said
    assert read_weights(Path("v.json")).inputs == ("rank=1", "rank=2", "rank=3")


def test_inputs_of_other_names_are_taken_by_position_and_that_is_said(run: Run) -> None:
    Path("named.csv").write_text("a,b,c\n1,2,u\n3,4,v\n")
    done = run("train named.csv --init start.json --epochs 1")
    assert done.code == 0
    assert "inputs of start.json are taken by position: a as x1, b as x2" in done.said


def test_class_names_of_the_data_are_kept(run: Run) -> None:
    Path("p.csv").write_text("1,2,no\n3,4,yes\n")
    assert run("train p.csv --init start.json --epochs 1 --export out.json").code == 0
    assert read_weights(Path("out.json")).classes == ("no", "yes")


@pytest.mark.parametrize(
    ("flags", "sentence"),
    [
        ("--classifier perceptron", "start.json has classifier logistic, but --classifier says"),
        ("--classifier network --hidden 3", "start.json has classifier logistic"),
    ],
)
def test_flags_that_contradict_the_weights_are_refused(run: Run, flags: str, sentence: str) -> None:
    assert run.refused(f"train points.csv --init start.json {flags}").startswith(sentence)


@pytest.mark.parametrize(
    ("flags", "sentence"),
    [
        ("--hidden 4", "net.json has hidden 3, but --hidden says 4: leave --hidden out"),
        ("--activation relu", "net.json has activation tanh, but --activation says relu"),
        ("--features x1", "net.json takes 2 inputs (x1, x2), but points.csv has 1 (x1)"),
    ],
)
def test_layers_that_contradict_the_weights_are_refused(
    run: Run, flags: str, sentence: str
) -> None:
    net = "train points.csv --classifier network --hidden 3 --epochs 1 --export net.json"
    assert run(net).code == 0
    assert run("train points.csv --init net.json --hidden 3 --activation tanh").code == 0
    assert run.refused(f"train points.csv --init net.json {flags}").startswith(sentence)


def test_another_number_of_classes_is_refused(run: Run) -> None:
    Path("p.csv").write_text("1,2,a\n3,4,b\n5,6,c\n")
    said = run.refused("train p.csv --init start.json")
    assert said.startswith("start.json tells 2 classes apart, but p.csv has 3 (a, b, c)")


def test_a_perceptron_that_separates_the_points_ends_early(run: Run) -> None:
    write_points(Path("apart.csv"), dataset(*separable_points(50, 2, seed=1)))
    done = run("train apart.csv --classifier perceptron --epochs 1000 --log-every 7")
    assert done.code == 0
    epochs = done.column("epoch")
    last = int(epochs[-1])
    assert last < 1000
    assert epochs == [*range(0, last, 7), last]
    assert done.column("accuracy")[-1] == 1.0
    assert f"converged: epoch {last} had no mistake" in done.said


def test_what_a_perceptron_does_not_heed_is_said(run: Run) -> None:
    plain = run("train points.csv --classifier perceptron --epochs 3")
    done = run("train points.csv --classifier perceptron --epochs 3 --batch-size 7 --loss squared")
    assert done.out == plain.out
    assert "one point at a time, without --batch-size, --loss" in done.said
    assert "without" not in plain.said


def test_training_that_diverges_exits_with_1_and_exports_nothing(run: Run) -> None:
    Path("p.csv").write_text("1e3,2e3,0\n-3e3,1e3,1\n2e3,-1e3,0\n")
    Path("out.json").write_text("before")
    command = "train p.csv --classifier network --activation relu --learning-rate 1e9"
    said = run.refused(f"{command} --export out.json")
    assert said.startswith("p.csv: training diverged after update ")
    assert said.endswith("use a smaller --learning-rate or --scale standard; nothing was exported")
    assert Path("out.json").read_text() == "before"


def test_points_too_large_to_begin_with_are_refused(run: Run) -> None:
    Path("p.csv").write_text("1e308,1e308,0\n-1e308,1e308,1\n1e308,-1e308,0\n")
    content = json.loads(CONTRACT)
    del content["check"]
    content["layers"][0]["weights"] = [[100.0, 100.0]]
    Path("large.json").write_text(json.dumps(content))
    said = run.refused("train p.csv --init large.json --export out.json")
    assert said.startswith("p.csv: the loss is not finite at the start")
    assert not Path("out.json").exists()
    assert run.refused("predict large.json p.csv").startswith("p.csv, line 1: the score is not")


MISUSED = {
    "": "required: train | predict",
    "train": "required: DATA.csv",
    "train points.csv --classifier forest": "invalid choice: 'forest'",
    "train points.csv --epochs -1": "expected a whole number of 0 or more",
    "train points.csv --epochs 1.5": "expected a whole number of 0 or more",
    "train points.csv --log-every 0": "expected a whole number of 1 or more",
    "train points.csv --batch-size none": "expected a whole number of 1 or more",
    "train points.csv --seed x": "expected a whole number of 0 or more",
    "train points.csv --learning-rate 0": "learning rate 0.0: expected a number above 0",
    "train points.csv --learning-rate nan": "learning rate nan: expected a number above 0",
    "train points.csv --penalty l1 --penalty-rate -1": "penalty rate -1.0: expected 0 or more",
    "train points.csv --penalty-rate 1": "--penalty-rate needs --penalty l1 or --penalty l2",
    "train points.csv --test-share 0.95": "expected a number from 0 to 0.9",
    "train points.csv --hidden 4,,2 --classifier network": "expected a whole number of 1 or more",
    "train points.csv --hidden 4": "--hidden and --activation are for --classifier network, not",
    "train points.csv --features ,": "expected names separated by commas",
    "train points.csv --learn 1": "unrecognized arguments: --learn 1",
    "train points.csv --export out.onnx": ".onnx is no form of weights: choose one of .json, .npz",
    "train points.csv --export out": "no suffix is no form of weights: choose one of .json, .npz",
    "train points.csv --export ./points.csv": "would overwrite the points",
    "predict start.json": "required: DATA.csv",
}


@pytest.mark.parametrize(("command", "sentence"), MISUSED.items(), ids=MISUSED)
def test_wrong_usage_exits_with_2_and_says_what_is_wrong(
    run: Run, command: str, sentence: str
) -> None:
    assert sentence in run.misused(command)


REFUSED = {
    "train none.csv": "there is no file none.csv: check the name",
    "train .": ". is a folder: name a file in it",
    "train points.csv --label z": "points.csv has no column 'z': choose one of x1, x2, label",
    "train points.csv --features x1,z": "points.csv has no column 'z'",
    "train points.csv --label x1": "points.csv, column 1: 60 different labels: expected 2 to 6",
    "train points.csv --init none.json": "there is no file none.json: check the name",
    "train points.csv --init points.csv": "points.csv: weights are not read from .csv: give .json",
    "train points.csv --init net.onnx": "net.onnx: weights are not read from .onnx: give .json",
    "train points.csv --export no/out.json": "there is no folder no: make it, or choose another",
    "train points.csv --export folder.json": "folder.json is a folder: name a file in it",
    "train points.csv --test-share 0.001": "points.csv has 60 points: too few for a test share",
    "train constant.csv --scale standard": "constant.csv: feature a is constant: leave it out",
    "train one.csv": "one.csv, column 3: 1 different labels: expected 2 to 6 classes",
    "predict points.csv points.csv": "points.csv: weights are not read from .csv",
    "predict start.json constant.csv": "constant.csv has no column 'x1': expected the inputs x1",
}


@pytest.mark.parametrize(("command", "sentence"), REFUSED.items(), ids=REFUSED)
def test_what_is_refused_exits_with_1_in_one_line(run: Run, command: str, sentence: str) -> None:
    Path("folder.json").mkdir()
    Path("constant.csv").write_text("a,b,c\n1,2,u\n1,3,v\n")
    Path("one.csv").write_text("1,2,red\n3,4,red\n")
    assert run.refused(command).startswith(sentence)


def test_targets_are_looked_at_before_training(run: Run) -> None:
    done = run("train points.csv --export out.json --export no/out.py")
    assert (done.code, done.out) == (1, "")
    assert not Path("out.json").exists()


def test_help_names_every_flag_of_the_contract(run: Run) -> None:
    done = run("train --help")
    assert done.code == 0
    flags = (
        "classifier hidden activation loss learning-rate epochs batch-size order seed optimizer "
        "penalty penalty-rate label features one-hot scale test-share init log-every export"
    )
    for flag in flags.split():
        assert f"--{flag} " in done.out
    told = " ".join(run("predict --help").out.split())
    for column in ("score_NAME", "probability_NAME", "class, by name"):
        assert column in told


def test_a_file_of_names_in_another_script_is_written_as_utf8(folder: Path) -> None:
    Path("p.csv").write_text("1,2,κόκκινο\n3,4,синий\n", encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "ascii"}
    for command in ("train p.csv --epochs 1 --export w.json", "predict w.json p.csv"):
        done = subprocess.run(
            [sys.executable, *as_module(command)],
            env=environment, capture_output=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
    assert "probability_κόκκινο,probability_синий" in done.stdout.decode()


def started(command: str, cwd: Path, stdout: int) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, *as_module(command)],
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=stdout,
        stderr=subprocess.PIPE,
        text=True,
    )


LONG = "train points.csv --epochs 999999999 --log-every 1 --export out.json"


@pytest.mark.skipif(os.name != "posix", reason="signals of Unix")
def test_ctrl_c_ends_training_quietly_and_exports_nothing(folder: Path) -> None:
    running = started(LONG, folder, subprocess.PIPE)
    assert running.stdout is not None
    for _ in range(5):
        running.stdout.readline()
    running.send_signal(signal.SIGINT)
    _, said = running.communicate()
    assert running.returncode == 130
    assert said.splitlines() == [line for line in said.splitlines() if line.startswith("read 60")]
    assert not Path("out.json").exists()


@pytest.mark.skipif(os.name != "posix", reason="pipes of Unix")
@pytest.mark.parametrize("command", [LONG, "predict start.json many.csv"])
def test_a_closed_pipe_ends_it_quietly(folder: Path, command: str) -> None:
    write_points(Path("many.csv"), dataset(*some_points(20_000)))
    running = started(command, folder, subprocess.PIPE)
    assert running.stdout is not None
    running.stdout.readline()
    running.stdout.close()
    assert running.stderr is not None
    said = running.stderr.read()
    running.stderr.close()
    assert running.wait() == 141
    assert "Error" not in said
    assert "Traceback" not in said


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_output_that_cannot_be_written_is_said_in_one_line(folder: Path) -> None:
    with Path("/dev/full").open("w") as full:
        running = started("predict start.json points.csv", folder, full.fileno())
        _, said = running.communicate()
    assert running.returncode == 1
    assert said == (
        "error: standard output cannot be written (No space left on device): choose another\n"
    )


@pytest.mark.skipif(os.name != "posix", reason="limits of Unix")
def test_an_export_that_fails_leaves_the_old_file_and_exits_with_1(folder: Path) -> None:
    Path("out.json").write_text("before")
    program = (
        "import resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, (50, 50)); "
        "from model.cli import main; "
        "sys.exit(main(['train', 'points.csv', '--epochs', '1', '--export', 'out.json']))"
    )
    done = process("-c", program, cwd=folder)
    assert done.returncode == 1
    assert "error: out.json cannot be written (File too large)" in done.stderr
    assert Path("out.json").read_text() == "before"
    assert sorted(os.listdir()) == ["out.json", "points.csv", "start.json"]


def test_a_start_at_given_weights_is_what_the_window_does_with_them(run: Run) -> None:
    x, labels = PRESETS["blobs"].generate(40, 0.1, np.random.default_rng(0))
    write_points(Path("blobs.csv"), dataset(x, labels))
    done = run("train blobs.csv --init start.json --epochs 5 --log-every 5 --export out.json")
    weights = read_weights(Path("start.json"))
    assert weights.record is not None
    document = Document(
        dataset(x, labels), "logistic", training=weights.record.training,
        start_seed=44, start=Start(weights=weights),
    )  # fmt: skip
    trainer = Trainer(document)
    trainer.advance(200)
    assert done.rows[-1]["loss"] == repr(trainer.measured.loss)
    assert read_weights(Path("out.json")).theta.tobytes() == trainer.place.theta.tobytes()
