"""The arithmetic of the next update, which must be the update that training then makes."""

from dataclasses import replace

import numpy as np
import pytest

from model import CLASSIFIERS, Document, Outcome, Trainer, Wishes, dataset, new_document
from model.classifiers.explaining import UNTRAINED
from model.expressions import Phase
from model.run.document import Start
from model.run.edits import (
    add_class,
    clear_points,
    with_classifier,
    with_derived,
    with_network,
    with_points,
    with_preset,
    with_solution,
    with_split,
    with_standard_scaling,
    with_start,
    with_training,
)
from model.run.next_update import Arithmetic, arithmetic, effort
from tests.model.examples import seen_at, upcoming_of


def arithmetic_of(trainer: Trainer, point: int | None = None) -> Arithmetic:
    found = arithmetic(trainer.document, trainer.place, upcoming_of(trainer), point)
    assert found is not None
    return found


def documents() -> dict[str, Document]:
    plain = new_document("blobs", 30)
    rich = with_standard_scaling(with_derived(with_split(plain, 0.3, 1), ("x1^2", "sin(x2)")))
    three = add_class(plain)
    three = replace(three, dataset=three.dataset.relabel([0, 5, 9], [2, 2, 2]))
    adam = with_training(plain, replace(plain.training, optimizer="adam", penalty="l1"))
    return {"plain": plain, "rich": rich, "three": three, "adam": adam}


DOCUMENTS = documents()


@pytest.mark.parametrize("classifier", CLASSIFIERS)
@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_update_in_equations_is_the_one_that_training_makes_to_the_last_bit(
    name: str, classifier: str
) -> None:
    trainer = Trainer(with_classifier(DOCUMENTS[name], classifier))
    for _ in range(40):  # more than a pass, so in more than one order
        found = arithmetic_of(trainer)
        update = found.update
        assert found.is_next
        assert update is not None
        before = trainer.place
        trainer.advance(1)
        np.testing.assert_array_equal(update.theta_before, before.theta)
        np.testing.assert_array_equal(update.theta_after, trainer.place.theta)
        np.testing.assert_array_equal(update.memory_after, trainer.place.memory)


def test_the_point_is_the_first_that_the_update_visits_and_is_named_among_all() -> None:
    trainer = Trainer(with_classifier(with_split(new_document("blobs", 30), 0.5, 2), "perceptron"))
    data, seen = trainer.document.dataset, set()
    for _ in range(trainer.updates_per_epoch):
        found = arithmetic_of(trainer)
        assert found.batch.tolist() == [found.point]
        assert not trainer.measured.is_test[found.point]
        inputs = [equation.result.value for equation in found.explanation.blocks[0].equations]
        assert inputs == data.x[found.point].tolist()
        seen.add(found.point)
        trainer.advance(1)
    assert len(seen) == trainer.updates_per_epoch, "every training point once"


def test_a_point_of_the_batch_shows_its_own_pass_and_the_same_update() -> None:
    trainer = Trainer(new_document("circle", 60))
    batch = upcoming_of(trainer)
    first, last = arithmetic_of(trainer), arithmetic_of(trainer, int(batch[-1]))
    assert first.point == batch[0]
    assert last.point == batch[-1]
    assert last.update is not None
    assert first.update is not None
    np.testing.assert_array_equal(first.update.theta_after, last.update.theta_after)
    x1 = last.explanation.blocks[0].equations[0].result.value
    assert x1 == trainer.document.dataset.x[batch[-1], 0]


