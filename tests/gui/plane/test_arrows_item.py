"""What is written where arrows are not drawn at their true length."""

import pytest

from gui.plane.arrows_item import scale_text


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
