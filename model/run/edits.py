"""The pure edits of a document, Document -> Document.

Each returns the edited document; one that cannot be made raises ValueError.
"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from model.classifiers import CLASSIFIERS
from model.classifiers.base import Classifier
from model.data.dataset import CLASS_NAMES, Dataset, dataset
from model.data.features import (
    Scaling,
    derivable,
    derived_behind,
    input_names,
    standard,
    with_derived_inputs,
)
from model.data.preset import Preset, Solution
from model.generators import PRESETS
from model.learning.settings import Training
from model.randomness import Purpose, generator
from model.run.document import Document, Generated, Start, carried_start
from model.run.fitting import fitted, points_of_check, shown_rule
from model.run.weights import Weights

DEFAULT_PRESET = "circle"
DEFAULT_COUNT = 250
MOST_LAYERS, MOST_UNITS = 6, 16
SAME = 1e-9  # weights this near are the same, but for the rounding of a scaling
NEW_LAYER = 4  # units of a hidden layer where there was none


def new_document(
    preset: str = DEFAULT_PRESET, count: int = DEFAULT_COUNT, seed: int = 0
) -> Document:
    """Return the document of a first start: a preset with the network that suits it."""
    empty = Document(dataset(np.empty((0, 2)), np.empty(0)), start_seed=seed, data_seed=seed)
    return with_preset(empty, preset, count)


def add_points(document: Document, x: object, labels: object) -> Document:
    """Add points x (points, features) with labels (points,), placed by hand."""
    return replace(document, dataset=document.dataset.append(x, labels))


def move_points(document: Document, indices: Sequence[int], x: object) -> Document:
    """Move the points at these indices to x (points, features)."""
    return replace(document, dataset=document.dataset.move(indices, x))


def relabel_points(document: Document, indices: Sequence[int], labels: object) -> Document:
    """Give the points at these indices new labels (points,)."""
    return replace(document, dataset=document.dataset.relabel(indices, labels))


def remove_points(document: Document, indices: Sequence[int]) -> Document:
    """Remove the points at these indices."""
    return replace(document, dataset=document.dataset.remove(indices))


def clear_points(document: Document) -> Document:
    """Remove all points, to begin a drawing of one's own."""
    empty = replace(document.dataset, blocks=(), loaded=0)
    return replace(document, dataset=empty, origin="Drawing", generated=None, as_loaded=None)


def add_class(document: Document) -> Document:
    """Add a class, which has no points yet."""
    taken = document.dataset.class_names
    # The name of the colour it is drawn in, unless another class has that name.
    names = (*CLASS_NAMES[len(taken) :], *CLASS_NAMES)
    name = next((name for name in names if name not in taken), "another")
    return _carried(document, replace(document, dataset=document.dataset.with_class(name)))


def remove_last_class(document: Document) -> Document:
    """Remove the last class and its points."""
    return _carried(document, replace(document, dataset=document.dataset.without_last_class()))


def with_classifier(document: Document, name: str) -> Document:
    """Choose a classifier; weights given for the one before are dropped."""
    return replace(_with_free_start(document), classifier_name=name)


def with_another_layer(hidden: tuple[int, ...]) -> tuple[int, ...]:
    """Return hidden layers with one more at the end, as wide as the last."""
    return (*hidden, hidden[-1] if hidden else NEW_LAYER)


def with_network(document: Document, hidden: Sequence[int], activation: str) -> Document:
    """Choose hidden layers and their activation; another activation drops given weights."""
    if len(hidden) > MOST_LAYERS or not all(1 <= units <= MOST_UNITS for units in hidden):
        raise ValueError(
            f"hidden layers {','.join(map(str, hidden))}: expected at most {MOST_LAYERS}, "
            f"of 1 to {MOST_UNITS} units each"
        )
    changed = replace(document, hidden=tuple(hidden), activation=activation)
    for kind in CLASSIFIERS.values():
        kind.shaped(1, 2, changed.hidden, activation)  # refuses an unknown activation
    if changed.classifier.hidden_activation != document.classifier.hidden_activation:
        return _with_free_start(changed)
    return _carried(document, changed)


def with_training(document: Document, training: Training) -> Document:
    """Choose the settings of training."""
    return replace(document, training=training)


