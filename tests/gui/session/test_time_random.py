"""Any sequence of edits, training, steps, jumps, branches and undo can be gone back through."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)
from PySide6.QtWidgets import QApplication

from gui.session.intents import Intent
from gui.session.scrubber import Scrubber
from gui.session.session import Session
from gui.session.viewer import Viewer
from model import CLASSIFIERS, Document, Outcome, Training
from model.run.edits import (
    add_points,
    move_points,
    remove_points,
    with_classifier,
    with_network,
    with_split,
    with_standard_scaling,
    with_training,
    without_scaling,
)
from model.run.pace import PACES
from model.run.travel import UNITS
from model.run.until import CONDITIONS, Until
from tests.model.examples import document_of, same, some_points
from tests.model.run.replaying import replayed

EDITS: dict[str, Callable[[Document, int], Document]] = {
    "move": lambda d, n: move_points(d, [n % len(d.dataset)], [[n / 7, -n / 9]]),
    "add": lambda d, n: add_points(d, [[n / 5, n / 8]], [n % 2]),
    "remove": lambda d, n: remove_points(d, [n % len(d.dataset)]) if len(d.dataset) > 4 else d,
    "rate": lambda d, n: with_training(d, replace(d.training, learning_rate=(1 + n) / 50)),
    "batch": lambda d, n: with_training(d, replace(d.training, batch_size=1 + n % 7)),
    "optimizer": lambda d, n: with_training(
        d, replace(d.training, optimizer=("gradient descent", "momentum", "adam")[n % 3])
    ),
    "order": lambda d, n: with_training(d, replace(d.training, order=("file", "shuffled")[n % 2])),
    "units": lambda d, n: with_network(d, (1 + n % 4,), "tanh"),
    "classifier": lambda d, n: with_classifier(d, tuple(CLASSIFIERS)[n % len(CLASSIFIERS)]),
    "scaled": lambda d, n: with_standard_scaling(d) if n % 2 else without_scaling(d),
    "split": lambda d, n: with_split(d, 0.1 * (n % 4), n),
}


class Person(RuleBasedStateMachine):
    """Someone who edits, trains, and goes back and forth."""

    @initialize(name=st.sampled_from(list(CLASSIFIERS)), size=st.sampled_from([1, 4, None]))
    def begin(self, name: str, size: int | None) -> None:
        document = document_of(*some_points(12), name, Training(batch_size=size))
        self.session = Session(document)
        self.scrubber = Scrubber(self.session)
        self.viewer = Viewer(self.session)
        self.start = self.session.standing

    @rule(name=st.sampled_from(("move", "add", "rate", "optimizer")), number=st.integers(0, 99))
    def edit_and_train(self, name: str, number: int) -> None:
        self.session.perform(Intent(name, lambda d: EDITS[name](d, number)))
        self.session.step_update()

    @rule(name=st.sampled_from(list(EDITS)), number=st.integers(0, 99), held=st.booleans())
    def edit(self, name: str, number: int, held: bool) -> None:
        key = (name, "gesture") if held else None
        self.session.perform(Intent(name, lambda d: EDITS[name](d, number), key))

    @rule(number=st.integers(0, 99))
    def set_weights(self, number: int) -> None:
        theta = np.array(self.session.place.theta)
        theta[number % len(theta)] = number / 10
        self.session.set_theta("Weight", theta)

    @rule(
        pace=st.sampled_from(list(PACES)),
        name=st.sampled_from([*CONDITIONS, ""]),
        value=st.integers(1, 30),
        frames=st.integers(1, 3),
    )
    def run(self, pace: str, name: str, value: int, frames: int) -> None:
        self.session.pacing.choose(pace)
        self.session.set_until(Until(name, value) if name else None)
        self.session.resume()
        for _ in range(frames):
            if self.session.is_running:
                self.session.tick()
        self.session.pause()

    @rule(unit=st.sampled_from(UNITS))
    def step_on(self, unit: str) -> None:
        self.scrubber.step_on(unit)
        self.arrive()

    @rule(unit=st.sampled_from(UNITS))
    def step_back(self, unit: str) -> None:
        before = self.session.run.moment
        self.scrubber.step_back(unit)
        self.arrive()
        assert self.session.run.moment < before or before == self.session.run.history.first

    @rule(share=st.floats(0.0, 1.0))
    def jump(self, share: float) -> None:
        history = self.session.run.history
        first, last = history.first.updates, history.last.updates
        target = history.nearest(round(first + share * (last - first)))
        self.scrubber.go_to(target)
        self.arrive()
        assert self.session.run.moment == target
        assert same(self.session.place, replayed(history, target))

    @rule(direction=st.sampled_from([-1, 1]), frames=st.integers(1, 4))
    def play(self, direction: int, frames: int) -> None:
        self.scrubber.play(direction)
        for _ in range(frames):
            self.scrubber.tick()
        self.scrubber.play(0)

    @rule(number=st.integers(0, 2))
    def press(self, number: int) -> None:
        stack = self.session.undo_stack
        (self.session.restart, stack.undo, stack.redo)[number]()

    @rule()
    def undo_all_and_redo_all(self) -> None:
        stack, session = self.session.undo_stack, self.session
        while stack.canRedo():
            stack.redo()
        self.scrubber.go_to_first()
        self.arrive()
        self.scrubber.go_to_last()  # a branch that was undone stands in the past
        self.arrive()
        end = session.standing
        while stack.canUndo():
            stack.undo()
        assert session.document == self.start.document
        while stack.canRedo():
            stack.redo()
        assert session.document == end.document
        assert same(session.place, end.place)
        assert session.run.history is end.history

    @invariant()
    def what_is_shown_is_where_it_stands(self) -> None:
        if not hasattr(self, "session"):
            return
        shown = self.viewer.snapshot()
        assert shown.document is self.session.document
        assert same(shown.place, self.session.place)
        assert shown.is_past == self.session.run.is_past
        history, moment = self.session.run.history, self.session.run.moment
        assert history.first <= moment <= history.last
        assert self.session.run.obstacle in (None, Outcome.UNTRAINABLE)

    def arrive(self) -> None:
        """Let the frames pass that it takes to get there."""
        while self.scrubber.is_moving:
            self.scrubber.tick()


def test_anything_can_be_gone_back_through(qapp: QApplication) -> None:
    run_state_machine_as_test(
        Person, settings=settings(max_examples=40, stateful_step_count=80, deadline=None)
    )
