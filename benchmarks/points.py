"""The speed of training on single points, against the obvious loop over NumPy rows."""

from dataclasses import replace

import numpy as np

from benchmarks.figures import Figure
from benchmarks.timing import in_turn
from model import CLASSIFIERS, Document, Trainer, Training, new_document
from model.arrays import Floats
from model.run.document import Generated
from model.run.edits import with_classifier, with_generated

NOISE = 0.5  # the blobs overlap, so that a perceptron never converges
RATE = 0.01
EPOCHS = {"ours": 400, "peer": 40}
SAME = 1e-9
LEAST = 8


def run(quick: bool) -> list[Figure]:
    """Measure points per second as a multiple of the loop's."""
    return [_figure(name, rounds=3 if quick else 7) for name in ("perceptron", "logistic")]


def _figure(name: str, rounds: int) -> Figure:
    document = _document(name)
    count = len(document.dataset)

    def ours() -> Floats:
        return trained(document, EPOCHS["ours"])

    def peer() -> Floats:
        return looped(document, EPOCHS["peer"])

    apart = float(np.abs(trained(document, EPOCHS["peer"]) - peer()).max())
    if not apart <= SAME:
        raise AssertionError(f"{name}: the final thetas differ by {apart:.1e}: not the same work")
    taken = in_turn(rounds, (ours, peer))
    ours_rate, peer_rate = (
        count * epochs / min(seconds)
        for epochs, seconds in zip(EPOCHS.values(), taken, strict=True)
    )
    return Figure(
        part="points",
        what=f"{CLASSIFIERS[name].title}, {count} points one at a time: times a NumPy loop",
        value=ours_rate / peer_rate,
        unit="×",
        digits=1,
        least=LEAST,
        note=(
            f"{name}: {ours_rate / 1e6:.2f} against {peer_rate / 1e6:.2f} million points/s; the "
            f"final thetas differ by {apart:.0e}"
        ),
        details={
            "points_per_second": ours_rate,
            "peer_points_per_second": peer_rate,
            "seconds": taken,
            "thetas_apart": apart,
        },
    )


def _document(name: str) -> Document:
    """Return a document of overlapping blobs, in file order, with a random start."""
    document = with_classifier(new_document("blobs"), name)
    document = with_generated(document, Generated("blobs", 250, NOISE), data_seed=0)
    return replace(document, training=Training(RATE, 1, "file"))


def trained(document: Document, epochs: int) -> Floats:
    """Return theta after some epochs of our trainer."""
    trainer = Trainer(document)
    trainer.advance(epochs * trainer.updates_per_epoch)
    return trainer.place.theta


def looped(document: Document, epochs: int) -> Floats:
    """Return theta after some epochs of the obvious loop."""
    rule, rate = document.classifier_name, document.training.learning_rate
    w, b = np.array(document.start_theta()[:2]), float(document.start_theta()[2])
    for _ in range(epochs):
        for x, y in zip(document.dataset.x, document.dataset.labels, strict=True):
            z = x @ w + b
            p = float(z >= 0) if rule == "perceptron" else 1 / (1 + np.exp(-z))
            w += rate * (y - p) * x
            b += rate * (y - p)
    return np.array([*w, b])
