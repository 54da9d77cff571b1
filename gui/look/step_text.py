"""What the last step did, in a sentence."""

from gui.look.number_text import class_text, grouped
from model.expressions import figure
from model.run.document import Document
from model.run.step import FEW, Made, Step, changed, changes_text
from model.words import number_of

COORDINATES = 4  # the most coordinates of a point that are said


def step_text(document: Document, step: Step, update: int, is_raw: bool = False) -> str:
    """Return what a step did and what it waits for; "" where there is little to say.

    ``update`` is the number of the next update; ``is_raw`` asks for weights of raw inputs.
    """
    parts = [made_text(document, step.made, is_raw)] if step.made is not None else []
    if step.mistake is not None:
        parts.append(waiting_text(document, step, update))
    return ". ".join(filter(None, parts))


def made_text(document: Document, made: Made, is_raw: bool = False) -> str:
    """Return what an update did; "" for one that changes many numbers of a descent."""
    change = changes_text(document, made, is_raw)
    update = f"Update {grouped(made.before.updates + 1)}"
    if document.classifier.learns_from_mistakes:
        was = "was a mistake" if changed(document, made) else "was right already"
        return f"{update}: point {grouped(int(made.points[0]) + 1)} {was}, {change}"
    return f"{update}: {change}" if len(made.after) <= FEW else ""


def waiting_text(document: Document, step: Step, update: int) -> str:
    """Return which mistake a step waits before, what it passed, and how to make it."""
    assert step.mistake is not None
    data = document.dataset
    label = int(data.labels[step.mistake])
    x = ", ".join(map(figure, data.x[step.mistake][:COORDINATES].tolist()))
    more = ", …" if data.features > COORDINATES else ""
    name = class_text(data.class_names[label], label)
    passed = (
        f", after {number_of(step.passed, 'point')} that changed nothing" if step.passed else ""
    )
    return (
        f"The next mistake is update {grouped(update)}{passed}: point "
        f"{grouped(step.mistake + 1)} ({x}{more}) is {name}. M or . makes it"
    )
