"""The update of a rule that corrects itself at a mistake, and does nothing else."""

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
    """w ← w + αx at a mistake, w ← w − αx where it is 1 and should be 0.

    For K > 2 the row of the right class gains αx and the row of the chosen one loses it.
    """
    chosen = int(passed.predicted.value)
    if chosen == label:
        said = "right already: nothing changes"
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
    """One row of weights with its bias, which gains or loses α times what the unit takes in."""
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
