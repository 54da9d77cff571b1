"""Points as CSV: what is read, what is refused and how, and that nothing is lost."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.data.dataset import dataset
from model.errors import FileError
from model.formats import is_weights_file, points_csv, read_points, write_points
from model.tables.choices import Choices, points_of
from model.tables.table import Table, parse_table
from tests.model.examples import some_points
from tests.model.formats.examples import says_where
from tests.model.tables.examples import ADMISSIONS, content, read, refused


def test_points_without_a_header_have_features_named_by_number() -> None:
    found = read("0.5,-1,0\n1e3,.25,1\n+2.,7E-1,0\n")
    assert content(found) == (
        [[0.5, -1.0], [1000.0, 0.25], [2.0, 0.7]], [0, 1, 0], ("x1", "x2"), ("0", "1"),
    )  # fmt: skip


def test_a_header_names_features_and_the_last_column_is_the_label() -> None:
    found = read("height,weight,animal\n1,2,cat\n3,4,ape\n5,6,cat\n")
    assert content(found) == (
        [[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]], [1, 0, 1], ("height", "weight"), ("ape", "cat"),
    )  # fmt: skip


EXPECTED = content(read("a,b,c\n0.5,-1.25,x\n2,1e-3,y\n"))
SAME = {
    "semicolons": "a;b;c\n0.5;-1.25;x\n2;1e-3;y\n",
    "tabs": "a\tb\tc\n0.5\t-1.25\tx\n2\t1e-3\ty\n",
    "decimal commas, semicolons": "a;b;c\n0,5;-1,25;x\n2;1e-3;y\n",
    "decimal commas, tabs": "a\tb\tc\n0,5\t-1,25\tx\n2\t0,001\ty\n",
    "mark": "\ufeffa,b,c\n0.5,-1.25,x\n2,1e-3,y\n",
    "windows": "a,b,c\r\n0.5,-1.25,x\r\n2,1e-3,y\r\n",
    "old mac": "a,b,c\r0.5,-1.25,x\r2,1e-3,y",
    "no last newline": "a,b,c\n0.5,-1.25,x\n2,1e-3,y",
    "blank lines": "\n\na,b,c\n\n0.5,-1.25,x\n   \n2,1e-3,y\n\n\n",
    "spaces": " a, b , c\n 0.5 , -1.25,x \n2,1e-3, y\n",
    "quotes": '"a","b","c"\n"0.5",-1.25,"x"\n2,1e-3,y\n',
    "quotes after spaces": 'a, "b", c\n0.5, "-1.25", "x"\n2,1e-3,y\n',
}


@pytest.mark.parametrize("text", SAME.values(), ids=SAME.keys())
def test_the_same_points_can_be_written_in_many_ways(text: str) -> None:
    assert content(read(text)) == EXPECTED


def test_quoted_cells_hold_separators_quotes_and_lines() -> None:
    found = read('"a,b","say ""hi""",kind\n1,2,"two\nlines"\n3,4,"x;y"\n')
    assert found.feature_names == ("a,b", 'say "hi"')
    assert found.class_names == ("two\nlines", "x;y")


def test_lines_are_counted_as_an_editor_counts_them() -> None:
    text = 'a,b\n1,"two\nlines"\n\n2,x\noops,x\n3,y\n'
    assert refused(text).startswith("p.csv, line 6, column 1 (a): 'oops' is not a number")


@pytest.mark.parametrize(
    ("labels", "classes"),
    [
        ("10 9 2", ("2", "9", "10")),
        ("10 9 a", ("10", "9", "a")),
        ("-1 1 0.5", ("-1", "0.5", "1")),
        ("no yes maybe", ("maybe", "no", "yes")),
        ("red blue red", ("blue", "red")),
        ("1.0 1 2", ("1.0", "2")),
        ("1e0 01 0", ("0", "1e0")),
        ("true false true", ("false", "true")),
    ],
)
def test_classes_are_sorted_as_numbers_if_all_are(labels: str, classes: tuple[str, ...]) -> None:
    rows = [f"{i}.5,{label}" for i, label in enumerate(labels.split())]
    assert read("\n".join(rows)).class_names == classes


