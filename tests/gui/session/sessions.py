"""Sessions without a window."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from gui.session.session import Session
from model import Document, Place, Training, new_document
from model.run.edits import with_training

Edit = Callable[[Document], Document]


def trained(**changes: object) -> Edit:
    """An edit that changes these training settings."""

    def edit(document: Document) -> Document:
        training: Training = replace(document.training, **changes)  # type: ignore[arg-type]
        return with_training(document, training)

    return edit


def some_session(preset: str = "circle", count: int = 60) -> Session:
    """A session with a preset's points."""
    return Session(new_document(preset, count))


def assert_same_place(found: Place, expected: Place) -> None:
    """Assert that two places are equal to the bit, with their curves."""
    np.testing.assert_array_equal(found.theta, expected.theta)
    np.testing.assert_array_equal(found.memory, expected.memory)
    for name in ("epoch", "position", "updates", "mistakes", "mistakes_before_epoch", "curve"):
        assert getattr(found, name) == getattr(expected, name), name


def heard(session: Session) -> list[str]:
    """The messages that the session emits from now on."""
    sentences: list[str] = []
    session.said.connect(sentences.append)
    return sentences
