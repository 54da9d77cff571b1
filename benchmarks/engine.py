"""The speed of gradient descent on a network, against scikit-learn doing the same work."""

import os
import warnings
from dataclasses import replace
from typing import NamedTuple

import numpy as np
from sklearn.exceptions import ConvergenceWarning
from sklearn.neural_network import MLPClassifier
from threadpoolctl import (  # type: ignore[import-untyped]
    threadpool_info,
    threadpool_limits,
)

from benchmarks.figures import Figure
from benchmarks.timing import in_turn
from model import Document, Trainer, Training, new_document
from model.arrays import Floats
from model.learning.layers import Layer, join
from model.run.edits import with_network

HIDDEN = (4, 2)
RATE = 0.1
SAME = 1e-9  # the largest difference between the two results


class Case(NamedTuple):
    """A number of points, trained in batches for some epochs; ``least`` is the least ratio."""

    points: int
    batch: int
    epochs: int
    least: float


CASES = (
    Case(250, 10, 400, 5),
    Case(250, 250, 4000, 5),
    Case(100_000, 1000, 60, 4),
)


def run(quick: bool) -> list[Figure]:
    """Measure points per second as a multiple of scikit-learn's."""
    return [_figure(case, rounds=3 if quick else 5) for case in CASES]


def _figure(case: Case, rounds: int) -> Figure:
    document = _document(case)
    ours, peer = Ours(document, case), Peer(document, case)
    cores = os.cpu_count() or 1

    def peer_on_all_cores() -> None:
        with threadpool_limits(cores):
            peer.train()

    taken = in_turn(rounds, (ours.train, peer.train, peer_on_all_cores))
    apart = float(np.abs(ours.theta - peer.theta()).max())
    if not apart <= SAME:
        raise AssertionError(f"{case}: the final thetas differ by {apart:.1e}: not the same work")
    points = case.points * case.epochs
    ours_rate, *peer_rates = (points / min(seconds) for seconds in taken)
    used = "1 thread" if peer_rates[0] >= peer_rates[1] else f"{cores} threads"
    return Figure(
        part="engine",
        what=f"network 2-4-2-1, {case.points:,} points, batch {case.batch}: times scikit-learn",
        value=ours_rate / max(peer_rates),
        unit="×",
        digits=1,
        least=case.least,
        aim=8 if case.least == 5 else None,
        note=(
            f"batch {case.batch}: {ours_rate / 1e6:.2f} against {max(peer_rates) / 1e6:.2f} "
            f"million points/s; BLAS on 1 thread, scikit-learn's on {used}, its faster choice; "
            f"the final thetas differ by {apart:.0e}"
        ),
        details={
            "points_per_second": ours_rate,
            "peer_points_per_second": {"1 thread": peer_rates[0], f"{cores}": peer_rates[1]},
            "seconds": taken,
            "thetas_apart": apart,
            "libraries": [dict(info) for info in threadpool_info()],
        },
    )


def _document(case: Case) -> Document:
    document = with_network(new_document("circle", case.points), HIDDEN, "tanh")
    return replace(document, training=Training(RATE, case.batch, "file"))


class Ours:
    """Our trainer, driven as in the window and on the command line."""

    def __init__(self, document: Document, case: Case) -> None:
        self._document, self._case = document, case
        self.theta = document.start_theta()

    def train(self) -> None:
        """Train all epochs from the start."""
        trainer = Trainer(self._document)
        trainer.advance(self._case.epochs * trainer.updates_per_epoch)
        self.theta = trainer.place.theta


class Peer:
    """scikit-learn's network of the same shape, with the same start and the same rule."""

    def __init__(self, document: Document, case: Case) -> None:
        self._x, self._labels = document.dataset.x, document.dataset.labels
        self._start = document.classifier.layers(document.start_theta())
        self._network = MLPClassifier(
            HIDDEN,
            activation="tanh",
            solver="sgd",
            alpha=0.0,
            batch_size=case.batch,
            learning_rate="constant",
            learning_rate_init=RATE,
            momentum=0.0,
            nesterovs_momentum=False,
            shuffle=False,
            tol=0.0,
            n_iter_no_change=10**9,
            max_iter=1,
            warm_start=True,  # otherwise fit draws its own weights
        )
        self._fit()
        self._network.max_iter = case.epochs

    def train(self) -> None:
        """Train all epochs from the start."""
        self._network.coefs_ = [layer.weights.T.copy() for layer in self._start]
        self._network.intercepts_ = [layer.biases.copy() for layer in self._start]
        self._fit()

    def _fit(self) -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", ConvergenceWarning)
            self._network.fit(self._x, self._labels)
        if self._network.n_iter_ != self._network.max_iter:
            raise AssertionError("scikit-learn stopped early")

    def theta(self) -> Floats:
        """Return its weights in the layout of our theta."""
        network = self._network
        return join(
            [
                Layer(np.ascontiguousarray(weights.T), biases, "tanh")
                for weights, biases in zip(network.coefs_, network.intercepts_, strict=True)
            ]
        )
