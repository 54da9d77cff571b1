"""Reading and writing files, whole or not at all."""

import os
import secrets
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from model.errors import FileError

MEGABYTE = 1 << 20


def read_bytes(path: Path, limit: int) -> bytes:
    """Return the content of a file.

    Raises:
        FileError: it cannot be read, or is larger than ``limit`` bytes.
    """
    with _explained(path, "read"):
        if path.is_dir():
            raise FileError(f"{path} is a folder: name a file in it")
        with path.open("rb") as file:
            data = file.read(limit + 1)
    if len(data) > limit:
        raise FileError(f"{path} is larger than {limit // MEGABYTE} MB: give a smaller file")
    return data


def read_start(path: Path, count: int = 64) -> bytes:
    """Return the first ``count`` bytes of a file, which tell its form.

    Raises:
        FileError: it cannot be read.
    """
    with _explained(path, "read"):
        if path.is_dir():
            raise FileError(f"{path} is a folder: name a file in it")
        with path.open("rb") as file:
            return file.read(count)


def decode(data: bytes, source: str) -> str:
    """Decode UTF-8 text, with or without a byte-order mark; ``source`` names the file in errors.

    Raises:
        FileError: it is not UTF-8, or it contains a NUL character.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        # `start` counts within `error.object`, which lacks the byte-order mark.
        read, wrong = error.object, error.start
        line, column = read.count(b"\n", 0, wrong) + 1, wrong - read.rfind(b"\n", 0, wrong)
        raise FileError(
            f"{source}, line {line}, byte {column}: 0x{read[wrong]:02x} is not UTF-8: "
            "save the file as UTF-8 text"
        ) from None
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise FileError(f"{source}, line {line}: a NUL character: save the file as UTF-8 text")
    return text


def write_atomically(path: Path, data: bytes) -> None:
    """Write a file atomically: whatever happens, the old file or the new one is there in full.

    A link is followed, and an existing file keeps its permissions. A device or a pipe is written to
    directly.

    Raises:
        FileError: it cannot be written; the old file is unchanged.
    """
    with _explained(path, "written"):
        target = Path(os.path.realpath(path))
        if target.is_symlink():
            raise FileError(f"{path} is a link that leads to itself: choose another name")
        before = target.stat() if target.exists() else None
        if before is not None and stat.S_ISDIR(before.st_mode):
            raise FileError(f"{path} is a folder: name a file in it")
        if before is not None and not os.access(target, os.W_OK):
            raise FileError(f"{path} is write-protected: choose another name")
        if before is not None and not stat.S_ISREG(before.st_mode):
            target.write_bytes(data)
            return
        _replace(target, data, before)


def _replace(target: Path, data: bytes, before: os.stat_result | None) -> None:
    """Write a temporary file beside the target, and rename it once it is on the disk."""
    temporary = target.parent / f".dividing-line-{secrets.token_hex(8)}.tmp"
    try:
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, 0o666)
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            if before is not None:
                _take_over(temporary, before)
            os.fsync(file.fileno())
        os.replace(temporary, target)
    except BaseException:
        with suppress(OSError):
            temporary.unlink()
        raise
    _sync_folder(target.parent)


def _take_over(temporary: Path, before: os.stat_result) -> None:
    """Give the new file the permissions of the old one, and its owner if that is allowed."""
    if hasattr(os, "chown"):
        with suppress(PermissionError):
            os.chown(temporary, before.st_uid, before.st_gid)
    temporary.chmod(stat.S_IMODE(before.st_mode))


def _sync_folder(folder: Path) -> None:
    """Write the new name to the disk too, on systems where a folder can be synced."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


_BINARY: int = getattr(os, "O_BINARY", 0)  # only on Windows


@contextmanager
def _explained(path: Path, action: str) -> Iterator[None]:
    """Turn errors of the operating system into sentences."""
    try:
        yield
    except FileNotFoundError:
        if action == "read":
            raise FileError(f"there is no file {path}: check the name") from None
        raise FileError(f"there is no folder {path.parent}: make it, or choose another") from None
    except OSError as error:
        reason = error.strerror or str(error)
        advice = "check its permissions" if action == "read" else "choose another place"
        raise FileError(f"{path} cannot be {action} ({reason}): {advice}") from None
    except FileError:
        raise
    except ValueError as error:  # a NUL character in the name
        raise FileError(
            f"{str(path)!r} is not the name of a file ({error}): check the name"
        ) from None
