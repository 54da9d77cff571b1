"""Every sentence is true: each claim is recomputed by a rule of its own, over random runs."""

import math
import re
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from itertools import pairwise

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from model import Trainer, Training
from model.arrays import Floats
from model.evaluation.finding import Finding
from model.expressions import figure
from model.run.document import Document, Start
from model.run.edits import with_derived, with_split, with_standard_scaling
from tests.model.evaluation.diagnosed import found_at
from tests.model.examples import document_of

FUNCTIONS: dict[str, Callable[[float], float]] = {
    "tanh": math.tanh,
    "sigmoid": lambda z: 1 / (1 + math.exp(-z)) if z > -700 else 0.0,
    "relu": lambda z: max(0.0, z),
    "linear": lambda z: z,
}
SLOPES: dict[str, Callable[[float], float]] = {
    "tanh": lambda z: 1 - math.tanh(z) ** 2,
    "sigmoid": lambda z: FUNCTIONS["sigmoid"](z) * (1 - FUNCTIONS["sigmoid"](z)),
    "relu": lambda z: float(z > 0),
    "linear": lambda z: 1.0,
}
KINDS = {
    "inseparable", "unavoidable", "alike", "dead", "saturated", "silent", "converged", "growing",
    "standing", "at shares", "untrainable", "no points", "missing", "jumping",
}  # fmt: skip


class Case:
    """A run, and the numbers of its training points."""

    def __init__(self, trainer: Trainer, stops: Sequence[int]) -> None:
        self.trainer, self.document, self.place = trainer, trainer.document, trainer.place
        self.stops = stops
        data, self.trained = self.document.dataset, ~self.document.test_mask()
        self.raw = data.x[self.trained].tolist()
        self.x = self.document.inputs_of(data.x[self.trained])
        self.labels = data.labels[self.trained].tolist()
        self.classes = data.classes
        self.layers = self.document.classifier.layers(self.place.theta)

    def unit_scores(self) -> list[list[list[float]]]:
        """The score of every unit at every point, layer by layer, one multiplication at a time."""
        found, outputs = [], [list(map(float, row)) for row in self.x]
        for layer in self.layers:
            scores = [
                [
                    math.fsum(w * a for w, a in zip(row, given, strict=True)) + b
                    for row, b in zip(layer.weights.tolist(), layer.biases.tolist(), strict=True)
                ]
                for given in outputs
            ]
            found.append([list(unit) for unit in zip(*scores, strict=True)])
            function = FUNCTIONS.get(layer.activation)  # None of the last layer
            outputs = [[function(z) if function else z for z in row] for row in scores]
        return found

    def replayed(self, update: int) -> float:
        """The loss after some update, of another trainer."""
        again = Trainer(self.document)
        again.advance(update)
        return again.measured.loss

    def wrong(self) -> int:
        return sum(said != label for said, label in zip(self.said(), self.labels, strict=True))

    def said(self) -> list[int]:
        """The class that each point is said to be; rounding of a score's own sum does not count."""
        layer, found = self.layers[-1], list[int]()
        scores = self.unit_scores()
        outputs = np.array(self.x)
        if len(scores) > 1:
            function = FUNCTIONS[self.layers[-2].activation]
            outputs = np.array([[function(z) for z in unit] for unit in scores[-2]]).T
        for row, inputs in zip(zip(*scores[-1], strict=True), outputs, strict=True):
            rounding = 1e-12 * ((np.abs(layer.weights) @ np.abs(inputs)) + np.abs(layer.biases))
            if self.classes == 2:
                found.append(int(row[0] >= -rounding[0]))
            else:
                top = max(row) - 2 * rounding.max()
                found.append(next(k for k, z in enumerate(row) if z >= top))
        return found


