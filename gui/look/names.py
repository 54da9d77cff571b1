"""The text of names of features and derived inputs."""

import re
from collections.abc import Sequence

from model.expressions.notation import below

NUMBERED = re.compile(r"x\d+")


def feature_text(name: str) -> str:
    """Return x₁ for x1, and any other name as it is."""
    return below(name) if NUMBERED.fullmatch(name) else name


def derived_text(key: str, features: Sequence[str]) -> str:
    """Return a derived input by its features' names: x₁², test·grades, sin x₂.

    ``key`` is a key of ``features.FORMULAS``.
    """
    pair = features[0], features[min(1, len(features) - 1)]
    first, second = map(feature_text, pair)
    times = "" if all(map(NUMBERED.fullmatch, pair)) else "·"
    return {
        "x1^2": f"{first}²",
        "x2^2": f"{second}²",
        "x1*x2": f"{first}{times}{second}",
        "sin(x1)": f"sin {first}",
        "sin(x2)": f"sin {second}",
    }[key]
