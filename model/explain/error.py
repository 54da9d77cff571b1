"""How far the answer for one point is from its label."""

from collections.abc import Sequence
from dataclasses import dataclass

from model.explain.expressions import (
    HALF,
    LARGEST,
    LOG_OF_SUM,
    MINUS_LOG_SIGMOID,
    ZERO,
    About,
    Call,
    Expression,
    Minus,
    Product,
    Quantity,
    Square,
    Sum,
)
from model.explain.figures import figure
from model.explain.forward import ForwardPass
from model.explain.lines import Block, Line, Phase
from model.learning.settings import Training


@dataclass(frozen=True, eq=False)
class Error:
    """The block that says how wrong a point is, and y − ŷ of every output that there is."""

    block: Block
    errors: tuple[Quantity, ...]


def error(passed: ForwardPass, label: int, training: Training) -> Error:
    """The label, y − ŷ of every output, and the loss of this point, without a penalty.

    Where the largest score alone decides there is no output to subtract. A network of steps has
    no loss of a point: it is right or wrong.
    """
    layer = len(passed.symbols.shapes) - 1
    lines, errors = list[Line](), list[Quantity]()
    if not passed.outputs:
        lines.append(Line(Phase.ERROR, Quantity("y", float(label), About(layer))))
    for unit, output in enumerate(passed.outputs):
        about = About(layer, unit)
        y = float(unit == label if len(passed.outputs) > 1 else label)
        wanted = Quantity(passed.symbols.answer("y", unit), y, about)
        off = Sum((wanted, Minus(output)))
        errors.append(Quantity(passed.symbols.answer("error", unit), off.value, about))
        lines += [Line(Phase.ERROR, wanted), Line(Phase.ERROR, errors[-1], off)]
    loss = _loss(passed, label, errors, training)
    brief = summary = verdict(passed, label)
    if loss is not None:
        result = Quantity("E", loss.value, About(layer))
        lines.append(Line(Phase.ERROR, result, loss))
        summary = f"{summary}; loss E = {figure(result.value)}"
    block = Block(Phase.ERROR, About(layer), "Error", summary, tuple(lines), brief)
    return Error(block, tuple(errors))


def verdict(passed: ForwardPass, label: int) -> str:
    """What the answer is and what it should be."""
    if passed.symbols.classifier.has_probabilities:
        output = passed.outputs[label if len(passed.outputs) > 1 else 0]
        wanted = 1 if len(passed.outputs) > 1 else label
        return f"{output.symbol} = {figure(output.value)}, should be {wanted}"
    answer = int(passed.predicted.value)
    if len(passed.outputs) == 1:
        return f"ŷ is {answer}, should be {label}" if answer != label else f"ŷ is {answer}: right"
    named = passed.symbols.names.of_class
    if answer == label:
        return f"ŷ is {named(label)}: right"
    return f"ŷ is {named(answer)}, should be {named(label)}"


def _loss(
    passed: ForwardPass, label: int, errors: Sequence[Quantity], training: Training
) -> Expression | None:
    """The loss of one point (docs/mathematics.md, Errors), from the score: never rounded to 0."""
    classifier, scores = passed.symbols.classifier, passed.scores
    wanted = scores[label if len(scores) > 1 else 0]
    if classifier.has_probabilities and training.loss == "squared":
        squares = tuple(map(Square, errors))
        return Product((HALF, Sum(squares) if len(squares) > 1 else squares[0]))
    if classifier.has_probabilities and passed.top is None:
        return Call(MINUS_LOG_SIGMOID, (wanted if label else Minus(wanted),))
    if passed.top is not None:
        return Sum((passed.top, Minus(wanted), Call(LOG_OF_SUM, passed.powers)))
    if not classifier.one_at_a_time:
        return None
    if len(scores) == 1:
        return Call(LARGEST, (ZERO, Minus(wanted) if label else wanted))
    return Sum((Call(LARGEST, scores), Minus(wanted)))
