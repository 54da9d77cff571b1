"""How far the answer for one point is from its label."""

from dataclasses import dataclass

import numpy as np

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

SAFE = "from the score itself, of which no digit is lost"
AGREEMENT = 1e-9  # the share by which a formula may differ from what is computed


@dataclass(frozen=True, eq=False)
class Error:
    """The blocks of a point's error, and the answer that the loss is computed from."""

    blocks: tuple[Block, ...]
    answer: Answer


def error(passed: ForwardPass, label: int, loss: Loss) -> Error:
    """Return the label, y − ŷ of every output, and the loss of this point without the penalty.

    Classifiers that pick the largest score have no outputs, so there is no y − ŷ.
    """
    layer = len(passed.symbols.shapes) - 1
    equations, targets, errors = list[Equation](), list[Quantity](), list[Quantity]()
    if not passed.outputs:
        equations.append(Equation(Phase.ERROR, Quantity("y", float(label), About(layer))))
    for unit, output in enumerate(passed.outputs):
        about = About(layer, unit)
        y = float(unit == label if len(passed.outputs) > 1 else label)
        targets.append(Quantity(passed.symbols.answer("y", unit), y, about))
        difference = Sum((targets[-1], Minus(output)))
        errors.append(Quantity(passed.symbols.answer("error", unit), difference.value, about))
        equations.append(Equation(Phase.ERROR, targets[-1]))
        equations.append(Equation(Phase.ERROR, errors[-1], difference))
    answer = Answer(
        label,
        passed.scores,
        passed.outputs,
        tuple(targets),
        tuple(errors),
        passed.layered,
        About(layer),
    )
    brief = summary = verdict(passed, label)
    formula, computed = _loss(loss, answer)
    if computed is not None:
        summary = f"{summary}; loss E = {figure(computed.result.value)}"
    equations += [formula] if formula is not None else []
    blocks = [Block(Phase.ERROR, About(layer), "Error", summary, tuple(equations), brief)]
    if computed is not None and computed is not formula:
        why = (
            SAFE if formula is not None else f"{SAFE}; here ŷ is too near 0 or 1 for its logarithm"
        )
        blocks.append(Block(Phase.ERROR, About(layer), "E, as computed", why, (computed,), why))
    return Error(tuple(blocks), answer)


def _loss(loss: Loss, answer: Answer) -> tuple[Equation | None, Equation | None]:
    """Return the loss by its formula, None where that has no digits left, and as it is computed."""
    shown = loss.shown(answer)
    safely = loss.safely_shown(answer) or shown
    if shown is None or safely is None:
        return None, None
    result = Quantity("E", safely.value, answer.about)
    computed = Equation(Phase.ERROR, result, safely)
    if safely is shown:
        return computed, computed
    with np.errstate(all="ignore"):
        is_close = abs(shown.value - safely.value) <= AGREEMENT * abs(safely.value)
    return (Equation(Phase.ERROR, result, shown) if is_close else None), computed


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
