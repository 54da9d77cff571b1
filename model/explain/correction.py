"""The update of the perceptron rule, which changes weights at mistakes only."""

from model.explain.error import verdict
from model.explain.forward import ForwardPass
from model.explain.update import unit_block
from model.expressions.equations import Block, Equation, Phase
from model.expressions.expression import SETTING, Expression, Minus, Product, Quantity, Sum
from model.expressions.figures import listed
from model.learning.real_update import Update
from model.learning.settings import Training
from model.losses.base import Answer


def correction_blocks(
    passed: ForwardPass, answer: Answer, training: Training, update: Update
) -> tuple[Block, ...]:
    """Return the blocks of an update: w ← w + α(y − ŷ)x.

    For K > 2 the row of the right class gains αx and the row of the predicted class loses it.
    """
    chosen, label = int(passed.predicted.value), answer.label
    if chosen == label:
        said = "right: nothing changes"
        return (Block(Phase.UPDATE, SETTING, "Update", said),)
    rate = Quantity("α", training.learning_rate)
    equation = Equation(Phase.UPDATE, rate)
    blocks = [Block(Phase.UPDATE, SETTING, "Settings", listed([rate]), (equation,))]
    said = verdict(passed, label)
    if len(passed.scores) == 1:
        sign = "+" if label else "−"
        factors = (rate, Sum((*answer.targets, Minus(*answer.outputs))))
        blocks.append(_row(passed, 0, factors, "+", update, f"{said}: w ← w {sign} αx"))
    else:
        for unit, sign in ((label, "+"), (chosen, "−")):
            what = f"{said}: w ← w {sign} αx"
            blocks.append(_row(passed, unit, (rate,), sign, update, what))
    return tuple(blocks)


def _row(
    passed: ForwardPass,
    unit: int,
    factors: tuple[Expression, ...],
    sign: str,
    update: Update,
    what: str,
) -> Block:
    """Return the block of one unit, whose weights and bias gain or lose its inputs by factors."""
    row = passed.parameters[0][unit]
    amounts: list[Expression] = [Product((*factors, x)) for x in passed.taken_in[0]]
    amounts.append(Product(factors) if len(factors) > 1 else factors[0])
    equations = []
    for index, (parameter, amount) in enumerate(zip(row, amounts, strict=True)):
        after = float(update.theta_after[unit * len(row) + index])
        result = Quantity(parameter.symbol, after, parameter.about)
        moved = Sum((parameter, amount if sign == "+" else Minus(amount)))
        equations.append(Equation(Phase.UPDATE, result, moved, becomes=True))
    return unit_block(passed.symbols, row, equations, what)