def test_labels_with_decimal_commas_are_numbers() -> None:
    assert read("1;10,5\n2;9\n").class_names == ("9", "10,5")


@pytest.mark.parametrize(
    ("label", "classes", "index"),
    [
        ("red", ("blue", "red"), 1),
        ("blue", ("blue", "red"), 0),
        ("1", ("0", "1"), 1),
        ("0", ("0", "1"), 0),
        ("1.0", ("0", "1.0"), 1),
        ("7", ("7", "other"), 0),
        ("zebra", ("other", "zebra"), 1),
        ("cat", ("cat", "other"), 0),
        ("other", ("another", "other"), 1),
    ],
)
def test_one_class_gets_a_second_to_draw_with(
    label: str, classes: tuple[str, ...], index: int
) -> None:
    found = read(f"x1,x2,label\n1,2,{label}\n3,4,{label}\n")
    assert (found.class_names, found.labels.tolist()) == (classes, [index, index])
    # Drawing in the second class, writing and reading again changes no label.
    both = found.append([5.0, 6.0], 1 - index)
    assert content(read(points_csv.write(both))) == content(both)


def test_how_many_classes_there_may_be_counts_those_with_points() -> None:
    one, six, seven = ("\n".join(f"{i},c{i % k}" for i in range(20)) for k in (1, 6, 7))
    assert read(one).classes == 2
    sentence = "p.csv, column 2: all labels are alike: expected 2 to 6 classes"
    assert refused(one, minimum_classes=2).startswith(sentence)
    alike = refused("1,2,red\n3,4,red\n", minimum_classes=2)
    assert alike.startswith("p.csv, column 3: all labels are alike")
    assert read(six, minimum_classes=2).classes == 6
    assert "7 different labels: expected 1 to 6 classes" in refused(seven)


HEADERS: dict[str, tuple[str, bool | None]] = {
    "names above numbers": ("a,b\n1,2\n", True),
    "numbers": ("1,2\n3,4\n", False),
    "text labels": ("1,x\n2,y\n", False),
    "names above text labels": ("a,b\n1,x\n2,y\n", True),
    "one point": ("1,2,red\n", False),
    "names alone": ("x1,x2,label\n", True),
    "an empty name": (",b\n1,2\n", True),
    "numbers as names": ("2019,2020\n1,2\n3,4\n", False),
    "undefined is no name": ("nan,2\n1,2\n3,4\n", False),
    "text above numbers, text labels": ("a,b\nx,1\ny,2\n", True),
    "text and numbers": ("green,1\nred,2\n", False),
    "text alone": ("colour,kind\ngreen,x\nred,y\ngreen,y\n", True),
    "text alone, repeated": ("green,x\nred,y\ngreen,y\n", False),
    "one bad cell below": ("a,b\n1,2\noops,3\n4,5\n", True),
    "a name beside a number": ("oops,2\n1,2\n3,4\n", None),
}


@pytest.mark.parametrize(("text", "expected"), HEADERS.values(), ids=HEADERS.keys())
def test_a_header_is_told_from_a_point(text: str, expected: bool | None) -> None:
    assert parse_table(text.encode(), "p.csv").has_header is expected


def test_a_name_that_is_asked_for_makes_the_first_row_a_header() -> None:
    text = "colour,kind\ngreen,x\ncolour,y\n"
    assert parse_table(text.encode(), "p.csv").has_header is False
    assert read(text, one_hot=("colour",)).feature_names == ("colour=colour", "colour=green")


def test_a_first_row_of_names_and_numbers_is_refused_and_can_be_decided() -> None:
    sentence = "p.csv, line 1, column 2: 'abc' is not a number: expected a point, or a header"
    assert refused("1,abc,0\n2,3,1\n4,5,0\n").startswith(sentence)
    table = parse_table(b"1,abc,0\n2,3,1\n4,5,0\n", "p.csv")
    decided = Table(**{**vars(table), "has_header": True})
    assert points_of(decided).feature_names == ("1", "abc")


