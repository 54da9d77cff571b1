"""The command line, without Qt: ``python -m model train | predict``.

Exit codes: 0 done, 1 the file or the numbers were refused (one line on standard error), 2 wrong
usage; 130 and 141 when Ctrl-C or a closed pipe ended it.
"""

import io
import os
import sys
from collections.abc import Sequence

from model.cli import predict, train
from model.cli.arguments import UsageError, parser
from model.cli.messages import say
from model.errors import FileError

COMMANDS = {"train": train.run, "predict": predict.run}


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command with these arguments, by default those of the process; return the exit code.

    Raises:
        SystemExit: the arguments are wrong (code 2), or help was asked for (code 0).
    """
    arguments = parser().parse_args(argv)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # class names may be in any script
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        COMMANDS[arguments.command](arguments)
        sys.stdout.flush()
    except UsageError as error:
        arguments.parser.error(str(error))
    except FileError as error:
        return _refused(str(error))
    except MemoryError:
        return _refused("there is not enough memory: give fewer points or smaller layers")
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        _drop_output()
        return 141
    except OSError as error:
        _drop_output()
        return _refused(f"standard output cannot be written ({error.strerror}): choose another")
    return 0


def _refused(sentence: str) -> int:
    say(f"error: {sentence}")
    return 1


def _drop_output() -> None:
    """Redirect standard output, so that Python does not fail to flush it at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
