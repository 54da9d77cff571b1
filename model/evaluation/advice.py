"""Advice before training begins: whether the classifier can tell the points apart."""

from model.evaluation.held_back import unseen
from model.evaluation.limits import limitation
from model.evaluation.separation import Separation
from model.generators import PRESETS
from model.run.document import Document

MOST_POINTS = 20_000  # separability of more would take longer than a frame


def advice(document: Document, separation: Separation) -> str:
    """Return why the classifier cannot tell the points of a document apart; "" if it may.

    A class that has no training point comes first.

    ``separation`` is that of the document's points.
    """
    generated = document.generated
    return unseen(document.dataset, separation.is_test) or limitation(
        document.classifier,
        generated is not None and PRESETS[generated.preset].curved,
        bool(document.derived),
        _separable(document, separation),
    )


def _separable(document: Document, separation: Separation) -> bool | None:
    """Return whether a line separates the points; None if that is not known."""
    data = document.dataset
    flat = data.features == 2 and data.classes == 2 and not document.derived
    if not flat or not document.classifier.is_linear or len(data) > MOST_POINTS:
        return None
    found = separation.separability
    return None if found is None else found.separable
