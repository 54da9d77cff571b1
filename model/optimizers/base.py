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
    """One parameter on its way through an update, as equations follow it.

    ``place`` is its index in theta, which holds ``size`` parameters; ``parameter`` is its value
    before the update and ``after`` that after it. ``symbol(letter)`` names what belongs to it. The
    memories are those of the optimizer before and after the update.
    """

    place: int
    size: int
    parameter: Quantity
    after: float
    symbol: Callable[[str], str]
    memory_before: Floats
    memory_after: Floats

    def quantity(self, letter: str, value: float) -> Quantity:
        """A number that belongs to this parameter."""
        return Quantity(self.symbol(letter), value, self.parameter.about)

    def remembered(self, letter: str, start: int) -> tuple[Quantity, Quantity]:
        """What the optimizer remembers of it before and after, from ``start`` of its memory on."""
        before, after = (
            self.quantity(letter, float(memory[start + self.place]))
            for memory in (self.memory_before, self.memory_after)
        )
        return before, after


class Optimizer(ABC):
    """Changes theta along a gradient.

    Attributes:
        name: what files and the command equation call it.
        title: what the window calls it.
        description: what it does with a gradient, to follow "How a gradient changes the weights:".
        change: what an update adds to a weight, in symbols if they are short.
        memory: all that it remembers between updates.
    """

    name: ClassVar[str]
    title: ClassVar[str]
    description: ClassVar[str]
    change: ClassVar[str] = "change of w"
    memory: Floats

    def __init__(self, size: int, rate: float) -> None:
        """For a theta of ``size`` parameters and a learning rate; nothing is remembered."""
        self.memory = np.zeros(0)
        self.rate = rate

    @abstractmethod
    def apply(self, theta: Floats, gradient: Floats, points: int) -> None:
        """Change theta by the mean of ``gradient``, the sum over ``points``, which it may spoil."""

    @classmethod
    def settings_shown(cls, memory: Floats) -> tuple[Equation, ...]:
        """The numbers that an update is made with besides the learning rate.

        ``memory`` is that before the update.
        """
        return ()

    @classmethod
    @abstractmethod
    def shown(
        cls, slot: Slot, slope: Quantity, settings: Settings
    ) -> tuple[tuple[Equation, ...], Expression]:
        """The equations from a parameter's gradient to its new value, and the expression of that.

        ``settings`` holds the learning rate "α" and what ``settings_shown`` gives, by symbol.
        """
