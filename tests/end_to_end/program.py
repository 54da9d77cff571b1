"""main.py in a process of its own, seen and driven from outside as a person does."""

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from time import monotonic, sleep

ROOT = Path(__file__).parents[2]
PATIENCE = 30.0  # seconds; a loaded machine is slow
GLANCE = 0.3  # seconds that show whether a program works or rests
TICKS = os.sysconf("SC_CLK_TCK")


def until(happened: Callable[[], object], what: str = "") -> None:
    """Wait until something has happened."""
    deadline = monotonic() + PATIENCE
    while not happened():
        assert monotonic() < deadline, f"waited in vain for {what or happened}"
        sleep(0.02)


class Program:
    """main.py on a display, its settings and its log in ``folder``."""

    def __init__(self, display: str, folder: Path, *arguments: str) -> None:
        self._environment = os.environ | {
            "DISPLAY": display,
            "QT_QPA_PLATFORM": "xcb",
            "HOME": str(folder),
            "XDG_CONFIG_HOME": str(folder / "config"),
            "XDG_CACHE_HOME": str(folder / "cache"),
            "XDG_DATA_HOME": str(folder / "data"),
        }
        self._environment.pop("WAYLAND_DISPLAY", None)
        self._process = subprocess.Popen(
            [sys.executable, str(ROOT / "main.py"), *arguments],
            env=self._environment,
            cwd=folder,
        )
        self._window = ""

    # What can be seen.

    @property
    def title(self) -> str:
        return self._xdotool("getwindowname", self._window).strip()

    @property
    def size(self) -> tuple[int, int]:
        words = self._xdotool("getwindowgeometry", "--shell", self._window)
        width, height = (int(re.findall(rf"{w}=(\d+)", words)[0]) for w in ("WIDTH", "HEIGHT"))
        return width, height

    @property
    def is_busy(self) -> bool:
        """Whether it computes: training takes much of a processor, waiting takes none."""
        before = self._seconds_of_work()
        sleep(GLANCE)
        return self._seconds_of_work() - before > 0.2 * GLANCE

    def has_ended(self) -> bool:
        return self._process.poll() is not None

    @property
    def exit_code(self) -> int:
        return self._process.wait(PATIENCE)

    def work_for(self, seconds: float) -> None:
        """Wait until it has computed for this many seconds."""
        enough = self._seconds_of_work() + seconds
        until(lambda: self._seconds_of_work() >= enough, "training")

    def wait_for_window(self) -> None:
        """Wait until its window is open, has the focus, and is drawn."""
        until(lambda: self._windows("Dividing Line"), "the window")
        self._window = self._windows("Dividing Line")[0]
        self._xdotool("windowactivate", "--sync", self._window)
        until(lambda: not self.is_busy, "the first picture")

    # What a person does.

    def key(self, *keys: str) -> None:
        self._xdotool("key", "--clearmodifiers", *keys)

    def click(self, x: int, y: int, button: int = 1) -> None:
        """Click at a pixel of the window."""
        self._xdotool(
            "mousemove", "--sync", "--window", self._window, str(x), str(y), "click", str(button)
        )

    def resize(self, width: int, height: int) -> None:
        self._xdotool("windowsize", self._window, str(width), str(height))
        until(lambda: self.size == (width, height), "the new size")

    def save(self, keys: str, title: str, file: Path) -> None:
        """Open a dialog with a key, type the name of a file, confirm."""
        self.key(keys)
        until(lambda: self._windows(title), title)
        self._xdotool("windowactivate", "--sync", self._windows(title)[0])
        self.key("ctrl+a")
        self._xdotool("type", "--delay", "4", str(file))
        self.key("Return")
        until(file.exists, str(file))
        until(lambda: not self._windows(title), "the dialog to close")
        self._xdotool("windowactivate", "--sync", self._window)

    def kill(self) -> None:
        """Kill it, as a power cut would."""
        self._process.kill()
        self._process.wait(PATIENCE)

    def _windows(self, name: str) -> list[str]:
        pid = str(self._process.pid)
        words = ("search", "--all", "--onlyvisible", "--pid", pid, "--name", name)
        return self._xdotool(*words, check=False).split()

    def _seconds_of_work(self) -> float:
        assert not self.has_ended(), f"it ended by itself with code {self._process.returncode}"
        stat = Path(f"/proc/{self._process.pid}/stat").read_text(encoding="ascii")
        user, system = stat.rpartition(")")[2].split()[11:13]
        return (int(user) + int(system)) / TICKS

    def _xdotool(self, *words: str, check: bool = True) -> str:
        done = subprocess.run(
            ["xdotool", *words],
            env=self._environment,
            check=check,
            timeout=PATIENCE,
            capture_output=True,
            text=True,
        )
        return done.stdout
