"""One version, wherever it is asked for."""

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from gui.shell.dialogs import about_text
from model.version import VERSION

ROOT = Path(__file__).parents[1]


@pytest.mark.parametrize("command", [["main.py"], ["-m", "model"]], ids=["window", "model"])
def test_the_version_is_printed_and_nothing_else_happens(command: list[str]) -> None:
    ended = subprocess.run(
        [sys.executable, *command, "--version"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, f"Dividing Line {VERSION}\n", "")


def test_about_shows_the_version() -> None:
    assert f"Dividing Line {VERSION}" in about_text()


def test_the_package_takes_its_version_from_the_program() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert settings["project"]["dynamic"] == ["version"]
    assert settings["tool"]["setuptools"]["dynamic"]["version"] == {"attr": "model.version.VERSION"}


def test_the_changelog_begins_with_this_version() -> None:
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert text.partition("\n## ")[2].startswith(f"{VERSION} ")
