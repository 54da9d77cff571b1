"""Findings about the points: what no theta can do."""

from model.activations import ACTIVATIONS
from model.classifiers.base import Classifier
from model.evaluation.finding import ERRORS, Evidence, Finding
from model.evaluation.held_back import unseen
from model.separability.verdict import Separability
from model.words import number_of

BORDERS = {1: "value", 2: "line"}  # what separates two classes, by the number of inputs
BEND = "Try hidden layers or other inputs"
UNBEND = "Layers of linear units make one line in the end: try another activation or other inputs"


def missing(evidence: Evidence) -> Finding | None:
    """Find classes without a training point."""
    said = unseen(evidence.document.dataset, evidence.measured.is_test)
    if not said:
        return None
    claim, _, advice = said.rpartition(": ")
    return Finding("missing", claim, f"{advice[0].upper()}{advice[1:]}")


def inseparable(evidence: Evidence) -> Finding | None:
    """Find that linear scores cannot tell the classes apart; only if that is proved."""
    classifier = evidence.classifier
    if not is_straight(classifier):
        return None
    found = evidence.separation.separability
    if found is not None and not evidence.document.derived:
        return None if found.separable else _of_plane(evidence, found)
    some = evidence.separation.contradicting
    if some is None:
        return None
    names = evidence.document.dataset.class_names
    if classifier.classes > 2:
        no_border = f"No straight borders tell the {classifier.classes} classes apart"
    else:
        border = BORDERS.get(classifier.inputs, f"plane in its {classifier.inputs} inputs")
        no_border = f"No {border} separates {_word(names[0])} and {_word(names[1])}"
    points = number_of(len(some), "point", evidence.write)
    claim = f"{no_border}: {points} are enough to prove it"
    return _finding(evidence, claim, {"proof": len(some)})


def _of_plane(evidence: Evidence, found: Separability) -> Finding:
    claim = found.sentence(evidence.document.dataset.class_names, evidence.write)
    return _finding(evidence, claim, {"zero": found.within[0], "one": found.within[1]})


def _finding(evidence: Evidence, claim: str, figures: dict[str, float]) -> Finding:
    classifier = evidence.classifier
    restless = f", {classifier.restless}" if classifier.restless else ""
    advice = BEND if classifier.is_linear else UNBEND
    if 0 < evidence.wrong <= evidence.separation.unavoidable:
        advice = ""  # nothing could do better
    return Finding("inseparable", f"{claim}{restless}", advice, ERRORS, figures)


def unavoidable(evidence: Evidence) -> Finding | None:
    """Find that points of different classes lie at the same place."""
    count = evidence.separation.unavoidable
    if not count:
        return None
    verb = "is" if count == 1 else "are"
    claim = (
        f"At least {evidence.write(count)} of {evidence.points()} {verb} wrong, whatever is "
        "learned: points of different classes lie at the same place"
    )
    return Finding("unavoidable", claim, "", ERRORS, {"wrong": count})


def is_straight(classifier: Classifier) -> bool:
    """Return whether the scores are linear in the inputs, in one layer or in several."""
    return all(ACTIVATIONS[shape.activation].is_linear for shape in classifier.shapes[:-1])


def _word(name: str) -> str:
    return name if name.isalpha() else f"class {name}"
