"""The parts of an explanation: equations in blocks, phase by phase."""

from dataclasses import dataclass
from enum import Enum
from itertools import chain

from model.expressions.expression import About, Expression, Quantity


class Phase(Enum):
    """The phases of one update, in order."""

    FORWARD = "forward pass"
    ERROR = "error"
    BACKWARD = "backward pass"
    UPDATE = "update"


@dataclass(frozen=True, eq=False)
class Equation:
    """A result and the expression it is computed from, None for a given number.

    ``becomes`` marks a new value of a variable (w ← w + αx). An expression holds only constants,
    given numbers and results of earlier equations.
    """

    phase: Phase
    result: Quantity
    expression: Expression | None = None
    becomes: bool = False

    @property
    def about(self) -> About:
        """The part of the classifier that the result belongs to."""
        return self.result.about


@dataclass(frozen=True, eq=False)
class Block:
    """Equations that fold together, with a title and a summary in one short sentence.

    A block without equations has its whole content in the summary. ``brief`` replaces the summary
    where the equations are unfolded.
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
        """The phases that have blocks, in order; a perceptron has no backward pass."""
        there = {block.phase for block in self.blocks}
        return tuple(phase for phase in Phase if phase in there)

    @property
    def equations(self) -> tuple[Equation, ...]:
        """All equations, in order."""
        return tuple(chain.from_iterable(block.equations for block in self.blocks))
