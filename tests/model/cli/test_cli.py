"""The command line: what it writes and where, what it refuses, and its exit codes."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from model import dataset
from model.formats import read_weights, write_points
from tests.model.cli.commands import DATA, ROOT, Outcome, Run, as_module, needs_data, process
from tests.model.examples import some_points
from tests.model.formats.examples import EXAMPLE


@needs_data
def test_training_prints_a_falling_loss_and_its_export_confirms_itself(
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
    assert confirmed.stdout == "The weights give the scores they gave. Points: 16.\n"
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
    content = json.loads(EXAMPLE)
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
    "train points.csv --learning-rate 0": "--learning-rate: '0': expected a learning rate above 0",
    "train points.csv --learning-rate nan": "'nan': expected a learning rate above 0",
    "train points.csv --penalty l1 --penalty-rate -1": "'-1': expected a penalty rate of 0",
    "train points.csv --learning-rate 0,3": "'0,3': use a point, not a comma; expected a learning",
    "train points.csv --learning-rate 1_0": "'1_0': expected a learning rate above 0",
    "train points.csv --test-share ٣": "expected a number from 0 to 0.9",
    "train points.csv --seed 1_0": "'1_0': expected a whole number of 0 or more",
    "train points.csv --epochs 1,000": "'1,000': leave out the comma; expected a whole number",
    "train points.csv --penalty-rate 1": "--penalty-rate needs --penalty l1 or --penalty l2",
    "train points.csv --test-share 0.95": "expected a number from 0 to 0.9",
    "train points.csv --hidden 4,,2 --classifier network": "expected a whole number of 1 or more",
    "train points.csv --hidden 4": "--hidden and --activation are for --classifier network, not",
    "train points.csv --features ,": "expected names separated by commas",
    "train points.csv --hidden none": "--hidden and --activation are for --classifier network, not",
    "train points.csv --classifier network --activation step": "argument --activation: A step has "
    "slope 0, so gradient descent cannot train a network of steps: set its weights by hand",
    "train points.csv --learn 1": "unrecognized arguments: --learn 1",
    "train points.csv --export out.onnx": "weights cannot be written as .onnx: choose one of .json",
    "train points.csv --export out": "it has no suffix: choose one of .json, .npz",
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
    "train one.csv": "one.csv, column 3: all labels are alike: expected 2 to 6 classes",
    "predict points.csv points.csv": "points.csv: weights are not read from .csv",
    "predict start.json constant.csv": "constant.csv has no column 'x1': expected the inputs x1",
}


@pytest.mark.parametrize(("command", "sentence"), REFUSED.items(), ids=REFUSED)
def test_what_is_refused_exits_with_1_in_one_line(run: Run, command: str, sentence: str) -> None:
    Path("folder.json").mkdir()
    Path("constant.csv").write_text("a,b,c\n1,2,u\n1,3,v\n")
    Path("one.csv").write_text("1,2,red\n3,4,red\n")
    assert run.refused(command).startswith(sentence)


def test_targets_are_checked_before_training(run: Run) -> None:
    done = run("train points.csv --export out.json --export no/out.py")
    assert (done.code, done.out) == (1, "")
    assert not Path("out.json").exists()


def test_help_names_every_flag(run: Run) -> None:
    done = run("train --help")
    assert done.code == 0
    flags = (
        "classifier hidden activation loss learning-rate epochs batch-size order seed optimizer "
        "penalty penalty-rate label features one-hot derived scale test-share init log-every export"
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
