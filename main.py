"""Dividing Line: python main.py [FILE]."""

import argparse
import sys

from gui.shell.screen import NO_SCREEN, screen_answers


def main(arguments: list[str]) -> int:
    """Open the window and return the exit code."""
    parser = argparse.ArgumentParser(prog="main.py", description="A playground for neural networks")
    parser.add_argument("file", nargs="?", metavar="FILE", help="points (CSV) or weights to open")
    parser.add_argument("--version", action="store_true", help="print the version and exit")
    wanted = parser.parse_args(arguments)
    if wanted.version:
        from model.version import VERSION  # noqa: PLC0415  importing NumPy takes a while

        print(f"Dividing Line {VERSION}")
        return 0
    if not screen_answers():
        print(NO_SCREEN, file=sys.stderr)
        return 2
    from gui.shell.application import run  # noqa: PLC0415  takes a second; bad arguments fail first

    return run(wanted.file)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
