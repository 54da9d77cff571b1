"""The symbols of everything in a classifier: x₁, w₂₁, h₃, δ⁽²⁾₁."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from model.activations import ACTIVATIONS
from model.arrays import Floats
from model.expressions.expression import About, Quantity
from model.expressions.notation import above, below
from model.learning.layers import LayerShape, matrices

Parameters = tuple[tuple[tuple[Quantity, ...], ...], ...]


@dataclass(frozen=True)
class Names:
    """The names of a classifier's inputs and of its classes."""

    inputs: tuple[str, ...]
    classes: tuple[str, ...]

    def of_class(self, label: int) -> str:
        """Return a class in words: red (class 1)."""
        name = self.classes[label]
        return f"class {label}" if name == str(label) else f"{name} (class {label})"


@dataclass(frozen=True)
class Symbols:
    """The symbols of a classifier whose layers have these shapes.

    Units are numbered from 1; the outputs for K > 2 from 0, like their classes. If there is more
    than one layer, the number of the layer is a superscript.
    """

    shapes: tuple[LayerShape, ...]
    names: Names

    @property
    def outputs(self) -> int:
        """The number of scores for each point."""
        return self.shapes[-1].outputs

    @property
    def has_probabilities(self) -> bool:
        """Whether the last activation turns scores into probabilities."""
        return ACTIVATIONS[self.shapes[-1].activation].gives_probabilities

    def input(self, index: int) -> str:
        """Return the symbol of an input, after its name: x₁, x₁², sin(x₂), test."""
        name = re.sub(r"\bx(\d+)\b", lambda match: "x" + below(match[1]), self.names.inputs[index])
        name = name.replace("^2", "²").replace("*", "·")
        return f"({name})" if " " in name or "·" in name else name

    def unit(self, letter: str, layer: int, unit: int) -> str:
        """Return the symbol of a quantity of a unit: z₁, δ⁽²⁾₁."""
        return f"{letter}{self._layer(layer)}{self._unit(layer, unit)}"

    def output(self, layer: int, unit: int) -> str:
        """Return the symbol of a unit's output: h₁, with several hidden layers h⁽²⁾₁; last ŷ."""
        if layer == len(self.shapes) - 1:
            return self.answer("ŷ", unit)
        above = self._layer(layer) if len(self.shapes) > 2 else ""
        return f"h{above}{self._unit(layer, unit)}"

    def node(self, layer: int, unit: int) -> str:
        """Return the symbol that a unit computes last: h₁, ŷ; z₂ if the largest score decides."""
        is_last = layer == len(self.shapes) - 1
        if is_last and self.outputs > 1 and not self.has_probabilities:
            return self.unit("z", layer, unit)
        return self.output(layer, unit)

    def named(self, layer: int, unit: int) -> str:
        """Return the label of a unit in a diagram; for K > 2 an output has its class's name too."""
        node = self.node(layer, unit)
        if layer < len(self.shapes) - 1 or self.outputs == 1:
            return node
        name = self.names.classes[unit]
        return node if name == str(unit) else f"{node} {name}"

    @cached_property
    def columns(self) -> tuple[Sequence[str], ...]:
        """The labels of the inputs, then of the units of each layer, in a diagram."""
        inputs = [self.input(index) for index in range(self.shapes[0].inputs)]
        units = (
            [self.named(layer, unit) for unit in range(shape.outputs)]
            for layer, shape in enumerate(self.shapes)
        )
        return (inputs, *units)

    def answer(self, letter: str, unit: int) -> str:
        """Return the symbol of a quantity that only outputs have: y₂, ŷ₂."""
        return f"{letter}{self._unit(len(self.shapes) - 1, unit)}"

    def parameter(self, about: About, letter: str = "") -> str:
        """Return the symbol of a weight or bias, w⁽¹⁾₂₁ or b⁽¹⁾₂, or the same with ``letter``."""
        layer, unit, taken_in = about.layer, about.unit, about.input
        assert layer is not None
        assert unit is not None
        assert taken_in is not None
        outputs, inputs, _ = self.shapes[layer]
        if taken_in == inputs:
            return f"{letter or 'b'}{self._layer(layer)}{self._unit(layer, unit)}"
        between = "," if max(outputs, inputs) > 9 else ""
        row = self._unit(layer, unit)
        which = f"{row}{between if row else ''}{below(taken_in + 1)}"
        return f"{letter or 'w'}{self._layer(layer)}{which}"

    def title(self, layer: int, unit: int) -> str:
        """Return the title of a unit, in words and with its symbol."""
        words = f"Hidden layer {layer + 1}, unit {unit + 1}"
        if layer == len(self.shapes) - 1:
            one = self.outputs == 1
            words = "Output" if one else f"Output, {self.names.of_class(unit)}"
        return f"{words} · {self.node(layer, unit)}"

    def _layer(self, layer: int) -> str:
        one = len(self.shapes) == 1
        return "" if one else above(f"({layer + 1})")

    def _unit(self, layer: int, unit: int) -> str:
        if layer < len(self.shapes) - 1:
            return below(unit + 1)
        return "" if self.outputs == 1 else below(unit)


def parameters(symbols: Symbols, theta: Floats) -> Parameters:
    """Return all weights and biases, by layer, unit and input; the bias comes last."""
    return tuple(
        tuple(
            tuple(
                _parameter(symbols, About(layer, unit, taken_in), value)
                for taken_in, value in enumerate(row)
            )
            for unit, row in enumerate(matrix.tolist())
        )
        for layer, matrix in enumerate(matrices(theta, symbols.shapes))
    )


def _parameter(symbols: Symbols, about: About, value: float) -> Quantity:
    return Quantity(symbols.parameter(about), value, about)