def with_start(document: Document, start: Start) -> Document:
    """Choose the start; a typed theta must fit the classifier."""
    if start.theta is not None:
        size = len(document.start_theta())
        if len(start.theta) != size:
            raise ValueError(f"{len(start.theta)} weights and biases: expected {size}")
        if not np.isfinite(start.theta).all():
            raise ValueError("a starting weight is not a finite number")
    return replace(document, start=start)


def with_new_start(document: Document) -> Document:
    """Draw other random starting weights."""
    return replace(document, start=Start(), start_seed=document.start_seed + 1)


def with_derived(document: Document, derived: Sequence[str]) -> Document:
    """Choose the derived inputs, in the order of ``FORMULAS``."""
    possible = _derivable(document.dataset.feature_names)
    missing = [key for key in derived if key not in possible]
    if missing:
        raise ValueError(f"{missing[0]} cannot be made from these features, or is there already")
    chosen = tuple(key for key in possible if key in derived)
    changed = replace(document, derived=chosen, scaling=None)
    if document.scaling is not None and len(document.dataset):
        changed = replace(changed, scaling=_standard(changed))
    return _carried(document, changed)


def with_standard_scaling(document: Document) -> Document:
    """Scale inputs by the mean and the deviation of the current training points.

    A given start goes over to the new units.
    """
    return _carried(document, replace(document, scaling=_standard(document)))


def without_scaling(document: Document) -> Document:
    """Turn scaling off; a given start goes over to raw units.

    Raises:
        ValueError: a given start would not be the same there.
    """
    without = _carried(document, replace(document, scaling=None))
    without.start_theta()  # refuses weights of a file that rounding would change
    return without


def _standard(document: Document) -> Scaling:
    data = document.dataset
    names = input_names(data.feature_names, document.derived)
    one_hot = (*data.one_hot, *(False for _ in document.derived))
    x = with_derived_inputs(data.x[~document.test_mask()], document.derived)
    return standard(x, names, one_hot)


def _carried(before: Document, after: Document) -> Document:
    """Return ``after`` with the start of ``before``, in its own units and shape."""
    return replace(after, start=carried_start(before, after))


def with_split(document: Document, share: float, seed: int) -> Document:
    """Make a share, 0 to 0.9, of the points that were loaded together test points."""
    changed = replace(document, test_share=share, split_seed=seed)
    changed.test_mask()  # refuses a share out of range
    return changed


def with_generated(document: Document, generated: Generated, data_seed: int) -> Document:
    """Load the points that a preset makes; the classifier and its settings stay."""
    preset = PRESETS[generated.preset]
    classes = min(max(generated.classes, 2), preset.most_classes)
    count = generated.count if preset.fixed_count is None else preset.fixed_count
    rng = generator(data_seed, Purpose.DATA)
    x, labels = preset.generate(count, generated.noise, classes, rng)
    before, there = document.generated, document.dataset.class_names
    again = before is not None and (before.preset, before.classes) == (preset.name, classes)
    # Classes that a person added stay, and wait for points.
    names = there if again and len(there) > classes else CLASS_NAMES[:classes]
    data = dataset(x, labels, preset.feature_names, names)
    data = data if preset.fixed_count is None else data.as_table()
    same = again and len(names) == len(there)
    made = replace(
        document if same else _with_free_start(document),
        data_seed=data_seed,
        generated=replace(generated, classes=classes),
    )
    changed = _carried(made, _with_dataset(made, data, preset.title))
    return changed if document.scaling is None else _scaled_if_possible(changed)


def with_preset(document: Document, name: str, count: int) -> Document:
    """Load a preset: its points, and the network and settings of training that suit them."""
    preset = PRESETS[name]
    suited = _suited(replace(_with_free_start(document), generated=None, scaling=None), preset)
    generated = Generated(name, count, preset.noise)
    made = with_generated(suited, generated, document.data_seed)
    if preset.scaled:
        made = _scaled_if_possible(made)
    return with_solution(made) if preset.opens_solved else made


def with_solution(document: Document, lesson: bool = False) -> Document:
    """Start from the weights, set by hand, that solve the preset the points came from.

    With ``lesson``, from those with the whole numbers of a lesson, where there are any.
    """
    preset = _preset_of(document)
    if preset is None or preset.solution is None:
        raise ValueError("these points have no solution that is set by hand")
    if document.dataset.classes != 2:
        raise ValueError("the solution tells two classes apart: remove the others")
    solution = preset.lesson if lesson and preset.lesson is not None else preset.solution
    return replace(
        document,
        classifier_name=solution.classifier_name,
        hidden=solution.hidden or document.hidden,
        activation=solution.activation if solution.hidden else document.activation,
        derived=(),
        scaling=None,
        start=Start(theta=solution.theta),
    )


