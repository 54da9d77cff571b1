"""What an explanation is made of: lines of arithmetic in blocks that fold, phase by phase."""

from dataclasses import dataclass
from enum import Enum
from itertools import chain

from model.expressions.expression import About, Expression, Quantity


class Phase(Enum):
    """The parts of one update, in the order in which they are walked."""

    FORWARD = "forward pass"
    ERROR = "error"
    BACKWARD = "backward pass"
    UPDATE = "update"


@dataclass(frozen=True, eq=False)
class Line:
    """One result and what it is computed from; ``expression`` is None for a number that is given.

    ``becomes`` tells a new value of something (w ← w + αx) from a result. All that is in the
    expression are constants, given numbers and results of lines above.
    """

    phase: Phase
    result: Quantity
    expression: Expression | None = None
    becomes: bool = False

    @property
    def about(self) -> About:
        """What the line computes."""
        return self.result.about


@dataclass(frozen=True, eq=False)
class Block:
    """Lines that fold together, with a title and all of it in one short line.

    A block without lines says in its summary what there is to say. ``brief`` is what is left to
    say where its lines can be seen.
    """

    phase: Phase
    about: About
    title: str
    summary: str
    lines: tuple[Line, ...] = ()
    brief: str = ""


@dataclass(frozen=True, eq=False)
class Explanation:
    """Blocks in the order in which they are computed."""

    blocks: tuple[Block, ...]

    @property
    def phases(self) -> tuple[Phase, ...]:
        """The phases that there are, in their order; a perceptron has no backward pass."""
        there = {block.phase for block in self.blocks}
        return tuple(phase for phase in Phase if phase in there)

    @property
    def lines(self) -> tuple[Line, ...]:
        """All lines, from the first to the last."""
        return tuple(chain.from_iterable(block.lines for block in self.blocks))
