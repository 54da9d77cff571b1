"""Without a screen, main.py says so in one line, where Qt would abort."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from gui.shell.screen import NO_SCREEN, SECONDS

ROOT = Path(__file__).parents[3]
SOCKETS = Path("/tmp/.X11-unix")
NOBODY = ":987"
FOR_EVER = 10 * SECONDS  # a start waits SECONDS at most; the rest is for a busy machine

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only X and Wayland can be absent")


def start(tmp_path: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run main.py with these environment variables; fail if it runs longer than FOR_EVER."""
    absent = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM", "XDG_RUNTIME_DIR")
    kept = {name: value for name, value in os.environ.items() if name not in absent}
    return subprocess.run(
        [sys.executable, str(ROOT / "main.py")],
        env=kept | {"XDG_CONFIG_HOME": str(tmp_path)} | variables,
        capture_output=True,
        text=True,
        timeout=FOR_EVER,
        check=False,
    )


def assert_says_so(ended: subprocess.CompletedProcess[str]) -> None:
    assert ended.returncode == 2
    assert ended.stderr == NO_SCREEN + "\n"
    assert ended.stdout == ""


@pytest.mark.parametrize(
    "variables",
    [
        {},
        {"DISPLAY": NOBODY},
        {"DISPLAY": "nonsense"},
        {"QT_QPA_PLATFORM": "xcb"},
        {"WAYLAND_DISPLAY": "wayland-9", "XDG_RUNTIME_DIR": "/nowhere"},
        {"QT_QPA_PLATFORM": "wayland", "WAYLAND_DISPLAY": "wayland-9"},
    ],
    ids=["no display", "nobody there", "nonsense", "xcb", "no wayland", "wayland asked for"],
)
def test_without_a_screen_it_says_so_in_one_line(tmp_path: Path, variables: dict[str, str]) -> None:
    assert_says_so(start(tmp_path, **variables))


@pytest.fixture
def silent_display() -> Iterator[str]:
    """A display that accepts a connection and then says nothing."""
    SOCKETS.mkdir(mode=0o1777, exist_ok=True)
    if not os.access(SOCKETS, os.W_OK):
        pytest.skip(f"{SOCKETS} cannot be written")
    number = next(n for n in range(900, 990) if not (SOCKETS / f"X{n}").exists())
    path = SOCKETS / f"X{number}"
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(path))
        listener.listen(8)
        try:
            yield f":{number}"
        finally:
            path.unlink()


def test_a_screen_that_never_answers_is_not_waited_for_for_ever(
    tmp_path: Path, silent_display: str
) -> None:
    assert_says_so(start(tmp_path, DISPLAY=silent_display))


def test_wrong_arguments_are_told_before_a_screen_is_looked_for() -> None:
    ended = subprocess.run(
        [sys.executable, str(ROOT / "main.py"), "one.csv", "two.csv"],
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
    assert ended.returncode == 2
    assert "usage: main.py" in ended.stderr
