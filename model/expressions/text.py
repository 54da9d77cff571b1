"""An explanation as plain text, to copy: symbols above figures, nothing cut off."""

import re
from collections.abc import Sequence
from itertools import groupby

from model.expressions.cells import Cell, cells
from model.expressions.lines import Block, Explanation

INDENT = "  "
ACCENTS = re.compile("[\u0300-\u036f]")


def as_text(explanation: Explanation) -> str:
    """All of an explanation. Lines of one shape that follow each other are aligned in columns."""
    parts = list[str]()
    for phase, blocks in groupby(explanation.blocks, key=lambda block: block.phase):
        parts.append(phase.value.upper())
        parts += map(_block, blocks)
    return "\n\n".join(parts) + "\n"


def _block(block: Block) -> str:
    only_given = block.lines and all(line.expression is None for line in block.lines)
    lines = [block.title if only_given else f"{block.title}: {block.summary}"]
    for _, alike in groupby(map(cells, block.lines), key=_shape):
        lines += _aligned(list(alike))
    return "\n".join(lines)


def _shape(line: Sequence[Cell]) -> tuple[str, ...]:
    """The signs of a line and where its numbers are."""
    return tuple("" if cell.value is not None else cell.symbol for cell in line)


def _aligned(lines: list[tuple[Cell, ...]]) -> list[str]:
    """Lines of one shape, a row of symbols and a row of figures each, all as wide as the widest.

    A number that is given takes one row.
    """
    if len(lines[0]) == 1:
        width = max(width_of(line[0].symbol) for line in lines)
        return [f"{INDENT}{_padded(one.symbol, width)} = {one.figure}" for (one,) in lines]
    widths = [
        max(max(width_of(cell.symbol), width_of(cell.figure)) for cell in column)
        for column in zip(*lines, strict=True)
    ]
    found = list[str]()
    for line in lines:
        for texts in ([cell.symbol for cell in line], [cell.figure for cell in line]):
            found.append(INDENT + "".join(map(_padded, texts, widths)))
    return found


def width_of(text: str) -> int:
    """How many columns a text takes: an accent above a letter takes none."""
    return len(text) - len(ACCENTS.findall(text))


def _padded(text: str, width: int) -> str:
    return " " * (width - width_of(text)) + text
