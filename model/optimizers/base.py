"""What an optimizer is: how a gradient changes theta."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from model.arrays import Floats
from model.expressions.equations import Equation
from model.expressions.expression import Expression, Quantity

Settings = Mapping[str, Quantity]


@dataclass(frozen=True, eq=False)
class Slot:
    """One parameter during an update, for the equations of an optimizer.

    Attributes:
        place: its index in theta.
        size: the number of parameters in theta.
        parameter: its value before the update.
        after: its value after the update.
        symbol: returns the symbol of another quantity of this parameter, given its letter.
        memory_before: the optimizer's memory before the update.
        memory_after: the optimizer's memory after the update.
    """

    place: int
    size: int
    parameter: Quantity
    after: float
    symbol: Callable[[str], str]
    memory_before: Floats
    memory_after: Floats

    def quantity(self, letter: str, value: float) -> Quantity:
        """Return a quantity that belongs to this parameter."""
        return Quantity(self.symbol(letter), value, self.parameter.about)

    def remembered(self, letter: str, start: int) -> tuple[Quantity, Quantity]:
        """Return its entry in the memory, before and after; ``start`` is where that part begins."""
        before, after = (
            self.quantity(letter, float(memory[start + self.place]))
            for memory in (self.memory_before, self.memory_after)
        )
        return before, after


class Optimizer(ABC):
    """Changes theta along a gradient.

    Attributes:
        name: its name in files and on the command line.
        title: its name in the window.
        description: how it changes weights; follows "How a gradient changes the weights:".
        change: what an update adds to a weight, in symbols if they are short.
        memory: everything it keeps between updates.
    """

    name: ClassVar[str]
    title: ClassVar[str]
    description: ClassVar[str]
    change: ClassVar[str] = "change of w"
    memory: Floats

    def __init__(self, size: int, rate: float) -> None:
        """Start with an empty memory, for ``size`` parameters and a learning rate."""
        self.memory = np.zeros(0)
        self.rate = rate

    @abstractmethod
    def apply(self, theta: Floats, gradient: Floats, points: int) -> None:
        """Change theta in place; ``gradient`` is the sum over ``points`` and may be overwritten."""

    @classmethod
    def settings_shown(cls, memory: Floats) -> tuple[Equation, ...]:
        """Return the equations of its settings other than the learning rate.

        ``memory`` is the memory before the update.
        """
        return ()

    @classmethod
    @abstractmethod
    def shown(
        cls, slot: Slot, slope: Quantity, settings: Settings
    ) -> tuple[tuple[Equation, ...], Expression]:
        """Return the equations between a gradient and the new value, and the expression of that.

        ``settings`` holds the learning rate "α" and the settings of ``settings_shown``, by symbol.
        """
