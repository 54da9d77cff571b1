"""The one error of everything that reads and writes files."""


class FileError(ValueError):
    """A file cannot be used: one sentence with what is wrong, where, and what to do."""


def shown(text: str, longest: int = 40) -> str:
    """A piece of a file as a message quotes it: on one line, and not all of it when long."""
    return repr(text if len(text) <= longest else text[: longest - 3] + "...")
