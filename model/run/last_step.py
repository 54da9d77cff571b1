"""What the last step did, which can be read until the next one."""

from dataclasses import dataclass

from model.arrays import Floats, Integers
from model.explain.symbols import parameters
from model.expressions import Quantity
from model.expressions.figures import apart
from model.run.document import Document
from model.run.place import Place

FEW = 4  # the most parameters whose old and new values are all said


@dataclass(frozen=True, eq=False)
class Made:
    """The update that a step has made.

    Attributes:
        before: the place before it.
        points: the points that it visited, as indices among all points.
        after: theta after it, (parameters,).
    """

    before: Place
    points: Integers
    after: Floats


@dataclass(frozen=True, eq=False)
class LastStep:
    """What the last step did.

    Attributes:
        made: the update that it made; None if it made none or many.
        passed: how many updates changed nothing on the way to the next mistake.
        mistake: the point at which the next update is a mistake, if the step stopped before it.
    """

    made: Made | None = None
    passed: int = 0
    mistake: int | None = None

    @property
    def waits(self) -> bool:
        """Whether it stopped before a mistake."""
        return self.mistake is not None


NO_STEP = LastStep()


def changed(
    document: Document, made: Made, is_raw: bool = False
) -> tuple[tuple[Quantity, Quantity], ...]:
    """Return the parameters that an update has changed, each before and after it."""
    ends = (made.before.theta, made.after)
    if is_raw:
        ends = (document.raw_theta(ends[0]), document.raw_theta(ends[1]))
    old, new = (
        (one for layer in parameters(document.symbols, theta) for unit in layer for one in unit)
        for theta in ends
    )
    return tuple(pair for pair in zip(old, new, strict=True) if pair[0].value != pair[1].value)


def changes_text(document: Document, made: Made, is_raw: bool = False) -> str:
    """Say what an update has changed: w₁ 3 → 2.6, b −10 → −10.1; of many what changed most."""
    pairs = changed(document, made, is_raw)
    if not pairs:
        return "nothing changed"
    scaled = "" if document.scaling is None else f" ({'raw' if is_raw else 'for scaled inputs'})"
    if len(pairs) <= FEW:
        return ", ".join(_change_text(*pair) for pair in pairs) + scaled
    most = max(pairs, key=lambda pair: abs(pair[1].value - pair[0].value))
    count = f"{len(pairs)} of {len(made.after)} weights and biases changed"
    return f"{count}, most of all {_change_text(*most)}{scaled}"


def _change_text(old: Quantity, new: Quantity) -> str:
    return f"{old.symbol} {' → '.join(apart(old.value, new.value))}"
