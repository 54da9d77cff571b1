"""Which snapshots are passed on for reading."""

import pytest
from pytestqt.qtbot import QtBot

from gui.session.session import Session
from gui.session.throttle import Throttle
from gui.session.viewer import Viewer
from model import Document, Snapshot, new_document
from model.run.edits import with_classifier
from tests.gui.person import Person


def followed(qtbot: QtBot, document: Document) -> tuple[Session, list[Snapshot]]:
    """A session whose snapshots are passed on by a ``Throttle``."""
    seen: list[Snapshot] = []
    session = Session(document)
    throttle, viewer = Throttle(session, session), Viewer(session, session)
    viewer.snapshot_changed.connect(throttle.show_snapshot)
    throttle.read.connect(seen.append)
    return session, seen


def test_every_step_and_edit_is_read(qtbot: QtBot) -> None:
    session, seen = followed(qtbot, new_document())
    for count in range(1, 6):
        session.step_update()
        assert seen[-1].place.updates == count
    session.stand(with_classifier(session.document, "logistic"))
    session.announce()
    assert seen[-1].document is session.document


def test_while_training_runs_some_are_read_and_the_last_one_at_the_end(qtbot: QtBot) -> None:
    session, seen = followed(qtbot, new_document())
    session.changed.emit()
    session.resume()
    before = len(seen)
    for _ in range(10):
        session.tick()
    assert len(seen) - before < 5
    session.pause()
    qtbot.waitUntil(lambda: seen[-1].place.updates == session.place.updates)


@pytest.mark.parametrize("pace", ["update_1", "update_3", "update_10"])
def test_at_a_pace_at_which_each_update_can_be_read_none_is_left_out(
    qtbot: QtBot, pace: str
) -> None:
    session, seen = followed(qtbot, new_document())
    session.pacing.choose(pace)
    session.resume()
    for count in range(1, 8):
        session.tick(1.0)
        assert seen[-1].place.updates == count
    session.pause()


def test_the_figures_above_and_on_the_right_agree_at_every_moment(person: Person) -> None:
    person.open_tab("Errors")
    errors = person.window.workspace.errors
    loss = next(c for c in errors.figures.cells if c.formula.name == "log_loss")
    person.session.resume()
    for _ in range(20):
        person.session.tick()
        assert loss.figure.text() == person.window.top_bar.stats[2].figure.text()
        assert loss.figure.text() in person.window.timeline.accessibleDescription()
    person.session.pause()
    assert loss.figure.text() == person.window.top_bar.stats[2].figure.text()
