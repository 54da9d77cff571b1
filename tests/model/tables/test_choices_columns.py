"""Which columns of a table are read: features, label, one-hot, inputs of weights."""

from pathlib import Path

import pytest

from model.errors import FileError
from model.formats import read_table
from model.tables.choices import Choices, points_of, refuse_features
from model.tables.table import parse_table
from model.tables.weight_inputs import inputs_of
from tests.model.tables.examples import ADMISSIONS, read, refused


def test_columns_are_chosen_by_name() -> None:
    found = read(ADMISSIONS, label="admit", features=("gpa", "gre"))
    assert found.feature_names == ("gpa", "gre")
    assert found.x[0].tolist() == [3.61, 380.0]
    assert found.class_names == ("0", "1")


def test_columns_are_chosen_by_number_where_there_is_no_header() -> None:
    text = ADMISSIONS.split("\n", 1)[1]
    found = read(text, label="1", features=("3", "2"))
    assert found.feature_names == ("x2", "x1")
    assert found.x[0].tolist() == [3.61, 380.0]
    assert read(text, label="1").feature_names == ("x1", "x2", "x3")


def test_one_hot_columns_take_the_place_of_theirs_and_are_told_apart() -> None:
    found = read(ADMISSIONS, label="admit", one_hot=("rank",))
    assert found.feature_names == ("gre", "gpa", "rank=1", "rank=3", "rank=4")
    assert found.one_hot == (False, False, True, True, True)
    assert found.x[:, 2:].tolist() == [[0, 1, 0], [0, 1, 0], [1, 0, 0], [0, 0, 1]]
    behind = read(ADMISSIONS, label="admit", features=("gpa",), one_hot=("rank",))
    assert behind.feature_names == ("gpa", "rank=1", "rank=3", "rank=4")


def test_text_and_whole_numbers_are_one_hot_encoded_in_order() -> None:
    found = read("a,b,c\nred,10,0\ngreen,9.0,1\nred,2,1\n", one_hot=("a", "b"))
    assert found.feature_names == ("a=green", "a=red", "b=2", "b=9", "b=10")


@pytest.mark.parametrize(
    ("choices", "sentence"),
    [
        ({"label": "adm"}, "has no column 'adm': choose one of admit, gre, gpa, rank"),
        ({"label": "5"}, "has no column '5'"),
        ({"label": "0"}, "has no column '0'"),
        ({"features": ("gre", "rank")}, "column 'rank' is the label"),
        ({"features": ("gre", "gre")}, "feature 'gre' would be there twice"),
        ({"one_hot": ("gpa",)}, "line 2, column 3 (gpa): '3.61' is neither text nor a whole"),
        ({"one_hot": ("none",)}, "has no column 'none'"),
    ],
)
def test_choices_that_do_not_fit_are_refused(choices: dict[str, object], sentence: str) -> None:
    assert sentence in refused(ADMISSIONS, **choices)


def test_features_that_cannot_be_held_are_refused() -> None:
    assert refused(ADMISSIONS, features=()).endswith("no column is a feature: choose one or more")
    names = [f"x={value}" for value in range(100)]
    with pytest.raises(FileError, match="600000 points of 100 features are more than fit into"):
        refuse_features("p.csv", names, 600_000)


def test_a_column_of_very_many_values_is_not_encoded() -> None:
    text = "\n".join(f"{i},{i % 2}" for i in range(101))
    assert "a column of 101 values: only one of 100 or fewer" in refused(text, one_hot=("1",))


def test_the_cells_of_a_table_can_be_read_before_anything_is_chosen(tmp_path: Path) -> None:
    path = tmp_path / "p.csv"
    path.write_text("name,x,label\nann,1,0\nbob,2,1\n")
    table = read_table(path)
    assert table.header == ("name", "x", "label")
    assert table.body[0] == ["ann", "1", "0"]
    found = points_of(table, Choices(features=("x",)))
    assert found.x.tolist() == [[1.0], [2.0]]


def test_tables_of_very_many_columns_are_refused_in_a_short_sentence() -> None:
    header = ",".join(f"column {i}" for i in range(50_000))
    sentence = refused(f"{header}\n{','.join('1' for _ in range(50_000))}\n", label="none")
    assert "... (50000 in all)" in sentence
    assert len(sentence) < 400


NAMED = "rank,b,a\n1,2,3\n2,4,5\n1,6,7\n"


def inputs(text: str, *names: str) -> list[list[float]]:
    found = inputs_of(parse_table(text.encode(), "p.csv", names), names)
    return [list(row) for row in found.tolist()]


def test_inputs_are_taken_by_name_and_one_hot_encoded() -> None:
    assert inputs(NAMED, "a", "b") == [[3, 2], [5, 4], [7, 6]]
    assert inputs(NAMED, "rank=2", "a", "rank=1") == [[0, 3, 1], [1, 5, 0], [0, 7, 1]]
    assert inputs("rank=1,c\n5,x\n", "rank=1") == [[5]]
    assert inputs("a=b,c\nu,1\nv,2\n", "a=b=u", "a=b=v") == [[1, 0], [0, 1]]


def test_inputs_are_taken_by_position_and_a_last_column_is_ignored() -> None:
    assert inputs("1,2\n3,4\n", "a", "b") == [[1, 2], [3, 4]]
    assert inputs("1,2,red\n3,4,blue\n", "a", "b") == [[1, 2], [3, 4]]
    assert inputs("1\n3\n", "a") == [[1], [3]]
    assert inputs("7,u,0\n8,v,1\n", "x1", "x2=u", "x2=v") == [[7, 1, 0], [8, 0, 1]]
    assert inputs("7,0,1,red\n", "x1", "x2=u", "x2=v") == [[7, 0, 1]]


@pytest.mark.parametrize(
    ("text", "names", "sentence"),
    [
        (NAMED, ("a", "c"), "p.csv has no column 'c': expected the inputs a, c"),
        (NAMED, ("rank=1", "rank=3"), "p.csv, line 3, column 1 (rank): '2' is not one of the"),
        ("1,2,3,4\n", ("a", "b"), "p.csv has 4 columns and no header: expected 2 or 3, for"),
        ("a,b\n", ("a", "b"), "p.csv has a header and no points"),
        ("a,b\n1,x\n", ("a", "b"), "p.csv, line 2, column 2 (b): 'x' is not a number"),
        ("1,x\n2,3\n3,4\n", ("a", "b"), "p.csv, line 1, column 2: 'x' is not a number"),
    ],
)
def test_inputs_that_are_not_there_are_refused(
    text: str, names: tuple[str, ...], sentence: str
) -> None:
    with pytest.raises(FileError) as refusal:
        inputs(text, *names)
    assert str(refusal.value).startswith(sentence)