@pytest.mark.parametrize("classifier", CLASSIFIERS)
@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_point_that_the_update_does_not_visit_shows_the_update_by_it_alone(
    name: str, classifier: str
) -> None:
    document = with_classifier(DOCUMENTS[name], classifier)
    trainer = Trainer(document)
    trainer.advance(7)  # so that an optimizer remembers something
    free = ~trainer.measured.is_test
    free[upcoming_of(trainer)] = False
    for point in np.flatnonzero(free)[:5].tolist():
        found = arithmetic_of(trainer, point)
        assert found.point == point
        assert not found.is_next
        assert point not in found.batch
        assert found.update is not None
        others = [index for index in range(len(document.dataset)) if index != point]
        alone = replace(document, dataset=document.dataset.remove(others), test_share=0.0)
        other = Trainer(alone)
        other.go_to(replace(trainer.place, epoch=0, position=0, curve=()))
        other.advance(1)
        np.testing.assert_array_equal(found.update.theta_after, other.place.theta)
        np.testing.assert_array_equal(found.update.memory_after, other.place.memory)
        after = [
            equation.result.value
            for equation in found.explanation.equations
            if equation.becomes and equation.result.symbol[0] in "wb"
        ]
        assert set(after) <= set(other.place.theta.tolist())
        assert np.isin(other.place.theta, [*trainer.place.theta, *after]).all()


def test_a_test_point_has_no_update() -> None:
    trainer = Trainer(with_split(new_document("circle", 60), 0.5, 1))
    (other, *_) = np.flatnonzero(trainer.measured.is_test).tolist()
    found = arithmetic_of(trainer, other)
    assert found.update is None
    assert not found.is_next
    assert found.explanation.phases == (Phase.FORWARD, Phase.ERROR)
    (output,) = (block for block in found.explanation.blocks if block.title == "Output · ŷ")
    score = trainer.measured.scores[other, 0]
    assert output.equations[0].result.value == pytest.approx(score, rel=1e-12)


def test_a_network_of_steps_shows_any_point_and_why_there_is_no_update() -> None:
    trainer = Trainer(with_solution(with_preset(new_document(), "gate_xor", 4)))
    for point in (None, 3):
        found = arithmetic_of(trainer, point)
        assert found.point == (point or 0)
        assert found.update is None
        assert found.explanation.blocks[-1].summary == UNTRAINED


def test_no_points_no_arithmetic_and_a_point_that_is_gone_is_left() -> None:
    document = new_document("circle", 20)
    trainer = Trainer(document)
    assert arithmetic_of(trainer, 20).point == upcoming_of(trainer)[0]
    empty = Trainer(clear_points(document))
    assert arithmetic(empty.document, empty.place, upcoming_of(empty)) is None


def test_an_update_that_training_would_take_back_says_so() -> None:
    plain = with_classifier(new_document("blobs", 20), "perceptron")
    document = with_start(plain, Start(theta=(1e308, -1e308, 0.0)))
    outcomes = set()
    for x in ([[1.0, 1.0], [-2.0, 1.0]], [[1.0, -1.5], [-2.0, 1.0]]):
        data = dataset(x, [0, 0])
        trainer = Trainer(with_start(with_points(document, data, ""), document.start))
        found = arithmetic_of(trainer)
        outcome = trainer.advance(1)
        assert found.diverges == (outcome is Outcome.DIVERGED)
        outcomes.add(found.diverges)
    assert True in outcomes


def test_the_equations_of_numbers_that_overflow_are_still_there() -> None:
    document = with_network(new_document("circle", 20), (3, 3), "relu")
    size = len(document.start_theta())
    trainer = Trainer(with_start(document, Start(theta=(1e200,) * size)))
    found = arithmetic_of(trainer)
    assert found.diverges
    assert found.explanation.phases == tuple(Phase)


def test_the_effort_grows_with_the_parameters_and_the_batch() -> None:
    document = new_document("circle", 60)
    deep = with_network(document, (16,) * 6, "tanh")
    few, many = np.arange(10), np.arange(60)
    assert effort(document, few) < effort(document, many) < effort(deep, many)


def test_a_snapshot_has_it_where_it_was_wanted() -> None:
    trainer = Trainer(new_document("circle", 60))
    assert seen_at(trainer, None).upcoming is None
    assert seen_at(trainer, None).arithmetic() is None
    asked = seen_at(trainer, None, wishes=Wishes(upcoming=True))
    found = asked.arithmetic()
    assert found is not None
    assert asked.upcoming is not None
    assert found.point == asked.upcoming[0]
