"""How keys walk through a network's diagram: along its nodes, and the numbers of a unit."""

from model.expressions import About
from model.learning.layers import LayerShape

Shapes = tuple[LayerShape, ...]


def is_number(about: About | None) -> bool:
    """Return whether this is a weight or bias, as opposed to a unit or an input."""
    return about is not None and about.layer is not None and about.input is not None


def walked(shapes: Shapes, current: About | None, right: int, down: int) -> About:
    """Return where an arrow leads: along a column, through a unit's numbers, or across columns."""
    if current is None:
        return About(None, None, 0)
    if down and is_number(current):
        assert current.layer is not None
        assert current.input is not None
        last = shapes[current.layer].inputs
        return About(current.layer, current.unit, min(max(current.input + down, 0), last))
    column, row = _place(current)
    counts = (shapes[0].inputs, *(shape.outputs for shape in shapes))
    column = min(max(column + right, 0), len(counts) - 1)
    row = min(max(row + down, 0), counts[column] - 1)
    return About(None, None, row) if column == 0 else About(column - 1, row)


def inward(current: About | None) -> About | None:
    """Return where Enter leads: from a unit to its first weight, from elsewhere nowhere."""
    if current is None or current.layer is None or current.input is not None:
        return current
    return About(current.layer, current.unit, 0)


def outward(current: About | None) -> About | None:
    """Return where Escape leads: from a number to its unit, from a node out of the diagram."""
    if current is None or not is_number(current):
        return None
    return About(current.layer, current.unit)


def _place(about: About) -> tuple[int, int]:
    """Return the column and row of a node; for a number, of its unit."""
    if about.layer is None:
        assert about.input is not None
        return 0, about.input
    assert about.unit is not None
    return about.layer + 1, about.unit
