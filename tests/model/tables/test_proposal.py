"""What is proposed for a table, and whether the outlook is what the choices lead to."""

from collections.abc import Callable
from typing import TypeVar

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.data.dataset import FURTHEST
from model.errors import FileError
from model.formats.points_csv import read_table
from model.run.edits import new_document, with_points
from model.tables.choices import points_of
from model.tables.proposal import (
    Outlook,
    Role,
    Roles,
    advice,
    choices_of,
    names_of,
    outlook,
    place_of,
    proposal,
    with_role,
)
from model.tables.survey import Survey, survey

Made = TypeVar("Made")
FEATURE: Role = "feature"
ONE_HOT: Role = "one-hot"
OUT: Role = "left out"
LABEL: Role = "label"
ROLES = (FEATURE, ONE_HOT, OUT, LABEL)


def surveyed(text: str | bytes) -> Survey:
    data = text.encode() if isinstance(text, str) else text
    return survey(read_table(data, "p.csv"))


def proposed(text: str) -> Roles:
    return proposal(surveyed(text)).roles


def columns(*values: object, rows: int = 40, header: str = "") -> str:
    """Return a table as text: each column repeats a list of values, or is a growing number."""
    cells = [
        [str(v[i % len(v)] if isinstance(v, list) else i) for v in values] for i in range(rows)
    ]
    return "\n".join([header] * bool(header) + [",".join(row) for row in cells])


def test_admissions_are_told_by_their_first_column() -> None:
    rows = "".join(f"{i % 2},{220 + i * 20},{2.26 + i * 0.06},{1 + i % 4}\n" for i in range(30))
    found = proposal(surveyed("admit,gre,gpa,rank\n" + rows))
    assert found.roles == (LABEL, FEATURE, FEATURE, FEATURE)
    assert found.choices.label == "admit"
    assert found.choices.features == ("gre", "gpa", "rank")
    assert found.scaled
    assert found.reason == "gre runs over 580, gpa over 1.74: more than 10 times apart"
    assert not found.is_plain


LABELS = {
    "the last": (columns([1, 2, 3, 4, 5, 6, 7], [1, 2], [0, 1, 2]), 2),
    "the last of one class": (columns([0, 1], [3]), 1),
    "the first, where the last is none": (columns([0, 1], [1, 2], 0), 0),
    "the only one that can be": (columns(0, [0, 1], 0), 1),
    "the last that can be": (columns(0, [0, 1], [0, 1], 0), 2),
    "the last, where none can be": (columns(0, 0, 0), 2),
    "the first of zeros and ones, before more values": (columns([0, 1], 0, 0, [1, 2, 3]), 0),
    "the last, where the first is text": (columns(["a", "b"], 0, 0, [1, 2, 3]), 3),
    "the last, where others could be too": (columns([0, 1], [0, 1], 0, [1, 2, 3]), 3),
    "the last, where both have two": (columns([0, 1], 0, 0, [0, 1]), 3),
    "the last of two features": (columns([0, 1], 0, [1, 2, 3]), 2),
    "one that is called so": (columns([0, 1], 0, [0, 1], header="Class,b,c"), 0),
    "not one of that name with many values": (columns(0, [1, 2], header="label,b"), 1),
    "before empty columns": (columns(0, [0, 1], [""], [""]), 1),
}


@pytest.mark.parametrize(("text", "label"), LABELS.values(), ids=LABELS.keys())
def test_a_label_is_proposed(text: str, label: int) -> None:
    assert proposed(text).index(LABEL) == label


@pytest.mark.parametrize(
    ("values", "role"),
    [
        ([1, 2.5, 3], FEATURE),
        ([1, 2, 2], FEATURE),
        (["a", "b"], ONE_HOT),
        ([f"v{i}" for i in range(12)], ONE_HOT),
        ([f"v{i}" for i in range(13)], OUT),
        (["alone"], OUT),
        (["a", "", "b"], OUT),
        ([""], OUT),
        ([1, 2, "oops"], FEATURE),
        ([1, "", 3], FEATURE),
        ([1, "NA", 3], FEATURE),
    ],
)
def test_a_part_is_proposed_for_each_other_column(values: list[object], role: str) -> None:
    assert proposed(columns(0, values, [0, 1])) == (FEATURE, role, LABEL)