@st.composite
def cases(draw: st.DrawFn) -> Case:
    count, seed = draw(st.integers(1, 14)), draw(st.integers(0, 10**6))
    features, classes = draw(st.integers(1, 3)), draw(st.sampled_from([2, 2, 2, 3]))
    rng = np.random.default_rng(seed)
    x = rng.normal(size=(count, features)) * draw(st.sampled_from([1.0, 1.0, 30.0]))
    if draw(st.booleans()):
        x = rng.integers(0, 3, (count, features)).astype(np.float64)
    labels = rng.integers(0, classes, count)
    if draw(st.booleans()):
        labels = (x[:, 0] > 0.4).astype(np.int64)
    document = document_of(
        x,
        labels,
        draw(st.sampled_from(["perceptron", "logistic", "network", "network", "network"])),
        Training(
            draw(st.sampled_from([0.01, 0.3, 0.3, 3.0, 100.0])),
            draw(st.sampled_from([1, 5, None])),
            loss=draw(st.sampled_from(["cross-entropy", "squared"])),
            optimizer=draw(st.sampled_from(["sgd", "sgd", "momentum", "adam"])),
        ),
        classes=classes,
        hidden=draw(st.sampled_from([(2,), (3,), (2, 2), (1,)])),
        activation=draw(st.sampled_from(["tanh", "sigmoid", "relu", "linear"])),
        start_seed=seed,
    )
    document = _varied(document, draw)
    stops = sorted(draw(st.lists(st.integers(0, 400), max_size=6)))
    trainer = Trainer(document)
    for before, after in pairwise((0, *stops)):
        trainer.advance(after - before)
    return Case(trainer, stops)


def _varied(document: Document, draw: st.DrawFn) -> Document:
    """Change inputs and start, as a person might."""
    if document.dataset.features >= 2 and draw(st.booleans()):
        document = with_derived(document, ("x1*x2",))
    if draw(st.booleans()):
        with suppress(ValueError):  # a column that is the same everywhere
            document = with_standard_scaling(document)
    if draw(st.booleans()):
        document = with_split(document, 0.3, 1)
    start = draw(st.sampled_from(["random", "random", "zero", "large", "bias"]))
    if start == "zero":
        return _from(document, document.start_theta() * 0)
    if start == "large":
        return _from(document, document.start_theta() * 1e3)
    if start == "bias":
        return _from(document, document.start_theta() - 30.0)
    return document


def _from(document: Document, theta: Floats) -> Document:
    return replace(document, start=Start(theta=tuple(theta.tolist())))


@settings(max_examples=400, deadline=None)
@given(cases())
def test_every_claim_holds(case: Case) -> None:
    for finding in found_at(case.trainer):
        assert finding.id in KINDS
        CHECKS[finding.id](case, finding)
        assert not re.search(r"  |\.\.|nan|None", finding.sentence), finding.sentence
        named = finding.id in ("no points", "missing")
        assert named or re.search(r"\d", finding.claim), "it has a figure"


@settings(max_examples=200, deadline=None)
@given(cases())
def test_nothing_that_is_plain_is_left_out(case: Case) -> None:
    told = {finding.id for finding in found_at(case.trainer)}
    document = case.document
    if not len(case.labels):
        assert told == {"no points"}
        return
    if document.classifier_name == "perceptron" and not case.wrong():
        assert "converged" in told
        return
    straight = document.classifier_name != "network" or document.activation == "linear"
    if straight and not case.document.scaling:
        assert ("inseparable" in told) == (not _separable(case))
    assert ("unavoidable" in told) == (_unavoidable(case) > 0)
    if document.classifier_name == "network" and not np.any(case.place.theta):
        assert ("alike" in told) == (max(document.hidden) > 1)
    if document.classifier_name == "network" and document.activation == "relu":
        hidden = case.unit_scores()[:-1]
        clear = all(abs(z) > 1e-9 for layer in hidden for unit in layer for z in unit)
        dead = any(all(z < 0 for z in unit) for layer in hidden for unit in layer)
        assert not clear or ("dead" in told) == dead


def _separable(case: Case) -> bool:
    """Whether linear scores can tell the training points apart, by a linear program."""
    rows = []
    for point, label in zip(case.x, case.labels, strict=True):
        for other in set(range(case.classes)) - {label}:
            row = np.zeros((case.classes, len(point) + 1))
            row[label], row[other] = [*-point, -1.0], [*point, 1.0]
            rows.append(row.ravel())
    table = np.array(rows)
    return bool(
        linprog(np.zeros(table.shape[1]), table, -np.ones(len(table)), bounds=(None, None)).status
        == 0
    )


