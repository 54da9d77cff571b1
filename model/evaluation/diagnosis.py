"""What is to be said of a run: every sentence is computed, true, and carries its figure."""

from collections.abc import Callable, Iterator

from model.evaluation.finding import Evidence, Finding
from model.evaluation.findings_of_course import (
    converged,
    growing,
    jumping,
    silent,
    slow,
    standing,
)
from model.evaluation.findings_of_points import inseparable, missing, unavoidable
from model.evaluation.findings_of_units import alike, idle
from model.evaluation.separation import Separation
from model.run.document import Document
from model.run.measure import Measured
from model.run.place import Place


def diagnosis(
    document: Document,
    place: Place,
    measured: Measured,
    separation: Separation,
    write: Callable[[int], str] = str,
) -> tuple[Finding, ...]:
    """Return what is found about a run at a place, what matters most first.

    Args:
        document: what is trained.
        place: where its training stands.
        measured: the theta of ``place`` measured on the points.
        separation: how the training points lie to each other.
        write: formats a count.
    """
    return tuple(_found(Evidence(document, place, measured, separation, write)))


def _found(evidence: Evidence) -> Iterator[Finding]:
    why = evidence.classifier.why_untrainable
    if why:
        claim, _, advice = why.partition(": ")
        yield Finding("untrainable", claim, f"{advice[:1].upper()}{advice[1:]}")
        return
    if not evidence.measured.trained:
        yield _no_points(evidence)
        return
    found = missing(evidence)
    if found is not None:
        yield found
    found = converged(evidence)
    if found is not None:
        yield found
        return
    found = growing(evidence) or jumping(evidence)
    if found is not None:
        yield found
    yield from alike(evidence)
    idlers = list(idle(evidence))
    whole = [one for one in idlers if _is_whole(evidence, one)]
    yield from whole
    for find in (inseparable, slow, silent, standing):
        found = find(evidence)
        if found is not None:
            yield found
    yield from (one for one in idlers if one not in whole)
    found = unavoidable(evidence)
    if found is not None:
        yield found


def _no_points(evidence: Evidence) -> Finding:
    if evidence.measured.tests:
        return Finding("no points", "All points are test points", "Lower the test share")
    advice = "Click the plane to place some"
    return Finding("no points", "There are no points to learn from", advice)


def _is_whole(evidence: Evidence, idler: Finding) -> bool:
    """Return whether no unit of the layer is left that learns."""
    shape = evidence.classifier.shapes[int(idler.figures["layer"]) - 1]
    return bool(idler.figures["units"] == shape.outputs)