@pytest.mark.parametrize(
    ("text", "scaled", "reason"),
    [
        (columns([0, 10], [0, 1], [0, 1]), False, "differ by a factor of 10 at most"),
        (columns([0, 10.1], [0, 1], [0, 1]), True, "x1 runs over 10.1, x2 over 1: more than 10"),
        (columns([0, 54321.5], [0, 1], [0, 1]), True, "x1 runs over 54322, x2 over 1"),
        (columns([0, 20], ["a", "b"], [0, 1]), True, "x1 runs over 20, x2 over 1"),
        (columns([0, 1e6], [0, 1]), False, ""),
        (columns([0, 1e6], [5], [0, 1]), False, ""),
        (columns([2e9, 2.1e9], [0, 1]), True, "x1 goes beyond ±1e+09"),
        (columns([0, 1e308], [0, 2e307], [0, 1]), False, "a factor of 10 at most"),
    ],
)
def test_scaling_is_proposed_where_ranges_differ(text: str, scaled: bool, reason: str) -> None:
    found = proposal(surveyed(text))
    assert found.scaled is scaled
    assert reason in found.reason
    assert bool(reason) == bool(found.reason)


def test_a_constant_column_is_left_out_where_scaling_is_proposed() -> None:
    assert proposed(columns([0, 1], [5], [0, 100], [0, 1])) == (FEATURE, OUT, FEATURE, LABEL)
    assert proposed(columns([0, 1], [5], [0, 1])) == (FEATURE, FEATURE, LABEL)


@pytest.mark.parametrize(
    ("text", "is_plain"),
    [
        (columns([0, 1], [0, 2], [0, 1]), True),
        (columns([0, 1], [0, 2], ["red"]), True),
        (columns([0, 1], [0, 2], list("abcdef")), True),
        (columns([0, 1], [0, 2], [0, 1], header="u,v,w"), True),
        (columns([0, 1], [0, 2], list("abcdefg")), False),
        (columns([0, 1], [0, 20], [0, 1]), False),
        (columns([0, 1], [0, 1]), False),
        (columns([0, 1], [0, 2], [0, 3], [0, 1]), False),
        (columns([0, 1], ["a", "b"], [0, 1]), False),
        (columns([0, 1, 2, 3], [1, "oops", 2, 3], [0, 1]), False),
        (columns([0, 1], [0, 1], [0, 1], header="label,a,b"), False),
        (columns([0, 1e308], [0, 1e308], [0, 1]), False),
    ],
)
def test_only_two_features_and_a_label_are_read_without_a_question(
    text: str, is_plain: bool
) -> None:
    assert proposal(surveyed(text)).is_plain is is_plain


def test_a_label_that_is_moved_leaves_what_its_column_is_best_for() -> None:
    found = surveyed(columns(0, ["a", "b"], [0, 1], header="x,colour,kind"))
    roles = proposal(found).roles
    assert roles == (FEATURE, ONE_HOT, LABEL)
    roles = with_role(found, roles, 1, "label")
    assert roles == (FEATURE, LABEL, FEATURE)
    roles = with_role(found, roles, 2, "label")
    assert roles == (FEATURE, ONE_HOT, LABEL)
    assert outlook(found, with_role(found, roles, 2, "feature"), False).trouble == (
        "p.csv: no column is the label: choose one"
    )


def test_columns_without_names_are_numbered_around_the_label() -> None:
    found = surveyed("1,0,5\n2,1,6\n")
    assert names_of(found, (FEATURE, LABEL, FEATURE)) == ("x1", "label", "x2")
    assert names_of(found, (FEATURE, FEATURE, FEATURE)) == ("x1", "x2", "x3")
    assert outlook(found, (OUT, LABEL, FEATURE), False).features == ("x2",)


TROUBLE = [
    (columns(0, [0, 1, 2, 3, 4, 5, 6]), (FEATURE, LABEL), False, "7 different labels: expected 1"),
    (columns([1, 2, "a"], [0, 1]), (FEATURE, LABEL), False, "line 3, column 1: 'a' is not a"),
    (columns([1, ""], [0, 1]), (FEATURE, LABEL), False, "line 2, column 1: an empty cell"),
    (columns(0, [0, ""]), (FEATURE, LABEL), False, "line 2, column 2: an empty cell"),
    (columns([5], [0, 1]), (FEATURE, LABEL), True, "feature x1 is constant: leave it out, or do"),
    (columns([1e308], [0, 1]), (FEATURE, LABEL), False, "'1e+308' is beyond ±1e+30, too far to"),
    (columns([-1e308, 1], [0, 1]), (FEATURE, LABEL), True, "'-1e+308' is beyond ±1e+30, too far"),
    (columns([2e9, 1], [0, 1]), (FEATURE, LABEL), False, "±1e+09, as far as the plane reaches: c"),
    (columns([1.5], [0, 1]), (ONE_HOT, LABEL), False, "line 1, column 1: '1.5' is neither text"),
    (columns([1, 2], [0, 1]), (OUT, LABEL), False, "no column is a feature: choose one or more"),
    (columns(0, [0, 1], rows=101), (ONE_HOT, LABEL), False, "a column of 101 values: only one"),
    (columns([1, 2], [1, 2], [1, 2], header="a,a=1,b"), (ONE_HOT, FEATURE, LABEL), False, "'a=1'"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "roles", "scaled", "sentence"), TROUBLE)