def _unavoidable(case: Case) -> int:
    places: dict[tuple[float, ...], Counter[int]] = {}
    for point, label in zip(case.raw, case.labels, strict=True):
        places.setdefault(tuple(v + 0.0 for v in point), Counter())[label] += 1
    return sum(sum(each.values()) - max(each.values()) for each in places.values())


def _inseparable(case: Case, finding: Finding) -> None:
    assert not _separable(case)
    straight = case.document.classifier_name != "network"
    assert straight or case.document.activation == "linear"
    for number in map(int, finding.figures.values()):
        met = re.search(r"hulls (touch|cross)", finding.claim)
        assert met or not number or re.search(rf"\b{number}\b", finding.claim)


def _unavoidably(case: Case, finding: Finding) -> None:
    count = _unavoidable(case)
    assert finding.claim.startswith(f"At least {count} of {len(case.labels)} ")
    assert case.wrong() >= count


def _alike(case: Case, finding: Finding) -> None:
    depth = int(finding.figures["layer"])
    layer, above = case.layers[depth - 1], case.layers[depth]
    kinds: list[Floats] = []
    for unit in range(len(layer.biases)):
        into = np.array([*layer.weights[unit], layer.biases[unit]])
        rows = np.concatenate([into, above.weights[:, unit]])
        if not any(np.allclose(rows, kind, rtol=1e-8, atol=0) for kind in kinds):
            kinds.append(rows)
    assert len(kinds) == finding.figures["kinds"] < len(layer.biases)
    if len(kinds) > 1:
        return
    go_on = Trainer(case.document)
    go_on.go_to(case.place)
    go_on.advance(3)
    later = case.document.classifier.layers(go_on.place.theta)[depth - 1]
    np.testing.assert_allclose(
        later.weights, np.broadcast_to(later.weights[0], later.weights.shape), rtol=1e-6, atol=1e-12
    )


def _idle(case: Case, finding: Finding) -> None:
    depth, units = int(finding.figures["layer"]), int(finding.figures["units"])
    activation = case.layers[depth - 1].activation
    slopes = [max(map(SLOPES[activation], unit)) for unit in case.unit_scores()[depth - 1]]
    if finding.id == "dead":
        assert activation == "relu"
        assert sum(slope == 0 for slope in slopes) == units
    else:
        flat = [slope for slope in slopes if slope <= 0.01 * SLOPES[activation](0.0) + 1e-12]
        assert len(flat) == units
        assert math.isclose(max(flat), finding.figures["slope"], rel_tol=1e-6, abs_tol=1e-12)
        assert case.wrong() > 0
    assert f"{units} of {len(slopes)} units in hidden layer {depth}" in finding.claim


def _silent(case: Case, finding: Finding) -> None:
    assert case.document.training.loss == "squared"
    loss = case.document.classifier.loss(case.document.training)
    wrong, steepest = 0, 0.0
    rows = zip(*case.unit_scores()[-1], strict=True)
    for row, label, said in zip(rows, case.labels, case.said(), strict=True):
        if said == label:
            continue
        wrong += 1
        for output in range(len(row)):
            shift = np.zeros(len(row))
            shift[output] = 1e-5
            ends = [np.array(row) + shift, np.array(row) - shift]
            up, down = (loss.of_points(z[:, np.newaxis], np.array([label]))[0] for z in ends)
            steepest = max(steepest, abs(up - down) / 2e-5)
    assert wrong == finding.figures["wrong"]
    assert math.isclose(steepest, finding.figures["slope"], rel_tol=1e-3, abs_tol=1e-9)


