"""Dividing Line: python main.py [FILE]."""

import argparse
import sys

from gui.shell.screen import NO_SCREEN, screen_answers


def main(arguments: list[str]) -> int:
    """Open the window; returns the exit code."""
    parser = argparse.ArgumentParser(prog="main.py", description="A playground for neural networks")
    parser.add_argument("file", nargs="?", metavar="FILE", help="points (CSV) or weights to open")
    parser.add_argument("--version", action="store_true", help="print the version and exit")
    wanted = parser.parse_args(arguments)
    if wanted.version:
        from model.version import VERSION  # noqa: PLC0415  NumPy comes with it, which takes a while

        print(f"Dividing Line {VERSION}")
        return 0
    if not screen_answers():
        print(NO_SCREEN, file=sys.stderr)
        return 2
    from gui.shell.application import run  # noqa: PLC0415  it takes a second, a wrong word is told at once

    return run(wanted.file)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
