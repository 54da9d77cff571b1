"""Findings about the course of training: where it has got to, and where it gets no further."""

from itertools import pairwise, takewhile

import numpy as np

from model.arrays import Floats
from model.evaluation.finding import ERRORS, Evidence, Finding
from model.evaluation.findings_of_points import BORDERS, is_straight
from model.expressions.figures import apart, figure
from model.losses.base import targets_of
from model.run.place import Mark
from model.words import number_of

HARDLY = 0.03  # relative change of a loss that stands still
EPOCHS = 20  # for which it must have
GROWN = 2.0  # how many times as large a loss is that runs away
NEAR_SHARES = 0.01  # relative distance of a loss from that of the shares of the classes
FLAT = 0.01  # slope of the loss of a wrong point that teaches hardly anything
PER_CENT = 100
LONG = 100  # epochs after which a perceptron is slow
MANY = 5000  # points beyond which the bound on mistakes takes too long to compute
JUMPS = 2.0  # how many times as large as its least value a loss gets that jumps up and down
RISES = 0.25  # the share of the marks at which it has risen
LOWER = 0.8  # of the mean loss before: below it training gets on in spite of jumps
FEW = 12  # marks that tell no course yet


def converged(evidence: Evidence) -> Finding | None:
    """Find that a classifier which learns from mistakes has none left to learn from."""
    measured, place = evidence.measured, evidence.place
    if not evidence.classifier.learns_from_mistakes or evidence.wrong or not measured.trained:
        return None
    figures = {"mistakes": place.mistakes, "updates": place.updates, "epochs": place.epoch}
    all_right = f"{evidence.points()} is right"
    if measured.trained > 1:
        all_right = f"all {evidence.points()} are right"
    made = number_of(place.mistakes, "mistake", evidence.write)
    some = number_of(place.updates, "update", evidence.write)
    if not place.position:
        some = number_of(place.epoch, "epoch", evidence.write)
    claim = f"Converged: {all_right}, so nothing changes any more ({made} in {some})"
    if _is_resumed(evidence):  # the mistakes before are not known
        claim = f"Converged: {all_right}, so nothing changes any more"
    elif not place.updates:
        claim = f"{all_right.capitalize()} already, so there is nothing to learn"
    return Finding("converged", claim, "", ERRORS, figures)


def _is_resumed(evidence: Evidence) -> bool:
    """Return whether training goes on from weights that were trained before."""
    weights = evidence.document.start.weights
    return weights is not None and weights.record is not None and weights.record.updates > 0


def growing(evidence: Evidence) -> Finding | None:
    """Find that the loss runs away from its least value, beyond that of knowing the shares."""
    marks = evidence.course
    if evidence.classifier.learns_from_mistakes or len(marks) < 4:
        return None
    least, now = min(marks, key=lambda mark: mark.loss), marks[-1]
    least_high = max(GROWN * least.loss, (1 + NEAR_SHARES) * loss_of_shares(evidence))
    high = list(takewhile(lambda mark: mark.loss > least_high, reversed(marks)))
    # Not only on the way down again: an edit of points makes a loss jump once.
    rises = any(later.loss > earlier.loss for later, earlier in pairwise(high))
    if len(high) < 3 or not rises or high[-1].update <= least.update:
        return None
    before, after = apart(least.loss, now.loss)
    first, last = evidence.write(least.update), evidence.write(now.update)
    claim = f"The loss has grown from {before} at update {first} to {after} at update {last}"
    scale = "" if evidence.document.scaling else " and scaled inputs"
    advice = f"Try a smaller learning rate{scale}, then start again"
    figures = {"before": least.loss, "now": now.loss, "since": least.update}
    return Finding("growing", claim, advice, ERRORS, figures)


