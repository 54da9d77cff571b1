"""The connections between the views, the tools, the viewer and the session."""

from gui.gestures.tools import Tools
from gui.network.view import NetworkView
from gui.session.session import Session
from gui.session.throttle import Throttle
from gui.session.viewer import Viewer
from gui.shell.workspace import Workspace


def connect(session: Session, viewer: Viewer, tools: Tools, work: Workspace) -> None:
    """Connect the views of a workspace to a session, its viewer and the tools."""
    throttle = Throttle(session, work)
    for shown in (work.plane, work.arithmetic, work.legend, work.hint, work.pennant):
        session.running_changed.connect(shown.show_running)
    for view in (throttle, *work.views):
        viewer.snapshot_changed.connect(view.show_snapshot)
    readers = (
        work.top_bar.show_snapshot,
        work.timeline.show_snapshot,
        work.tabs.show_read,
        work.legend.show_snapshot,
    )
    for reader in readers:
        throttle.read.connect(reader)
    session.document_changed.connect(tools.follow)
    session.restarted.connect(work.top_bar.flash)
    session.said.connect(work.status_bar.say)
    session.troubled.connect(work.banner.say)
    session.troubled.connect(work.hint.show_trouble)
    session.refused.connect(work.hint.flash)
    session.stopped.connect(work.pennant.show_stopped)
    session.edited.connect(work.pennant.forget)
    work.pennant.run_asked.connect(session.resume)
    work.pennant.moved.connect(work.legend.place)
    panels = (work.data_panel, work.inputs_panel, work.training_panel, work.network, work.weights)
    for source in (tools, work.top_bar, *panels):
        source.intended.connect(session.perform)
    for source in panels:
        source.said.connect(work.status_bar.say)
    tools.said.connect(work.status_bar.say)
    work.top_bar.pace.said.connect(work.status_bar.say)
    work.inputs_panel.sliced.connect(viewer.show_slice)
    connect_network(session, viewer, work.network)
    work.plane.hovered.connect(work.network.follow)
    work.place_bar.refused.connect(work.status_bar.say)
    work.place_bar.closed.connect(work.plane.setFocus)
    _connect_plane(session, viewer, tools, work)
    _connect_arithmetic(session, viewer, tools, work)
    _connect_errors(tools, work)


def _connect_plane(session: Session, viewer: Viewer, tools: Tools, work: Workspace) -> None:
    plane = work.plane
    plane.pressed.connect(tools.press)
    plane.dragged.connect(tools.drag)
    plane.released.connect(tools.release)
    plane.hovered.connect(tools.hover)
    plane.hovered.connect(work.status_bar.follow)
    plane.looked_at.connect(viewer.look_at)
    plane.walked.connect(tools.walk)
    plane.nudged.connect(tools.nudge)
    plane.said.connect(work.status_bar.say)
    plane.looked_at.connect(work.legend.place)
    tools.selected_changed.connect(work.legend.show_selected)
    tools.held.connect(session.hold)
    tools.selected_changed.connect(plane.show_selected)
    tools.band_changed.connect(plane.show_band)
    tools.classes_asked.connect(work.ask_class)
    work.class_menu.chosen.connect(tools.pick_class)
    tools.label_changed.connect(work.draw_panel.show_label)
    work.draw_panel.label_chosen.connect(tools.choose_label)


def connect_network(session: Session, viewer: Viewer, network: NetworkView) -> None:
    """Connect a diagram to the session that it suspends and the viewer that shows its units."""
    viewer.heed(network)
    network.held.connect(session.hold)
    network.focused.connect(viewer.focus_on)


def _connect_arithmetic(session: Session, viewer: Viewer, tools: Tools, work: Workspace) -> None:
    arithmetic = work.arithmetic
    tools.selected_changed.connect(arithmetic.show_selected)
    viewer.heed(arithmetic)
    arithmetic.update_asked.connect(session.step_update)
    arithmetic.next_asked.connect(tools.deselect)
    for shown in (work.plane, work.legend):
        arithmetic.arrows_changed.connect(shown.show_arrows)
        arithmetic.highlighted.connect(shown.show_highlighted)
        arithmetic.upcoming_highlighted.connect(shown.show_several)
    work.network.notation_changed.connect(arithmetic.diagram.set_notation)
    arithmetic.said.connect(work.status_bar.say)
    work.network.units.chosen.connect(arithmetic.show_units)
    arithmetic.units.chosen.connect(work.network.show_units)


def _connect_errors(tools: Tools, work: Workspace) -> None:
    work.errors.pointed.connect(work.plane.show_highlighted)
    work.errors.pointed.connect(work.legend.show_highlighted)
    work.errors.chosen.connect(tools.select_one)
    work.errors.separability_shown.connect(work.plane.show_separability)
