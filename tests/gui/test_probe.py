from PySide6.QtCore import Qt
from tests.gui.person import *
import pytest
@pytest.mark.parametrize("n", range(10))
def test_t(person: Person, n) -> None:
    pass
def test_probe(drawing: Person) -> None:
    p = drawing
    r = p.window.plane.region
    print(r, p.window.size(), p.window.plane.size(), p.window.plane.viewport().size())
    p.click(1,2); print(p.x, p.labels, p.undo_text)
    p.click(-2,1,RIGHT); print(p.x, p.labels)
    p.key(Qt.Key.Key_1)
    p.click(-3,1); print(p.labels)
    p.drag((1,2),(3,3)); print(p.x, p.undo_text)
    p.undo(); print(p.x, p.undo_text)
    QTest.mouseDClick(p.window.plane.viewport(), LEFT, NOTHING, p.spot(0,0)); print(p.x)
    p.key(Qt.Key.Key_Space); print(p.session.is_running); p.session.tick()
    p.qtbot.wait(600); print(p.window.status_bar._rates.text(), p.place.epoch)
    p.key(Qt.Key.Key_Space)
    print(p.session.is_running)
