"""Counts agree with their nouns."""

import pytest

from model.words import number_of


@pytest.mark.parametrize(
    ("count", "noun", "words"),
    [
        (0, "point", "0 points"),
        (1, "point", "1 point"),
        (2, "point", "2 points"),
        (1, "class", "1 class"),
        (3, "class", "3 classes"),
        (2, "more column", "2 more columns"),
    ],
)
def test_a_count_agrees_with_its_noun(count: int, noun: str, words: str) -> None:
    assert number_of(count, noun) == words


def test_the_count_is_written_as_asked() -> None:
    assert number_of(12_345, "point", lambda count: f"{count:,}") == "12,345 points"
