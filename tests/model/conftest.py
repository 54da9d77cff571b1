"""A working folder for a command, and what runs a command in it."""

from pathlib import Path

import pytest

from model import dataset
from model.formats import write_points
from tests.model.cli.commands import Run
from tests.model.examples import some_points
from tests.model.formats.examples import EXAMPLE


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working folder, with overlapping points in it."""
    monkeypatch.chdir(tmp_path)
    write_points(Path("points.csv"), dataset(*some_points(60)))
    Path("start.json").write_bytes(EXAMPLE)
    return tmp_path


@pytest.fixture
def run(folder: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs a command in this process."""
    return Run(capsys)
