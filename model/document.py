"""The document, what a person edits, and its pure edits: Document -> Document."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np

from model.arrays import Floats, freeze
from model.classifier import Classifier
from model.classifiers import CLASSIFIERS
from model.dataset import Dataset, dataset
from model.generators import PRESETS
from model.randomness import Purpose, generator
from model.training import Training
from model.weights import Weights

DEFAULT_PRESET = "circle"
DEFAULT_COUNT = 250


@dataclass(frozen=True)
class Generated:
    """The preset that made the points, and how many and how noisy they were asked for."""

    preset: str
    count: int
    noise: float


@dataclass(frozen=True)
class Start:
    """Where training starts: at random weights of the start seed, at zero, or at given weights."""

    zero: bool = False
    weights: Weights | None = None


@dataclass(frozen=True)
class Document:
    """All that a person decides; theta and what training made of it is not part of it.

    ``hidden`` and ``activation`` are the network's and are kept while another classifier is picked.
    ``origin`` names the file or the preset that the points came from. ``loads`` counts how often
    all points were replaced at once, so that the same file opened again is seen to be opened.
    """

    dataset: Dataset
    classifier_name: str = "network"
    hidden: tuple[int, ...] = (4,)
    activation: str = "tanh"
    training: Training = field(default_factory=Training)
    data_seed: int = 0
    start_seed: int = 0
    start: Start = Start()
    origin: str = ""
    generated: Generated | None = None
    loads: int = 0

    @cached_property
    def classifier(self) -> Classifier:
        """The classifier, of the shape that the dataset asks for."""
        return CLASSIFIERS[self.classifier_name](
            self.dataset.features, self.dataset.classes, self.hidden, self.activation
        )

    def start_theta(self) -> Floats:
        """The theta that training starts from, read-only."""
        if self.start.weights is not None:
            return freeze(self.start.weights.theta)
        theta = self.classifier.initial(generator(self.start_seed, Purpose.START))
        return freeze(np.zeros_like(theta) if self.start.zero else theta)


def new_document(
    preset: str = DEFAULT_PRESET, count: int = DEFAULT_COUNT, seed: int = 0
) -> Document:
    """The document of a first start: a preset with the network that suits it."""
    empty = dataset(np.empty((0, 2)), np.empty(0))
    return with_preset(Document(empty, start_seed=seed, data_seed=seed), preset, count)


def restarts(before: Document, after: Document) -> bool:
    """Whether training starts afresh when ``before`` becomes ``after``.

    It does after a change of classifier, its shape, the start or its seed, and when a preset or a
    file replaced all points; it goes on after edits of points and changes of the training settings.
    """
    return (
        before.classifier != after.classifier
        or before.start != after.start
        or before.start_seed != after.start_seed
        or before.loads != after.loads
    )


def add_point(document: Document, x: Sequence[float], label: int) -> Document:
    """With one more point."""
    return replace(document, dataset=document.dataset.append(x, label))


def move_point(document: Document, index: int, x: Sequence[float]) -> Document:
    """With point ``index`` at x."""
    return replace(document, dataset=document.dataset.move(index, x))


def relabel_point(document: Document, index: int, label: int) -> Document:
    """With point ``index`` in another class."""
    return replace(document, dataset=document.dataset.relabel(index, label))


def remove_points(document: Document, indices: Sequence[int]) -> Document:
    """Without the points of these indices."""
    return replace(document, dataset=document.dataset.remove(indices))


def clear_points(document: Document) -> Document:
    """Without any point: a drawing of one's own begins."""
    empty = replace(document.dataset, blocks=())
    return replace(document, dataset=empty, origin="Drawing", generated=None)


def with_classifier(document: Document, name: str) -> Document:
    """With another classifier; weights given for the one before are dropped."""
    return _with_random_start(replace(document, classifier_name=name))


def with_network(document: Document, hidden: Sequence[int], activation: str) -> Document:
    """With other hidden layers or activation; weights given for others are dropped.

    Raises:
        ValueError: a network cannot have them.
    """
    data = document.dataset
    CLASSIFIERS["network"](data.features, data.classes, tuple(hidden), activation)
    return _with_random_start(replace(document, hidden=tuple(hidden), activation=activation))


def with_training(document: Document, training: Training) -> Document:
    """With other training settings."""
    return replace(document, training=training)


def with_new_start(document: Document) -> Document:
    """With other random starting weights."""
    return replace(document, start=Start(), start_seed=document.start_seed + 1)


def with_generated(document: Document, generated: Generated, data_seed: int) -> Document:
    """With the points that a preset makes, the classifier and its settings as they are."""
    preset = PRESETS[generated.preset]
    rng = generator(data_seed, Purpose.DATA)
    x, labels = preset.generate(generated.count, generated.noise, rng)
    return replace(
        _with_random_start(document),
        dataset=dataset(x, labels),
        data_seed=data_seed,
        origin=preset.title,
        generated=generated,
        loads=document.loads + 1,
    )


def with_preset(document: Document, name: str, count: int) -> Document:
    """With a preset's points, and the network shape, rate and batch that suit them."""
    preset = PRESETS[name]
    suited = replace(
        document, hidden=preset.hidden, activation=preset.activation, training=preset.training
    )
    return with_generated(suited, Generated(name, count, preset.noise), document.data_seed)


def with_points(document: Document, points: Dataset, origin: str) -> Document:
    """With the points of a file."""
    return replace(
        _with_random_start(document),
        dataset=points,
        origin=origin,
        generated=None,
        loads=document.loads + 1,
    )


def with_weights(document: Document, weights: Weights) -> Document:
    """With the classifier, the settings and the start of a weights file; the points stay.

    Raises:
        ValueError: the weights are of other inputs or classes than the points.
    """
    rule = weights.rule()
    points = document.dataset
    if (rule.inputs, rule.classes) != (points.features, points.classes):
        raise ValueError(
            f"these weights take {rule.inputs} inputs and tell {rule.classes} classes apart; "
            f"the plane holds points of {points.features} features and {points.classes} classes"
        )
    _refuse_other_inputs(weights.inputs, points.feature_names)
    record = weights.record
    changed = replace(
        document,
        classifier_name=rule.name,
        start=Start(weights=weights),
        training=record.training if record else document.training,
        start_seed=record.seed if record else document.start_seed,
    )
    if rule.hidden:
        changed = replace(changed, hidden=rule.hidden, activation=rule.activation)
    return changed


def _refuse_other_inputs(inputs: Sequence[str], features: Sequence[str]) -> None:
    """Refuse inputs that are not these features; plain other names are taken by position."""
    if tuple(inputs) == tuple(features):
        return
    wanted, there = ", ".join(inputs), ", ".join(features)
    if set(inputs) == set(features):
        raise ValueError(f"these weights take {wanted} in this order, but the points hold {there}")
    made = [name for name in inputs if name not in features and set(name) & set("^*(=")]
    if made:
        raise ValueError(
            f"these weights take the input {made[0]}, which the plane's points ({there}) do not "
            "have: predict with python -m model predict"
        )


def _with_random_start(document: Document) -> Document:
    return document if document.start.weights is None else replace(document, start=Start())
