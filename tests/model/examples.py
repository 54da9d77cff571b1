"""Points, documents and helpers shared by test modules."""

from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass
from itertools import product

import numpy as np

from model import Camera, Place, Run, Snapshot, Wishes, dataset, snapshot
from model.arrays import Floats, Integers
from model.classifiers import CLASSIFIERS
from model.classifiers.base import Classifier
from model.data.dataset import CLASS_NAMES
from model.evaluation.separation import Separation
from model.learning.settings import Training
from model.plane.field import Grid
from model.plane.slice import Slice
from model.plane.units import UnitId
from model.run.document import Document, Start
from model.run.place import upcoming
from model.run.trainer import Trainer


def never() -> bool:
    """Say that time has not run out."""
    return False


def some_points(
    count: int, features: int = 2, classes: int = 2, seed: int = 0
) -> tuple[Floats, Integers]:
    """Return overlapping clouds, x (count, features) and labels (count,)."""
    rng = np.random.default_rng([seed, count, features, classes])
    labels = rng.integers(0, classes, count)
    centres = rng.normal(0.0, 1.5, (classes, features))
    return centres[labels] + rng.normal(0.0, 1.0, (count, features)), labels


def separable_points(count: int, features: int, seed: int) -> tuple[Floats, Integers]:
    """Return x and labels of points on both sides of a random hyperplane, with a gap."""
    rng = np.random.default_rng([seed, count, features])
    normal = rng.normal(size=features)
    normal /= np.linalg.norm(normal)
    x = rng.uniform(-3.0, 3.0, (4 * count, features))
    height = x @ normal - rng.uniform(-1.0, 1.0)
    x, height = x[np.abs(height) > 0.3], height[np.abs(height) > 0.3]
    return x[:count], (height[:count] > 0).astype(np.int64)


def document_of(
    x: object,
    labels: object,
    classifier: str = "logistic",
    training: Training | None = None,
    *,
    classes: int = 2,
    hidden: tuple[int, ...] = (3,),
    activation: str = "tanh",
    start: Start | None = None,
    start_seed: int = 0,
) -> Document:
    """Return a document with these points and settings."""
    return Document(
        dataset(x, labels, class_names=CLASS_NAMES[:classes]),
        classifier,
        hidden,
        activation,
        training or Training(),
        start=start or Start(),
        start_seed=start_seed,
    )


def rule(
    name: str,
    inputs: int = 2,
    classes: int = 2,
    hidden: tuple[int, ...] = (3,),
    activation: str = "tanh",
) -> Classifier:
    """Return the classifier of this name and these sizes."""
    return CLASSIFIERS[name].shaped(inputs, classes, hidden, activation)


def losses_of(
    classifier: Classifier, scores: Floats, labels: Integers, training: Training
) -> Floats:
    """Return the loss of every point, (points,), that training descends."""
    return classifier.loss(training).of_points(scores.T, labels)


def mean_loss(
    classifier: Classifier, theta: Floats, x: Floats, labels: Integers, training: Training
) -> float:
    """Return the mean loss, which the window calls loss."""
    return float(losses_of(classifier, classifier.scores(theta, x), labels, training).mean())


def slopes(function: Callable[[Floats], float], at: Floats, step: float = 1e-5) -> Floats:
    """Return the gradient of a function by central differences."""
    result = np.empty_like(at)
    for i in range(at.size):
        shift = np.zeros_like(at)
        shift[i] = step
        result[i] = (function(at + shift) - function(at - shift)) / (2 * step)
    return result


def one_update(
    classifier: Classifier, theta: Floats, x: Floats, labels: Integers, training: Training
) -> Floats:
    """Return theta after the first update of an engine."""
    engine = classifier.engine(theta, x, labels, training)
    with np.errstate(all="ignore"):  # as the trainer does
        assert engine.run(0, 1, never) == 1
    return engine.theta


