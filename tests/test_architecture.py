"""Rules of ARCHITECTURE.md that a machine can check, besides the import contracts."""

import ast
import dataclasses
import importlib
import inspect
import statistics
import subprocess
import sys
from collections.abc import Iterator, Mapping
from enum import Enum
from pathlib import Path
from types import FunctionType, MappingProxyType

import numpy as np
import pytest

from model import (
    CLASSIFIERS,
    PRESETS,
    Camera,
    Trainer,
    Training,
    Wishes,
    dataset,
    new_document,
    weights_of,
)
from model.activations import ACTIVATIONS
from model.activations.base import Activation
from model.classifiers.base import Classifier
from model.data.preset import Preset
from model.evaluation.separation import Separation
from model.losses import LOSSES
from model.losses.base import Loss
from model.optimizers import OPTIMIZERS
from model.optimizers.base import Optimizer
from model.plane.field import Grid, Region, grid
from model.plane.slice import Slice
from model.plane.units import UnitId
from model.run.document import Document, Start
from model.run.edits import (
    add_class,
    with_classifier,
    with_derived,
    with_preset,
    with_solution,
    with_split,
    with_standard_scaling,
    with_start,
    with_weights,
)
from tests.model.examples import seen_at

ROOT = Path(__file__).parents[1]
WINDOW_LIBRARIES = ("PySide6", "shiboken6", "pyqtgraph", "superqt", "contourpy", "qtpy")


def modules(*folders: str) -> list[Path]:
    """Return all modules of the program itself under these folders."""
    return sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))


PROGRAM = [ROOT / "main.py", *modules("gui", "model")]


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


# ------------------------------------------------------------- model runs where Qt is not installed


def run(code: str) -> list[str]:
    """Return the words that a fresh interpreter prints."""
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
    """Return one of everything that must not change once it is made."""
    document = new_document("blobs", 60)
    derived = with_split(with_derived(document, ("x1^2", "sin(x2)")), 0.3, 1)
    scaled = with_standard_scaling(derived)
    cells = grid(Region(-6.0, 6.0, -6.0, 6.0), 8, 8)
    things: dict[str, object] = {
        "training": Training(),
        "document that starts at zero": dataclasses.replace(document, start=Start(zero=True)),
        "dataset": document.dataset,
        "document with typed weights": with_start(
            with_classifier(document, "logistic"), Start(theta=(1.0, 2.0, 3.0))
        ),
        "document with a solution": with_solution(with_preset(document, "gate_xor", 4)),
        "document with scaling": scaled,
        "edited dataset": document.dataset.append([(1.0, 2.0)], [1]).move([3], [(0.0, 0.0)]),
        "dataset with fewer points": document.dataset.remove([1, 2]).relabel([0], [1]),
        "dataset with more classes": document.dataset.with_class("amber"),
        "dataset with its classes in order": dataset(
            [[1.0, 2.0], [3.0, 4.0]], [0, 1], class_names=("red", "blue")
        ).in_drawing_order(),
        "test points": derived.test_mask(),
        "no test points": document.test_mask(),
        "camera": Camera(cells, Slice((0, 1), (0.0, 0.0)), UnitId(0, 1)),
        "wishes": Wishes(3, upcoming=True),
        "separability": Separation(document, document.test_mask()).separability,
        "slice": Slice((0, 1), (0.0, 0.0)),
        "theta of a start": document.start_theta(),
        "points": document.dataset.x,
        "labels": document.dataset.labels,
        "scaling": scaled.scaling,
        "serials": document.dataset.serials,
        "grid": cells,
    }
    things |= {f"preset {name}": preset for name, preset in PRESETS.items()}
    for name in CLASSIFIERS:
        things |= frozen_things_of(name, document, scaled, cells)
    return things


def frozen_things_of(
    name: str, document: Document, scaled: Document, cells: Grid
) -> dict[str, object]:
    """Return what training makes, on plain points and on scaled ones with derived inputs."""
    others = Trainer(with_classifier(add_class(scaled), name))
    others.advance(7)
    things: dict[str, object] = {
        f"measured test points of {name}": others.measured,
        f"snapshot of scaled inputs of {name}": seen_at(others, cells),
        f"scaled weights of {name}": weights_of(others.document, others.place),
    }
    trainer = Trainer(with_classifier(document, name))
    trainer.advance(7)
    weights = weights_of(trainer.document, trainer.place)
    opened = with_weights(document, weights)
    seen = seen_at(trainer, cells, wishes=Wishes(upcoming=True))
    things |= {
        f"snapshot of the next update of {name}": seen,
        f"arithmetic of {name}": seen.arithmetic(),
        f"arrows of {name}": seen.arrows(),
        f"classifier {name}": trainer.document.classifier,
        f"place of {name}": trainer.place,
        f"measured {name}": trainer.measured,
        f"layers of {name}": trainer.document.classifier.layers(trainer.place.theta),
        f"snapshot of {name}": seen_at(trainer, cells),
        f"account of {name}": seen_at(others, cells).report(),
        f"weights of {name}": weights,
        f"document opened with {name}": opened,
        f"start opened with {name}": opened.start_theta(),
    }
    return things


