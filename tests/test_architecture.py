"""Rules of ARCHITECTURE.md that a machine can check, besides the import contracts."""

import ast
import dataclasses
import statistics
import subprocess
import sys
from collections.abc import Iterator
from enum import Enum
from pathlib import Path
from types import FunctionType

import numpy as np
import pytest

from model import CLASSIFIERS, PRESETS, Trainer, Training, new_document, snapshot, weights_of
from model.document import Start
from model.edits import with_classifier, with_weights
from model.features import standard
from model.field import Region, grid

ROOT = Path(__file__).parents[1]
WINDOW_LIBRARIES = ("PySide6", "shiboken6", "pyqtgraph", "superqt", "contourpy", "qtpy")


def modules(*folders: str) -> list[Path]:
    """All modules of the program itself under these folders."""
    return sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))


PROGRAM = [ROOT / "main.py", *modules("gui", "model")]


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


# ------------------------------------------------------------- model runs where Qt is not installed


def run(code: str) -> list[str]:
    """The lines that a fresh interpreter prints."""
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.split()


IMPORT_ALL = """
import importlib, pkgutil, sys
import model
names = [m.name for m in pkgutil.walk_packages(model.__path__, "model.")]
for name in names:
    if not name.endswith("__main__"):
        importlib.import_module(name)
"""


def test_importing_all_of_model_imports_nothing_of_the_window() -> None:
    loaded = run(IMPORT_ALL + "print(*sys.modules)")
    assert "model.classifiers.network" in loaded
    assert "numpy" in loaded
    packages = {name.partition(".")[0] for name in loaded}
    assert packages.isdisjoint({*WINDOW_LIBRARIES, "gui", "onnx", "scipy", "sklearn"})


def test_model_can_be_imported_and_trains_where_the_window_is_not_installed() -> None:
    blocked = f"import sys\nfor name in {WINDOW_LIBRARIES}: sys.modules[name] = None\n"
    train = "trainer = model.Trainer(model.new_document())\nprint(trainer.advance(25).value)"
    assert run(blocked + IMPORT_ALL + train) == ["trained"]


def test_sums_are_made_on_one_thread() -> None:
    assert run("import model, os; print(os.environ['OPENBLAS_NUM_THREADS'])") == ["1"]
    first_numpy_import = run(
        "import sys\n"
        "class Finder:\n"
        "    def find_spec(self, name, *_):\n"
        "        import os\n"
        "        if name == 'numpy': print(os.environ.get('OPENBLAS_NUM_THREADS', 'unset'))\n"
        "sys.meta_path.insert(0, Finder())\n"
        "import model"
    )
    assert first_numpy_import == ["1"]


# ---------------------------------------------------------------------- everything frozen is frozen


def frozen_things() -> dict[str, object]:
    """One of everything that must not change once it is made."""
    document = new_document("blobs", 60)
    scaling = standard(document.dataset.x, document.dataset.feature_names, (False, False))
    cells = grid(Region(-6.0, 6.0, -6.0, 6.0), 8, 8)
    things: dict[str, object] = {
        "training": Training(),
        "document that starts at zero": dataclasses.replace(document, start=Start(zero=True)),
        "dataset": document.dataset,
        "edited dataset": document.dataset.append((1.0, 2.0), 1).move(3, (0.0, 0.0)),
        "dataset with fewer points": document.dataset.remove([1, 2]).relabel(0, 0),
        "theta of a start": document.start_theta(),
        "points": document.dataset.x,
        "labels": document.dataset.labels,
        "scaling": scaling,
        "grid": cells,
    }
    things |= {f"preset {name}": preset for name, preset in PRESETS.items()}
    for name in CLASSIFIERS:
        trainer = Trainer(with_classifier(document, name))
        trainer.advance(7)
        weights = weights_of(trainer.document, trainer.place)
        opened = with_weights(document, weights)
        things |= {
            f"classifier {name}": trainer.document.classifier,
            f"place of {name}": trainer.place,
            f"measured {name}": trainer.measured,
            f"layers of {name}": trainer.document.classifier.layers(trainer.place.theta),
            f"snapshot of {name}": snapshot(trainer, cells),
            f"weights of {name}": weights,
            f"scaled weights of {name}": weights_of(trainer.document, trainer.place, scaling),
            f"document opened with {name}": opened,
            f"start opened with {name}": opened.start_theta(),
        }
    return things


