"""Documents with something to find, and what is found."""

from dataclasses import replace

import numpy as np

from model import Document, Trainer, Training, new_document
from model.evaluation.diagnosis import diagnosis
from model.evaluation.finding import Finding
from model.evaluation.separation import Separation
from model.run.document import Start
from model.run.edits import with_network
from tests.model.examples import document_of

CORNERS = [[0.0, 0.0], [1.0, 1.0], [0.0, 1.0], [1.0, 0.0]]
XOR = [0, 0, 1, 1]


def found_at(trainer: Trainer) -> tuple[Finding, ...]:
    """What is found where a trainer stands."""
    document = trainer.document
    separation = Separation(document, document.test_mask())
    return diagnosis(document, trainer.place, trainer.measured, separation)


def found(document: Document, epochs: int = 0) -> dict[str, Finding]:
    """What is found after some epochs, by id."""
    trainer = Trainer(document)
    for _ in range(epochs):
        trainer.finish_epoch()
    return {finding.id: finding for finding in found_at(trainer)}


def drawn_xor(
    classifier: str, hidden: tuple[int, ...] = (2,), activation: str = "tanh"
) -> Document:
    """XOR as a person draws it."""
    return document_of(CORNERS, XOR, classifier, hidden=hidden, activation=activation)


def at_zero(document: Document) -> Document:
    return replace(document, start=Start(zero=True))


def stretched(document: Document, times: float) -> Document:
    """The same start with all weights and biases so many times as large, the biases too."""
    theta = document.start_theta() * times + times / 10
    return replace(document, start=Start(theta=tuple(theta.tolist())))


def dying(units: int, dead: int) -> Document:
    """Points, and a ReLU layer of which some units are 0 at all of them."""
    document = with_network(new_document("circle", 40), (units,), "relu")
    theta = np.array(document.start_theta())
    theta[: 3 * units].reshape(units, 3)[:dead, 2] = -1000.0
    return replace(document, start=Start(theta=tuple(theta.tolist())))


def at_rate(document: Document, rate: float, **more: object) -> Document:
    return replace(document, training=Training(rate, **more))  # type: ignore[arg-type]
