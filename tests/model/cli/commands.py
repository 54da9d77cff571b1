"""Running commands, for the tests of the command line."""

import csv
import io
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from model.cli import main

ROOT = Path(__file__).parents[3]
DATA = ROOT.parent / "shared" / "data"
needs_data = pytest.mark.skipif(not DATA.is_dir(), reason="the shared data are not here")


class Outcome:
    """What a command did: its exit code, the rows of its output, and what it said."""

    def __init__(self, code: int, out: str, said: str) -> None:
        self.code, self.out, self.said = code, out, said
        self.rows = list(csv.DictReader(io.StringIO(out)))

    def column(self, name: str) -> list[float]:
        return [float(row[name]) for row in self.rows]


class Run:
    """Runs commands in this process and catches what they write."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys

    def __call__(self, command: str, *more: str) -> Outcome:
        try:
            code = main([*command.split(), *more])
        except SystemExit as ended:
            code = int(str(ended.code))
        return Outcome(code, *self._capsys.readouterr())

    def refused(self, command: str, *more: str) -> str:
        """Return the error line of a command that must exit with 1."""
        done = self(command, *more)
        assert done.code == 1, done.said
        *before, last = done.said.splitlines()
        assert not any(line.startswith("error") for line in before)
        assert last.startswith("error: ")
        return last.removeprefix("error: ")

    def misused(self, command: str, *more: str) -> str:
        """Return the last line on standard error of a command that must exit with 2."""
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


def imported(path: str) -> dict[str, Any]:
    """Return what an exported module defines."""
    module: dict[str, Any] = {"__name__": "exported"}
    exec(compile(Path(path).read_bytes(), path, "exec"), module)
    return module


def as_module(command: str) -> Sequence[str]:
    return ("-m", "model", *command.split())
