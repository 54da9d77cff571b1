"""The forward pass of one point, layer by layer."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from model.arrays import Floats
from model.classifiers.base import Classifier
from model.explain.cells import cells
from model.explain.expressions import (
    EXP,
    FIRST_LARGEST,
    LARGEST,
    SIGMOID,
    STEP,
    TANH,
    ZERO,
    About,
    Call,
    Expression,
    Minus,
    Product,
    Quantity,
    Quotient,
    Sum,
)
from model.explain.figures import FEW, figure, listed
from model.explain.lines import Block, Line, Phase
from model.explain.symbols import Names, Parameters, Symbols, parameters


@dataclass(frozen=True, eq=False)
class ForwardPass:
    """The blocks of a forward pass, and the numbers that later phases go on from.

    ``taken_in`` is what the units of each layer take in. ``scores`` and ``outputs`` are those of
    the last layer; there are no outputs where the largest score alone decides. ``powers`` are the
    e^(z − top) of a softmax, and ``top`` its largest score.
    """

    symbols: Symbols
    theta: Floats
    parameters: Parameters
    blocks: tuple[Block, ...]
    taken_in: tuple[tuple[Quantity, ...], ...]
    scores: tuple[Quantity, ...]
    outputs: tuple[Quantity, ...]
    predicted: Quantity
    top: Quantity | None = None
    powers: tuple[Quantity, ...] = ()


class _Unit(NamedTuple):
    block: Block
    score: Quantity
    output: Quantity


class _Softmax(NamedTuple):
    block: Block
    top: Quantity
    powers: tuple[Quantity, ...]
    outputs: tuple[Quantity, ...]


def forward_pass(classifier: Classifier, theta: Floats, x: Floats, names: Names) -> ForwardPass:
    """The forward pass of x (inputs,), as the classifier takes it in."""
    symbols = Symbols(classifier, names)
    given = parameters(symbols, theta)
    inputs = tuple(
        Quantity(symbols.input(index), value, About(input=index))
        for index, value in enumerate(x.tolist())
    )
    lines = tuple(Line(Phase.FORWARD, one) for one in inputs)
    blocks = [Block(Phase.FORWARD, About(), "Inputs", listed(inputs), lines)]
    taken_in, units = [inputs], list[_Unit]()
    for layer, rows in enumerate(given):
        units = [_unit(symbols, layer, row, taken_in[-1]) for row in rows]
        blocks += [unit.block for unit in units]
        taken_in.append(tuple(unit.output for unit in units))
    scores, outputs = tuple(unit.score for unit in units), taken_in.pop()
    softmax = None
    if classifier.shapes[-1].activation == "softmax":
        softmax = _softmax(symbols, scores)
        blocks.append(softmax.block)
        outputs = softmax.outputs
    elif classifier.outputs > 1:
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
        softmax.top if softmax else None,
        softmax.powers if softmax else (),
    )


def _unit(
    symbols: Symbols, layer: int, row: Sequence[Quantity], taken_in: Sequence[Quantity]
) -> _Unit:
    """A unit's score z = w·x + b, and what its activation makes of it."""
    *weights, bias = row
    about = About(layer, bias.about.unit)
    unit = about.unit or 0
    terms = [Product((w, x)) for w, x in zip(weights, taken_in, strict=True)]
    summed = Sum((*terms, bias))
    score = Quantity(symbols.unit("z", layer, unit), summed.value, about)
    lines = [Line(Phase.FORWARD, score, summed)]
    output, activation = score, symbols.shapes[layer].activation
    is_last = layer == len(symbols.shapes) - 1
    if not (is_last and activation in ("softmax", "linear")):
        activated = _activated(activation, score)
        output = Quantity(symbols.output(layer, unit), activated.value, about)
        lines.append(Line(Phase.FORWARD, output, activated))
    outcome = _outcome(lines, activation)
    summary = f"w·{'h' if layer else 'x'} + b = {_shown(lines[0])}{outcome}"
    brief = f"{figure(score.value)}{outcome}" if activation == "step" else ""
    title = symbols.title(layer, unit)
    block = Block(Phase.FORWARD, about, title, summary, tuple(lines), brief)
    return _Unit(block, score, output)


def _activated(activation: str, score: Quantity) -> Expression:
    if activation == "linear":
        return score
    if activation == "relu":
        return Call(LARGEST, (ZERO, score))
    return Call({"step": STEP, "sigmoid": SIGMOID, "tanh": TANH}[activation], (score,))


def _shown(line: Line) -> str:
    """The figures of a short sum and its result, of a long one the result alone."""
    if isinstance(line.expression, Sum) and len(line.expression.terms) > FEW + 1:
        return figure(line.result.value)
    result, _, *summed = cells(line)
    return f"{''.join(cell.figure for cell in summed)} = {result.figure}"


def _outcome(lines: Sequence[Line], activation: str) -> str:
    """What the activation makes of the score: 2 ≥ 0 → 1, or σ(2) = 0.8808."""
    if len(lines) == 1 or activation == "linear":
        return ""
    result, _, *call = cells(lines[1])
    if activation == "step":
        sign = "≥" if lines[1].result.value else "<" if lines[0].result.value < 0 else "≱"
        return f" {sign} 0 → {result.figure}"
    return f", {''.join(cell.figure for cell in call)} = {result.figure}"


def _softmax(symbols: Symbols, scores: Sequence[Quantity]) -> _Softmax:
    """Scores to probabilities, the largest score subtracted first so that none is too large."""
    layer = len(symbols.shapes) - 1
    about = About(layer)
    largest = Call(LARGEST, tuple(scores))
    top = Quantity("top", largest.value, about)
    lines, powers, outputs = [Line(Phase.FORWARD, top, largest)], [], []
    for unit, score in enumerate(scores):
        raised = Call(EXP, (Sum((score, Minus(top))),))
        symbol = symbols.answer("e", unit)
        powers.append(Quantity(symbol, raised.value, score.about))
        lines.append(Line(Phase.FORWARD, powers[-1], raised))
    summed = Sum(tuple(powers))
    total = Quantity("sum", summed.value, about)
    lines.append(Line(Phase.FORWARD, total, summed))
    for unit, power in enumerate(powers):
        share = Quotient(power, total)
        outputs.append(Quantity(symbols.output(layer, unit), share.value, power.about))
        lines.append(Line(Phase.FORWARD, outputs[-1], share))
    block = Block(Phase.FORWARD, about, "Softmax", listed(outputs), tuple(lines))
    return _Softmax(block, top, tuple(powers), tuple(outputs))


def _answer(
    symbols: Symbols, scores: Sequence[Quantity], outputs: Sequence[Quantity]
) -> tuple[Block, Quantity]:
    """The class that is predicted."""
    classifier = symbols.classifier
    about = About(len(classifier.shapes) - 1)
    lines: tuple[Line, ...] = ()
    if classifier.outputs == 1 and not classifier.has_probabilities:
        predicted = outputs[0]
    else:
        symbol = "class" if classifier.has_probabilities else "ŷ"
        decided = Call(STEP if len(scores) == 1 else FIRST_LARGEST, tuple(scores))
        predicted = Quantity(symbol, decided.value, about)
        lines = (Line(Phase.FORWARD, predicted, decided),)
    summary = symbols.names.of_class(int(predicted.value))
    return Block(Phase.FORWARD, about, "Answer", summary, lines), predicted
