"""The arithmetic of the next update, read equation by equation and walked phase by phase."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton

from gui.arithmetic.view import DIVERGES, NO_POINTS, NOT_NEXT, TEST
from gui.diagram.geometry import Diagram
from gui.session.intents import Intent
from model import new_document
from model.classifiers.explaining import UNTRAINED
from model.expressions import About, figure
from model.plane.arrows import Arrows
from model.plane.field import Region, grid
from model.run.document import Start
from model.run.edits import (
    add_class,
    clear_points,
    with_classifier,
    with_network,
    with_preset,
    with_solution,
    with_split,
    with_standard_scaling,
    with_start,
    with_training,
)
from tests.gui.arithmetic.reading import Reader, spoken, trick
from tests.gui.person import LEFT

Read = Callable[..., Reader]


def test_the_perceptron_trick_equation_by_equation(read: Read) -> None:
    reader = read(trick())
    assert "THIS UPDATE · POINT 1 (4, 5) IS" in reader.words
    assert "BLUE 0" in reader.words
    assert "Output · ŷ: w·x + b = 3·4 + 4·5 − 10 = 22 ≥ 0 → 1" in reader.equations
    assert "z = w₁·x₁ + w₂·x₂ + b: 22 = 3·4 + 4·5 − 10" in reader.equations
    assert "w₁ ← w₁ + α·(y − ŷ)·x₁: 2.6 = 3 + 0.1·(0 − 1)·4" in reader.equations
    assert "w₂ ← w₂ + α·(y − ŷ)·x₂: 3.5 = 4 + 0.1·(0 − 1)·5" in reader.equations
    assert "b ← b + α·(y − ŷ): −10.1 = −10 + 0.1·(0 − 1)" in reader.equations


@pytest.mark.parametrize("classifier", ["perceptron", "logistic", "network"])
def test_the_numbers_are_the_engines_to_the_last_digit(read: Read, classifier: str) -> None:
    reader = read(with_classifier(new_document("blobs", 40), classifier))
    reader.session.step_mistake()
    while "nothing changes" in reader.equations[-1]:
        reader.session.step_update()
    new = [index for index in reader.rows if spoken(index).split()[1:2] == ["←"]]
    for index in new:
        reader.tree.expand(index.parent())
    shown = [reader.exact(index, spoken(index).partition(" ")[0]) for index in new]
    before = reader.session.place.theta
    reader.press("Make this update")
    assert shown == reader.session.place.theta.tolist() != before.tolist()


def test_the_pass_of_the_next_update_begins_with_the_new_numbers(read: Read) -> None:
    reader = read(trick())
    reader.press("Make this update")
    assert reader.session.place.theta[0] == 2.6
    assert reader.exact(reader.row("z = "), "w₁") == 2.6
    assert "z = w₁·x₁ + w₂·x₂ + b: 17.80 = 2.6·4 + 3.5·5 − 10.1" in reader.equations


def test_a_selected_point_is_shown_and_can_be_let_go_of(read: Read) -> None:
    reader = read(new_document("circle", 60))
    fifth = reader.upcoming[4]
    reader.page.show_selected((fifth,))
    assert f"THIS UPDATE OF 5 POINTS · POINT {fifth + 1} " in reader.words
    assert reader.equations[1].startswith("Inputs of point 5 of 5")
    (other, *_) = set(range(60)) - set(reader.upcoming)
    reader.page.show_selected((other,))
    assert f"AN UPDATE BY THIS POINT ALONE · POINT {other + 1} (" in reader.words
    assert "THIS UPDATE" not in reader.words
    assert NOT_NEXT in reader.words
    assert "Make this update" not in reader.words, "it is not the next one"
    assert {"backward pass", "update"} < set(reader.equations)
    reader.press("Show the next update")
    assert f"THIS UPDATE OF 5 POINTS · POINT {reader.upcoming[0] + 1} " in reader.words


def test_an_update_is_walked_phase_by_phase_and_then_made(read: Read) -> None:
    reader = read(new_document("circle", 60))
    phases = ["forward pass", "error", "backward pass", "update"]
    assert reader.unfolded == phases
    lit: dict[str, frozenset[About]] = {}
    for number, phase in enumerate(phases, 1):
        reader.press("Next phase")
        assert reader.unfolded == [phase]
        assert f"{number} of 4 · {phase}" in reader.words
        lit[phase] = reader.lit
    numbers = {About(0, unit, i) for unit in range(4) for i in range(3)}
    numbers |= {About(1, 0, i) for i in range(5)}
    units = {About(1, 0), *(About(0, unit) for unit in range(4))}
    assert lit["forward pass"] >= numbers | units | {About(input=0), About(input=1)}
    assert lit["error"] == {About(1, 0)}
    assert lit["backward pass"] == numbers | units
    assert lit["update"] == numbers
    reader.press("Make this update")
    assert reader.session.place.updates == 1
    assert reader.unfolded == ["forward pass"], "the next one begins"
    reader.press("Previous phase")
    assert reader.unfolded == phases
    assert reader.lit == frozenset()


def test_a_perceptron_is_walked_without_a_backward_pass(read: Read) -> None:
    reader = read(trick())
    for _ in range(3):
        reader.press("Next phase")
    assert reader.unfolded == ["update"]
    assert "3 of 3 · update" in reader.words


def test_what_the_mouse_is_at_is_lit_up(read: Read) -> None:
    reader = read(trick())
    view, score = reader.tree, reader.row("z = ")
    view.scrollTo(score)
    rect = view.visualRect(score)
    seen = set()
    for x in range(rect.left(), rect.right(), 3):
        QTest.mouseMove(view.viewport(), QPoint(x, rect.center().y() + 6))
        seen.add(reader.lit)
    numbers = {About(0, 0, 0), About(0, 0, 1), About(0, 0, 2), About(input=0), About(input=1)}
    assert {About(0, 0), *numbers} in seen, "between the numbers: all of the equation"
    assert {frozenset([about]) for about in numbers} <= seen


def test_what_was_folded_stays_folded_when_numbers_change(read: Read) -> None:
    reader = read(with_classifier(new_document("circle", 60), "logistic"))
    output = next(index for index in reader.rows if spoken(index).startswith("Output · ŷ: w·x"))
    assert reader.tree.isExpanded(output), "few equations are unfolded by themselves"
    QTest.mouseClick(
        reader.tree.viewport(), LEFT, pos=reader.tree.visualRect(output).topLeft() + QPoint(5, 5)
    )
    for _ in range(3):
        reader.session.step_update()
    output = next(index for index in reader.rows if spoken(index).startswith("Output · ŷ: w·x"))
    assert not reader.tree.isExpanded(output)


def drawn(reader: Reader) -> Diagram:
    layout = reader.page.layout()
    assert layout is not None
    layout.activate()  # not only when the page is idle
    found = reader.page.diagram.diagram
    assert found is not None
    assert found.width <= reader.page.width()
    return found


def test_units_of_a_small_network_are_called_in_the_diagram_as_in_the_equations(read: Read) -> None:
    for document in (
        new_document("circle", 60),
        with_classifier(new_document("blobs", 40), "perceptron"),
        with_network(new_document("circle", 60), (4, 2), "tanh"),
        with_classifier(add_class(new_document("blobs", 40)), "logistic"),
    ):
        shown = drawn(read(document, (376, 690)))
        assert shown.has_labels
        for layer, shape in enumerate(shown.shapes):
            for unit in range(shape.outputs):
                bias, node = shown.bias_spot(layer, unit), shown.node(layer + 1, unit)
                name = shown.name_spot(layer + 1, unit, 40.0)
                assert not bias.intersects(node)
                assert not name.intersects(bias)
                assert not name.intersects(node)


def test_where_biases_have_no_room_units_have_their_names_still(read: Read) -> None:
    shown = drawn(read(with_network(new_document("circle", 60), (5, 5, 3), "tanh"), (376, 690)))
    assert shown.has_names
    assert not shown.has_labels
    for layer, shape in enumerate(shown.shapes):
        nodes = [shown.node(layer + 1, unit) for unit in range(shape.outputs)]
        for unit in range(shape.outputs):
            name = shown.name_spot(layer + 1, unit, 40.0)
            inner = name.adjusted(0, 1, 0, -1)  # pictures lie on whole pixels
            assert not any(inner.intersects(node) for node in nodes)


def test_biases_without_room_for_words_lie_beside_the_pictures(read: Read) -> None:
    shown = drawn(read(with_network(new_document("circle", 60), (12,), "tanh"), (376, 690)))
    assert not shown.has_labels
    for unit in range(12):
        node = shown.node(1, unit)
        assert not node.adjusted(node.width() / 4, 0, 0, 0).intersects(shown.bias_spot(0, unit))


def test_numbers_on_the_edges_of_three_classes_do_not_touch(read: Read) -> None:
    three = add_class(with_classifier(new_document("blobs", 60), "logistic"))
    shown = drawn(read(three, (376, 690)))
    assert shown.has_numbers
    room = QRectF(0, 0, 40, 12)
    taken = list[QRectF]()
    for edge in shown.edges:
        room.moveCenter(shown.number_spot(edge))
        assert not any(room.intersects(other) for other in taken)
        taken.append(QRectF(room))


def test_the_diagram_takes_what_it_needs_and_gives_way_to_the_equations(read: Read) -> None:
    linear = with_classifier(new_document("blobs", 40), "perceptron")
    assert read(linear, (376, 690)).page.diagram.height() < 130
    assert read(new_document("circle", 40), (376, 690)).page.diagram.height() > 150
    small = read(new_document("circle", 40), (376, 480))
    assert not small.page.diagram.isVisible()
    small.page.resize(376, 720)
    assert small.page.diagram.isVisible()


def test_all_of_a_perceptrons_update_can_be_seen_at_once(read: Read) -> None:
    reader = read(trick(), (376, 690))
    rect = reader.tree.visualRect(reader.row("b ← "))
    assert rect.height() > 0
    assert reader.tree.viewport().rect().contains(rect)


def test_a_block_is_summed_up_where_its_equations_are_folded(read: Read) -> None:
    reader = read(new_document("circle", 60))
    output = next(index for index in reader.rows if spoken(index).startswith("Output · ŷ: w·h"))
    folded = reader.tree.visualRect(output).height()
    reader.tree.expand(output)
    assert reader.tree.visualRect(output).height() < folded / 2, "its equations say it all"
    reader.tree.collapse(output)
    assert reader.tree.visualRect(output).height() == folded


def test_the_mouse_on_a_share_lights_up_its_point(read: Read) -> None:
    reader, marked, quiet = read(new_document("circle", 60)), list[object](), list[list[int]]()
    reader.page.highlighted.connect(marked.append)
    reader.page.upcoming_highlighted.connect(quiet.append)
    reader.press("Next phase")
    reader.press("Next phase")
    reader.press("Next phase")
    reader.session.step_update()
    assert quiet[-1] == reader.upcoming, "all of the batch are marked"
    view = reader.tree
    shares = next(index for index in reader.rows if "∂E₁/∂w⁽²⁾₁ + ∂E₂" in spoken(index))
    view.expand(shares.parent())
    view.scrollTo(shares)
    rect = view.visualRect(shares)
    for y in range(rect.top() + 3, rect.bottom(), 4):
        for x in range(rect.left(), rect.right(), 6):
            QTest.mouseMove(view.viewport(), QPoint(x, y))
    assert set(marked) >= set(reader.upcoming)
    QTest.mouseMove(view.viewport(), QPoint(3, rect.top() - 3))
    assert marked[-1] == reader.upcoming[0], "the one that is explained"
    reader.page.hide()
    assert marked.pop() is None
    assert not quiet[-1]


def test_a_batch_of_all_points_is_not_marked(read: Read) -> None:
    document = new_document("circle", 60)
    whole = with_training(document, replace(document.training, batch_size=None))
    reader, quiet = read(whole), list[list[int]]()
    reader.page.upcoming_highlighted.connect(quiet.append)
    reader.session.step_update()
    assert quiet
    assert not any(quiet)


def test_arrows_keep_their_scale_from_one_update_to_the_next(read: Read) -> None:
    reader, found = read(with_classifier(new_document("blobs", 60), "perceptron")), list[Arrows]()
    region = Region(-6.0, 6.0, -4.0, 4.0)
    reader.page.arrows_changed.connect(lambda one: found.append(one) if one else None)
    reader.viewer.look_at(grid(region, 10, 10))
    for _ in range(8):
        reader.session.step_update()
    assert len(found) >= 8
    assert len({one.scale for one in found}) == 1
    reader.page.hide()


# ---------------------------------------------------------------------------------- special cases


def test_without_points_it_says_so(read: Read) -> None:
    reader = read(clear_points(new_document()))
    assert NO_POINTS in reader.words
    assert not reader.equations
    assert "all phases" not in reader.words, "there is nothing to walk through"


def test_a_test_point_is_never_visited(read: Read) -> None:
    reader = read(with_split(new_document("circle", 60), 0.5, 1))
    is_test = np.flatnonzero(reader.viewer.snapshot().is_test)
    reader.page.show_selected((int(is_test[0]),))
    assert TEST in reader.words
    assert not {"backward pass", "update"} & set(reader.equations)


def test_a_network_of_steps_says_why_there_is_no_update(read: Read) -> None:
    reader = read(with_solution(with_preset(new_document(), "gate_xor", 4)))
    assert reader.equations[-1] == f"No update: {UNTRAINED}"
    for words in ("THIS UPDATE", "Make this update", "Show the next update"):
        assert words not in reader.words
    reader.page.show_selected((2,))
    assert "POINT 3 (1, 0) IS" in reader.words


def test_an_update_that_would_be_taken_back_says_so(read: Read) -> None:
    document = new_document("circle", 20)
    huge = Start(theta=(1e308,) * len(document.start_theta()))
    reader = read(with_start(document, huge))
    assert DIVERGES in reader.words
    reader.press("Make this update")
    assert reader.session.place.updates == 0


def test_names_of_classes_are_written_as_they_are(read: Read) -> None:
    document = add_class(with_classifier(new_document("blobs", 20), "perceptron"))
    reader = read(document)
    assert "Output, amber (class 2) · z₂: " in "\n".join(reader.equations)


@pytest.mark.parametrize("width", [376, 263, 166])
def test_nothing_has_to_be_scrolled_sideways(read: Read, width: int) -> None:
    reader = read(with_network(new_document("circle", 40), (16,), "relu"), (width, 500))
    for _ in range(4):
        reader.press("Next phase")
        assert reader.tree.horizontalScrollBar().maximum() == 0


def test_equations_of_a_classifier_that_is_gone_can_still_be_pointed_at(read: Read) -> None:
    reader = read(with_network(new_document("circle", 60), (2, 2), "tanh"))
    reader.page.show_running(True)  # so that the equations stay for a few frames
    reader.session.perform(Intent("Logistic", lambda one: with_classifier(one, "logistic")))
    assert "Hidden layer 2, unit 1" in "\n".join(reader.equations)
    view, answer = reader.tree, reader.row("Answer: ")  # about a layer that is no more
    view.scrollTo(answer)
    for y in range(0, view.viewport().height(), 4):
        QTest.mouseMove(view.viewport(), QPoint(100, y))
    reader.page.show_running(False)
    reader.viewer.refresh()
    assert "z = w₁·x₁ + w₂·x₂ + b" in "\n".join(reader.equations)


def test_scaled_inputs_can_be_read_in_raw_numbers(read: Read) -> None:
    document = with_standard_scaling(with_classifier(new_document("blobs", 40), "logistic"))
    document = with_start(document, Start(theta=(1.0, 2.0, 0.5)))
    reader = read(document)
    assert "These numbers are scaled" in reader.words
    assert any(row.startswith("z = w₁·x₁ + w₂·x₂ + b: ") for row in reader.equations)
    reader.press("raw")
    assert "Raw numbers, as on the plane" in reader.words
    raw = document.raw_theta(document.start_theta())
    point = reader.upcoming[0]
    x1, x2 = document.dataset.x[point].tolist()
    z = raw[0] * x1 + raw[1] * x2 + raw[2]
    assert f"x₁ = {figure(x1)}" in reader.equations
    (score,) = (row for row in reader.equations if row.startswith("z = w₁·x₁"))
    assert score.partition(": ")[2].startswith(f"{figure(z)} = ")
    assert not any("←" in row for row in reader.equations)
    reader.press("scaled")
    assert any("←" in row for row in reader.equations)


def test_the_shares_of_a_large_batch_are_listed_on_demand(read: Read) -> None:
    plain = with_classifier(new_document("circle", 40), "logistic")
    reader = read(with_training(plain, replace(plain.training, batch_size=None)))
    (row,) = (at for at in reader.rows if spoken(at).startswith("∂E/∂b = "))
    assert "mean over 40 points" in spoken(row)
    short = reader.tree.visualRect(row).height()
    reader.tree.setCurrentIndex(row)
    QTest.keyClick(reader.tree, Qt.Key.Key_Return)
    (row,) = (at for at in reader.rows if spoken(at).startswith("∂E/∂b = "))
    assert reader.tree.visualRect(row).height() > 5 * short
    QTest.keyClick(reader.tree, Qt.Key.Key_Return)
    assert reader.tree.visualRect(row).height() == short


@pytest.mark.parametrize("width", [276, 365, 376])
def test_nothing_moves_from_update_to_update(read: Read, width: int) -> None:
    document = with_training(new_document(), replace(new_document().training, batch_size=1))
    reader = read(document, (width, 760))
    places = set()
    for _ in range(15):
        reader.press("Make this update")
        buttons = [b for b in reader.page.findChildren(QAbstractButton) if b.isVisible()]
        places.add((reader.tree.y(), *((b.x(), b.y()) for b in buttons)))
    assert len(places) == 1
