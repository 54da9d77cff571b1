"""The backward pass: δ of every unit, last layer first, and each gradient as δ times input."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from model.activations import ACTIVATIONS, activate
from model.arrays import Floats, Integers, freeze
from model.explain.forward import ForwardPass
from model.explain.symbols import Parameters
from model.expressions.equations import Block, Equation, Phase
from model.expressions.expression import (
    About,
    Expression,
    Mean,
    Product,
    Quantity,
    Sum,
)
from model.expressions.figures import figure, listed
from model.expressions.notation import share_symbol
from model.learning.layers import Layer, layers_of
from model.losses.base import Answer, Loss, targets_of


@dataclass(frozen=True, eq=False)
class BackwardPass:
    """The blocks of a backward pass, and each parameter's gradient, the mean over the batch."""

    blocks: tuple[Block, ...]
    gradient: Parameters


Equations = tuple[Equation, ...]


class _Deltas(NamedTuple):
    """The equations of δ, by layer and unit, and the blocks that come ``before`` them."""

    before: tuple[Block, ...]
    equations: tuple[tuple[Equations, ...], ...]

    def of(self, layer: int) -> tuple[Quantity, ...]:
        """Return the δ of every unit of a layer."""
        return tuple(equations[-1].result for equations in self.equations[layer])


class _Batch(NamedTuple):
    """The inputs of each layer, (inputs + 1, points) with a row of ones, and its δ for all points.

    At the point ``shown`` they are bit for bit the numbers of the equations.
    """

    taken_in: tuple[Floats, ...]
    deltas: tuple[Floats, ...]
    shown: int


def backward_pass(
    passed: ForwardPass,
    answer: Answer,
    x: Floats,
    labels: Integers,
    shown: int,
    loss: Loss,
) -> BackwardPass | None:
    """Return the backward pass of one point of a batch, with the mean gradient of the batch.

    Args:
        passed: the forward pass of that point.
        answer: the answer to that point.
        x: the inputs of the batch, (points, inputs).
        labels: its labels, (points,).
        shown: the index of the point in the batch.
        loss: the loss that is descended.

    Returns:
        None if the loss has no equations for its slope.
    """
    deltas = _deltas(passed, answer, loss)
    if deltas is None:
        return None
    batch = _batch(passed, deltas, x, labels, shown, loss) if len(labels) > 1 else None
    blocks = [*deltas.before]
    gradient = list[tuple[tuple[Quantity, ...], ...]]()
    for layer in range(len(passed.parameters) - 1, -1, -1):
        rows = []
        for unit, equations in enumerate(deltas.equations[layer]):
            delta = equations[-1].result
            more, row = _gradient(passed, batch, delta)
            title = passed.symbols.title(layer, unit)
            summary = f"{delta.symbol} = {figure(delta.value)}"
            blocks.append(Block(Phase.BACKWARD, delta.about, title, summary, (*equations, *more)))
            rows.append(row)
        gradient.insert(0, tuple(rows))
    return BackwardPass(tuple(blocks), tuple(gradient))


def batch_passes(
    layers: Sequence[Layer], x: Floats, labels: Integers, loss: Loss
) -> tuple[list[Floats], list[Floats]]:
    """Return the inputs (inputs, points) and the δ (outputs, points) of each layer.

    x is (points, inputs), labels (points,). δ = (Wᵀ δ of the next layer) ∘ f′(z); source:
    Rumelhart, Hinton and Williams (1986).
    """
    with np.errstate(all="ignore"):
        taken_in = [x.T]
        for layer in layers[:-1]:
            taken_in.append(np.asarray(activate(layer.activation, _scores(layer, taken_in[-1]))))
        z = _scores(layers[-1], taken_in[-1])
        deltas = [np.empty_like(z)]
        loss.write_slope(z, targets_of(labels, len(z)), deltas[0], np.empty_like(z))
        for below, layer in zip(layers[-2::-1], layers[:0:-1], strict=True):
            delta = layer.weights.T @ deltas[0]
            h = taken_in[len(layers) - len(deltas)]
            ACTIVATIONS[below.activation].times_slope(h, delta, np.empty_like(delta))
            deltas.insert(0, delta)
    return taken_in, deltas


def _scores(layer: Layer, taken_in: Floats) -> Floats:
    return np.asarray(layer.weights @ taken_in + layer.biases[:, np.newaxis])


