"""Files are written whole or not at all."""

import os
import signal
import stat
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from model.errors import FileError
from model.files import decode, read_bytes, write_atomically

posix = pytest.mark.skipif(os.name != "posix", reason="permissions, links and limits of Unix")
not_root = pytest.mark.skipif(
    os.name != "posix" or os.geteuid() == 0, reason="root may read and write everything"
)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.mark.parametrize("name", ["new.json", "größe ☃.json", "x" * 250 + ".json"])
def test_a_file_is_written_and_nothing_else(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    for content in (b"first", b"second, longer", b""):
        write_atomically(path, content)
        assert path.read_bytes() == content
        assert names(tmp_path) == [name]


@posix
def test_a_new_file_has_the_usual_permissions_and_an_old_one_keeps_its(tmp_path: Path) -> None:
    usual, kept = tmp_path / "usual", tmp_path / "kept"
    usual.touch()
    write_atomically(tmp_path / "new", b"1")
    assert stat.S_IMODE((tmp_path / "new").stat().st_mode) == stat.S_IMODE(usual.stat().st_mode)
    kept.touch()
    kept.chmod(0o640)
    write_atomically(kept, b"1")
    assert stat.S_IMODE(kept.stat().st_mode) == 0o640


@posix
def test_a_link_stays_a_link_and_its_target_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    link, target = tmp_path / "link", tmp_path / "there" / "target"
    link.symlink_to(target)
    for content in (b"made", b"changed"):
        write_atomically(link, content)
        assert link.is_symlink()
        assert target.read_bytes() == content
    assert names(tmp_path / "there") == ["target"]


@posix
def test_a_link_to_itself_is_refused(tmp_path: Path) -> None:
    link = tmp_path / "link"
    link.symlink_to(link)
    with pytest.raises(FileError):
        write_atomically(link, b"1")
    with pytest.raises(FileError):
        read_bytes(link, 10)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_a_full_device_is_refused_and_stays_a_device(tmp_path: Path) -> None:
    link = tmp_path / "w.json"
    link.symlink_to("/dev/full")
    with pytest.raises(FileError, match=r"w\.json cannot be written \(No space left on device\)"):
        write_atomically(link, b"1")
    assert stat.S_ISCHR(Path("/dev/full").stat().st_mode)


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="is a folder: name a file in it"):
        write_atomically(tmp_path, b"1")
    with pytest.raises(FileError, match="is a folder: name a file in it"):
        read_bytes(tmp_path, 10)
    assert names(tmp_path) == []


def test_what_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileError, match=r"there is no file .*none\.csv: check the name"):
        read_bytes(tmp_path / "none.csv", 10)
    with pytest.raises(FileError, match=r"there is no folder .*none: make it"):
        write_atomically(tmp_path / "none" / "w.json", b"1")


@pytest.mark.parametrize("name", ["nul\0.json", "x" * 300])
def test_names_that_no_file_can_have_are_refused(name: str, tmp_path: Path) -> None:
    with pytest.raises(FileError):
        write_atomically(tmp_path / name, b"1")
    with pytest.raises(FileError):
        read_bytes(tmp_path / name, 10)
    assert names(tmp_path) == []


def test_a_file_under_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for attempt in (
        lambda path: write_atomically(path, b"1"),
        lambda path: read_bytes(path, 10),
    ):
        with pytest.raises(FileError, match="Not a directory"):
            attempt(tmp_path / "file" / "w.json")


@not_root
def test_permissions_are_respected(tmp_path: Path) -> None:
    path = tmp_path / "w.json"
    path.write_bytes(b"old")
    path.chmod(0o400)
    with pytest.raises(FileError, match="write-protected"):
        write_atomically(path, b"new")
    path.chmod(0o200)
    with pytest.raises(FileError, match=r"cannot be read \(Permission denied\)"):
        read_bytes(path, 10)
    path.chmod(0o600)
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(FileError, match=r"cannot be written \(Permission denied\)"):
            write_atomically(path, b"new")
    finally:
        tmp_path.chmod(0o700)
    assert path.read_bytes() == b"old"


def test_a_file_larger_than_the_limit_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "p.csv"
    path.write_bytes(bytes(1 << 20))
    assert len(read_bytes(path, 1 << 20)) == 1 << 20
    path.write_bytes(bytes((1 << 20) + 1))
    with pytest.raises(FileError, match=r"p\.csv is larger than 1 MB"):
        read_bytes(path, 1 << 20)


@pytest.mark.parametrize("text", ["", "größe", "\ufeff", "a\r\nb"])
def test_text_is_decoded_without_its_byte_order_mark(text: str) -> None:
    assert decode(text.encode("utf-8-sig"), "p") == text
    assert decode(text.encode(), "p") == text.removeprefix("\ufeff")


def python(program: str, *arguments: str) -> "subprocess.Popen[str]":
    root = Path(__file__).parents[2]
    return subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(program), *arguments],
        cwd=root,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@posix
def test_a_disk_that_is_full_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "w.json"
    path.write_bytes(b"old")
    program = """
        import resource, sys
        from pathlib import Path
        from model.errors import FileError
        from model.files import write_atomically
        resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
        try:
            write_atomically(Path(sys.argv[1]), bytes(1_000_000))
        except FileError as refusal:
            print(refusal)
    """
    out, errors = python(program, str(path)).communicate()
    assert errors == ""
    assert out == f"{path} cannot be written (File too large): choose another place\n"
    assert path.read_bytes() == b"old"
    assert names(tmp_path) == ["w.json"]


@posix
def test_killed_at_any_moment_of_many_exports_a_file_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "w.bin"
    path.write_bytes(bytes(500_000))
    program = """
        import sys
        from pathlib import Path
        from model.files import write_atomically
        turn = 0
        while True:
            turn = (turn + 1) % 256
            write_atomically(Path(sys.argv[1]), bytes([turn]) * 500_000)
            print(turn, flush=True)
    """
    for exports in (1, 2, 3, 7):
        process = python(program, str(path))
        assert process.stdout is not None
        for _ in range(exports):
            process.stdout.readline()
        process.send_signal(signal.SIGKILL)  # in the middle of the next export
        process.communicate()
        assert process.returncode == -signal.SIGKILL
        content = path.read_bytes()
        assert content == content[:1] * 500_000


@posix
def test_ctrl_c_in_an_export_leaves_a_whole_file_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "w.bin"
    program = """
        import signal, sys
        from pathlib import Path
        from model.files import write_atomically
        signal.signal(signal.SIGALRM, signal.default_int_handler)
        signal.setitimer(signal.ITIMER_REAL, 0.02)
        try:
            while True:
                write_atomically(Path(sys.argv[1]), bytes(3_000_000))
        except KeyboardInterrupt:
            print("interrupted")
    """
    out, errors = python(program, str(path)).communicate()
    assert (out, errors) == ("interrupted\n", "")
    assert names(tmp_path) in ([], ["w.bin"])
    assert not path.exists() or path.stat().st_size == 3_000_000
