"""Where the slice that the plane shows lies, and where a point off it lies, in words."""

from collections.abc import Sequence
from math import floor, log10

from gui.look.names import feature_text
from model.data.dataset import Dataset
from model.expressions import figure
from model.plane.slice import Slice

DIGITS = 3
MOST = 2  # features in which a point is said to be off the slice


def slice_text(data: Dataset, shown: Slice) -> str:
    """Return the values of all features that the plane does not show; "" if it shows all.

    Of a one-hot encoding only the category is said.
    """
    if not shown.hidden:
        return ""
    hot = {_column(data, i) for i in shown.hidden if data.one_hot[i] and shown.values[i] == 1}
    values = [
        _value(data, i, shown.values[i])
        for i in shown.hidden
        if shown.values[i] == 1 or not (data.one_hot[i] and _column(data, i) in hot)
    ]
    return f"slice at {', '.join(values)}"


def away_text(data: Dataset, shown: Slice, index: int, spreads: Sequence[float]) -> str:
    """Return where a point lies off the slice, in the features that tell most; "" on it."""
    x = data.x[index].tolist()
    away = sorted(shown.hidden, key=lambda i: -abs(x[i] - shown.values[i]) / spreads[i])
    off = [i for i in away if x[i] != shown.values[i]]
    told = [f"{_value(data, i, x[i])}, not {_number(data, i, shown.values[i])}" for i in off[:MOST]]
    return f"off this slice: {'; '.join(told)}{'; …' if len(off) > MOST else ''}" if told else ""


def _column(data: Dataset, feature: int) -> str:
    return data.feature_names[feature].partition("=")[0]


def _value(data: Dataset, feature: int, value: float) -> str:
    name = feature_text(data.feature_names[feature])
    is_category = data.one_hot[feature] and value == 1
    return name if is_category else f"{name} {_number(data, feature, value)}"


def _number(data: Dataset, feature: int, value: float) -> str:
    """Return a value with digits for a hundredth of the range of its feature, three at least."""
    column = data.x[:, feature]
    low, high = (column.min(), column.max()) if len(column) else (0.0, 0.0)
    digits = DIGITS
    if low < high:
        digits = floor(log10(max(-low, high))) - floor(log10((high - low) / 100)) + 1
    if digits <= DIGITS:
        return figure(value, DIGITS)
    return f"{value:.{digits}g}".replace("-", "−")
