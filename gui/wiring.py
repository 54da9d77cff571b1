"""Which view hears which signal."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut

from gui.session import Session
from gui.tools import Tools
from gui.workspace import Workspace


def connect(session: Session, tools: Tools, work: Workspace) -> None:
    """Connect the views of a workspace to a session and to the tools."""
    for view in work.views:
        session.snapshot_changed.connect(view.show_snapshot)
    session.document_changed.connect(tools.follow)
    session.running_changed.connect(work.plane.show_running)
    session.restarted.connect(work.top_bar.flash)
    session.said.connect(work.status_bar.say)
    session.troubled.connect(work.banner.say)
    panels = (work.data_panel, work.inputs_panel, work.training_panel, work.weights)
    for source in (tools, work.top_bar, *panels):
        source.intended.connect(session.perform)
    for source in panels:
        source.said.connect(work.status_bar.say)
    tools.said.connect(work.status_bar.say)
    work.inputs_panel.sliced.connect(session.show_slice)
    work.weights.theta_set.connect(session.set_theta)
    work.place_bar.refused.connect(work.status_bar.say)
    work.place_bar.closed.connect(work.plane.setFocus)
    _connect_plane(session, tools, work)


def _connect_plane(session: Session, tools: Tools, work: Workspace) -> None:
    plane = work.plane
    plane.pressed.connect(tools.press)
    plane.dragged.connect(tools.drag)
    plane.released.connect(tools.release)
    plane.hovered.connect(tools.hover)
    plane.hovered.connect(work.status_bar.follow)
    plane.looked_at.connect(session.look_at)
    plane.walked.connect(tools.walk)
    plane.nudged.connect(tools.nudge)
    escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), plane, tools.deselect)
    escape.setContext(Qt.ShortcutContext.WidgetShortcut)
    tools.selected_changed.connect(plane.show_selected)
    tools.band_changed.connect(plane.show_band)
    tools.classes_asked.connect(work.ask_class)
    work.class_menu.chosen.connect(tools.pick_class)
    tools.label_changed.connect(work.draw_panel.show_label)
    work.draw_panel.label_chosen.connect(tools.choose_label)
