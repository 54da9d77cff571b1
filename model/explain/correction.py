"""The update of the perceptron rule, which changes weights at mistakes only."""

from model.explain.error import verdict
from model.explain.forward import ForwardPass
from model.explain.update import unit_block
from model.expressions.equations import Block, Equation, Phase
from model.expressions.expression import SETTING, Expression, Minus, Product, Quantity, Sum
from model.expressions.figures import listed
from model.learning.real_update import Update
from model.learning.settings import Training


def correction_blocks(
    passed: ForwardPass, label: int, training: Training, update: Update
) -> tuple[Block, ...]:
    """Return the blocks of an update: w ← w + αx for a missed 1, w ← w − αx for a missed 0.

    For K > 2 the row of the right class gains αx and the row of the predicted class loses it.
    """
    chosen = int(passed.predicted.value)
    if chosen == label:
        said = "right: nothing changes"
        return (Block(Phase.UPDATE, SETTING, "Update", said),)
    rate = Quantity("α", training.learning_rate)
    equation = Equation(Phase.UPDATE, rate)
    blocks = [Block(Phase.UPDATE, SETTING, "Settings", listed([rate]), (equation,))]
    gains = {label: True, chosen: False} if len(passed.scores) > 1 else {0: label == 1}
    said = verdict(passed, label)
    for unit, gain in gains.items():
        sign = "+" if gain else "−"
        what = f"{said}: w ← w {sign} αx"
        blocks.append(_row(passed, unit, gain, rate, update, what))
    return tuple(blocks)


def _row(
    passed: ForwardPass, unit: int, gain: bool, rate: Quantity, update: Update, what: str
) -> Block:
    """Return the block of one unit, whose weights and bias gain or lose α times its inputs."""
    row = passed.parameters[0][unit]
    amounts: list[Expression] = [Product((rate, x)) for x in passed.taken_in[0]]
    amounts.append(rate)
    equations = []
    for index, (parameter, amount) in enumerate(zip(row, amounts, strict=True)):
        after = float(update.theta_after[unit * len(row) + index])
        result = Quantity(parameter.symbol, after, parameter.about)
        moved = Sum((parameter, amount if gain else Minus(amount)))
        equations.append(Equation(Phase.UPDATE, result, moved, becomes=True))
    return unit_block(passed.symbols, row, equations, what)