def _batch(
    passed: ForwardPass, deltas: _Deltas, x: Floats, labels: Integers, shown: int, loss: Loss
) -> _Batch:
    layers = layers_of(passed.theta, passed.symbols.shapes)
    taken_in, all_deltas = batch_passes(layers, x, labels, loss)
    taken_in = [np.vstack([a, np.ones(len(labels))]) for a in taken_in]
    for layer, inputs in enumerate(passed.taken_in):
        # Array sums round differently from the equations' sums: take the equations' numbers.
        taken_in[layer][:-1, shown] = [one.value for one in inputs]
        all_deltas[layer][:, shown] = [one.value for one in deltas.of(layer)]
    return _Batch(tuple(map(freeze, taken_in)), tuple(map(freeze, all_deltas)), shown)


def _deltas(passed: ForwardPass, answer: Answer, loss: Loss) -> _Deltas | None:
    """Return the equations of δ, computed from the last layer back."""
    prepared = loss.slopes_prepared(answer)
    slopes = loss.slopes_shown(answer, prepared)
    if slopes is None:
        return None
    layer = len(passed.parameters) - 1
    before = tuple(
        Block(
            Phase.BACKWARD,
            equation.about,
            equation.result.symbol.capitalize(),
            listed([equation.result]),
            (equation,),
        )
        for equation in prepared
    )
    found: list[tuple[Equations, ...]] = [
        tuple((_delta(passed, About(layer, unit), one),) for unit, one in enumerate(slopes))
    ]
    for layer in range(len(passed.parameters) - 2, -1, -1):
        above = tuple(equations[-1].result for equations in found[0])
        found.insert(0, _hidden_deltas(passed, layer, above))
    return _Deltas(before, tuple(found))


def _hidden_deltas(
    passed: ForwardPass, layer: int, above: Sequence[Quantity]
) -> tuple[Equations, ...]:
    """Return the equations of δ of a hidden layer from the δ of the next: (Wᵀδ) ∘ f′."""
    found = []
    for unit, h in enumerate(passed.taken_in[layer + 1]):
        about = About(layer, unit)
        rows = passed.parameters[layer + 1]
        parts = tuple(Product((row[unit], delta)) for row, delta in zip(rows, above, strict=True))
        back: Expression = Sum(parts) if len(parts) > 1 else parts[0]
        slope = ACTIVATIONS[passed.symbols.shapes[layer].activation].slope_shown(h)
        equations: Equations = ()
        if slope is not None:
            symbol = passed.symbols.unit("f′", layer, unit)
            steep = Quantity(symbol, slope.value, about)
            equations = (Equation(Phase.BACKWARD, steep, slope),)
            back = Product((back, steep)) if len(parts) > 1 else Product((*parts[0].factors, steep))
        found.append((*equations, _delta(passed, about, back)))
    return tuple(found)


def _delta(passed: ForwardPass, about: About, expression: Expression) -> Equation:
    symbol = passed.symbols.unit("δ", about.layer or 0, about.unit or 0)
    return Equation(Phase.BACKWARD, Quantity(symbol, expression.value, about), expression)


def _gradient(
    passed: ForwardPass, batch: _Batch | None, delta: Quantity
) -> tuple[Equations, tuple[Quantity, ...]]:
    """Return a unit's gradient: of the shown point, then, in a batch, the mean over its points."""
    layer, unit = delta.about.layer or 0, delta.about.unit or 0
    row = passed.parameters[layer][unit]
    products: list[Expression] = [Product((delta, one)) for one in passed.taken_in[layer]]
    products.append(delta)
    shares, means = list[Equation](), list[Equation]()
    for index, (parameter, product) in enumerate(zip(row, products, strict=True)):
        symbol = f"∂E/∂{parameter.symbol}"
        if batch is not None:
            mean = Mean(parameter, batch.deltas[layer][unit], batch.taken_in[layer][index])
            result = Quantity(symbol, mean.value, parameter.about)
            means.append(Equation(Phase.BACKWARD, result, mean))
            symbol = share_symbol(parameter.symbol, batch.shown)
        share = Quantity(symbol, product.value, parameter.about)
        shares.append(Equation(Phase.BACKWARD, share, product))
    return (*shares, *means), tuple(equation.result for equation in means or shares)