REFUSED = {
    "": "p.csv is empty: expected a line for each point",
    "\n\n \n": "p.csv is empty",
    "x1,x2,label\n": "p.csv has a header and no points",
    "1\n2\n3\n": "p.csv has one column: expected one or more features and a label",
    "1,2,0\n3,4\n": "p.csv, line 2: 2 columns, but line 1 has 3",
    "1,2,0\n3,4,1,1\n": "p.csv, line 2: 4 columns, but line 1 has 3",
    "1,2,0\n\n3\n": "p.csv, line 3: 1 column, but line 1 has 3",
    "a,b,c\n1,2,0\n3,oops,1\n": "p.csv, line 3, column 2 (b): 'oops' is not a number: correct it",
    "1,2,0\n3,,1\n": "p.csv, line 2, column 2: an empty cell: expected a number",
    "1,2,0\n3,4,\n": "p.csv, line 2, column 3: an empty cell: expected a value",
    "1,2,0\n3,nan,1\n": "p.csv, line 2, column 2: 'nan' is not a finite number",
    "1,2,0\n-inf,2,1\n": "p.csv, line 2, column 1: '-inf' is not a finite number",
    "inf,2,0\n1,2,1\n": "p.csv, line 1, column 1: 'inf' is not a finite number",
    "1,2,0\n1e999,2,1\n": "p.csv, line 2, column 1: '1e999' is not a finite number",
    "1,2,0\n1e-400,2,1\n": "p.csv, line 2, column 1: '1e-400' is too close to 0",
    "1;2;0\n-0,1e-400;2;1\n": "p.csv, line 2, column 1: '-0,1e-400' is too close to 0",
    "1,2,0\n3,4,1e-400\n": "p.csv, line 2, column 3: '1e-400' is too close to 0",
    "1,2,0\n3,4,nan\n": "p.csv, line 2, column 3: 'nan' is not a finite number",
    "1,2,0\n1_000,2,1\n3,3,1\n": "p.csv, line 2, column 1: '1_000' is not a number",
    "1,2,0\n٣,2,1\n3,3,1\n": "p.csv, line 2, column 1: '٣' is not a number",
    "1,2,0\n0x10,2,1\n3,3,1\n": "p.csv, line 2, column 1: '0x10' is not a number",
    '1,2,0\n"1,5",2,1\n3,3,1\n': "p.csv, line 2, column 1: '1,5' is not a number",
    "1;2;0\n1.234,5;2;1\n3;3;1\n": "p.csv, line 2, column 1: '1.234,5' is not a number",
    "a,b,a\n1,2,0\n": "p.csv, line 1: columns 1 and 3 are both named 'a'",
    '1,2,0\n"3,4,1\n': "p.csv, line 2: quotes that do not match",
    '1,2,0\n"3"x,4,1\n': "p.csv, line 2: quotes that do not match",
    "1,2,0\n3,\0,1\n": "p.csv, line 2: a NUL character",
    f"1,2,0\n3,{'z' * 100},1\n3,3,1\n": f"p.csv, line 2, column 2: '{'z' * 37}...' is not",
    f"1,2,0\n3,{'z' * 200_000},1\n": "p.csv, line 2: quotes that do not match (field larger",
    "layer,output,input,value\n0,0,0,1.5\n0,0,bias,2\n": "p.csv holds the parameters of exported",
}


@pytest.mark.parametrize(("text", "sentence"), REFUSED.items(), ids=map(ascii, REFUSED.values()))
def test_what_cannot_be_read_is_refused_with_its_place(text: str, sentence: str) -> None:
    assert refused(text).startswith(sentence)


@pytest.mark.parametrize("encoding", ["latin-1", "utf-16"])
def test_what_is_not_utf8_is_refused_with_its_line(encoding: str) -> None:
    sentence = refused("a,grün\n1,2\n".encode(encoding))
    assert sentence.startswith("p.csv, line 1, byte ")
    assert sentence.endswith("is not UTF-8: save the file as UTF-8 text")


