"""Steps through the past by updates, epochs and mistakes."""

from model import Run, Training
from model.run.edits import move_points
from model.run.history import Moment
from model.run.travel import EPOCH, MISTAKE, UPDATE, earlier, later
from tests.model.examples import document_of, some_points


def gone(run: Run, moment: Moment) -> int:
    run.go_to(moment)
    return run.place.updates


def test_by_updates_and_epochs_both_ways() -> None:
    run = Run(document_of(*some_points(20), training=Training(batch_size=4)))
    run.advance(13)  # two epochs and three updates
    assert gone(run, earlier(run, UPDATE)) == 12
    assert gone(run, earlier(run, EPOCH)) == 10, "to the beginning of this epoch"
    assert gone(run, earlier(run, EPOCH)) == 5, "and then of the one before"
    assert gone(run, later(run, UPDATE)) == 6
    assert gone(run, later(run, EPOCH)) == 10
    assert gone(run, later(run, EPOCH)) == 13, "no further than it was trained"
    run.go_to(run.history.first)
    assert earlier(run, UPDATE) == earlier(run, EPOCH) == run.history.first


def test_by_mistakes_back_and_on_again() -> None:
    document = document_of(*some_points(30), "perceptron", Training(1.0, 1))
    probe, mistakes = Run(document), []
    for _ in range(150):
        before = probe.place.mistakes
        probe.advance(1)
        if probe.place.mistakes > before:
            mistakes.append(probe.place.updates - 1)
    run = Run(document)
    run.advance(150)
    back = []
    while run.moment != run.history.first:
        run.go_to(earlier(run, MISTAKE))
        run.await_mistake()
        back.append(run.place.updates)
    assert back == [*reversed([m for m in mistakes if m > 0]), 0]
    on = []
    while run.is_past:
        run.replay_to_change()
        on.append(run.place.updates)
    assert on == [*(m for m in mistakes if m > 0), 150]


def test_a_mistake_is_found_among_few_keyframes() -> None:
    document = document_of(*some_points(2000), "perceptron", Training(0.01, 1))
    run = Run(document, budget=0)
    run.advance(60_000)
    run.go_to(earlier(run, MISTAKE))
    there, count = run.place.updates, run.place.mistakes
    run.go_to(later(run, UPDATE))
    assert run.place.mistakes == count + 1
    run.go_to(Moment(0, 60_000))
    assert run.place.mistakes == count + 1, "it was the last one"
    assert there < 60_000


def test_no_step_leads_over_an_edit() -> None:
    document = document_of(*some_points(20), "perceptron", Training(1.0, 1))
    run = Run(document)
    run.advance(45)
    run.stand(move_points(document, [0], [[3.0, 3.0]]), text="Move point")
    run.advance(45)
    for unit in (EPOCH, MISTAKE, UPDATE):
        run.go_to(run.history.last)
        seen = []
        while run.moment.stretch:
            run.go_to(earlier(run, unit))
            seen.append(run.moment)
        assert seen[-2] == (1, 45)
        assert seen[-1] == (0, 45)
