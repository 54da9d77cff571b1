"""Findings about hidden units: those that are alike, and those that learn nothing."""

from collections.abc import Iterator
from itertools import pairwise

import numpy as np

from model.activations import ACTIVATIONS, activate
from model.arrays import AnyFloats, Bools, Floats
from model.evaluation.finding import NETWORK, Evidence, Finding
from model.expressions.figures import figure
from model.learning.engine import CHUNK

SAME = 1e-9  # relative to the largest weight of a unit
FLAT = 0.01  # of the slope at 0: a unit whose slope is nowhere above it is saturated
FEW = 256  # points that most units are cleared by
NEW_START = "A new start draws random weights"
REVIVE = "Try a new start, scaled inputs, or another activation"
LOOSEN = "Try a new start, or scale the inputs"


def alike(evidence: Evidence) -> Iterator[Finding]:
    """Find hidden layers some of whose units have the same weights, in and out."""
    layers = evidence.classifier.layers(evidence.place.theta)
    for depth, (layer, above) in enumerate(pairwise(layers), 1):
        units = len(layer.biases)
        into = np.column_stack([layer.weights, layer.biases])
        out = np.ascontiguousarray(above.weights.T)
        same_pair = _same_pairs(into) & _same_pairs(out)
        copies = int((same_pair & np.tri(units, k=-1, dtype=bool)).any(axis=1).sum())
        if not copies:
            continue
        kinds = units - copies
        if kinds == 1:
            every = "Both" if units == 2 else f"All {units}"
            same = (
                "the same weights, in and out" if into.any() or out.any() else "weights of 0 only"
            )
            claim = (
                f"{every} units in hidden layer {depth} have {same}: each update changes them alike"
            )
        else:
            claim = (
                f"The {units} units in hidden layer {depth} are only {kinds} different ones: the "
                "others have the same weights, in and out, and each update changes them alike"
            )
        figures = {"layer": depth, "units": units, "kinds": kinds}
        yield Finding("alike", claim, NEW_START, NETWORK, figures)


def _same_pairs(rows: AnyFloats) -> Bools:
    """Return which of the rows (n, d) are the same, (n, n), relative to the larger of the two."""
    sizes = np.abs(rows).max(axis=1)
    apart = np.abs(rows[:, np.newaxis] - rows).max(axis=2)
    return np.asarray(apart <= SAME * np.maximum.outer(sizes, sizes))


def idle(evidence: Evidence) -> Iterator[Finding]:
    """Find hidden layers with units that are dead or saturated at all training points."""
    classifier, points = evidence.classifier, evidence.points()
    if not classifier.hidden_layers or not evidence.measured.trained:
        return
    steepest = _steepest(evidence)
    for depth, (shape, slopes) in enumerate(zip(classifier.shapes, steepest, strict=False), 1):
        bounded = ACTIVATIONS[shape.activation].bounds is not None
        limit = FLAT * _slope_at_zero(shape.activation) if bounded else 0.0
        chosen = slopes[slopes <= limit]
        if not len(chosen):
            continue
        are = "is" if len(chosen) == 1 else "are"
        units = f"{len(chosen)} of {shape.outputs} units in hidden layer {depth} {are}"
        figures = {"layer": depth, "units": len(chosen), "slope": float(chosen.max())}
        if not bounded:
            claim = f"{units} dead: at all {points} the slope is 0, so nothing is learned there"
            yield Finding("dead", claim, REVIVE, NETWORK, figures)
        elif evidence.wrong:
            most = figure(float(chosen.max()), 2)
            claim = (
                f"{units} saturated: at all {points} the slope of {shape.activation} is at most "
                f"{most}, so hardly anything is learned there"
            )
            yield Finding("saturated", claim, LOOSEN, NETWORK, figures)


def _steepest(evidence: Evidence) -> list[Floats]:
    """Return the largest slope of every hidden unit over the training points, layer by layer.

    Of units that are neither dead nor saturated at a few points, it is that of those few.
    """
    x = evidence.document.dataset.x[evidence.is_trained]
    few = _slopes_at(evidence, x[:FEW])
    shapes = evidence.classifier.shapes
    if all(
        (most > FLAT * _slope_at_zero(shape.activation)).all()
        for most, shape in zip(few, shapes, strict=False)
    ):
        return few
    for start in range(FEW, len(x), CHUNK):
        more = _slopes_at(evidence, x[start : start + CHUNK])
        few = [np.maximum(one, other) for one, other in zip(few, more, strict=True)]
    return few


def _slopes_at(evidence: Evidence, x: Floats) -> list[Floats]:
    """Return the largest slope of every hidden unit at raw x (n, features), layer by layer."""
    found = []
    a: AnyFloats = evidence.document.inputs_of(x).T
    with np.errstate(all="ignore"):
        for layer in evidence.classifier.layers(evidence.place.theta)[:-1]:
            a = activate(layer.activation, layer.weights @ a + layer.biases[:, np.newaxis])
            slopes = np.ones_like(a)
            ACTIVATIONS[layer.activation].times_slope(a, slopes, np.empty_like(a))
            found.append(np.abs(slopes).max(axis=1))
    return found


def _slope_at_zero(activation: str) -> float:
    slope = np.ones((1, 1))
    a = activate(activation, np.zeros((1, 1)))
    ACTIVATIONS[activation].times_slope(a, slope, np.empty_like(a))
    return float(abs(slope[0, 0]))
