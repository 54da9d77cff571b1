"""What is proposed to a person who opens a table, and the outcome of their choices."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np

from model.data.dataset import CLASS_NAMES, FURTHEST, FURTHEST_SCALED
from model.data.features import standard
from model.errors import FileError, brief
from model.tables.choices import Choices, column_names, one_hot_names, refuse_features
from model.tables.survey import Classes, Column, Numbers, Survey

Role: TypeAlias = Literal["feature", "one-hot", "left out", "label"]
Roles: TypeAlias = tuple[Role, ...]  # one for each column

FEW = 12  # a column of text with no more values than this is proposed to be one-hot encoded
APART = 10  # scaling is proposed where ranges differ by more than this factor
LABEL_NAMES = ("label", "class", "target")


@dataclass(frozen=True)
class Proposal:
    """How a table is best read, as far as can be told.

    ``scaled`` means standard scaling, and ``reason`` says in a few words why, or why not.
    ``is_plain`` means that nothing needs to be asked.
    """

    roles: Roles
    choices: Choices
    scaled: bool
    reason: str
    is_plain: bool


@dataclass(frozen=True)
class Class:
    """A class as it will be: its name, its number of points, and its index among the classes."""

    name: str
    points: int
    place: int


@dataclass(frozen=True)
class Outlook:
    """The outcome of choices: the points, or in ``trouble`` one sentence why there are none."""

    points: int
    features: tuple[str, ...]
    classes: tuple[Class, ...]
    trouble: str = ""


def proposal(survey: Survey) -> Proposal:
    """Return what is proposed for a table."""
    label = _proposed_label(survey.columns)
    roles: Roles = tuple(
        "label" if j == label else _proposed_role(column) for j, column in enumerate(survey.columns)
    )
    scaled, reason = advice(survey, roles)
    if scaled:
        roles = tuple(
            "left out" if role == "feature" and _is_constant(column) else role
            for role, column in zip(roles, survey.columns, strict=True)
        )
    is_plain = (
        roles == ("feature", "feature", "label")
        and not scaled
        and not outlook(survey, roles, scaled).trouble
    )
    return Proposal(roles, choices_of(survey, roles), scaled, reason, is_plain)


def choices_of(survey: Survey, roles: Roles) -> Choices:
    """Return how the table is read with its columns in these roles."""
    named = [(column.reference, role) for column, role in zip(survey.columns, roles, strict=True)]
    return Choices(
        next((name for name, role in named if role == "label"), None),
        tuple(name for name, role in named if role in ("feature", "one-hot")),
        tuple(name for name, role in named if role == "one-hot"),
    )


def with_role(survey: Survey, roles: Roles, column: int, role: Role) -> Roles:
    """Return the roles after one was chosen; a new label takes the place of the one before."""
    changed = list(roles)
    if role == "label":
        for j in (j for j, before in enumerate(roles) if before == "label"):
            changed[j] = _proposed_role(survey.columns[j])
    changed[column] = role
    return tuple(changed)


def names_of(survey: Survey, roles: Roles) -> tuple[str, ...]:
    """Return the names of the columns in these roles."""
    if "label" in roles:
        return column_names(survey.table, roles.index("label"))
    return survey.table.header or tuple(f"x{j + 1}" for j in range(len(roles)))


def advice(survey: Survey, roles: Roles) -> tuple[bool, str]:
    """Return whether standard scaling is proposed, and in a few words why or why not."""
    names = names_of(survey, roles)
    spreads: list[tuple[float, str]] = []
    for name, column, role in zip(names, survey.columns, roles, strict=True):
        if role == "feature" and isinstance(column.numbers, Numbers):
            if FURTHEST < column.numbers.reach <= FURTHEST_SCALED:
                return True, f"{brief(name)} goes beyond ±{FURTHEST:g}, as far as the plane reaches"
            spreads.append((column.numbers.high - column.numbers.low, brief(name)))
        elif role == "one-hot" and column.values > 1:
            spreads.append((1.0, brief(name)))
    spreads = [(spread, name) for spread, name in spreads if spread > 0]
    if len(spreads) < 2:
        return False, ""
    (low, narrow), (high, wide) = min(spreads), max(spreads)
    if high <= APART * low:
        return False, f"The ranges of the features differ by a factor of {APART} at most"
    apart = f"{wide} runs over {_short(high)}, {narrow} over {_short(low)}"
    return True, f"{apart}: more than {APART} times apart"


def outlook(survey: Survey, roles: Roles, scaled: bool) -> Outlook:
    """Return the outcome of these roles, with standard scaling if ``scaled``.

    It is in trouble if ``points_of`` refuses the choices, with the same sentence, and if the points
    could not be shown or scaled.
    """
    try:
        return _outlook(survey, roles, scaled)
    except FileError as refusal:
        return Outlook(survey.points, (), (), str(refusal))


def classes_in(survey: Survey, roles: Roles) -> tuple[Class, ...]:
    """Return the classes of the label; none without a usable label."""
    label = survey.columns[roles.index("label")].classes if "label" in roles else ""
    if isinstance(label, str):
        return ()
    drawn = CLASS_NAMES[: max(len(label.names), 2)]
    is_drawing = set(label.names) <= set(drawn)
    return tuple(
        Class(name, count, CLASS_NAMES.index(name) if is_drawing else i)
        for i, (name, count) in enumerate(zip(label.names, label.counts, strict=True))
    )


def place_of(survey: Survey, classes: Sequence[Class], cell: str) -> int | None:
    """Return the index of the class in a cell of the label column, None if it is not there."""
    number = survey.table.number(cell)
    for found in classes:
        if found.name == cell or (number is not None and survey.table.number(found.name) == number):
            return found.place
    return None


def _outlook(survey: Survey, roles: Roles, scaled: bool) -> Outlook:
    source = survey.table.source
    if "label" not in roles:
        raise FileError(f"{source}: no column is the label: choose one")
    label = survey.columns[roles.index("label")].classes
    if isinstance(label, str):
        raise FileError(label)
    features: list[str] = []
    parts = list(zip(names_of(survey, roles), survey.columns, roles, strict=True))
    for name, column, role in parts:
        if role in ("feature", "one-hot"):
            features += _features(name, column, role)
    refuse_features(source, features, survey.points)
    for name, column, role in parts:
        if role == "feature" and isinstance(column.numbers, Numbers):
            _refuse_far(column.numbers, scaled)
            if scaled:
                _refuse_unscalable(source, name, column.numbers)
    return Outlook(survey.points, tuple(features), classes_in(survey, roles))


def _features(name: str, column: Column, role: Role) -> tuple[str, ...]:
    found = column.numbers if role == "feature" else column.encoded
    if isinstance(found, str):
        raise FileError(found)
    return (name,) if isinstance(found, Numbers) else one_hot_names(name, found)


def _refuse_far(numbers: Numbers, scaled: bool) -> None:
    if numbers.reach > FURTHEST_SCALED:
        raise FileError(
            f"{numbers.furthest} is beyond ±{FURTHEST_SCALED:g}, too far to compute with: correct "
            "it, or leave the column out"
        )
    if numbers.reach > FURTHEST and not scaled:
        raise FileError(
            f"{numbers.furthest} is beyond ±{FURTHEST:g}, as far as the plane reaches: choose "
            "standard scaling, or leave the column out"
        )


def _refuse_unscalable(source: str, name: str, numbers: Numbers) -> None:
    try:
        standard(np.array([[numbers.low], [numbers.high]]), [name], [False])
    except ValueError as refusal:
        raise FileError(f"{source}: {refusal}") from None


def _proposed_label(columns: Sequence[Column]) -> int:
    """Return the last column, unless another is named like a label or looks more like one."""
    can_be = [j for j, column in enumerate(columns) if isinstance(column.classes, Classes)]
    named = [j for j in can_be if columns[j].reference.lower() in LABEL_NAMES]
    if named:
        return named[-1]
    end = len(columns) - 1
    last = next((j for j in range(end, -1, -1) if not columns[j].is_empty), end)
    others = [j for j in can_be if j != last and columns[j].values > 1]
    if isinstance(columns[last].classes, Classes):
        is_first = len(columns) > 3 and others == [0] and columns[last].values > 2
        return 0 if is_first and columns[0].encoded == ("0", "1") else last
    if not others:
        return last
    return 0 if others[0] == 0 else others[-1]


def _proposed_role(column: Column) -> Role:
    if column.is_empty:
        return "left out"
    if not column.is_text:
        return "feature"
    return "one-hot" if 1 < column.values <= FEW else "left out"


def _is_constant(column: Column) -> bool:
    return isinstance(column.numbers, Numbers) and column.numbers.low == column.numbers.high


def _short(number: float) -> str:
    """Return a number with three digits, or with all digits before its decimal point."""
    return f"{number:.0f}" if 1000 <= number < 1e9 else f"{number:.3g}"