def test_the_place_of_a_wrong_byte_does_not_count_the_byte_order_mark() -> None:
    assert "line 2, byte 3: 0xff" in refused(b"\xef\xbb\xbf1,2\n3,\xff\n")


def test_large_but_finite_numbers_are_taken() -> None:
    assert read("1e308,-1.7e308,0\n5e-324,2,1\n").x.tolist() == [[1e308, -1.7e308], [5e-324, 2.0]]


def test_points_are_written_with_a_header_and_class_names() -> None:
    drawn = dataset([[0.1, -2.0], [1e-9, 3.0]], [1, 0])
    assert points_csv.write(drawn) == b"x1,x2,label\n0.1,-2.0,red\n1e-09,3.0,blue\n"


@pytest.mark.parametrize("labels", [[1, 1], [0, 0], [0, 1]])
def test_a_drawing_keeps_blue_and_red_whichever_were_placed(
    labels: list[int], tmp_path: Path
) -> None:
    drawn = dataset([[0.25, 0.1], [2.0, 1 / 3]], labels)
    path = tmp_path / "p.csv"
    write_points(path, drawn)
    found = read_points(path)
    assert content(found) == content(drawn)
    assert found.class_names == ("blue", "red")


def test_a_hundred_thousand_points_are_read_again_bit_for_bit(tmp_path: Path) -> None:
    x, labels = some_points(100_000, 2)
    write_points(tmp_path / "p.csv", dataset(x, labels))
    found = read_points(tmp_path / "p.csv")
    assert found.x.tobytes() == x.tobytes()
    assert found.labels.tobytes() == labels.tobytes()


def test_a_feature_called_label_is_told_from_the_label() -> None:
    named = dataset([[1.0], [2.0]], [0, 1], ["label"])
    assert content(read(points_csv.write(named))) == content(named)


def test_points_are_no_weights(tmp_path: Path) -> None:
    for name in ("p.csv", "p.tsv", "p.TXT", "p"):
        path = tmp_path / name
        path.write_text("1,2,0\n3,4,1\n")
        assert not is_weights_file(path)
        assert read_points(path).features == 2


names = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1).map(
    str.strip
)


def is_name(text: str) -> bool:
    return bool(text) and not any(c.isdigit() for c in text) and text.lower() not in NUMBER_WORDS


NUMBER_WORDS = {f"{sign}{word}" for sign in ("", "+", "-") for word in ("nan", "inf", "infinity")}
finite = st.floats(allow_nan=False, allow_infinity=False)


@given(st.data())
def test_whatever_is_written_is_read_again(data: st.DataObject) -> None:
    features = data.draw(st.lists(names.filter(is_name), min_size=1, max_size=3, unique=True))
    classes = sorted(
        data.draw(st.lists(names.filter(is_name), min_size=2, max_size=4, unique=True))
    )
    labels = [*range(len(classes)), *data.draw(st.lists(st.integers(0, len(classes) - 1)))]
    x = [
        data.draw(st.lists(finite, min_size=len(features), max_size=len(features))) for _ in labels
    ]
    written = dataset(x, labels, features, classes)
    file = points_csv.write(written)
    found = read(file)
    assert content(found) == content(written)
    assert points_csv.write(found) == file


@given(
    st.binary() | st.text().map(str.encode) | st.text("0123456789.,;\t\n\"' -einaf").map(str.encode)
)
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        found = points_csv.read(data, "p.csv", Choices())
    except FileError as refusal:
        says_where(refusal, "p.csv")
    else:
        assert np.isfinite(found.x).all()
        assert len(found) > 0
        assert 2 <= found.classes <= 6


@given(st.data())
def test_changed_files_are_read_or_refused(data: st.DataObject) -> None:
    file = bytearray(ADMISSIONS.encode())
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(file) - 1))
        file[at : at + data.draw(st.integers(0, 3))] = data.draw(st.binary(max_size=3))
    for choices in (Choices(), Choices(label="1", one_hot=("4",))):
        try:
            assert points_csv.read(bytes(file), "p.csv", choices).features
        except FileError as refusal:
            says_where(refusal, "p.csv")
