"""The update of gradient descent: penalty, optimizer, new theta."""

from collections.abc import Sequence
from typing import NamedTuple

from model.explain.symbols import Parameters, Symbols
from model.expressions.equations import Block, Equation, Phase
from model.expressions.expression import SETTING, About, Expression, Minus, Product, Quantity, Sum
from model.expressions.figures import FEW, apart, listed
from model.learning.real_update import Update
from model.learning.settings import Training
from model.losses.base import Answer
from model.optimizers import OPTIMIZERS
from model.optimizers.base import Settings, Slot
from model.optimizers.penalties import NONE, PENALTIES, Penalty

Equations = tuple[Equation, ...]


class Lesson(NamedTuple):
    """What the rule w ← w + α(y − ŷ)x of a linear classifier is made of, for one point."""

    answer: Answer
    inputs: tuple[Quantity, ...]

    def equation(self, slot: Slot, rate: Quantity) -> Equation:
        """Return the new value of a parameter by this rule."""
        about = slot.parameter.about
        assert about.unit is not None
        assert about.input is not None
        target, output = self.answer.targets[about.unit], self.answer.outputs[about.unit]
        error, taken_in = Sum((target, Minus(output))), self.inputs[about.input : about.input + 1]
        factors: tuple[Expression, ...] = (rate, error, *taken_in)
        result = Quantity(slot.parameter.symbol, slot.after, about)
        moved = Sum((slot.parameter, Product(factors)))
        return Equation(Phase.UPDATE, result, moved, becomes=True)


def update_blocks(
    symbols: Symbols,
    parameters: Parameters,
    gradient: Parameters,
    training: Training,
    update: Update,
    lesson: Lesson | None = None,
) -> tuple[Block, ...]:
    """Return the blocks of an update: its settings, then every unit, first layer first.

    With a ``lesson`` each weight is shown to gain α(y − ŷ)x before the same by its gradient.
    """
    penalty = PENALTIES[training.penalty] if training.penalty_rate else NONE
    first = _settings(training, penalty, update)
    settings = {equation.result.symbol: equation.result for equation in first.equations}
    blocks, place = [first], 0
    for rows, slopes in zip(parameters, gradient, strict=True):
        for row, row_slopes in zip(rows, slopes, strict=True):
            equations = list[Equation]()
            for index, (parameter, slope) in enumerate(zip(row, row_slopes, strict=True)):
                is_weight = index < len(row) - 1
                slot = _slot(symbols, update, place + index, parameter)
                if lesson is not None:
                    equations.append(lesson.equation(slot, settings["α"]))
                equations += _changed(
                    slot, slope, settings, training, penalty if is_weight else NONE
                )
            blocks.append(unit_block(symbols, row, equations))
            place += len(row)
    return tuple(blocks)


def _slot(symbols: Symbols, update: Update, place: int, parameter: Quantity) -> Slot:
    return Slot(
        place,
        len(update.theta_before),
        parameter,
        float(update.theta_after[place]),
        lambda letter: symbols.parameter(parameter.about, letter),
        update.memory_before,
        update.memory_after,
    )


def unit_block(
    symbols: Symbols, row: Sequence[Quantity], equations: Sequence[Equation], what: str = ""
) -> Block:
    """Return the block of one unit's update.

    Args:
        symbols: the symbols of the classifier.
        row: the unit's weights and bias before the update.
        equations: the equations of their new values.
        what: what precedes the summary; it is shown alone where the equations are unfolded.
    """
    after = {equation.result.symbol: equation.result.value for equation in equations}
    changes = {one: after[one.symbol] - one.value for one in row}
    about = About(row[0].about.layer, row[0].about.unit)
    title = symbols.title(about.layer or 0, about.unit or 0)
    said = ", ".join(f"{one.symbol} {_arrow(one, after)}" for one in row)
    count = sum(change != 0 for change in changes.values())
    if not count:
        said = "nothing changes"
    elif len(row) > FEW:
        most = max(row, key=lambda one: abs(changes[one]))
        how_many = f"all {count}" if count == len(row) else f"{count} of {len(row)}"
        change = "number changes" if count == 1 else "numbers change"
        said = f"{how_many} {change}, {most.symbol} the most: {_arrow(most, after)}"
    summary = f"{what}, {said}" if what else said
    return Block(Phase.UPDATE, about, title, summary, tuple(equations), what)


def _arrow(one: Quantity, after: dict[str, float]) -> str:
    return " → ".join(apart(one.value, after[one.symbol]))


def _settings(training: Training, penalty: Penalty, update: Update) -> Block:
    """Return the block of the settings: α, λ and those of the optimizer."""
    given = [Quantity("α", training.learning_rate)]
    if penalty is not NONE:
        given.append(Quantity("λ", training.penalty_rate))
    equations = [Equation(Phase.UPDATE, one) for one in given]
    equations += OPTIMIZERS[training.optimizer].settings_shown(update.memory_before)
    summary = listed([equation.result for equation in equations if equation.expression is None])
    return Block(Phase.UPDATE, SETTING, "Settings", summary, tuple(equations))


def _changed(
    slot: Slot, slope: Quantity, settings: Settings, training: Training, penalty: Penalty
) -> Equations:
    """Return the equations from a parameter's gradient to its new value, taken from the engine."""
    equations = list[Equation]()
    if penalty.slope_shown is not None:
        with_penalty = penalty.slope_shown(slope, settings["λ"], slot.parameter)
        slope = slot.quantity("g", with_penalty.value)
        equations.append(Equation(Phase.UPDATE, slope, with_penalty))
    more, expression = OPTIMIZERS[training.optimizer].shown(slot, slope, settings)
    equations += more
    if penalty.shrink_shown is not None:
        moved = slot.quantity("u", expression.value)
        equations.append(Equation(Phase.UPDATE, moved, expression))
        expression = penalty.shrink_shown(moved, Product((settings["α"], settings["λ"])))
    result = Quantity(slot.parameter.symbol, slot.after, slot.parameter.about)
    return (*equations, Equation(Phase.UPDATE, result, expression, becomes=True))