def slow(evidence: Evidence) -> Finding | None:
    """Find that a perceptron is still far from the line that there is."""
    classifier, place, wrong = evidence.classifier, evidence.place, evidence.wrong
    is_long = classifier.learns_from_mistakes and place.epoch >= LONG
    if not (is_long and wrong):
        return None
    if classifier.classes > 2 or len(evidence.labels) > MANY:
        return _restless(evidence)
    bound, found = evidence.separation.bound, evidence.separation.separability
    if bound is None and found is not None and found.separable and not evidence.document.derived:
        bound = np.inf  # a gap that is lost in rounding
    if bound is None:
        return None
    border, verb = BORDERS.get(classifier.inputs, "plane"), "is" if wrong == 1 else "are"
    most = figure(bound) if np.isfinite(bound) else "more than 10¹²"
    claim = (
        f"{evidence.write(wrong)} of {evidence.points()} {verb} wrong after "
        f"{number_of(place.epoch, 'epoch', evidence.write)}, though a {border} separates the "
        f"classes: the gap is so narrow that (R/γ)² allows {most} mistakes from weights of 0"
    )
    advice = "Try scaled inputs" if evidence.document.scaling is None else "Let it run on"
    return Finding("slow", claim, advice, ERRORS, {"wrong": wrong, "bound": bound})


def _restless(evidence: Evidence) -> Finding | None:
    """Find that a perceptron corrects on and on, where it is not known whether lines would do."""
    if _is_inseparable(evidence):
        return None
    classifier, wrong = evidence.classifier, evidence.wrong
    border = BORDERS.get(classifier.inputs, "plane")
    claim = (
        f"{evidence.write(wrong)} of {evidence.points()} {'is' if wrong == 1 else 'are'} wrong "
        f"after {number_of(evidence.place.epoch, 'epoch', evidence.write)}: a perceptron comes to "
        f"rest only where a {border} tells every two classes apart, and late where columns lie far "
        "from 0"
    )
    advice = "Try scaled inputs"
    if evidence.document.scaling is not None:
        advice = "Let it run on, or try logistic regression, which settles where classes overlap"
    return Finding("restless", claim, advice, ERRORS, {"wrong": wrong})


def jumping(evidence: Evidence) -> Finding | None:
    """Find that the loss has jumped up and down for long and got no lower."""
    marks = evidence.course
    if evidence.classifier.learns_from_mistakes or not evidence.wrong or not marks:
        return None
    last = marks[-1].update
    span = max(EPOCHS * evidence.updates_per_epoch, (last - marks[0].update) / 2)
    seen = [mark for mark in marks if mark.update >= last - span]
    if last - marks[0].update < span or len(seen) < FEW:
        return None
    losses = np.array([mark.loss for mark in seen])
    half, least, most = len(losses) // 2, float(losses.min()), float(losses.max())
    rises = float((np.diff(losses) > 0).mean())
    is_lower = losses[half:].mean() < LOWER * losses[:half].mean()
    is_high = losses.mean() >= loss_of_shares(evidence) / 2
    if most < JUMPS * least or rises < RISES or is_lower or not is_high:
        return None
    low, high = apart(least, most)
    claim = (
        f"Since update {evidence.write(seen[0].update)} the loss has jumped up and down between "
        f"{low} and {high} and got no lower on the whole"
    )
    penalty = evidence.document.training.penalty_rate
    advice = f"Try a smaller learning rate{', or a smaller penalty' if penalty else ''}"
    figures = {"since": seen[0].update, "least": least, "most": most}
    return Finding("jumping", claim, advice, ERRORS, figures)


def standing(evidence: Evidence) -> Finding | None:
    """Find that the loss has stood still for long, with points still wrong."""
    wrong, since = evidence.wrong, None
    if not evidence.classifier.learns_from_mistakes and wrong > evidence.separation.unavoidable:
        since = _still_since(evidence)
    if since is None:
        return None
    now = evidence.course[-1]
    figures = {"since": since.update, "then": since.loss, "now": now.loss, "wrong": wrong}
    found = _at_shares(evidence, since, figures)
    if found is not None:
        return found
    then, after = apart(since.loss, now.loss)
    claim = (
        f"The loss has hardly changed since update {evidence.write(since.update)}: {then} then, "
        f"{after} now, with {evidence.write(wrong)} of {evidence.points()} wrong"
    )
    if is_straight(evidence.classifier):
        if _is_inseparable(evidence):
            return None  # a line gets no further, which is said already
        advice = f"Try a larger learning rate{_or_scaled(evidence)}"
    else:
        advice = (
            "If more can be learned, try a new start, more units, another learning rate"
            f"{_or_scaled(evidence)}"
        )
    return Finding("standing", claim, advice, ERRORS, figures)


