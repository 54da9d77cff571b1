"""When the arithmetic is written: at every step, and now and then while training runs."""

from collections.abc import Callable
from functools import partial

import numpy as np
from pytestqt.qtbot import QtBot

from gui.arithmetic.view import TOO_MUCH
from gui.session.intents import Intent
from model import new_document
from model.run.edits import move_points, with_network
from tests.gui.arithmetic.reading import Reader, trick

Read = Callable[..., Reader]


def test_while_training_runs_the_equations_come_now_and_then_and_exactly_at_the_end(
    read: Read, qtbot: QtBot
) -> None:
    reader = read(new_document("circle", 250))
    before = reader.words
    reader.session.resume()
    for _ in range(8):
        reader.session.tick()
        assert reader.words == before, "whoever reads is given time"
    qtbot.waitUntil(lambda: reader.words != before)
    reader.session.pause()
    assert f"POINT {reader.upcoming[0] + 1} " in reader.words


def test_at_a_watched_pace_old_and_new_follow_at_each_update(read: Read) -> None:
    reader = read(new_document("circle", 60))
    reader.session.pacing.choose("update_10")
    reader.session.resume()
    for count in range(1, 5):
        reader.session.tick(1.0)
        assert f"Update {count}: " in reader.words.replace("~", " ")
        assert " → " in reader.words.replace("\N{NO-BREAK SPACE}", " ")
        assert f"POINT {reader.upcoming[0] + 1} " in reader.words
    reader.session.pause()


def test_what_takes_too_long_comes_when_training_pauses(read: Read, qtbot: QtBot) -> None:
    reader = read(with_network(new_document("circle", 60), (16,) * 6, "tanh"))
    phases = [index for index in reader.rows if not index.parent().isValid()]
    blocks = sum(reader.tree.model().rowCount(index) for index in phases)
    assert blocks == 296
    assert not any(reader.tree.isExpanded(i) for i in reader.rows if i.parent().isValid())
    reader.session.resume()
    reader.session.tick()
    qtbot.waitUntil(lambda: TOO_MUCH in reader.words)
    assert not reader.equations
    reader.session.pause()
    assert TOO_MUCH not in reader.words
    assert reader.equations


def test_what_takes_too_long_waits_until_a_dragged_point_rests(read: Read, qtbot: QtBot) -> None:
    reader = read(with_network(new_document("circle", 60), (16,) * 6, "tanh"))
    moved = reader.upcoming[0]
    for x in (5.0, 6.0):
        reader.session.perform(Intent("Move", partial(move_points, indices=[moved], x=[[x, 0.0]])))
        assert f"({x:g}, 0)" not in reader.words
    qtbot.waitUntil(lambda: "(6, 0)" in reader.words)


def test_what_a_hand_changes_while_training_waits_for_it_is_explained(
    read: Read, qtbot: QtBot
) -> None:
    reader = read(trick())
    reader.session.resume()
    reader.session.tick()
    reader.session.hold(True)
    for bias in (5.0, 6.0, 7.0, 8.0):  # as a line is dragged, and then held still
        reader.session.set_theta("Move line", np.array([1.0, 1.0, bias]), "drag")
    qtbot.waitUntil(lambda: any("+ 8 =" in equation for equation in reader.equations))
    assert not any("+ 5 =" in equation for equation in reader.equations)
    reader.session.hold(False)
    reader.session.pause()


def test_out_of_sight_nothing_is_asked_for(read: Read) -> None:
    reader = read(new_document("circle", 60))
    assert reader.upcoming
    assert reader.viewer.snapshot().units is None, "no plane, no pictures"
    reader.page.hide()
    assert reader.viewer.snapshot().upcoming is None
    before = reader.equations
    reader.session.step_update()
    assert reader.equations == before
    reader.page.show()
    assert reader.equations != before
    assert f"POINT {reader.upcoming[0] + 1} " in reader.words
