"""The document: what a person edits. The edits are in model/run/edits.py."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from model.arrays import Bools, Floats, freeze, frozen_floats
from model.classifiers import CLASSIFIERS
from model.classifiers.base import Classifier
from model.data.dataset import Dataset, test_mask
from model.data.features import Scaling, input_names, rescaled, with_derived_inputs
from model.explain import Names, Symbols
from model.learning.layers import Layer, join, layers_of
from model.learning.refit import refitted
from model.learning.settings import Training
from model.randomness import Purpose, generator
from model.run.weights import Weights


@dataclass(frozen=True)
class Generated:
    """The preset that made the points, and the count, noise and classes that were asked for.

    A preset with a fixed count, or with fewer classes, does not heed what was asked.
    """

    preset: str
    count: int
    noise: float
    classes: int = 2


@dataclass(frozen=True)
class Start:
    """Where training starts: at random weights from the start seed, at zero, or at given weights.

    ``weights`` come from a file; ``theta`` was typed, in the units that the classifier sees.
    """

    zero: bool = False
    weights: Weights | None = None
    theta: tuple[float, ...] | None = None

    @property
    def is_given(self) -> bool:
        """Whether weights are given, so that it fits one shape of classifier only."""
        return self.weights is not None or self.theta is not None


@dataclass(frozen=True)
class Document:
    """Everything a person decides; theta and the progress of training are not part of it.

    Attributes:
        dataset: points and labels.
        classifier_name: the key of the classifier among ``CLASSIFIERS``.
        hidden: the hidden layers of the network, kept while another classifier is picked.
        activation: the activation of the hidden layers, likewise kept.
        training: the settings of training, as chosen; ``settings`` are those in force.
        data_seed: the seed of the points that a preset makes.
        start_seed: the seed of the starting weights and of the order of the points.
        split_seed: the seed of the choice of test points.
        start: where training starts.
        origin: the name of the file or the preset that the points came from.
        generated: what the preset was asked for, None if the points came from elsewhere.
        as_loaded: the points as the file or the preset gave them, None if there was neither.
        loads: how often all points were replaced at once: opening the same file again is a change.
        derived: the inputs besides the features, as keys of ``FORMULAS``.
        scaling: the scaling of all inputs, fixed when it was chosen.
        test_share: the share of test points among the points that were loaded together.
    """

    dataset: Dataset
    classifier_name: str = "network"
    hidden: tuple[int, ...] = (4,)
    activation: str = "tanh"
    training: Training = field(default_factory=Training)
    data_seed: int = 0
    start_seed: int = 0
    split_seed: int = 0
    start: Start = Start()
    origin: str = ""
    generated: Generated | None = None
    as_loaded: Dataset | None = None
    loads: int = 0
    derived: tuple[str, ...] = ()
    scaling: Scaling | None = None
    test_share: float = 0.0

    @cached_property
    def classifier(self) -> Classifier:
        """The classifier, shaped for the dataset."""
        inputs = self.dataset.features + len(self.derived)
        return CLASSIFIERS[self.classifier_name].shaped(
            inputs, self.dataset.classes, self.hidden, self.activation
        )

    @property
    def has_edited_points(self) -> bool:
        """Whether there are points that were placed or edited since the points were loaded."""
        if not len(self.dataset):
            return False
        return self.as_loaded is None or not self.dataset.holds_same_points(self.as_loaded)

    @property
    def input_names(self) -> tuple[str, ...]:
        """The names of all inputs: the features, then the derived inputs by their formulas."""
        return input_names(self.dataset.feature_names, self.derived)

    @cached_property
    def symbols(self) -> Symbols:
        """The symbols for the parts of the classifier."""
        names = Names(self.input_names, self.dataset.class_names)
        return Symbols(self.classifier.shapes, names)

    @property
    def settings(self) -> Training:
        """The settings of training in force: ``training``, but for what the classifier fixes."""
        return self.classifier.settings(self.training)

    def inputs_of(self, x: Floats) -> Floats:
        """Return the inputs (points, inputs) of the classifier at raw x (points, features)."""
        inputs = with_derived_inputs(x, self.derived)
        return inputs if self.scaling is None else self.scaling.apply(inputs)

    def test_mask(self) -> Bools:
        """Return which points, (points,), are test points and never trained on."""
        rng = generator(self.split_seed, Purpose.SPLIT)
        return test_mask(self.dataset, self.test_share, rng)

    def raw_layers(self, theta: Floats) -> tuple[Layer, ...]:
        """Return the layers of theta in raw units: on raw inputs they give the same scores."""
        layers = self.classifier.layers(theta)
        return layers if self.scaling is None else self.scaling.fold(layers)

    def raw_theta(self, theta: Floats) -> Floats:
        """Return theta in raw units, which need not be finite."""
        with np.errstate(over="ignore", invalid="ignore"):
            return join(self.raw_layers(theta))

    def theta_of(self, raw: Sequence[Layer]) -> Floats:
        """Return the theta whose layers in raw units are these."""
        return join(raw if self.scaling is None else self.scaling.unfold(raw))

    def with_raw_number(self, theta: Floats, at: int, value: float) -> Floats:
        """Return theta with one weight or bias, the number ``at``, set to ``value`` in raw units.

        Only it and the bias of its unit change: the way through raw units and back would move the
        last bits of all others.
        """
        raw = self.raw_theta(theta)
        raw[at] = value
        with np.errstate(over="ignore", invalid="ignore"):
            scaled = self.theta_of(layers_of(raw, self.classifier.shapes))
        changed = np.array(theta)
        for place in (at, self._bias_of(at)):
            changed[place] = scaled[place]
        return changed

    def _bias_of(self, at: int) -> int:
        """Return where in theta the bias of the unit is that a number belongs to."""
        start = 0
        for outputs, inputs, _ in self.classifier.shapes:
            row, size = (at - start) // (inputs + 1), outputs * (inputs + 1)
            if at < start + size:
                return start + row * (inputs + 1) + inputs
            start += size
        raise IndexError(f"theta has {start} numbers, and no number {at}")

    def start_theta(self) -> Floats:
        """Return the theta that training starts from, read-only."""
        if self.start.weights is not None:
            layers = self.start.weights.in_order(self.dataset.class_names)
            return freeze(join(rescaled(layers, self.start.weights.scaling, self.scaling)))
        if self.start.theta is not None:
            return frozen_floats(self.start.theta)
        theta = self.classifier.initial(generator(self.start_seed, Purpose.START))
        return freeze(np.zeros_like(theta) if self.start.zero else theta)


def carries(before: Document, after: Document) -> bool:
    """Return whether theta must be carried over when ``before`` becomes ``after``.

    It must after a change of units or of shape that is no fresh start: of the scaling, the derived
    inputs, the hidden units or the classes.
    """
    return not restarts(before, after) and (
        _is_reshaped(before, after) or before.scaling is not after.scaling
    )


def carried_theta(before: Document, after: Document, theta: Floats) -> Floats:
    """Return the theta of ``after`` that does what ``theta`` does in ``before``.

    A change of scaling keeps the scores of raw points. What is in both documents keeps its
    weights; a new hidden unit has those of the random start, a new input or class has 0.

    Raises:
        ValueError: it would not be finite.
    """
    layers, scaling = before.classifier.layers(theta), before.scaling
    if _is_reshaped(before, after):
        names = before.input_names
        columns = [names.index(n) if n in names else None for n in after.input_names]
        rng = generator(after.start_seed, Purpose.START)
        fresh = after.classifier.layers(after.classifier.initial(rng))
        classes = (before.dataset.classes, after.dataset.classes)
        layers = refitted(layers, fresh, columns, classes)
        scaling = None if scaling is None else scaling.of_columns(columns)
    with np.errstate(over="ignore", invalid="ignore"):
        carried = join(rescaled(layers, scaling, after.scaling))
    if not (np.isfinite(carried).all() and np.isfinite(after.raw_theta(carried)).all()):
        raise ValueError(
            "the weights would grow beyond all bounds in these units; Restart or set others first"
        )
    return freeze(carried)


def carried_start(before: Document, after: Document) -> Start:
    """Return the start of ``before`` for the units and the shape of ``after``.

    Raises:
        ValueError: a given start would not be finite.
    """
    start, reshaped = before.start, _is_reshaped(before, after)
    if not start.is_given or not (reshaped or before.scaling is not after.scaling):
        return start
    if start.weights is not None and not reshaped:
        return start  # its weights are in raw units
    theta = carried_theta(before, after, before.start_theta())
    return Start(theta=tuple(theta.tolist()))


def _is_reshaped(before: Document, after: Document) -> bool:
    return (before.classifier, before.derived) != (after.classifier, after.derived)


def _is_same_kind(before: Document, after: Document) -> bool:
    """Return whether the classifiers differ at most in the numbers of inputs, units and classes."""
    one, other = before.classifier, after.classifier
    return (one.name, one.hidden_activation) == (other.name, other.hidden_activation)


def restarts(before: Document, after: Document) -> bool:
    """Return whether training starts afresh when ``before`` becomes ``after``.

    It does after a change of classifier, its activation, the start or its seed, and when a preset
    or a file replaced all points; it goes on after edits of points, and after changes of the
    training settings, of the test points, and of what theta is carried over to; see ``carries``.
    """
    if (
        not _is_same_kind(before, after)
        or before.start_seed != after.start_seed
        or before.loads != after.loads
    ):
        return True
    try:
        return after.start != carried_start(before, after)
    except ValueError:
        return True


def same_split(one: Document, other: Document) -> bool:
    """Return whether two documents have the same points, with the same test points among them."""
    return one.dataset is other.dataset and (
        (one.test_share, one.split_seed) == (other.test_share, other.split_seed)
    )
