"""A virtual screen with a window manager, and main.py in a process of its own on it."""

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.end_to_end.program import Program, until
from tests.gui.conftest import open_window, qapp, settings_file

__all__ = ["open_window", "qapp", "settings_file"]

NEEDED = ("Xvfb", "xdotool", "openbox")
SIZE = "1600x1000x24"


@pytest.fixture(scope="session")
def display() -> Iterator[str]:
    """Yield the name of a virtual screen on which windows get the focus."""
    missing = [name for name in NEEDED if shutil.which(name) is None]
    if missing:
        reason = f"{', '.join(missing)} not found: apt-get install xvfb xdotool openbox"
        assert os.environ.get("CI") != "true", reason
        pytest.skip(reason)
    reading, writing = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), "-screen", "0", SIZE, "-dpi", "96", "-noreset"],
        pass_fds=[writing],
        stderr=subprocess.DEVNULL,
    )
    os.close(writing)
    with os.fdopen(reading) as answer:
        name = f":{answer.readline().strip()}"
    manager = subprocess.Popen(
        ["openbox"], env=os.environ | {"DISPLAY": name}, stderr=subprocess.DEVNULL
    )
    yield name
    for process in (manager, server):
        process.terminate()
        process.wait(10)


@pytest.fixture
def start(display: str, tmp_path: Path) -> Iterator[Callable[..., Program]]:
    """Yield what starts main.py with settings of its own; what still runs at the end is killed."""
    started: list[Program] = []
    folder = tmp_path / "home"
    folder.mkdir()

    def start_one(*arguments: str) -> Program:
        program = Program(display, folder, *arguments)
        started.append(program)
        program.wait_for_window()
        return program

    yield start_one
    for program in started:
        program.kill()
        until(program.has_ended)
    log = folder / "cache" / "dividing-line" / "dividing-line.log"
    faults = log.read_text(encoding="utf-8") if log.exists() else ""
    assert faults == "", "something went wrong inside the program"
