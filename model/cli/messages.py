"""What people read goes to standard error; standard output is for programs."""

import sys


def say(sentence: str) -> None:
    """Tell a person."""
    print(" ".join(sentence.splitlines()), file=sys.stderr)