THINGS = frozen_things()


def parts(thing: object, path: str) -> Iterator[tuple[str, object]]:
    """A thing and everything it is made of, each with its path."""
    yield path, thing
    if dataclasses.is_dataclass(thing):
        for field in dataclasses.fields(thing):
            yield from parts(getattr(thing, field.name), f"{path}.{field.name}")
    elif isinstance(thing, tuple):
        for index, item in enumerate(thing):
            yield from parts(item, f"{path}[{index}]")


def refuses_every_write(thing: object) -> bool:
    """Try to write to each attribute, item and number of a thing."""
    if isinstance(thing, np.ndarray):
        with pytest.raises(ValueError, match="read-only"):
            thing[...] = 0
        with pytest.raises(ValueError, match="read-only"):
            thing += 1
        return True
    if dataclasses.is_dataclass(thing):
        for field in dataclasses.fields(thing):
            with pytest.raises(dataclasses.FrozenInstanceError):
                setattr(thing, field.name, None)
        with pytest.raises(dataclasses.FrozenInstanceError):
            thing.something_new = 1  # type: ignore[union-attr]
        return True
    if isinstance(thing, tuple):
        for name in getattr(thing, "_fields", ()):
            with pytest.raises(AttributeError):
                setattr(thing, name, None)
        return True
    # What cannot change anyway. A list, a dict or a writable object would fall through.
    return thing is None or isinstance(thing, (bool, int, float, str, Enum, FunctionType))


@pytest.mark.parametrize("name", THINGS)
def test_everything_frozen_is_frozen(name: str) -> None:
    arrays = 0
    for path, part in parts(THINGS[name], name):
        assert refuses_every_write(part), f"{path} is a {type(part).__name__} that can be changed"
        arrays += isinstance(part, np.ndarray)
    if name.startswith(("document", "place", "measured", "snapshot", "weights", "layers")):
        assert arrays > 0


def test_what_should_refuse_writes_is_noticed_when_it_does_not() -> None:
    with pytest.raises(pytest.fail.Exception):
        refuses_every_write(np.zeros(2))
    assert not refuses_every_write([1, 2])


# --------------------------------------------------------------------------------------------- size


def functions(path: Path) -> Iterator[tuple[str, int]]:
    """The name and the length in lines of every function of a module."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            assert node.end_lineno is not None
            yield node.name, node.end_lineno - node.lineno + 1


def length(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


@pytest.mark.parametrize("path", PROGRAM, ids=named)
def test_no_module_is_above_400_lines_and_no_function_above_50(path: Path) -> None:
    assert length(path) <= 400
    assert {name: lines for name, lines in functions(path) if lines > 50} == {}


def test_the_program_starts_in_at_most_40_lines() -> None:
    assert length(ROOT / "main.py") <= 40


def test_a_typical_module_has_at_most_120_lines() -> None:
    assert len(PROGRAM) > 30
    assert statistics.median(length(path) for path in PROGRAM) <= 120


# -------------------------------------------------------------------------------------------- calls


def names_used(path: Path) -> set[str]:
    """All names and attributes that a module mentions."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    return found | {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}


@pytest.mark.parametrize("path", [ROOT / "main.py", *modules("gui")], ids=named)
def test_the_window_never_processes_events_by_hand(path: Path) -> None:
    assert "processEvents" not in names_used(path)


@pytest.mark.parametrize("path", modules("model"), ids=named)
def test_randomness_comes_from_seeds_alone(path: Path) -> None:
    used = names_used(path)
    assert "RandomState" not in used
    if "default_rng" in used:
        assert named(path) == "model/randomness.py"


def siblings(folder: str) -> list[str]:
    return [path.stem for path in (ROOT / folder).glob("*.py") if path.stem != "__init__"]


@pytest.mark.parametrize("folder", ["model/classifiers", "model/generators"])
def test_what_lies_in_a_folder_of_choices_is_listed(folder: str) -> None:
    listed = [*CLASSIFIERS] if folder == "model/classifiers" else [*PRESETS]
    assert sorted(listed) == sorted(siblings(folder))
