"""The small pictures in the gallery of presets."""

import numpy as np
import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication

from gui.look.theme import LIGHT, Theme
from gui.panels.thumbnail import HEIGHT, WIDTH, thumbnail
from model import PRESETS, new_document
from model.arrays import Bools


def painted(preset: str) -> Bools:
    """Whether each pixel has the colour of class 0 and of class 1, (2, rows, columns)."""
    size = QSize(WIDTH, HEIGHT)
    image = thumbnail(preset, Theme(LIGHT), 1.0).pixmap(size, 1.0).toImage()
    image = image.convertToFormat(QImage.Format.Format_ARGB32)
    words = np.frombuffer(image.constBits(), dtype=np.uint32).reshape(HEIGHT, WIDTH)
    return np.array([words == QColor(color).rgba() for color in LIGHT.points[:2]])


@pytest.mark.parametrize("preset", PRESETS)
def test_both_classes_are_seen_and_nothing_is_cut_off(qapp: QApplication, preset: str) -> None:
    seen = painted(preset)
    if not len(new_document(preset).dataset):
        assert not seen.any()
        return
    assert (seen.sum(axis=(1, 2)) > 8).all()
    edge = np.ones((HEIGHT, WIDTH), dtype=bool)
    edge[1:-1, 1:-1] = False
    assert not (seen & edge).any()


@pytest.mark.parametrize("preset", [p.name for p in PRESETS.values() if p.fixed_count])
def test_gates_are_large_dots_where_their_points_are(qapp: QApplication, preset: str) -> None:
    data = new_document(preset).dataset
    blue, red = painted(preset)
    dots = 25 * np.bincount(data.labels, minlength=2)
    np.testing.assert_array_less(dots, [blue.sum(), red.sum()])
    one = data.x[data.labels == 1].mean(axis=0) - data.x.mean(axis=0)
    middle = np.argwhere(red).mean(axis=0) - [HEIGHT / 2 - 0.5, WIDTH / 2 - 0.5]
    up = one[1] if len(one) > 1 else 0.0
    assert np.sign(np.round(middle, 0)).tolist() == np.sign([-up, one[0]]).tolist()