THINGS = frozen_things()


def parts(thing: object, path: str) -> Iterator[tuple[str, object]]:
    """Yield a thing and everything it is made of, each with its path."""
    yield path, thing
    if dataclasses.is_dataclass(thing):
        for field in dataclasses.fields(thing):
            yield from parts(getattr(thing, field.name), f"{path}.{field.name}")
    elif isinstance(thing, tuple):
        for index, item in enumerate(thing):
            yield from parts(item, f"{path}[{index}]")
    elif isinstance(thing, MappingProxyType):
        for key, item in thing.items():
            yield from parts(item, f"{path}[{key!r}]")


def refuses_every_write(thing: object) -> bool:
    """Return whether a thing refuses to be written to, in each attribute, item and number."""
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
    if isinstance(thing, MappingProxyType):
        with pytest.raises(TypeError):
            thing["new"] = 1  # type: ignore[index]
        return True
    # These cannot change anyway; a list, a dict or any other object counts as writable.
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
    """Yield the name and the length in lines of every function of a module."""
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
    """Return all names and attributes that a module mentions."""
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


FOREIGN = {"mlp"}  # scikit-learn's, which has no public way


@pytest.mark.parametrize("path", modules("tests"), ids=named)
def test_tests_reach_into_nothing_private(path: Path) -> None:
    private = [
        f"line {node.lineno}: {node.attr}"
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute)
        and node.attr.startswith("_")
        and not node.attr.startswith("__")
        and not (isinstance(node.value, ast.Name) and node.value.id in ("self", "cls"))
        and not (isinstance(node.value, ast.Attribute) and node.value.attr in FOREIGN)
    ]
    assert private == []


def siblings(folder: str) -> list[str]:
    return [path.stem for path in (ROOT / folder).glob("*.py") if path.stem != "__init__"]


KINDS: dict[str, tuple[type, Mapping[str, object]]] = {
    "model/activations": (Activation, ACTIVATIONS),
    "model/classifiers": (Classifier, CLASSIFIERS),
    "model/losses": (Loss, LOSSES),
    "model/optimizers": (Optimizer, OPTIMIZERS),
}


@pytest.mark.parametrize("folder", KINDS)
def test_every_kind_that_lies_in_its_folder_is_listed(folder: str) -> None:
    kind, listed = KINDS[folder]
    found = set[type]()
    for name in siblings(folder):
        module = importlib.import_module(f"{folder}.{name}".replace("/", "."))
        mine = (thing for thing in vars(module).values() if isinstance(thing, type))
        found |= {cls for cls in mine if issubclass(cls, kind) and not inspect.isabstract(cls)}
    assert {vars(cls)["name"]: cls for cls in found} == {
        name: one if isinstance(one, type) else type(one) for name, one in listed.items()
    }


def documented(cls: type, method: str) -> bool:
    """Return whether a method has a docstring, or overrides one that does or is not ours."""
    bases = [base for base in cls.__mro__ if method in vars(base)]
    return any(
        base.__module__.partition(".")[0] not in ("gui", "model") or _doc(vars(base)[method])
        for base in bases
    )


def _doc(thing: object) -> str | None:
    return getattr(getattr(thing, "__func__", thing), "__doc__", None)


@pytest.mark.parametrize("path", PROGRAM[1:], ids=named)
def test_every_public_method_is_documented_where_it_is_introduced(path: Path) -> None:
    name = named(path).removesuffix(".py").replace("/", ".").removesuffix(".__init__")
    if name.endswith("__main__"):
        return
    module = importlib.import_module(name)
    classes = [c for c in vars(module).values() if isinstance(c, type) and c.__module__ == name]
    undocumented = [
        f"{cls.__name__}.{method}"
        for cls in classes
        for method, thing in vars(cls).items()
        if isinstance(thing, (FunctionType, property, classmethod, staticmethod))
        and not method.startswith("_")
        and method not in vars(cls).get("__annotations__", {})
        and not documented(cls, method)
    ]
    assert undocumented == []


def test_every_preset_that_lies_in_the_folder_is_listed() -> None:
    found: list[Preset] = []
    for name in siblings("model/generators"):
        made = vars(importlib.import_module(f"model.generators.{name}")).values()
        several = [thing for thing in made if isinstance(thing, tuple)]
        presets = [p for p in (*made, *sum(several, ())) if isinstance(p, Preset)]
        assert presets, f"{name} holds no preset"
        found += presets
    assert sorted(p.name for p in found) == sorted(PRESETS)
    assert all(PRESETS[p.name] is p for p in found)
