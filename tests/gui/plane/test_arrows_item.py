"""What is written beside arrows, and where they are not drawn at their true length."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPointF
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication

from gui.look.theme import LIGHT, Theme
from gui.plane.arrows_item import Name, placed, scale_text

ANGLES, PIXELS = st.floats(-3.2, 3.2), st.floats(0, 900)


@given(
    tips=st.tuples(PIXELS, PIXELS, PIXELS, PIXELS),
    angles=st.tuples(ANGLES, ANGLES, ANGLES),
    scale=st.sampled_from([1.0, 1.5, 2.0]),
)
def test_names_of_arrows_stand_clear_of_each_other(
    qapp: QApplication, tips: tuple[float, ...], angles: tuple[float, ...], scale: float
) -> None:
    old, new = QPointF(*tips[:2]), QPointF(*tips[2:])
    names = ["w", "w′", "−α·∂E/∂w"]
    ends = [Name(*one) for one in zip(names, (old, new, new), angles, strict=True)]
    rooms = placed(ends, QFontMetrics(Theme(LIGHT, scale).font(12, bold=True)), scale)
    halo = 3 * scale
    haloed = [room.adjusted(-halo, -halo, halo, halo) for room in rooms]
    assert not any(a.intersects(b) for a, b in combinations(haloed, 2))


@pytest.mark.parametrize(
    ("scale", "words"),
    [
        (5.0, "arrows drawn at 5 times their length"),
        (2000.0, "arrows drawn at 2000 times their length"),
        (0.5, "arrows drawn at 1/2 of their length"),
        (0.2, "arrows drawn at 1/5 of their length"),
        (0.002, "arrows drawn at 1/500 of their length"),
    ],
)
def test_the_scale_of_arrows_reads_as_one_would_say_it(scale: float, words: str) -> None:
    assert scale_text(scale) == words
