"""How far the answer for one point is from its label."""

from dataclasses import dataclass

from model.explain.forward import ForwardPass
from model.expressions.equations import Block, Equation, Phase
from model.expressions.expression import (
    About,
    Minus,
    Quantity,
    Sum,
)
from model.expressions.figures import figure
from model.losses.base import Answer, Loss


@dataclass(frozen=True, eq=False)
class Error:
    """The block that says how wrong a point is, and the answer that a loss goes on from."""

    block: Block
    answer: Answer


def error(passed: ForwardPass, label: int, loss: Loss) -> Error:
    """The label, y − ŷ of every output, and the loss of this point, without a penalty.

    Where the largest score alone decides there is no output to subtract.
    """
    layer = len(passed.symbols.shapes) - 1
    equations, errors = list[Equation](), list[Quantity]()
    if not passed.outputs:
        equations.append(Equation(Phase.ERROR, Quantity("y", float(label), About(layer))))
    for unit, output in enumerate(passed.outputs):
        about = About(layer, unit)
        y = float(unit == label if len(passed.outputs) > 1 else label)
        wanted = Quantity(passed.symbols.answer("y", unit), y, about)
        off = Sum((wanted, Minus(output)))
        errors.append(Quantity(passed.symbols.answer("error", unit), off.value, about))
        equations += [Equation(Phase.ERROR, wanted), Equation(Phase.ERROR, errors[-1], off)]
    answer = Answer(
        label, passed.scores, passed.outputs, tuple(errors), passed.layered, About(layer)
    )
    lost = loss.shown(answer)
    brief = summary = verdict(passed, label)
    if lost is not None:
        result = Quantity("E", lost.value, About(layer))
        equations.append(Equation(Phase.ERROR, result, lost))
        summary = f"{summary}; loss E = {figure(result.value)}"
    block = Block(Phase.ERROR, About(layer), "Error", summary, tuple(equations), brief)
    return Error(block, answer)


def verdict(passed: ForwardPass, label: int) -> str:
    """What the answer is and what it should be."""
    if passed.symbols.has_probabilities:
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
