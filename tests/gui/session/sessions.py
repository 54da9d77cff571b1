"""Sessions without a window, and what is asked of them."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from gui.session.session import Session
from model import Document, Place, Training, new_document
from model.run.edits import with_training

Edit = Callable[[Document], Document]


def trained(**changes: object) -> Edit:
    """The edit that changes these training settings."""

    def edit(document: Document) -> Document:
        training: Training = replace(document.training, **changes)  # type: ignore[arg-type]
        return with_training(document, training)

    return edit


def some_session(preset: str = "circle", count: int = 60) -> Session:
    """The session of a first start, with these points."""
    return Session(new_document(preset, count))


def assert_same_place(found: Place, expected: Place) -> None:
    """Two places agree in every bit, and so do their curves."""
    np.testing.assert_array_equal(found.theta, expected.theta)
    np.testing.assert_array_equal(found.memory, expected.memory)
    for name in ("epoch", "position", "updates", "mistakes", "mistakes_before_epoch", "curve"):
        assert getattr(found, name) == getattr(expected, name), name


def heard(session: Session) -> list[str]:
    """What the session says from now on."""
    sentences: list[str] = []
    session.said.connect(sentences.append)
    return sentences
