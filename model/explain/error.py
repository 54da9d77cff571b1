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
    """The block of a point's error, and the answer that the loss is computed from."""

    block: Block
    answer: Answer


def error(passed: ForwardPass, label: int, loss: Loss) -> Error:
    """Return the label, y − ŷ of every output, and the loss of this point without the penalty.

    Classifiers that pick the largest score have no outputs, so there is no y − ŷ.
    """
    layer = len(passed.symbols.shapes) - 1
    equations, errors = list[Equation](), list[Quantity]()
    if not passed.outputs:
        equations.append(Equation(Phase.ERROR, Quantity("y", float(label), About(layer))))
    for unit, output in enumerate(passed.outputs):
        about = About(layer, unit)
        y = float(unit == label if len(passed.outputs) > 1 else label)
        target = Quantity(passed.symbols.answer("y", unit), y, about)
        difference = Sum((target, Minus(output)))
        errors.append(Quantity(passed.symbols.answer("error", unit), difference.value, about))
        equations.append(Equation(Phase.ERROR, target))
        equations.append(Equation(Phase.ERROR, errors[-1], difference))
    answer = Answer(
        label, passed.scores, passed.outputs, tuple(errors), passed.layered, About(layer)
    )
    shown = loss.shown(answer)
    brief = summary = verdict(passed, label)
    if shown is not None:
        result = Quantity("E", shown.value, About(layer))
        equations.append(Equation(Phase.ERROR, result, shown))
        summary = f"{summary}; loss E = {figure(result.value)}"
    block = Block(Phase.ERROR, About(layer), "Error", summary, tuple(equations), brief)
    return Error(block, answer)


def verdict(passed: ForwardPass, label: int) -> str:
    """Say what the answer is and what it should be."""
    if passed.symbols.has_probabilities:
        output = passed.outputs[label if len(passed.outputs) > 1 else 0]
        target = 1 if len(passed.outputs) > 1 else label
        return f"{output.symbol} = {figure(output.value)}, should be {target}"
    answer = int(passed.predicted.value)
    if len(passed.outputs) == 1:
        return f"ŷ is {answer}, should be {label}" if answer != label else f"ŷ is {answer}: right"
    named = passed.symbols.names.of_class
    if answer == label:
        return f"ŷ is {named(label)}: right"
    return f"ŷ is {named(answer)}, should be {named(label)}"
