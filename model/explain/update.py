"""The update of a classifier that descends a gradient: penalty, optimizer, new theta."""

from collections.abc import Sequence

from model.explain.symbols import Parameters, Symbols
from model.expressions.expression import SETTING, About, Product, Quantity
from model.expressions.figures import FEW, apart, listed
from model.expressions.lines import Block, Line, Phase
from model.learning.real_update import Update
from model.learning.settings import Training
from model.optimizers import OPTIMIZERS
from model.optimizers.base import Settings, Slot
from model.optimizers.penalties import NONE, PENALTIES, Penalty

Lines = tuple[Line, ...]


def update_blocks(
    symbols: Symbols,
    parameters: Parameters,
    gradient: Parameters,
    training: Training,
    update: Update,
) -> tuple[Block, ...]:
    """The blocks of an update: its settings, then every unit from the first layer on."""
    penalty = PENALTIES[training.penalty] if training.penalty_rate else NONE
    first = _settings(training, penalty, update)
    settings = {line.result.symbol: line.result for line in first.lines}
    blocks, place = [first], 0
    for rows, slopes in zip(parameters, gradient, strict=True):
        for row, row_slopes in zip(rows, slopes, strict=True):
            lines = list[Line]()
            for index, (parameter, slope) in enumerate(zip(row, row_slopes, strict=True)):
                is_weight = index < len(row) - 1
                slot = _slot(symbols, update, place + index, parameter)
                lines += _changed(slot, slope, settings, training, penalty if is_weight else NONE)
            blocks.append(unit_block(symbols, row, lines))
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
    symbols: Symbols, row: Sequence[Quantity], lines: Sequence[Line], what: str = ""
) -> Block:
    """The block of one unit's update, from its parameters before and the lines that change them.

    ``what`` is said before its summary, and where its lines can be seen.
    """
    after = {line.result.symbol: line.result.value for line in lines}
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
    return Block(Phase.UPDATE, about, title, summary, tuple(lines), what)


def _arrow(one: Quantity, after: dict[str, float]) -> str:
    return " → ".join(apart(one.value, after[one.symbol]))


def _settings(training: Training, penalty: Penalty, update: Update) -> Block:
    """α and whatever else an update is made with."""
    given = [Quantity("α", training.learning_rate)]
    if penalty is not NONE:
        given.append(Quantity("λ", training.penalty_rate))
    lines = [Line(Phase.UPDATE, one) for one in given]
    lines += OPTIMIZERS[training.optimizer].settings_shown(update.memory_before)
    summary = listed([line.result for line in lines if line.expression is None])
    return Block(Phase.UPDATE, SETTING, "Settings", summary, tuple(lines))


def _changed(
    slot: Slot, slope: Quantity, settings: Settings, training: Training, penalty: Penalty
) -> Lines:
    """The lines from a parameter's gradient to its new value, which is the engine's."""
    lines = list[Line]()
    if penalty.slope_shown is not None:
        with_penalty = penalty.slope_shown(slope, settings["λ"], slot.parameter)
        slope = slot.quantity("g", with_penalty.value)
        lines.append(Line(Phase.UPDATE, slope, with_penalty))
    more, expression = OPTIMIZERS[training.optimizer].shown(slot, slope, settings)
    lines += more
    if penalty.shrink_shown is not None:
        moved = slot.quantity("u", expression.value)
        lines.append(Line(Phase.UPDATE, moved, expression))
        expression = penalty.shrink_shown(moved, Product((settings["α"], settings["λ"])))
    result = Quantity(slot.parameter.symbol, slot.after, slot.parameter.about)
    return (*lines, Line(Phase.UPDATE, result, expression, becomes=True))
