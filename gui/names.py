"""How names of features are written."""

import re

SUBSCRIPTS = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")


def feature_text(name: str) -> str:
    """x1 as x₁; any other name as it is."""
    if re.fullmatch(r"x\d+", name):
        return name.translate(SUBSCRIPTS)
    return name