def _converged(case: Case, finding: Finding) -> None:
    assert case.wrong() == 0
    place = case.place
    go_on = Trainer(case.document)
    go_on.go_to(place)
    go_on.advance(3 * go_on.updates_per_epoch)
    assert np.array_equal(go_on.place.theta, place.theta), "nothing changes any more"
    mistakes = _mistakes(case)
    assert finding.figures["mistakes"] == mistakes
    if place.updates:
        word = "mistake" if mistakes == 1 else "mistakes"
        assert f"({mistakes} {word} in " in finding.claim


def _mistakes(case: Case) -> int:
    """How many updates changed theta, one after the other."""
    again, mistakes = Trainer(case.document), 0
    for _ in range(case.place.updates):
        before = again.place.theta
        again.advance(1)
        mistakes += not np.array_equal(before, again.place.theta)
    return mistakes


def _growing(case: Case, finding: Finding) -> None:
    now, before = case.trainer.measured.loss, case.replayed(int(finding.figures["since"]))
    assert before == finding.figures["before"]
    assert now == finding.figures["now"] > 2 * before
    for number in (now, before):
        assert figure(number) in finding.claim


def _jumping(case: Case, finding: Finding) -> None:
    since, least, most = (finding.figures[name] for name in ("since", "least", "most"))
    marks = [mark for mark in case.place.curve if mark.update >= since]
    losses = [case.replayed(mark.update) for mark in marks]
    assert min(losses) == least
    assert max(losses) == most >= 2 * least
    assert sum(later > earlier for earlier, later in pairwise(losses)) >= len(losses) / 5
    assert np.mean(losses[len(losses) // 2 :]) >= 0.8 * np.mean(losses[: len(losses) // 2])
    assert case.place.updates - since >= 19 * case.trainer.updates_per_epoch
    for number in (least, most):
        assert figure(number) in finding.claim


def _restless(case: Case, finding: Finding) -> None:
    assert case.place.epoch >= 100
    assert case.wrong() == finding.figures["wrong"] > 0
    assert case.classes > 2 or len(case.labels) > 5000


def _standing(case: Case, finding: Finding) -> None:
    now, then = case.trainer.measured.loss, case.replayed(int(finding.figures["since"]))
    assert (now, then) == (finding.figures["now"], finding.figures["then"])
    assert abs(now - then) <= 0.03 * now
    updates = case.place.updates - int(finding.figures["since"])
    assert updates >= case.place.updates / 2
    assert updates >= 20 * case.trainer.updates_per_epoch
    assert case.wrong() == finding.figures["wrong"] > _unavoidable(case)
    if finding.id == "standing":
        assert f"with {case.wrong()} of {len(case.labels)} " in finding.claim


def _at_shares(case: Case, finding: Finding) -> None:
    _standing(case, finding)
    counts = [count for count in Counter(case.labels).values() if count]
    shares = [count / len(case.labels) for count in counts]
    entropy = -math.fsum(p * math.log(p) for p in shares)
    if case.document.training.loss == "cross-entropy":
        assert math.isclose(finding.figures["shares"], entropy, rel_tol=1e-9)
    elif case.classes == 2:
        half = 0.5 * math.prod(shares)
        assert math.isclose(finding.figures["shares"], half, rel_tol=1e-9)
    share = re.search(r"right for ([\d.]+)%", finding.claim)
    assert share is not None
    right = 1 - case.wrong() / len(case.labels)
    assert math.isclose(float(share[1]), 100 * right, abs_tol=0.051)


def _missing(case: Case, finding: Finding) -> None:
    names = case.document.dataset.class_names
    for label, name in enumerate(names):
        assert (f" {name}" in finding.claim) == (label not in case.labels)


def _no_points(case: Case, finding: Finding) -> None:
    assert not case.labels


CHECKS: dict[str, Callable[[Case, Finding], None]] = {
    "inseparable": _inseparable,
    "unavoidable": _unavoidably,
    "alike": _alike,
    "dead": _idle,
    "saturated": _idle,
    "silent": _silent,
    "converged": _converged,
    "growing": _growing,
    "standing": _standing,
    "jumping": _jumping,
    "restless": _restless,
    "at shares": _at_shares,
    "missing": _missing,
    "no points": _no_points,
}
