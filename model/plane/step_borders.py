"""The exact boundary of a network of steps: segments of the lines of its first hidden layer."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from model.arrays import Bools, Floats
from model.classifiers.base import Classifier
from model.learning.layers import Layer
from model.plane.field import Region, Segment, line

TIE = 1e-9  # a score below this share of the sizes of its terms counts as 0
DIGITS = 9  # decimals to which a cut along a segment is known


def step_borders(
    classifier: Classifier, layers: Sequence[Layer], region: Region
) -> tuple[Segment, ...]:
    """Return segments across which the predicted class changes, or on which it is another one.

    Args:
        classifier: says which class belongs to the scores of the last layer.
        layers: the layers of a network of steps, the first with two inputs.
        region: the visible part of the plane.

    Returns:
        Segments that do not overlap. Between the lines of the first layer its steps are constant,
        and so is all that follows from them; on a line its own unit is 1.
    """
    first, found = layers[0], []
    for unit, ((w1, w2), b) in enumerate(zip(first.weights, first.biases, strict=True)):
        whole = line(float(w1), float(w2), float(b), region)
        if whole is not None:
            with np.errstate(over="ignore", invalid="ignore"):
                found += _changes(classifier, layers, unit, whole)
    return tuple(found)


def unit_borders(
    classifier: Classifier, layers: Sequence[Layer], layer: int, unit: int, region: Region
) -> tuple[Segment, ...]:
    """Return the segments where the step of one unit of a ``layer`` changes.

    The other arguments are those of ``step_borders``.
    """
    *before, last = layers[: layer + 1]
    alone = Layer(last.weights[[unit]], last.biases[[unit]], last.activation)
    return step_borders(replace(classifier, classes=2), [*before, alone], region)


def _changes(
    classifier: Classifier, layers: Sequence[Layer], unit: int, whole: Segment
) -> list[Segment]:
    """Return the segments of the line of a unit on which the class changes."""
    first, start, along = layers[0], np.array(whole[:2]), np.subtract(whole[2:], whole[:2])
    cuts = _cuts(first, start, along)
    middles = start + (cuts[:-1] + cuts[1:])[:, np.newaxis] / 2 * along
    scores = first.weights @ middles.T + first.biases[:, np.newaxis]
    sizes = np.abs(first.weights) @ np.abs(middles.T) + np.abs(first.biases)[:, np.newaxis]
    tied = np.abs(scores) <= TIE * sizes
    tied[unit] = True
    # Units that share this line are 1 on one side of it and 0 on the other.
    rising = (first.weights @ first.weights[unit])[:, np.newaxis]
    here, above, below = (
        classifier.classes_of(classifier.output_scores(layers[1:], steps.T.astype(np.float64)))
        for steps in (
            tied | (scores >= 0),
            np.where(tied, rising >= 0, scores >= 0),
            np.where(tied, rising <= 0, scores >= 0),
        )
    )
    owned = tied.argmax(axis=0) == unit  # a line that several units share is drawn once
    return [
        Segment(*(start + cuts[low] * along).tolist(), *(start + cuts[high] * along).tolist())
        for low, high in _runs(owned & ((here != above) | (here != below)))
    ]


def _cuts(first: Layer, start: Floats, along: Floats) -> Floats:
    """Return where other lines cut a segment, from 0 at its start to 1 at its end."""
    with np.errstate(divide="ignore", invalid="ignore"):
        shares = -(first.weights @ start + first.biases) / (first.weights @ along)
    inside = shares[(shares > 0) & (shares < 1)]
    return np.asarray(np.unique(np.round([0.0, *inside, 1.0], DIGITS)))


def _runs(mask: Bools) -> list[tuple[int, int]]:
    """Return the first index of each run of True, and the index after its last."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], mask, [False]])))
    return [(int(low), int(high)) for low, high in edges.reshape(-1, 2)]