def kinds_of_training() -> Iterator[tuple[str, Training]]:
    """Yield classifiers with several batch sizes, both orders, all optimizers, some penalties."""
    for batch_size, order in product((1, 7, None), ("file", "shuffled")):
        for name in CLASSIFIERS:
            yield name, Training(batch_size=batch_size, order=order)
    for optimizer in ("momentum", "adam"):
        for name in ("logistic", "network"):
            yield name, Training(batch_size=4, optimizer=optimizer, learning_rate=0.01)
    for penalty in ("l1", "l2"):
        yield "network", Training(batch_size=5, penalty=penalty, penalty_rate=0.01)
    yield "network", Training(batch_size=3, loss="squared")
    yield "logistic", Training(batch_size=1, loss="squared")


def described(kind: tuple[str, Training]) -> str:
    """Return a test id for one of these."""
    name, t = kind
    return f"{name}-{t.batch_size}-{t.order}-{t.optimizer}-{t.penalty}-{t.loss}"


def trained(document: Document, updates: int) -> Trainer:
    """Return a trainer that has made this many updates."""
    trainer = Trainer(document)
    trainer.advance(updates)
    return trainer


class Clock:
    """A clock that advances by one second at each reading."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        self.now += 1.0
        return self.now


def same(one: Place, other: Place) -> bool:
    """Say whether two places agree in every bit, apart from their loss curves."""
    return (
        np.array_equal(one.theta, other.theta)
        and np.array_equal(one.memory, other.memory)
        and (one.epoch, one.position, one.updates) == (other.epoch, other.position, other.updates)
        and one.mistakes == other.mistakes
    )


def overlapping(name: str = "logistic", training: Training | None = None) -> Document:
    """Return a document of 23 points in overlapping clouds."""
    x, labels = some_points(23)
    return document_of(x, labels, name, training)


def seen_at(
    trainer: Trainer,
    over: Grid | None = None,
    shown: Slice | None = None,
    unit: UnitId | None = None,
    wishes: Wishes | None = None,
) -> Snapshot:
    """Return the snapshot of a trainer at its present place."""
    camera, asked = Camera(over, shown, unit), wishes or Wishes()
    return snapshot(trainer.document, trainer.place, camera, asked, measured=trainer.measured)


def upcoming_of(trainer: Trainer) -> Integers:
    """Return the indices of the points that the next update visits."""
    return upcoming(trainer.document, trainer.place, trainer.document.test_mask())


def assert_same_snapshot(found: Snapshot, expected: Snapshot) -> None:
    """Assert that two snapshots agree in every bit, including what is computed on demand."""
    _assert_same(found, expected, "snapshot")
    for name in ("separability", "bound"):
        one, other = (getattr(seen.separation, name) for seen in (found, expected))
        _assert_same(one, other, name)


def _assert_same(found: object, expected: object, path: str) -> None:
    if isinstance(expected, np.ndarray):
        np.testing.assert_array_equal(found, expected, path)
    elif isinstance(expected, Document | Separation):
        assert type(found) is type(expected), path
    elif isinstance(expected, tuple) and not hasattr(expected, "_fields"):
        assert isinstance(found, tuple), path
        assert len(found) == len(expected), path
        for index, (one, other) in enumerate(zip(found, expected, strict=True)):
            _assert_same(one, other, f"{path}[{index}]")
    elif is_dataclass(expected):
        assert type(found) is type(expected), path
        for part in fields(expected):
            name = part.name
            _assert_same(getattr(found, name), getattr(expected, name), f"{path}.{name}")
    else:
        np.testing.assert_equal(found, expected, path)


def trick_run(rate: float = 0.1) -> Run:
    """docs/mathematics.md: w = (3, 4), b = -10 and a blue point at (4, 5), a mistake."""
    start = Start(theta=(3.0, 4.0, -10.0))
    return Run(document_of([[4.0, 5.0]], [0], "perceptron", Training(rate), start=start))
