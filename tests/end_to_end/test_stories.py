"""Stories of people in front of a real window."""

import csv
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QRect

from model.arrays import Floats
from tests.end_to_end.program import ROOT, Program, until
from tests.gui.conftest import OpenWindow
from tests.gui.person import Person

pytestmark = pytest.mark.end_to_end
Start = Callable[..., Program]


def write_blobs(file: Path) -> tuple[Floats, list[str]]:
    """Write two clouds that hardly touch; return the points and their class names."""
    rng = np.random.default_rng(7)
    labels = rng.integers(0, 2, 160)
    x = np.where(labels[:, None] == 1, 2.0, -1.0) + rng.normal(0, 0.6, (160, 2))
    names = [("cat", "dog")[label] for label in labels]
    lines = [f"{a!r},{b!r},{name}" for (a, b), name in zip(x.tolist(), names, strict=True)]
    file.write_text("height,weight,animal\n" + "\n".join(lines) + "\n", encoding="utf-8")
    return x, names


def python(*arguments: str, folder: Path) -> str:
    done = subprocess.run(
        [sys.executable, *arguments], cwd=folder, capture_output=True, text=True, timeout=60,
        check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_open_a_csv_train_on_it_and_predict_it_again_with_what_was_exported(
    start: Start, tmp_path: Path
) -> None:
    points, script, weights = tmp_path / "pets.csv", tmp_path / "out.py", tmp_path / "out.json"
    x, names = write_blobs(points)
    program = start(str(points))
    until(lambda: program.title == "pets.csv — Dividing Line", "the file")
    program.key("space")
    until(lambda: program.is_busy, "training")
    program.work_for(1.5)
    program.key("space")
    until(lambda: not program.is_busy, "the pause")
    program.save("ctrl+e", "Export weights", script)
    program.save("ctrl+e", "Export weights", weights)
    program.key("ctrl+q")
    assert program.exit_code == 0

    assert json.loads(weights.read_text(encoding="utf-8"))["training"]["epoch"] > 10
    python(str(script), folder=tmp_path)
    code = (
        "import csv, numpy, out;"
        "rows = list(csv.reader(open('pets.csv')))[1:];"
        "x = numpy.array([[float(a), float(b)] for a, b, _ in rows]);"
        "print(*out.predict(x))"
    )
    by_script = python("-c", code, folder=tmp_path).split()
    table = python("-m", "model", "predict", str(weights), str(points), folder=ROOT)
    by_command = [row[-1] for row in csv.reader(table.splitlines()) if row[-1] in ("cat", "dog")]
    assert by_script == by_command
    assert len(by_script) == len(x)
    right = sum(said == name for said, name in zip(by_script, names, strict=True))
    assert right >= 0.95 * len(names)


def layout(person: Person) -> tuple[QRect, QRect]:
    """Return where the plane and the perceptron's segment are in the window."""
    window = person.window
    widgets = (window.plane, person.button("Perceptron"))
    plane, segment = (QRect(w.mapTo(window, w.rect().topLeft()), w.size()) for w in widgets)
    return plane, segment


REDS = [(0.60, 0.20), (0.70, 0.35), (0.80, 0.15), (0.75, 0.50), (0.90, 0.60), (0.55, 0.10)]
BLUES = [(0.20, 0.40), (0.30, 0.60), (0.15, 0.75), (0.45, 0.85), (0.25, 0.25), (0.60, 0.90)]


def test_click_points_of_both_colours_and_separate_them_with_the_perceptron(
    start: Start, open_window: OpenWindow, tmp_path: Path
) -> None:
    program = start()
    # A window of the same size in this process says where things are.
    plane, segment = layout(open_window(size=program.size))
    program.key("ctrl+BackSpace")
    pixels = []
    for spots, button in ((REDS, 1), (BLUES, 3)):
        for across, down in spots:
            pixel = (
                plane.x() + round(across * plane.width()),
                plane.y() + round(down * plane.height()),
            )
            program.click(*pixel, button)
            pixels.append(pixel)
    program.click(segment.center().x(), segment.center().y())
    # The button of the classifier has the focus, and Space would press it.
    program.click(plane.x() + plane.width() // 2, plane.y() + plane.height() // 2, 2)
    program.key("space")
    until(lambda: not program.is_busy, "the perceptron")
    drawn, weights = tmp_path / "drawn.csv", tmp_path / "line.json"
    program.save("ctrl+shift+e", "Export points", drawn)
    program.save("ctrl+e", "Export weights", weights)
    program.key("ctrl+q")
    assert program.exit_code == 0

    rows = list(csv.reader(drawn.read_text(encoding="utf-8").splitlines()))[1:]
    assert [row[-1] for row in rows] == ["red"] * len(REDS) + ["blue"] * len(BLUES)
    x = np.array([[float(a), float(b)] for a, b, _ in rows])
    for axis, sign in ((0, 1), (1, -1)):
        slope, offset = np.polyfit([p[axis] for p in pixels], x[:, axis], 1)
        assert slope * sign > 0
        left = x[:, axis] - slope * np.array([p[axis] for p in pixels]) - offset
        assert np.abs(left).max() < 0.01 * abs(slope), "points are where they were clicked"
    line = json.loads(weights.read_text(encoding="utf-8"))
    assert line["classifier"] == "perceptron"
    assert line["training"]["epoch"] > 1
    layer = line["layers"][0]
    scores = x @ np.array(layer["weights"][0]) + layer["biases"][0]
    assert [score >= 0 for score in scores] == [row[-1] == "red" for row in rows]


def test_it_is_killed_while_it_trains_and_starts_again_as_it_was_left(
    start: Start, tmp_path: Path
) -> None:
    program = start()
    program.key("g")
    program.resize(1180, 760)
    program.key("ctrl+q")
    assert program.exit_code == 0
    settings = tmp_path / "home" / "config" / "dividing-line" / "dividing-line.ini"
    left = settings.read_text(encoding="utf-8")
    assert "snap=true" in left

    program = start()
    assert program.size == (1180, 760)
    program.key("space")
    until(lambda: program.is_busy, "training")
    program.kill()
    assert settings.read_text(encoding="utf-8") == left

    program = start()
    assert program.size == (1180, 760)
    weights = tmp_path / "weights.json"
    program.save("ctrl+e", "Export weights", weights)
    assert json.loads(weights.read_text(encoding="utf-8"))["training"]["updates"] == 0
    program.key("period", "period", "shift+period")
    stepped = tmp_path / "stepped.json"
    program.save("ctrl+e", "Export weights", stepped)
    training = json.loads(stepped.read_text(encoding="utf-8"))["training"]
    assert (training["epoch"], training["updates"]) == (1, 50)
    program.key("space")
    until(lambda: program.is_busy, "training")
    program.key("ctrl+q")
    assert program.exit_code == 0
