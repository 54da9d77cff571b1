"""What the tab Errors paints: curves, points, cells, bars, hulls."""

from collections.abc import Callable

import numpy as np
import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QToolTip, QWidget
from pytestqt.qtbot import QtBot

from gui.look.theme import LIGHT
from model import Document
from model.arrays import Bools, Floats
from model.run.document import Start
from tests.gui.conftest import OpenWindow
from tests.gui.evaluation.reading import ErrorsReader
from tests.gui.person import Spot
from tests.gui.pixels import colors, near, triple
from tests.model.examples import document_of

OpenErrors = Callable[[Document], ErrorsReader]


@pytest.fixture
def open_errors(qtbot: QtBot, qapp: object) -> OpenErrors:
    """Shows the errors of a document."""
    return lambda document: ErrorsReader(qtbot, document)


def of_scores(scores: list[float], labels: list[int], name: str = "logistic") -> Document:
    """Points to which a classifier gives these scores."""
    x = np.column_stack([scores, np.zeros(len(scores))])
    return document_of(x, labels, name, start=Start(theta=(1.0, 0.0, 0.0)))


def named(open_errors: ErrorsReader, name: str) -> QWidget:
    """The one widget of this accessible name."""
    (found,) = (w for w in open_errors.view.findChildren(QWidget) if w.accessibleName() == name)
    return found


def middle(where: Bools) -> Floats:
    """The middle of what is there, across and down."""
    down, across = np.nonzero(where)
    assert len(down), "nothing is there"
    return np.array([across.mean(), down.mean()])


# ------------------------------------------------------------------------- step against sigmoid


def test_points_are_on_the_curve_of_the_classifier(open_errors: OpenErrors) -> None:
    shown = open_errors(of_scores([-1.5, 1.5], [0, 1]))
    seen = colors(named(shown, "Step and sigmoid"))
    high, wide, _ = seen.shape
    blue, red = (middle(near(seen, LIGHT.points[label], 30)) for label in (0, 1))
    assert blue[0] < 0.4 * wide < 0.6 * wide < red[0]
    assert red[1] < 0.4 * high < 0.6 * high < blue[1], "the larger value is above"
    curve = near(seen, LIGHT.text, 60)
    for across, down in (blue, red):
        for side in (slice(-10, -4), slice(5, 11)):
            columns = np.arange(round(across) + side.start, round(across) + side.stop)
            beside = curve[:, columns]
            assert beside.any()
            assert abs(middle(beside)[1] - down) < 12


@pytest.mark.parametrize(("name", "glides"), [("logistic", True), ("perceptron", False)])
def test_the_curve_of_the_classifier_is_the_strong_one(
    open_errors: OpenErrors, name: str, glides: bool
) -> None:
    shown = open_errors(of_scores([-1.5, 1.5], [0, 1], name))
    seen = colors(named(shown, "Step and sigmoid"))
    strong = near(seen, LIGHT.text, 45)
    down, across = np.nonzero(strong)
    assert len(np.unique(across)) > 0.8 * np.ptp(across) > 0.6 * seen.shape[1], "not dashed"
    low, high = down.min() + np.ptp(down) / 4, down.max() - np.ptp(down) / 4
    between = np.unique(across[(down > low) & (down < high)])
    is_upright = len(between) < 6
    assert len(between) > 0.2 * np.ptp(across) if glides else is_upright


# ------------------------------------------------------------------------------ right and wrong


def cells(grid: QWidget) -> dict[str, QPoint]:
    """The middle of each cell of a grid of counts, by what is said where the mouse rests on it."""
    found: dict[str, list[tuple[int, int]]] = {}
    for y in range(2, grid.height(), 4):
        for x in range(2, grid.width(), 4):
            at = QPoint(x, y)
            event = QHelpEvent(QHelpEvent.Type.ToolTip, at, grid.mapToGlobal(at))
            QApplication.sendEvent(grid, event)
            found.setdefault(QToolTip.text(), []).append((x, y))
    QToolTip.hideText()
    return {
        words: QPoint(*np.mean(spots, axis=0).round().astype(int).tolist())
        for words, spots in found.items()
        if "rightly" in words or "wrongly" in words
    }


