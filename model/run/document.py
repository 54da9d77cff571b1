"""The document, what a person edits; model/run/edits.py holds the edits."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from model.arrays import Bools, Floats, freeze, frozen_floats
from model.classifiers import CLASSIFIERS
from model.classifiers.base import Classifier
from model.data.dataset import Dataset, test_mask
from model.data.features import Scaling, input_names, with_derived_inputs
from model.explain import Names, Symbols
from model.learning.layers import Layer, join
from model.learning.settings import Training
from model.randomness import Purpose, generator
from model.run.weights import Weights


@dataclass(frozen=True)
class Generated:
    """The preset that made the points, and how many, how noisy, of how many classes it was asked.

    What a preset fixes itself it makes whatever it was asked.
    """

    preset: str
    count: int
    noise: float
    classes: int = 2


@dataclass(frozen=True)
class Start:
    """Where training starts: at random weights of the start seed, at zero, or at given ones.

    ``weights`` are those of a file, ``theta`` was typed in the units that the classifier sees.
    """

    zero: bool = False
    weights: Weights | None = None
    theta: tuple[float, ...] | None = None

    @property
    def is_given(self) -> bool:
        """Whether it fits one shape of classifier only."""
        return self.weights is not None or self.theta is not None


@dataclass(frozen=True)
class Document:
    """All that a person decides; theta and what training made of it is not part of it.

    ``hidden`` and ``activation`` are the network's and are kept while another classifier is picked.
    ``derived`` are keys of ``features.FORMULAS``: inputs beside the features. ``scaling`` is over
    all inputs, fixed when the points were loaded. ``test_share`` of the points that came together
    are never trained on. ``origin`` names the file or the preset that the points came from.
    ``loads`` counts how often all points were replaced at once, so that the same file opened again
    is seen to be opened.
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
    loads: int = 0
    derived: tuple[str, ...] = ()
    scaling: Scaling | None = None
    test_share: float = 0.0

    @cached_property
    def classifier(self) -> Classifier:
        """The classifier, of the shape that the dataset asks for."""
        inputs = self.dataset.features + len(self.derived)
        return CLASSIFIERS[self.classifier_name].shaped(
            inputs, self.dataset.classes, self.hidden, self.activation
        )

    @property
    def input_names(self) -> tuple[str, ...]:
        """What the classifier takes in: the features, then the derived inputs by their formulas."""
        return input_names(self.dataset.feature_names, self.derived)

    @cached_property
    def symbols(self) -> Symbols:
        """What the parts of the classifier are called."""
        names = Names(self.input_names, self.dataset.class_names)
        return Symbols(self.classifier.shapes, names)

    @property
    def settings(self) -> Training:
        """The settings of training that are in force: ``training``, but for what is fixed."""
        return self.classifier.settings(self.training)

    def inputs_of(self, x: Floats) -> Floats:
        """What the classifier takes in at raw x (points, features), (points, inputs)."""
        inputs = with_derived_inputs(x, self.derived)
        return inputs if self.scaling is None else self.scaling.apply(inputs)

    def test_mask(self) -> Bools:
        """Which points, (points,), are test points and never trained on."""
        rng = generator(self.split_seed, Purpose.SPLIT)
        return test_mask(self.dataset, self.test_share, rng)

    def raw_layers(self, theta: Floats) -> tuple[Layer, ...]:
        """The layers of theta in raw units: on raw inputs they give what theta gives on scaled."""
        layers = self.classifier.layers(theta)
        return layers if self.scaling is None else self.scaling.fold(layers)

    def raw_theta(self, theta: Floats) -> Floats:
        """Theta in raw units, which need not be finite."""
        with np.errstate(over="ignore", invalid="ignore"):
            return join(self.raw_layers(theta))

    def theta_of(self, raw: Sequence[Layer]) -> Floats:
        """The theta whose layers in raw units are these."""
        return join(raw if self.scaling is None else self.scaling.unfold(raw))

    def start_theta(self) -> Floats:
        """The theta that training starts from, read-only."""
        if self.start.weights is not None:
            layers = self.start.weights.in_order(self.dataset.class_names)
            return freeze(self.theta_of(layers))
        if self.start.theta is not None:
            return frozen_floats(self.start.theta)
        theta = self.classifier.initial(generator(self.start_seed, Purpose.START))
        return freeze(np.zeros_like(theta) if self.start.zero else theta)


def restarts(before: Document, after: Document) -> bool:
    """Whether training starts afresh when ``before`` becomes ``after``.

    It does after a change of classifier, its shape or inputs, the start or its seed, and when a
    preset or a file replaced all points; it goes on after edits of points and changes of the
    training settings or of what is held back.
    """
    return (
        before.classifier != after.classifier
        or before.derived != after.derived
        or before.scaling is not after.scaling
        or before.start != after.start
        or before.start_seed != after.start_seed
        or before.loads != after.loads
    )


def same_split(one: Document, other: Document) -> bool:
    """Whether two documents have the same points, and the same ones among them are held back."""
    return one.dataset is other.dataset and (
        (one.test_share, one.split_seed) == (other.test_share, other.split_seed)
    )
