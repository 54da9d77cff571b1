"""The values along the edges of the plane can be told apart, wherever it looks."""

from itertools import pairwise

import numpy as np
import pytest
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QImage, QPainter, QStaticText

from gui.look.theme import LIGHT, Theme
from gui.painting.axes import SPACING, grid_step
from gui.plane.labels import AxisLabels
from model import dataset
from model.plane.field import Region
from model.plane.slice import middle_slice

SIDE = 800.0  # pixels


class Heard(QPainter):
    """A painter that remembers which texts it drew, and where."""

    def __init__(self, picture: QImage) -> None:
        super().__init__(picture)
        self.texts: list[tuple[QRectF, str]] = []

    def drawStaticText(self, at: QPointF, text: QStaticText) -> None:  # type: ignore[override]  # noqa: N802
        self.texts.append((QRectF(at, text.size()), text.text()))
        super().drawStaticText(at, text)


def ticks(middle: float, span: float, size: int) -> tuple[list[tuple[QRectF, str]], ...]:
    """The values that are drawn along the bottom edge and along the left edge."""
    data = dataset([[middle, middle]], [0])
    labels, theme = AxisLabels(), Theme(LIGHT, size / 100)
    labels.name(data, middle_slice(data), data.x)
    region = Region(*[middle - span / 2, middle + span / 2] * 2)
    picture = QImage(int(SIDE), int(SIDE), QImage.Format.Format_RGB32)
    painter, step = Heard(picture), grid_step(span / SIDE, theme.px(SPACING))
    labels.draw(painter, theme, QRectF(0, 0, SIDE, SIDE), region, (step, step))
    painter.end()
    found = [(room, text) for room, text in painter.texts if text]
    lowest = max(room.top() for room, _ in found)
    across = [each for each in found if each[0].top() > lowest - 2]
    return across, [each for each in found if each not in across]


@pytest.mark.parametrize("size", [100, 200])
@pytest.mark.parametrize("span", [1e-3, 0.7, 4.0, 300.0])
@pytest.mark.parametrize("middle", [0.0, -3.0, 1e8, -1e8 - 0.5, 1e9])
def test_values_are_told_apart_and_do_not_touch(
    qapp: object, middle: float, span: float, size: int
) -> None:
    across, up = ticks(middle, span, size)
    for edge in (across, up):
        texts = [text for _, text in edge]
        assert len(texts) >= (2 if span > 0.01 else 1)  # long texts leave room for few
        assert len(set(texts)) == len(texts)
        values = np.array([float(text.replace("−", "-")) for text in texts])
        assert (np.abs(values - middle) <= span / 2).all()
        np.testing.assert_allclose(np.diff(values, 2), 0, atol=1e-3 * span)
    for (one, _), (other, _) in pairwise(across):
        assert one.right() < other.left()
    assert all(room.left() >= 0 and room.right() <= SIDE for room, _ in across + up)
    assert not any(one.intersects(other) for one, _ in across for other, _ in up)
