"""An explanation as plain text: symbols above figures, in full."""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby

from model.expressions.cells import Cell, cells
from model.expressions.equations import Block, Equation, Explanation

INDENT = "  "
Cells = tuple[Cell, ...]
ACCENTS = re.compile("[\u0300-\u036f]")


def as_text(explanation: Explanation) -> str:
    """Write an explanation, with the shares of every point of a batch up to 1000 points.

    Consecutive equations of one shape are aligned in columns.
    """
    parts = list[str]()
    for phase, blocks in groupby(explanation.blocks, key=lambda block: block.phase):
        parts.append(phase.value.upper())
        parts += map(_block, blocks)
    return "\n\n".join(parts) + "\n"


def _block(block: Block) -> str:
    only_given = block.equations and all(
        equation.expression is None for equation in block.equations
    )
    rows = [block.title if only_given else f"{block.title}: {block.summary}"]
    for alike in of_one_shape(block.equations, lambda _: True):
        rows += _aligned(alike)
    return "\n".join(rows)


def _aligned(equations: Sequence[Cells]) -> list[str]:
    """Write equations of one shape in aligned columns: a row of symbols, then a row of figures.

    A given number takes one row.
    """
    if len(equations[0]) == 1:
        width = max(width_of(equation[0].symbol) for equation in equations)
        return [f"{INDENT}{padded(one.symbol, width)} = {one.figure}" for (one,) in equations]
    widths = widths_of(equations)
    found = list[str]()
    for equation in equations:
        rows = zip(*map(aligned, groups(equation), widths), strict=True)
        found += [f"{INDENT}{''.join(texts)}".rstrip() for texts in rows]
    return found


def of_one_shape(
    equations: Sequence[Equation], lists_shares: Callable[[Equation], bool]
) -> Iterator[list[Cells]]:
    """Group the cells of consecutive equations that have the same shape.

    The shape of an equation is its signs and the positions of its numbers. ``lists_shares`` tells
    which long means list the shares of their points.
    """
    found = (cells(equation, lists_shares(equation)) for equation in equations)
    for _, alike in groupby(found, key=_shape):
        yield list(alike)


def _shape(equation: Cells) -> tuple[tuple[str, str, str], ...]:
    return tuple(
        ("" if cell.value is not None else cell.symbol, cell.before, cell.after)
        for cell in equation
    )


def groups(equation: Cells) -> list[Cells]:
    """Return the cells in groups that stay together; most are of a single cell."""
    found = list[list[Cell]]()
    for cell in equation:
        if cell.is_joined:
            found[-1].append(cell)
        else:
            found.append([cell])
    return [tuple(group) for group in found]


def widths_of(equations: Sequence[Cells]) -> list[int]:
    """Return the width of each group, in characters, for aligned equations of one shape."""
    return [
        max(max(map(width_of, texts_of(group))) for group in column)
        for column in zip(*map(groups, equations), strict=True)
    ]


def texts_of(group: Cells) -> tuple[str, str]:
    """Return the upper and the lower text of a group."""
    return "".join(cell.upper for cell in group), "".join(cell.lower for cell in group)


def width_of(text: str) -> int:
    """Return the width of a text in characters; combining accents take no width."""
    return len(text) - len(ACCENTS.findall(text))


def aligned(group: Cells, width: int) -> tuple[str, str]:
    """Pad both texts of a group to ``width`` characters.

    On the left, so that the ends of numbers are aligned, but behind a function.
    """
    upper, lower = texts_of(group)
    if not group[0].before:
        return padded(upper, width), padded(lower, width)
    return upper + " " * (width - width_of(upper)), lower + " " * (width - width_of(lower))


def padded(text: str, width: int) -> str:
    """Pad a text on the left to ``width`` characters."""
    return " " * (width - width_of(text)) + text
