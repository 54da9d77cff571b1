"""A working folder, and a runner for commands in it."""

from pathlib import Path

import pytest

from model import dataset
from model.formats import write_points
from tests.model.cli.commands import Run
from tests.model.examples import some_points
from tests.model.formats.examples import EXAMPLE


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the working folder, which holds a file of overlapping points and one of weights."""
    monkeypatch.chdir(tmp_path)
    write_points(Path("points.csv"), dataset(*some_points(60)))
    Path("start.json").write_bytes(EXAMPLE)
    return tmp_path


@pytest.fixture
def run(folder: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Return a runner for commands, in this process."""
    return Run(capsys)