def test_what_is_wrong_with_a_choice_is_said_with_its_place(
    text: str, roles: Roles, scaled: bool, sentence: str
) -> None:
    found = outlook(surveyed(text), roles, scaled)
    assert sentence in found.trouble
    assert found.trouble.startswith("p.csv")
    assert "\n" not in found.trouble


def test_far_numbers_are_taken_where_they_are_scaled() -> None:
    found = surveyed(columns([2e9, 3e9], [0, 1]))
    assert outlook(found, (FEATURE, LABEL), True).trouble == ""
    assert points_of(found.table, choices_of(found, (FEATURE, LABEL))).x.max() > FURTHEST


def test_classes_stand_where_a_drawing_has_them() -> None:
    found = surveyed(columns([0, 1, 2, 3], ["red", "amber", "blue", "amber"]))
    classes = outlook(found, (FEATURE, LABEL), False).classes
    assert [(c.name, c.points, c.place) for c in classes] == [
        ("amber", 20, 2), ("blue", 10, 0), ("red", 10, 1),
    ]  # fmt: skip
    document = with_points(new_document(), points_of(found.table), "p.csv")
    assert document.dataset.counts() == (10, 10, 20)
    assert place_of(found, classes, "amber") == 2
    assert place_of(found, classes, "teal") is None


def test_a_cell_is_known_by_its_number() -> None:
    found = surveyed("5,1.0\n6,1\n7,2\n")
    classes = outlook(found, (FEATURE, LABEL), False).classes
    assert [place_of(found, classes, cell) for cell in ("1", "1.0", "2")] == [0, 0, 1]


CELLS = st.one_of(
    st.integers(-3, 3).map(str),
    st.floats(-100, 100).map(str),
    st.sampled_from(["", "a", "b", "blue", "red", "1e308", "-1e308", "nan", "2e9", "1.0", "oops"]),
)


@st.composite
def tables(draw: st.DrawFn) -> Survey | None:
    """Return the survey of any table, None if it cannot hold points."""
    width = draw(st.integers(1, 4))
    kinds = [draw(st.lists(CELLS, min_size=1, max_size=5)) for _ in range(width)]
    rows = draw(st.integers(1, 12))
    lines = [",".join(draw(st.sampled_from(kind)) for kind in kinds) for _ in range(rows)]
    header = draw(st.booleans())
    text = ("\n".join([",".join("uvwx"[:width])] * header + lines)).encode()
    try:
        return surveyed(text)
    except FileError:
        return None


def tried(make: Callable[[], Made]) -> tuple[Made | None, str]:
    """Return what was made, or why nothing was."""
    try:
        return make(), ""
    except ValueError as refusal:
        return None, str(refusal)


@given(tables(), st.data(), st.booleans())
def test_the_outlook_is_what_comes_of_any_choice(
    found: Survey | None, data: st.DataObject, scaled: bool
) -> None:
    if found is None:
        return
    wanted = proposal(found)
    assert wanted.roles.count("label") == 1
    roles = wanted.roles
    for column in data.draw(st.lists(st.integers(0, len(roles) - 1), max_size=3)):
        roles = with_role(found, roles, column, data.draw(st.sampled_from(ROLES)))
        advice(found, roles)
    expected = outlook(found, roles, scaled)
    if "label" not in roles:
        assert "no column is the label" in expected.trouble
        return
    points, refusal = tried(lambda: points_of(found.table, choices_of(found, roles)))
    if points is None:
        assert refusal == expected.trouble
        return
    if "is beyond" in expected.trouble:
        assert np.abs(points.x).max() > FURTHEST
        return
    document, refusal = tried(lambda: with_points(new_document(), points, "p.csv", scaled))
    if document is None:
        assert refusal in expected.trouble
        return
    assert expected == Outlook(len(points), points.feature_names, expected.classes)
    assert [c.name for c in expected.classes] == list(points.class_names)
    counts = {c.name: c.points for c in expected.classes}
    named = zip(document.dataset.class_names, document.dataset.counts(), strict=True)
    assert {name: count for name, count in named if name in counts} == counts


@given(st.binary() | st.text().map(str.encode) | st.text("01.,;\n\"' -einaf").map(str.encode))
def test_something_is_proposed_for_any_bytes_that_can_be_read(data: bytes) -> None:
    try:
        found = surveyed(data)
    except FileError:
        return
    wanted = proposal(found)
    assert outlook(found, wanted.roles, wanted.scaled).points == len(found.table.body)
