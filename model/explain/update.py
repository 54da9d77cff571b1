"""The update of a classifier that descends a gradient: penalty, optimizer, new theta."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from model.explain.expressions import (
    LARGEST,
    ONE,
    ROOT,
    SETTING,
    SMALLEST,
    ZERO,
    About,
    Call,
    Expression,
    Minus,
    Power,
    Product,
    Quantity,
    Quotient,
    Square,
    Sum,
)
from model.explain.figures import FEW, apart, listed
from model.explain.lines import Block, Line, Phase
from model.explain.real_update import Update
from model.explain.symbols import Parameters, Symbols
from model.learning.optimizers import BETA_1, BETA_2, EPSILON, MOMENTUM
from model.learning.settings import Training

Settings = dict[str, Quantity]
Lines = tuple[Line, ...]


@dataclass(frozen=True, eq=False)
class _Slot:
    """One parameter on its way through an update; ``place`` is its index in theta."""

    place: int
    parameter: Quantity
    is_weight: bool
    symbols: Symbols
    update: Update

    def quantity(self, letter: str, value: float) -> Quantity:
        """A number that belongs to this parameter."""
        about = self.parameter.about
        return Quantity(self.symbols.parameter(about, letter), value, about)

    def remembered(self, letter: str, start: int) -> tuple[Quantity, Quantity]:
        """What the optimizer remembers of it before and after, from ``start`` of its memory on."""
        before, after = self.update.memory_before, self.update.memory_after
        place = start + self.place
        return self.quantity(letter, float(before[place])), self.quantity(
            letter, float(after[place])
        )


def update_blocks(
    symbols: Symbols,
    parameters: Parameters,
    gradient: Parameters,
    training: Training,
    update: Update,
) -> tuple[Block, ...]:
    """The blocks of an update: its settings, then every unit from the first layer on."""
    first, settings = _settings(training, update)
    blocks, place = [first], 0
    for rows, slopes in zip(parameters, gradient, strict=True):
        for row, row_slopes in zip(rows, slopes, strict=True):
            lines = list[Line]()
            for index, (parameter, slope) in enumerate(zip(row, row_slopes, strict=True)):
                slot = _Slot(place + index, parameter, index < len(row) - 1, symbols, update)
                lines += _changed(slot, slope, settings, training)
            blocks.append(unit_block(symbols, row, lines))
            place += len(row)
    return tuple(blocks)


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


def _settings(training: Training, update: Update) -> tuple[Block, Settings]:
    """α and what else an update is made with; Adam's number of the update."""
    given = {"α": training.learning_rate}
    if training.penalty != "none" and training.penalty_rate:
        given["λ"] = training.penalty_rate
    if training.optimizer == "momentum":
        given["μ"] = MOMENTUM
    if training.optimizer == "adam":
        given |= {"β₁": BETA_1, "β₂": BETA_2, "ε": EPSILON, "t": float(update.memory_before[-1])}
    settings = {symbol: Quantity(symbol, value) for symbol, value in given.items()}
    lines = [Line(Phase.UPDATE, one) for one in settings.values()]
    summary = listed(list(settings.values()))
    if training.optimizer == "adam":
        count = Sum((settings["t"], ONE))
        settings["t"] = Quantity("t", count.value)
        lines.append(Line(Phase.UPDATE, settings["t"], count, becomes=True))
        for symbol, base in (("c₁", "β₁"), ("c₂", "β₂")):
            rest = Sum((ONE, Minus(Power(settings[base], settings["t"]))))
            settings[symbol] = Quantity(symbol, rest.value)
            lines.append(Line(Phase.UPDATE, settings[symbol], rest))
    return Block(Phase.UPDATE, SETTING, "Settings", summary, tuple(lines)), settings


def _changed(slot: _Slot, slope: Quantity, settings: Settings, training: Training) -> Lines:
    """The lines from a parameter's gradient to its new value, which is the engine's."""
    lines = list[Line]()
    penalty = training.penalty if "λ" in settings and slot.is_weight else "none"
    if penalty == "l2":
        with_penalty = Sum((slope, Product((settings["λ"], slot.parameter))))
        slope = slot.quantity("g", with_penalty.value)
        lines.append(Line(Phase.UPDATE, slope, with_penalty))
    more, expression = OPTIMIZERS[training.optimizer](slot, slope, settings)
    lines += more
    if penalty == "l1":
        moved = slot.quantity("u", expression.value)
        lines.append(Line(Phase.UPDATE, moved, expression))
        expression = _shrunk(moved, Product((settings["α"], settings["λ"])))
    after = float(slot.update.theta_after[slot.place])
    result = Quantity(slot.parameter.symbol, after, slot.parameter.about)
    return (*lines, Line(Phase.UPDATE, result, expression, becomes=True))


def _plain(slot: _Slot, slope: Quantity, settings: Settings) -> tuple[Lines, Expression]:
    """Gradient descent: w ← w − αg."""
    return (), Sum((slot.parameter, Minus(Product((settings["α"], slope)))))


def _momentum(slot: _Slot, slope: Quantity, settings: Settings) -> tuple[Lines, Expression]:
    """v ← μv − αg, w ← w + v."""
    before, after = slot.remembered("v", 0)
    kept = Product((settings["μ"], before))
    velocity = Sum((kept, Minus(Product((settings["α"], slope)))))
    line = Line(Phase.UPDATE, after, velocity, becomes=True)
    return (line,), Sum((slot.parameter, after))


def _adam(slot: _Slot, slope: Quantity, settings: Settings) -> tuple[Lines, Expression]:
    """Adam: Kingma and Ba, 2015, algorithm 1."""
    size = len(slot.update.theta_before)
    lines, corrected = list[Line](), list[Quantity]()
    for letter, start, beta, correction, seen in (
        ("m", 0, settings["β₁"], settings["c₁"], slope),
        ("v", size, settings["β₂"], settings["c₂"], Square(slope)),
    ):
        before, after = slot.remembered(letter, start)
        mixed = Sum((Product((beta, before)), Product((Sum((ONE, Minus(beta))), seen))))
        fair = Quotient(after, correction)
        corrected.append(slot.quantity(f"{letter}\N{COMBINING CIRCUMFLEX ACCENT}", fair.value))
        lines.append(Line(Phase.UPDATE, after, mixed, becomes=True))
        lines.append(Line(Phase.UPDATE, corrected[-1], fair))
    m, v = corrected
    step = Quotient(Product((settings["α"], m)), Sum((Call(ROOT, (v,)), settings["ε"])))
    return tuple(lines), Sum((slot.parameter, Minus(step)))


OPTIMIZERS: dict[str, Callable[[_Slot, Quantity, Settings], tuple[Lines, Expression]]] = {
    "sgd": _plain,
    "momentum": _momentum,
    "adam": _adam,
}


def _shrunk(moved: Quantity, amount: Product) -> Expression:
    """A weight moved towards 0 by an amount and no further: the step of an L1 penalty."""
    if moved.value >= 0:
        return Call(LARGEST, (ZERO, Sum((moved, Minus(amount)))))
    return Call(SMALLEST, (ZERO, Sum((moved, amount))))
