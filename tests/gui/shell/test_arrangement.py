"""What stands beside the plane, from the room that there is."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from gui.shell.arrangement import LEAST_PLANE, LEFT, Wanted, arranged

WIDTHS, HEIGHTS = st.integers(450, 4000), st.integers(200, 3000)
BARS = 105  # designed pixels of menu, bar and status
WANTED = st.builds(Wanted, st.booleans(), st.booleans(), st.booleans())


def share(width: int, height: int, wanted: Wanted) -> float:
    window = width * (height + BARS)
    return arranged(width, height, window, wanted).plane(width, height) / window


@given(WIDTHS, HEIGHTS, WANTED)
def test_the_plane_keeps_two_fifths_of_every_window_that_is_not_tiny(
    width: int, height: int, wanted: Wanted
) -> None:
    assert share(width, height, wanted) >= LEAST_PLANE or height < 1.2 * BARS


@given(WIDTHS, HEIGHTS, WANTED)
def test_no_panel_stands_where_it_is_not_wanted(width: int, height: int, wanted: Wanted) -> None:
    found = arranged(width, height, width * (height + BARS), wanted)
    assert wanted.left or not found.left
    assert wanted.right or not found.right
    assert wanted.chart or not found.chart


@given(WIDTHS, HEIGHTS, WANTED)
def test_the_plane_is_wider_than_any_panel(width: int, height: int, wanted: Wanted) -> None:
    found = arranged(width, height, width * (height + BARS), wanted)
    assert width - found.left - found.right >= max(found.left, found.right)


@given(WIDTHS, HEIGHTS)
def test_insisting_brings_the_chart_and_takes_nothing_else(width: int, height: int) -> None:
    window = width * (height + BARS)
    plain = arranged(width, height, window, Wanted())
    insisted = arranged(width, height, window, Wanted(insists=True))
    assert replace(insisted, chart=plain.chart) == plain
    assert insisted.chart >= plain.chart


def test_a_usual_window_has_everything() -> None:
    found = arranged(1440, 795, 1440 * 900, Wanted())
    assert found.left == LEFT
    assert found.right > 0
    assert found.chart > 0
