"""What the last step did, in a sentence."""

from gui.look.number_text import class_text, grouped
from model import Snapshot
from model.expressions import figure
from model.run.document import Document
from model.run.last_step import LastStep, Made, changed, changes_text
from model.words import number_of

COORDINATES = 4  # the most coordinates of a point that are said


def step_sentences(
    document: Document, step: LastStep, update: int, is_raw: bool = False
) -> tuple[str, ...]:
    """Return what a step did and what it waits for, as far as there is something to say.

    ``update`` is the number of the next update; ``is_raw`` asks for weights of raw inputs.
    """
    done = made_text(document, step.made, is_raw) if step.made is not None else ""
    next_one = waiting_text(document, step, update) if step.mistake is not None else ""
    return tuple(filter(None, (done, next_one)))


def past_text(snapshot: Snapshot) -> str:
    """Return which past place a snapshot shows, "" where training stands now."""
    return f"Past: update {grouped(snapshot.place.updates)}" if snapshot.is_past else ""


def made_text(document: Document, made: Made, is_raw: bool = False) -> str:
    """Return what an update did."""
    change = changes_text(document, made, is_raw)
    update = f"Update {grouped(made.before.updates + 1)}"
    if document.classifier.learns_from_mistakes:
        was = "was a mistake" if changed(document, made) else "was right already"
        return f"{update}: point {grouped(int(made.points[0]) + 1)} {was}, {change}"
    return f"{update}: {change}"


def waiting_text(document: Document, step: LastStep, update: int) -> str:
    """Return which mistake a step waits before, what it passed, and how to make it."""
    assert step.mistake is not None
    data = document.dataset
    label = int(data.labels[step.mistake])
    x = ", ".join(map(figure, data.x[step.mistake][:COORDINATES].tolist()))
    more = ", …" if data.features > COORDINATES else ""
    where = "" if step.made is not None else f" ({x}{more})"  # short beside what was made
    name = class_text(data.class_names[label], label)
    passed = f" after {number_of(step.passed, 'point')} that changed nothing" if step.passed else ""
    point = f"point {grouped(step.mistake + 1)}{where}, {name}"
    return f"Next mistake: {point}, update {grouped(update)}{passed}. M or . makes it"
