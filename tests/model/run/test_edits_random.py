"""After any edits the document can be trained, shown and exported."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from model import (
    CLASSIFIERS,
    PRESETS,
    Camera,
    Dataset,
    Document,
    Outcome,
    Snapshot,
    Trainer,
    Training,
    Wishes,
    dataset,
    new_document,
    snapshot,
    weights_of,
)
from model.data.dataset import CLASS_NAMES
from model.data.features import FORMULAS, with_derived_inputs
from model.plane.field import Region, grid
from model.plane.units import UnitId
from model.run.document import Start
from model.run.edits import (
    add_class,
    add_points,
    clear_points,
    move_points,
    relabel_points,
    remove_last_class,
    remove_points,
    with_classifier,
    with_derived,
    with_generated,
    with_learner,
    with_network,
    with_new_start,
    with_points,
    with_preset,
    with_solution,
    with_split,
    with_standard_scaling,
    with_start,
    with_training,
    with_weights,
    without_scaling,
)
from tests.model.examples import assert_same_snapshot, seen_at, some_points

CELLS = grid(Region(-5.0, 5.0, -5.0, 5.0), 6, 5)
Edit = Callable[[Document, np.random.Generator], Document]


def some(document: Document, rng: np.random.Generator) -> list[int]:
    count = len(document.dataset)
    return sorted(rng.choice(count, rng.integers(0, count + 1), replace=False).tolist())


def file_of(rng: np.random.Generator) -> Dataset:
    features, classes = int(rng.integers(1, 5)), int(rng.integers(2, 7))
    x, labels = some_points(int(rng.integers(0, 12)), features, classes)
    return dataset(x, labels, class_names=CLASS_NAMES[:classes])


EDITS: dict[str, Edit] = {
    "add": lambda d, r: add_points(
        d, r.normal(size=(3, d.dataset.features)), r.integers(0, d.dataset.classes, 3)
    ),
    "move": lambda d, r: move_points(
        d, (i := some(d, r)), r.normal(size=(len(i), d.dataset.features))
    ),
    "relabel": lambda d, r: relabel_points(
        d, (i := some(d, r)), r.integers(0, d.dataset.classes, len(i))
    ),
    "remove": lambda d, r: remove_points(d, some(d, r)),
    "clear": lambda d, r: clear_points(d),
    "class": lambda d, r: add_class(d),
    "no class": lambda d, r: remove_last_class(d),
    "classifier": lambda d, r: with_classifier(d, str(r.choice([*CLASSIFIERS]))),
    "network": lambda d, r: with_network(
        d,
        r.integers(1, 5, r.integers(0, 4)).tolist(),
        str(r.choice(["tanh", "sigmoid", "relu", "linear", "step"])),
    ),
    "training": lambda d, r: with_training(
        d,
        Training(
            0.1,
            [None, 1, 3][r.integers(3)],
            optimizer=str(r.choice(["sgd", "momentum", "adam"])),
            loss=str(r.choice(["cross-entropy", "squared"])),
        ),
    ),
    "zero": lambda d, r: with_start(d, Start(zero=True)),
    "typed": lambda d, r: with_start(
        d, Start(theta=tuple(r.normal(size=d.start_theta().size).tolist()))
    ),
    "new start": lambda d, r: with_new_start(d),
    "derived": lambda d, r: with_derived(d, [key for key in FORMULAS if r.integers(2)]),
    "scaled": lambda d, r: with_standard_scaling(d),
    "raw": lambda d, r: without_scaling(d),
    "split": lambda d, r: with_split(d, float(r.choice([0.0, 0.3, 0.9])), int(r.integers(3))),
    "preset": lambda d, r: with_preset(d, str(r.choice([*PRESETS])), int(r.integers(0, 20))),
    "made anew": lambda d, r: (
        d
        if d.generated is None
        else with_generated(
            d, replace(d.generated, count=9, classes=int(r.integers(2, 7))), int(r.integers(9))
        )
    ),
    "solution": lambda d, r: with_solution(d),
    "learner": lambda d, r: with_learner(d),
    "file": lambda d, r: with_points(d, file_of(r), "f.csv", bool(r.integers(2))),
    "weights": lambda d, r: with_weights(d, weights_of(d, Trainer(d).place)),
}


@settings(settings.get_profile("repeatable"), max_examples=60)
@given(names=st.lists(st.sampled_from([*EDITS]), min_size=1, max_size=12), seed=st.integers(0, 99))
def test_any_edits_leave_a_document_that_trains_and_shows(names: list[str], seed: int) -> None:
    rng = np.random.default_rng(seed)
    document = new_document("blobs", 12)
    trainer, sentences = Trainer(document), list[str]()
    before: Snapshot | None = None
    for name in names:
        try:
            edited = EDITS[name](document, rng)
        except ValueError as refused:
            sentences.append(str(refused))
            continue
        document = edited
        trainer.rebase(document)
        before = assert_sound(trainer, before)
    assert all(10 < len(sentence) < 200 and "\n" not in sentence for sentence in sentences)


def assert_sound(trainer: Trainer, before: Snapshot | None) -> Snapshot:
    """Check that the document can be shown, alike with and without an earlier snapshot."""
    document, place = trainer.document, trainer.place
    size = sum(shape.outputs * (shape.inputs + 1) for shape in document.classifier.shapes)
    assert place.theta.shape == document.start_theta().shape == (size,)
    assert document.test_mask().shape == (len(document.dataset),)
    outcome = trainer.advance(2)
    assert (outcome is Outcome.NO_POINTS) <= (len(document.dataset) == 0)
    seen = seen_at(trainer, CELLS)
    assert seen.field is not None
    assert np.isfinite(seen.field.probabilities).all()
    weights = weights_of(document, trainer.place)
    assert weights.inputs == document.input_names
    scores = weights.scores(with_derived_inputs(document.dataset.x, document.derived))
    np.testing.assert_allclose(scores, trainer.measured.scores, rtol=1e-6, atol=1e-6)
    camera, wishes = Camera(CELLS, unit=UnitId(1, 0)), Wishes(3, upcoming=True)
    alone = snapshot(document, trainer.place, camera, wishes)
    found = snapshot(document, trainer.place, camera, wishes, before)
    assert_same_snapshot(found, alone)
    known = snapshot(document, trainer.place, camera, wishes, before, trainer.measured)
    assert_same_snapshot(known, alone)
    trainer.go_to(place)
    again = snapshot(document, place, camera, wishes, found)
    assert_same_snapshot(again, snapshot(document, place, camera, wishes))
    return again