def _at_shares(evidence: Evidence, since: Mark, figures: dict[str, float]) -> Finding | None:
    """Find that all points get one answer, at a loss that the shares of the classes give."""
    classifier, labels = evidence.classifier, evidence.labels
    said = np.unique(classifier.classes_of(evidence.scores))
    if not classifier.has_probabilities or len(said) > 1 or _is_one_class(evidence):
        return None
    shares, now = loss_of_shares(evidence), evidence.course[-1]
    if abs(now.loss - shares) > NEAR_SHARES * shares:
        return None
    name = evidence.document.dataset.class_names[int(said[0])]
    share = f"{PER_CENT * float((labels == said[0]).mean()):.1f}%"
    claim = (
        f"All {evidence.points()} are said to be {name}, right for {share}: since update "
        f"{evidence.write(since.update)} the loss stands at {figure(now.loss)}, where the shares "
        f"of the classes alone would give {figure(shares)}"
    )
    advice = f"Try a new start, more units, another learning rate{_or_scaled(evidence)}"
    if is_straight(classifier):
        advice = f"Try a larger learning rate{_or_scaled(evidence)}"
    return Finding("at shares", claim, advice, ERRORS, {**figures, "shares": shares})


def silent(evidence: Evidence) -> Finding | None:
    """Find that the loss stands still since it has hardly any slope where points are wrong."""
    classifier, loss = evidence.classifier, evidence.classifier.loss(evidence.document.training)
    if not evidence.wrong or classifier.learns_from_mistakes or loss.name == classifier.losses[0]:
        return None
    wrong = classifier.classes_of(evidence.scores) != evidence.labels
    z = np.array(evidence.scores[wrong].T)
    slopes = np.empty_like(z)
    with np.errstate(all="ignore"):
        targets = targets_of(evidence.labels[wrong], len(z))
        loss.write_slope(z, targets, slopes, np.empty_like(z))
    most = float(np.abs(slopes).max())
    # A flat slope alone tells nothing: large inputs, or steps like Adam's, make up for it.
    if not most <= FLAT or _still_since(evidence) is None:
        return None
    points = number_of(evidence.wrong, "wrong point", evidence.write)
    claim = (
        f"{points} {'teaches' if evidence.wrong == 1 else 'teach'} hardly anything: there the "
        f"slope of the {loss.title} is at most {figure(most, 2)}"
    )
    advice = f"Try the loss {classifier.losses[0]}, which is steep where a point is wrong"
    return Finding("silent", claim, advice, ERRORS, {"wrong": evidence.wrong, "slope": most})


def loss_of_shares(evidence: Evidence) -> float:
    """Return the mean loss of answering every training point with the shares of the classes.

    Of classifiers with probabilities; 0 of others, and without points.
    """
    classifier, labels = evidence.classifier, evidence.labels
    if not classifier.has_probabilities or not len(labels):
        return 0.0
    counts = np.bincount(labels, minlength=classifier.classes)
    with np.errstate(divide="ignore", invalid="ignore"):
        logs = np.maximum(np.log(counts / len(labels)), -700.0)  # finite for a class without points
    z = logs if classifier.outputs > 1 else logs[1:] - logs[:1]
    one_each = np.flatnonzero(counts)
    losses: Floats = classifier.loss(evidence.document.training).of_points(
        np.repeat(z[:, np.newaxis], len(one_each), axis=1), one_each
    )
    return float(losses @ counts[one_each] / len(labels))


def _still_since(evidence: Evidence) -> Mark | None:
    """Return the first mark since which the loss has hardly changed; None if that is not long.

    It is long if it takes half of the updates made, and some epochs.
    """
    marks = evidence.course
    if not marks or not np.isfinite(marks[-1].loss):
        return None
    now = marks[-1]
    still = takewhile(lambda mark: abs(mark.loss - now.loss) <= HARDLY * now.loss, reversed(marks))
    since = list(still)[-1]
    lasted = now.update - since.update
    long = max(EPOCHS * evidence.updates_per_epoch, (now.update - marks[0].update) / 2)
    return since if lasted >= max(long, 1) else None


def _or_scaled(evidence: Evidence) -> str:
    return ", or scaled inputs" if evidence.document.scaling is None else ""


def _is_inseparable(evidence: Evidence) -> bool:
    separation = evidence.separation
    found = separation.separability
    if found is not None and not evidence.document.derived:
        return not found.separable
    return separation.contradicting is not None


def _is_one_class(evidence: Evidence) -> bool:
    return len(np.unique(evidence.labels)) < 2
