"""What an explanation is made of: equations in blocks that fold, phase by phase."""

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
class Equation:
    """One result and what it is computed from; ``expression`` is None for a number that is given.

    ``becomes`` tells a new value of something (w ← w + αx) from a result. All that is in the
    expression are constants, given numbers and results of equations above.
    """

    phase: Phase
    result: Quantity
    expression: Expression | None = None
    becomes: bool = False

    @property
    def about(self) -> About:
        """What the equation computes."""
        return self.result.about


@dataclass(frozen=True, eq=False)
class Block:
    """Equations that fold together, with a title and all of it in one short sentence.

    A block without equations says in its summary what there is to say. ``brief`` is what is left to
    say where its equations can be seen.
    """

    phase: Phase
    about: About
    title: str
    summary: str
    equations: tuple[Equation, ...] = ()
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
    def equations(self) -> tuple[Equation, ...]:
        """All equations, from the first to the last."""
        return tuple(chain.from_iterable(block.equations for block in self.blocks))
