"""The rooms, as ARCHITECTURE.md draws them and as they are."""

import ast
from pathlib import Path

import pytest

from tools.rooms import PACKAGES, drawing

ROOT = Path(__file__).parents[1]
ROOMS = sorted(path.parent for path in ROOT.glob("*/**/__init__.py") if path.parts[-3] in PACKAGES)
MOST_MODULES = 15


@pytest.mark.parametrize("package", PACKAGES)
def test_the_architecture_shows_the_imports_between_rooms(package: str) -> None:
    assert drawing(package) in (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("room", ROOMS, ids=lambda room: f"{room.parent.name}/{room.name}")
def test_a_room_is_small_and_says_what_lives_there(room: Path) -> None:
    assert len([path for path in room.glob("*.py") if path.stem != "__init__"]) <= MOST_MODULES
    words = ast.get_docstring(ast.parse((room / "__init__.py").read_text(encoding="utf-8")))
    assert words is not None
    assert words.partition("\n")[0].endswith(".")


def test_the_tests_have_the_rooms_of_the_program() -> None:
    there = {path.parent.relative_to(ROOT / "tests") for path in ROOT.glob("tests/**/test_*.py")}
    rooms = {room.relative_to(ROOT) for room in ROOMS}
    assert {room for room in there if room.parts[:1] in (("gui",), ("model",))} - rooms <= {
        Path("gui"),
        Path("model"),
    }