def with_learner(document: Document) -> Document:
    """Choose a classifier that can learn the preset the points came from, at a random start."""
    preset = _preset_of(document)
    if preset is None:
        raise ValueError("these points came from no preset")
    name = preset.learner or document.classifier_name
    return replace(_suited(document, preset), classifier_name=name, start=Start())


def is_solved(document: Document) -> bool:
    """Return whether the start is a solution, set by hand, of the preset."""
    return solution_of(document) is not None


def solution_of(document: Document) -> Solution | None:
    """Return the solution of the preset that is the start, in whatever scaling; None if none is."""
    preset, start = _preset_of(document), document.start.theta
    if preset is None or start is None or document.derived:
        return None
    raw = document.raw_theta(document.start_theta())
    for solution in (preset.solution, preset.lesson):
        if solution is None or not _solves(document.classifier, solution):
            continue
        if np.allclose(raw, solution.theta, rtol=0, atol=SAME):
            return solution
    return None


def _solves(classifier: Classifier, solution: Solution) -> bool:
    """Return whether a classifier has the layers of a solution."""
    kind = CLASSIFIERS[solution.classifier_name]
    hidden, activation = solution.hidden, solution.activation if solution.hidden else "tanh"
    return classifier == kind.shaped(classifier.inputs, 2, hidden, activation)


def with_points(document: Document, points: Dataset, origin: str, scaled: bool = False) -> Document:
    """Load the points of a file, with standard scaling if ``scaled``."""
    changed = replace(_with_free_start(document), generated=None)
    if points.feature_names != document.dataset.feature_names:
        changed = replace(changed, derived=())  # the derived inputs were chosen for other features
    changed = _with_dataset(changed, points.in_drawing_order(), origin)
    return with_standard_scaling(changed) if scaled and len(points) else changed


def with_weights(document: Document, weights: Weights, origin: str = "") -> Document:
    """Take the classifier, the settings, the inputs and the start from a weights file.

    Where the weights do not fit the points, those of their check replace them, from ``origin``.

    Raises:
        ValueError: the window cannot show such weights; the sentence says what to do.
    """
    rule = shown_rule(weights)
    try:
        changed = replace(document, dataset=fitted(document.dataset, weights))
    except ValueError:
        changed = replace(document, generated=None, test_share=0.0)
        changed = _with_dataset(changed, points_of_check(weights), origin)
    record = weights.record
    changed = replace(
        changed,
        classifier_name=rule.name,
        derived=derived_behind(weights.inputs, changed.dataset.features) or (),
        scaling=weights.trained_scaling,
        start=Start(weights=weights),
        training=record.training if record else document.training,
        start_seed=record.seed if record else document.start_seed,
    )
    hidden = rule.hidden_layers
    if hidden is not None:
        changed = replace(changed, hidden=hidden, activation=rule.hidden_activation)
    return changed


def _with_dataset(document: Document, data: Dataset, origin: str) -> Document:
    return replace(
        document,
        dataset=data,
        origin=origin,
        as_loaded=data,
        loads=document.loads + 1,
        derived=tuple(key for key in document.derived if key in _derivable(data.feature_names)),
        scaling=None,
    )


def _derivable(features: Sequence[str]) -> tuple[str, ...]:
    """Return the keys of the formulas whose inputs are not among the features already."""
    keys = derivable(len(features))
    made = input_names(features, keys)[len(features) :]
    return tuple(key for key, name in zip(keys, made, strict=True) if name not in features)


def _scaled_if_possible(document: Document) -> Document:
    """Turn standard scaling on, unless points have no spread, like a single one."""
    try:
        return with_standard_scaling(document)
    except ValueError:
        return document


def _suited(document: Document, preset: Preset) -> Document:
    return replace(
        document, hidden=preset.hidden, activation=preset.activation, training=preset.training
    )


def _preset_of(document: Document) -> Preset | None:
    return None if document.generated is None else PRESETS[document.generated.preset]


def _with_free_start(document: Document) -> Document:
    """Drop a start that fits one shape of classifier only."""
    return replace(document, start=Start()) if document.start.is_given else document
