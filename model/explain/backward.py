"""The backward pass: δ of every unit, from the output back, and each gradient as δ times input."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from model.arrays import Floats, Integers, freeze
from model.explain.expressions import (
    ONE,
    RELU_SLOPE,
    About,
    Call,
    Expression,
    Mean,
    Minus,
    Product,
    Quantity,
    Square,
    Sum,
)
from model.explain.figures import figure
from model.explain.forward import ForwardPass
from model.explain.lines import Block, Line, Phase
from model.explain.symbols import Parameters, share_symbol
from model.learning.activations import activate
from model.learning.layers import Layer


@dataclass(frozen=True, eq=False)
class BackwardPass:
    """The blocks of a backward pass, and the gradient of every parameter: the mean of a batch."""

    blocks: tuple[Block, ...]
    gradient: Parameters


Lines = tuple[Line, ...]


class _Deltas(NamedTuple):
    """The lines that end with the δ of a unit, for each unit of each layer; ``before`` precede."""

    before: tuple[Block, ...]
    lines: tuple[tuple[Lines, ...], ...]

    def of(self, layer: int) -> tuple[Quantity, ...]:
        """The δ of every unit of a layer."""
        return tuple(lines[-1].result for lines in self.lines[layer])


class _Batch(NamedTuple):
    """What each layer takes in, (inputs + 1, points) with a row of ones, and its δ of all points.

    They are those of the lines at the point ``shown``.
    """

    taken_in: tuple[Floats, ...]
    deltas: tuple[Floats, ...]
    shown: int


def backward_pass(
    passed: ForwardPass,
    errors: Sequence[Quantity],
    x: Floats,
    labels: Integers,
    shown: int,
    loss: str,
) -> BackwardPass:
    """The backward pass of point ``shown`` of a batch x (points, inputs), labels (points,).

    ``passed`` and ``errors`` are of that point. The gradient is the mean over all of them.
    """
    deltas = _deltas(passed, errors, loss)
    batch = _batch(passed, deltas, x, labels, shown, loss) if len(labels) > 1 else None
    blocks = [*deltas.before]
    gradient = list[tuple[tuple[Quantity, ...], ...]]()
    for layer in range(len(passed.parameters) - 1, -1, -1):
        rows = []
        for unit, lines in enumerate(deltas.lines[layer]):
            delta = lines[-1].result
            more, row = _gradient(passed, batch, delta)
            title = passed.symbols.title(layer, unit)
            summary = f"{delta.symbol} = {figure(delta.value)}"
            blocks.append(Block(Phase.BACKWARD, delta.about, title, summary, (*lines, *more)))
            rows.append(row)
        gradient.insert(0, tuple(rows))
    return BackwardPass(tuple(blocks), tuple(gradient))


def batch_passes(
    layers: Sequence[Layer], x: Floats, labels: Integers, loss: str
) -> tuple[list[Floats], list[Floats]]:
    """What each layer takes in, (inputs, points), and its δ, (outputs, points), of all points.

    δ is (Wᵀ δ of the next layer) ∘ f′(z): Rumelhart, Hinton and Williams, 1986.
    """
    with np.errstate(all="ignore"):
        taken_in = [x.T]
        for layer in layers:
            z = layer.weights @ taken_in[-1] + layer.biases[:, np.newaxis]
            taken_in.append(np.asarray(activate(layer.activation, z), dtype=np.float64))
        p = taken_in.pop()
        wanted = labels == (1 if len(p) == 1 else np.arange(len(p))[:, np.newaxis])
        delta = p - wanted
        if loss == "squared":
            delta = delta * p * (1 - p) if len(p) == 1 else p * (delta - (p * delta).sum(axis=0))
        deltas = [delta]
        for below, layer in zip(layers[-2::-1], layers[:0:-1], strict=True):
            slope = _slopes(below.activation, taken_in[len(layers) - len(deltas)])
            deltas.insert(0, (layer.weights.T @ deltas[0]) * slope)
    return taken_in, deltas


def _slopes(activation: str, h: Floats) -> Floats:
    """f′(z) where h = f(z)."""
    if activation == "tanh":
        return np.asarray(1 - h * h)
    if activation == "sigmoid":
        return np.asarray(h * (1 - h))
    return (h > 0).astype(np.float64) if activation == "relu" else np.ones_like(h)


def _batch(
    passed: ForwardPass, deltas: _Deltas, x: Floats, labels: Integers, shown: int, loss: str
) -> _Batch:
    layers = passed.symbols.classifier.layers(passed.theta)
    taken_in, all_deltas = batch_passes(layers, x, labels, loss)
    taken_in = [np.vstack([a, np.ones(len(labels))]) for a in taken_in]
    for layer, inputs in enumerate(passed.taken_in):
        # The same to the last bit as in the lines of this point.
        taken_in[layer][:-1, shown] = [one.value for one in inputs]
        all_deltas[layer][:, shown] = [one.value for one in deltas.of(layer)]
    return _Batch(tuple(map(freeze, taken_in)), tuple(map(freeze, all_deltas)), shown)


def _deltas(passed: ForwardPass, errors: Sequence[Quantity], loss: str) -> _Deltas:
    """δ of every unit, computed from the output back."""
    before, output = _output_deltas(passed, errors, loss)
    found = [output]
    for layer in range(len(passed.parameters) - 2, -1, -1):
        above = tuple(lines[-1].result for lines in found[0])
        found.insert(0, _hidden_deltas(passed, layer, above))
    return _Deltas(before, tuple(found))


def _output_deltas(
    passed: ForwardPass, errors: Sequence[Quantity], loss: str
) -> tuple[tuple[Block, ...], tuple[Lines, ...]]:
    """δ of the outputs, dE/dz (docs/mathematics.md)."""
    outputs, layer = passed.outputs, len(passed.parameters) - 1
    before: tuple[Block, ...] = ()
    expressions: list[Expression] = [Minus(one) for one in errors]
    if loss == "squared" and len(outputs) == 1:
        p = outputs[0]
        expressions = [Product((Minus(errors[0]), p, Sum((ONE, Minus(p)))))]
    elif loss == "squared":
        summed = Sum(tuple(map(Product, zip(outputs, errors, strict=True))))
        mean = Quantity("mean error", summed.value, About(layer))
        line = Line(Phase.BACKWARD, mean, summed)
        summary = f"{mean.symbol} = {figure(mean.value)}"
        before = (Block(Phase.BACKWARD, mean.about, "Mean error", summary, (line,)),)
        pairs = zip(outputs, errors, strict=True)
        expressions = [Product((p, Sum((mean, Minus(one))))) for p, one in pairs]
    return before, tuple(
        (_delta(passed, About(layer, unit), one),) for unit, one in enumerate(expressions)
    )


def _hidden_deltas(passed: ForwardPass, layer: int, above: Sequence[Quantity]) -> tuple[Lines, ...]:
    """δ of the units of a hidden layer, from those of the layer above: (Wᵀδ) ∘ f′."""
    found = []
    for unit, h in enumerate(passed.taken_in[layer + 1]):
        about = About(layer, unit)
        rows = passed.parameters[layer + 1]
        parts = tuple(Product((row[unit], delta)) for row, delta in zip(rows, above, strict=True))
        back: Expression = Sum(parts) if len(parts) > 1 else parts[0]
        slope = _slope(passed.symbols.shapes[layer].activation, h)
        lines: Lines = ()
        if slope is not None:
            symbol = passed.symbols.unit("f′", layer, unit)
            steep = Quantity(symbol, slope.value, about)
            lines = (Line(Phase.BACKWARD, steep, slope),)
            back = Product((back, steep)) if len(parts) > 1 else Product((*parts[0].factors, steep))
        found.append((*lines, _delta(passed, about, back)))
    return tuple(found)


def _slope(activation: str, h: Quantity) -> Expression | None:
    """f′(z) from h = f(z); None where it is 1."""
    if activation == "tanh":
        return Sum((ONE, Minus(Square(h))))
    if activation == "sigmoid":
        return Product((h, Sum((ONE, Minus(h)))))
    return Call(RELU_SLOPE, (h,)) if activation == "relu" else None


def _delta(passed: ForwardPass, about: About, expression: Expression) -> Line:
    symbol = passed.symbols.unit("δ", about.layer or 0, about.unit or 0)
    return Line(Phase.BACKWARD, Quantity(symbol, expression.value, about), expression)


def _gradient(
    passed: ForwardPass, batch: _Batch | None, delta: Quantity
) -> tuple[Lines, tuple[Quantity, ...]]:
    """The gradient of a unit's weights and bias: of the shown point, then the mean of a batch."""
    layer, unit = delta.about.layer or 0, delta.about.unit or 0
    row = passed.parameters[layer][unit]
    products: list[Expression] = [Product((delta, one)) for one in passed.taken_in[layer]]
    products.append(delta)
    shares, means = list[Line](), list[Line]()
    for index, (parameter, product) in enumerate(zip(row, products, strict=True)):
        symbol = f"∂E/∂{parameter.symbol}"
        if batch is not None:
            mean = Mean(parameter, batch.deltas[layer][unit], batch.taken_in[layer][index])
            result = Quantity(symbol, mean.value, parameter.about)
            means.append(Line(Phase.BACKWARD, result, mean))
            symbol = share_symbol(parameter.symbol, batch.shown)
        share = Quantity(symbol, product.value, parameter.about)
        shares.append(Line(Phase.BACKWARD, share, product))
    return (*shares, *means), tuple(line.result for line in means or shares)
