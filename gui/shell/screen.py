"""Whether there is a screen: Qt aborts the whole process where there is none."""

import ctypes
import os
import socket
import sys
import threading
from pathlib import Path

SECONDS = 3.0
NO_SCREEN = (
    "Dividing Line: no screen answers. Start it on a desktop or on a virtual screen "
    "(xvfb-run python main.py); python -m model trains and predicts without a screen."
)


def screen_answers() -> bool:
    """Return whether the platform that Qt will choose can open a window."""
    platform = os.environ.get("QT_QPA_PLATFORM", "").split(";")[0].split(":")[0]
    if sys.platform in ("win32", "darwin") or platform not in ("", "xcb", "wayland"):
        return True
    if platform != "xcb" and _wayland_answers():
        return True
    return platform != "wayland" and bool(os.environ.get("DISPLAY")) and _x_answers()


def _wayland_answers() -> bool:
    name = os.environ.get("WAYLAND_DISPLAY")
    folder = os.environ.get("XDG_RUNTIME_DIR")
    if not name or not folder:
        return False
    try:
        with socket.socket(socket.AF_UNIX) as probe:
            probe.settimeout(SECONDS)
            probe.connect(str(Path(folder) / name))
    except OSError:
        return False
    return True


def _x_answers() -> bool:
    """Ask in a thread, since a server that accepts and then is silent would block for ever."""
    answers: list[bool] = []
    probe = threading.Thread(target=lambda: answers.append(_x_connects()), daemon=True)
    probe.start()
    probe.join(SECONDS)
    return answers == [True]


def _x_connects() -> bool:
    try:
        xcb = ctypes.CDLL("libxcb.so.1")
    except OSError:
        return True  # Qt reports what is missing better than we could
    xcb.xcb_connect.restype = ctypes.c_void_p
    connection = ctypes.c_void_p(xcb.xcb_connect(None, None))
    failed = xcb.xcb_connection_has_error(connection)
    xcb.xcb_disconnect(connection)
    return not failed
