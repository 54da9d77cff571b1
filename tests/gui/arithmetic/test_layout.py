"""Equations in columns: aligned, wrapped, and nothing of them cut off."""

from dataclasses import replace

import pytest

from gui.arithmetic.layout import WrittenRow, laid_out
from model import Document, Trainer, new_document
from model.expressions import Block, Equation, cells
from model.expressions.text import width_of
from model.run.edits import add_class, with_classifier, with_network, with_training
from model.run.next_update import arithmetic
from tests.model.examples import upcoming_of


def blocks_of(document: Document) -> tuple[Block, ...]:
    trainer = Trainer(document)
    trainer.advance(2)
    found = arithmetic(document, trainer.place, upcoming_of(trainer))
    assert found is not None
    return found.explanation.blocks


def some_documents() -> dict[str, Document]:
    plain = new_document("circle", 40)
    adam = with_training(plain, replace(plain.training, optimizer="adam", penalty="l2"))
    softmax = with_classifier(add_class(plain), "logistic")
    return {"adam": adam, "wide": with_network(plain, (16, 3), "relu"), "softmax": softmax}


DOCUMENTS = some_documents()


def written(row: WrittenRow) -> list[str]:
    """The symbols and the figures that stand in the columns of a row's cells."""
    return [row.figures[start:end].strip() for start, end, _ in row.spots]


@pytest.mark.parametrize("columns", [24, 38, 52, 200])
@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_number_stands_in_its_column_and_none_is_cut_off(name: str, columns: int) -> None:
    for block in blocks_of(DOCUMENTS[name]):
        for equation, rows in zip(
            block.equations, laid_out(block.equations, columns, lambda _: False), strict=True
        ):
            assert_all_there(equation, rows)
            for row in rows:
                fits = width_of(row.figures) <= columns and width_of(row.symbols) <= columns
                assert fits or sum(not spot.cell.is_joined for spot in row.spots) == 1


def assert_all_there(equation: Equation, rows: tuple[WrittenRow, ...]) -> None:
    found = [spot.cell for row in rows for spot in row.spots]
    assert found == list(cells(equation))
    for row in rows:
        assert written(row) == [spot.cell.lower.strip() for spot in row.spots]
        assert not row.symbols or width_of(row.symbols) == width_of(row.figures)
        for start, end, cell in row.spots:
            numbers = {row.at(column) for column in range(start, end)}
            assert numbers == {cell if cell.value is not None else None}


def test_equations_of_one_shape_have_their_equals_signs_below_each_other() -> None:
    (unit,) = (b for b in blocks_of(DOCUMENTS["softmax"]) if b.title == "Inputs of point 1 of 5")
    rows = [rows[0] for rows in laid_out(unit.equations, 60, lambda _: False)]
    assert len({row.figures.index("=") for row in rows}) == 1
    update = blocks_of(with_network(new_document("circle", 40), (2,), "tanh"))[-1]
    rows = [rows[0] for rows in laid_out(update.equations, 80, lambda _: False)]
    assert len({row.symbols.index("←") for row in rows[:2]}) == 1
    assert len({row.figures.rindex("·") for row in rows[:2]}) == 1


def test_a_long_sum_goes_on_below_its_equals_sign_with_a_sign_first() -> None:
    blocks = blocks_of(DOCUMENTS["wide"])
    output = next(b for b in blocks if b.title.startswith("Hidden layer 2, unit 1"))
    first, *others = laid_out(output.equations, 50, lambda _: False)[0]
    assert len(others) > 3
    equals = first.symbols.index("=")
    for row in others:
        assert row.symbols[:equals].strip() == ""
        assert row.symbols[equals] == "+"
        assert row.figures[equals] in "+−"


def test_the_last_number_of_a_sum_is_not_left_alone_in_its_row() -> None:
    perceptron = with_classifier(new_document("blobs", 40), "perceptron")
    (equation, *_) = next(b for b in blocks_of(perceptron) if b.title == "Output · ŷ").equations
    (whole,) = laid_out([equation], 100, lambda _: False)[0]
    first, second = laid_out([equation], width_of(whole.figures) - 1, lambda _: False)[0]
    assert first.symbols.split() == ["z", "=", "w₁·", "x₁"]
    assert second.symbols.split() == ["+", "w₂·", "x₂", "+", "b"]
