"""A virtual screen, on which windows are really painted and disturb nobody."""

import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from time import sleep

SIZE = "1440x940"  # the window is 1440x900; the rest is for its title bar
MANAGER_SECONDS = 0.5


@contextmanager
def screen() -> Iterator[tuple[Mapping[str, str], str]]:
    """Open a screen; yield the environment for its windows, and the kind of screen.

    The screen is Xvfb with openbox if both are installed. Otherwise it is Qt's offscreen platform,
    which paints as much but sends it to no server.
    """
    missing = [name for name in ("Xvfb", "openbox") if shutil.which(name) is None]
    if missing:
        yield (
            os.environ | {"QT_QPA_PLATFORM": "offscreen"},
            f"offscreen, as {missing[0]} is missing",
        )
        return
    with ExitStack() as started:
        read, write = os.pipe()
        with os.fdopen(read) as answer:
            command = ["Xvfb", "-displayfd", str(write), "-screen", "0", f"{SIZE}x24", "-dpi", "96"]
            started.enter_context(_running(command, pass_fds=(write,)))
            os.close(write)
            display = f":{answer.readline().strip()}"
        environment = os.environ | {"DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}
        started.enter_context(_running(["openbox"], env=environment))
        sleep(MANAGER_SECONDS)
        yield environment, "Xvfb"


@contextmanager
def _running(
    command: list[str], env: Mapping[str, str] | None = None, pass_fds: tuple[int, ...] = ()
) -> Iterator[None]:
    process = subprocess.Popen(
        command,
        env=env,
        pass_fds=pass_fds,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield
    finally:
        process.terminate()
        process.wait()
