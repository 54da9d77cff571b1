"""The forward pass of one point, layer by layer."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from model.activations import ACTIVATIONS
from model.activations.base import Activation, Layered
from model.activations.step import STEP_FUNCTION
from model.arrays import Floats
from model.explain.symbols import Parameters, Symbols, parameters
from model.expressions.cells import cells
from model.expressions.equations import Block, Equation, Phase
from model.expressions.expression import (
    FIRST_LARGEST,
    About,
    Call,
    Product,
    Quantity,
    Sum,
)
from model.expressions.figures import FEW, figure, listed
from model.learning.layers import LayerShape
from model.learning.ties import settled, sum_of_sizes


@dataclass(frozen=True, eq=False)
class ForwardPass:
    """The blocks of a forward pass, and the quantities that later phases build on.

    Attributes:
        symbols: the symbols of the classifier.
        theta: the parameters as one vector.
        parameters: the weights and biases, by layer and unit.
        blocks: the blocks, in the order in which they are computed.
        taken_in: the inputs of each layer.
        scores: the scores of the last layer.
        outputs: the outputs of the last layer; empty if the largest score alone decides.
        predicted: the predicted class.
        layered: the equations of the last activation if it needs all scores, else None.
    """

    symbols: Symbols
    theta: Floats
    parameters: Parameters
    blocks: tuple[Block, ...]
    taken_in: tuple[tuple[Quantity, ...], ...]
    scores: tuple[Quantity, ...]
    outputs: tuple[Quantity, ...]
    predicted: Quantity
    layered: Layered | None = None

    @property
    def last(self) -> About:
        """The last layer."""
        return About(len(self.symbols.shapes) - 1)


class _Unit(NamedTuple):
    block: Block
    score: Quantity
    output: Quantity


def forward_pass(symbols: Symbols, theta: Floats, x: Floats) -> ForwardPass:
    """Return the forward pass of one point, x (inputs,)."""
    given = parameters(symbols, theta)
    inputs = tuple(
        Quantity(symbols.input(index), value, About(input=index))
        for index, value in enumerate(x.tolist())
    )
    equations = tuple(Equation(Phase.FORWARD, one) for one in inputs)
    blocks = [Block(Phase.FORWARD, About(), "Inputs", listed(inputs), equations)]
    taken_in, units = [inputs], list[_Unit]()
    for layer, rows in enumerate(given):
        summed = [_summed(row, taken_in[-1]) for row in rows]
        triples = zip(rows, summed, _scores(summed, symbols.shapes, layer), strict=True)
        units = [_unit(symbols, layer, row, sum_, z) for row, sum_, z in triples]
        blocks += [unit.block for unit in units]
        taken_in.append(tuple(unit.output for unit in units))
    scores, outputs = tuple(unit.score for unit in units), taken_in.pop()
    layered = ACTIVATIONS[symbols.shapes[-1].activation].of_layer(scores, symbols.answer)
    if layered is not None:
        outputs, about = layered.outputs, About(len(symbols.shapes) - 1)
        summary = listed(outputs)
        if layered.equations:
            blocks.append(Block(Phase.FORWARD, about, layered.title, summary, layered.equations))
        blocks.append(
            Block(Phase.FORWARD, about, f"{layered.title}, as computed", layered.why, layered.safe)
        )
    elif symbols.outputs > 1:
        outputs = ()
    answer, predicted = _answer(symbols, scores, outputs)
    return ForwardPass(
        symbols,
        theta,
        given,
        (*blocks, answer),
        tuple(taken_in),
        scores,
        outputs,
        predicted,
        layered,
    )


def _summed(row: Sequence[Quantity], taken_in: Sequence[Quantity]) -> Sum:
    """Return the score of a unit, w·x + b, as a sum."""
    *weights, bias = row
    return Sum((*map(Product, zip(weights, taken_in, strict=True)), bias))


def _scores(summed: Sequence[Sum], shapes: Sequence[LayerShape], layer: int) -> list[float]:
    """Return the scores of the units of a layer: where they decide, without mere rounding."""
    values = [one.value for one in summed]
    sizes = [sum_of_sizes(term.value for term in one.terms) for one in summed]
    if layer == len(shapes) - 1:
        return settled(values, sizes)
    if not ACTIVATIONS[shapes[layer].activation].jumps:
        return values
    return [settled([z], [size])[0] for z, size in zip(values, sizes, strict=True)]


def _unit(
    symbols: Symbols, layer: int, row: Sequence[Quantity], summed: Sum, value: float
) -> _Unit:
    """Return the equations of one unit: its score z = w·x + b and its output."""
    about = About(layer, row[-1].about.unit)
    unit = about.unit or 0
    score = Quantity(symbols.unit("z", layer, unit), value, about)
    equations = [Equation(Phase.FORWARD, score, summed)]
    output, activation = score, ACTIVATIONS[symbols.shapes[layer].activation]
    is_one_of_many = layer == len(symbols.shapes) - 1 and symbols.outputs > 1
    if not is_one_of_many:
        activated = activation.shown(score)
        output = Quantity(symbols.output(layer, unit), activated.value, about)
        equations.append(Equation(Phase.FORWARD, output, activated))
    outcome = _outcome(equations, activation)
    summary = f"w·{'h' if layer else 'x'} + b = {_shown(equations[0])}{outcome}"
    brief = f"{figure(score.value)}{outcome}" if activation.jumps else ""
    title = symbols.title(layer, unit)
    block = Block(Phase.FORWARD, about, title, summary, tuple(equations), brief)
    return _Unit(block, score, output)


def _shown(equation: Equation) -> str:
    """Return the figures of a sum and its result, or of a long sum the result alone."""
    if isinstance(equation.expression, Sum) and len(equation.expression.terms) > FEW + 1:
        return figure(equation.result.value)
    result, _, *summed = cells(equation)
    return f"{''.join(cell.lower for cell in summed)} = {result.figure}"


def _outcome(equations: Sequence[Equation], activation: Activation) -> str:
    """Return what follows the score in a summary: 2 ≥ 0 → 1, or σ(2) = 0.8808."""
    if len(equations) == 1 or activation.is_linear:
        return ""
    result, _, *call = cells(equations[1])
    if activation.jumps:
        sign = "≥" if equations[1].result.value else "<" if equations[0].result.value < 0 else "≱"
        return f" {sign} 0 → {result.figure}"
    return f", {''.join(cell.lower for cell in call)} = {result.figure}"


def _answer(
    symbols: Symbols, scores: Sequence[Quantity], outputs: Sequence[Quantity]
) -> tuple[Block, Quantity]:
    """Return the block of the predicted class, and that class."""
    about = About(len(symbols.shapes) - 1)
    equations: tuple[Equation, ...] = ()
    if symbols.outputs == 1 and not symbols.has_probabilities:
        predicted = outputs[0]
    else:
        symbol = "class" if symbols.has_probabilities else "ŷ"
        decided = Call(STEP_FUNCTION if len(scores) == 1 else FIRST_LARGEST, tuple(scores))
        predicted = Quantity(symbol, decided.value, about)
        equations = (Equation(Phase.FORWARD, predicted, decided),)
    summary = symbols.names.of_class(int(predicted.value))
    return Block(Phase.FORWARD, about, "Answer", summary, equations), predicted
