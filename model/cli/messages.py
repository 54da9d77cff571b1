"""Messages for people, on standard error; standard output is for programs."""

import sys


def say(sentence: str) -> None:
    """Print a sentence on one line of standard error."""
    print(" ".join(sentence.splitlines()), file=sys.stderr)