def test_counts_are_written_on_the_colours_of_right_and_wrong(
    open_errors: OpenErrors, qtbot: QtBot
) -> None:
    scores, labels = [-1.0, -2.0, -3.0, 1.0, -1.0, 1.0, 2.0, 3.0], [0, 0, 0, 0, 1, 1, 1, 1]
    shown = open_errors(of_scores(scores, labels))
    grid = named(shown, "Classes of training points")
    qtbot.waitUntil(lambda: grid.height() > 50)  # until it is laid out
    seen = colors(grid)
    inks, tints = {}, {}
    expected = {
        "3 of blue rightly": LIGHT.points[0],
        "1 of blue wrongly": LIGHT.warn,
        "1 of red wrongly": LIGHT.warn,
        "3 of red rightly": LIGHT.points[1],
    }
    for words, at in cells(grid).items():
        cell = " ".join(words.split()[:4])
        around = seen[at.y() - 7 : at.y() + 8, at.x() - 10 : at.x() + 11]
        inks[cell] = near(around, LIGHT.text, 60).sum(axis=0)
        paleness = 255 - seen[at.y(), at.x() - 14]  # beside the figure
        ways = {name: 255 - triple(name) for name in expected.values()}
        tints[cell] = max(ways, key=lambda name: paleness @ ways[name] / np.linalg.norm(ways[name]))
    assert tints == expected
    assert all(ink.any() for ink in inks.values())
    threes, ones = ([inks[cell] for cell in inks if cell[0] == count] for count in "31")
    assert len(threes) == len(ones) == 2
    assert threes[0].sum() != ones[0].sum(), "3 has more ink than 1"


def test_bars_are_as_long_as_shares_of_the_loss(open_errors: OpenErrors) -> None:
    shown = open_errors(of_scores([-2.2, 0.4, -1.4, 0.85], [1, 1, 1, 1]))
    blame = named(shown, "Points by their share of the loss")
    assert isinstance(blame, QAbstractItemView)
    seen = colors(blame.viewport())
    red, green, blue = np.moveaxis(seen, 2, 0)
    orange = (red > blue + 60) & (green > blue + 25)
    lengths = []
    for row in range(len(shown.rows)):
        place = blame.visualRect(blame.model().index(row, 0))
        lengths.append(int(orange[place.center().y(), place.left() : place.right()].sum()))
    assert len(lengths) == 4
    assert lengths[0] > 60
    shares = np.array(shown.shares)
    np.testing.assert_allclose(lengths, lengths[0] * shares / shares[0], atol=2)


# ------------------------------------------------------------------------------------- the plane


def test_the_middle_of_the_gap_and_the_way_across_are_drawn(open_window: OpenWindow) -> None:
    x = [[-4.0, -3.0], [-4.0, 3.0], [-1.0, 0.3], [4.0, -3.0], [4.0, 3.0], [1.4, 0.3]]
    start = Start(theta=(1.0, 0.0, 9.0))  # its line is out of sight
    person = open_window(document_of(x, [0, 0, 0, 1, 1, 1], start=start))
    person.open_tab("Errors")

    def accented(start: Spot, end: Spot) -> float:
        """How much of a way along the plane has the colour of the accent."""
        seen = near(colors(person.picture()), LIGHT.accent, 60)
        spots = np.linspace(start, end, 200).tolist()
        at = [person.spot(*spot) for spot in spots]
        return float(
            np.mean([seen[s.y() - 1 : s.y() + 2, s.x() - 1 : s.x() + 2].any() for s in at])
        )

    line, way = ((0.2, 1.0), (0.2, 4.0)), ((-0.6, 0.3), (1.0, 0.3))
    beside = ((-0.6, 1.3), (0.1, 1.3))
    assert accented(*line) == accented(*way) == 0
    person.button("Show on the plane").click()
    assert accented(*way) > 0.95
    assert 0.3 < accented(*line) < 0.9, "dashed"
    assert accented(*beside) == 0
