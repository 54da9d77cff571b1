"""The past of a run: keyframes of everything training depends on, between which it is replayed."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from math import inf
from typing import NamedTuple, overload

import numpy as np

from model.arrays import Floats
from model.run.document import Document
from model.run.place import Mark, Place

BUDGET = 64_000_000  # bytes of all keyframes
MOST_KEYFRAMES = 32768
MOST_STRETCHES = 2048
LOOKED_AT = 256  # keyframes among which those of another boundary are looked for
MOST_EARLIER = 8  # curves of earlier runs that are kept
OVERHEAD = 640  # bytes of a keyframe besides its numbers, as measured

Curve = tuple[Mark, ...]


class Moment(NamedTuple):
    """A place in a history: the number of a stretch, and how many updates had been made."""

    stretch: int
    updates: int


class Stop(NamedTuple):
    """Where training stopped of itself, and why."""

    updates: int
    reason: str


class Keyframes(Sequence[Place]):
    """Places in the order of their updates, to which one can be added in no time.

    Values share a list, of which each sees the beginning: what is added lies beyond their ends.
    """

    def __init__(self, places: Iterable[Place]) -> None:
        self._places = list(places)
        self._count = len(self._places)
        self._is_kept = False

    @overload
    def __getitem__(self, at: int) -> Place: ...
    @overload
    def __getitem__(self, at: slice) -> list[Place]: ...
    def __getitem__(self, at: int | slice) -> Place | list[Place]:
        if isinstance(at, slice):
            return self._places[: self._count][at]
        return self._places[range(self._count)[at]]

    def __len__(self) -> int:
        return self._count

    def with_another(self, place: Place) -> "Keyframes":
        """Return these with one more at the end."""
        if self._is_kept or self._count < len(self._places):  # the list went on elsewhere
            return Keyframes([*self[:], place])
        self._places.append(place)
        longer = Keyframes(())
        longer._places, longer._count = self._places, self._count + 1
        return longer

    def keep(self) -> None:
        """Let what is added go into another list: who keeps this value is to keep no more."""
        self._is_kept = True

    def at(self, updates: int) -> int:
        """Return the number of the last one that is not after this many updates."""
        return bisect_right(self, updates, key=_updates) - 1

    def spaced(self, spacing: int) -> "Keyframes":
        """Return the first, and those that are ``spacing`` updates after the one before."""
        kept = [self[0]]
        for place in self:
            if place.updates - kept[-1].updates >= spacing:
                kept.append(place)
        return Keyframes(kept)


@dataclass(frozen=True, eq=False)
class Stretch:
    """The training of one document, without an edit in between.

    Attributes:
        text: the name of the edit that it begins with.
        document: what was trained.
        keyframes: places on the way, the first of them where the stretch begins; without curves.
        end: the place where it ends.
    """

    text: str
    document: Document
    keyframes: Keyframes
    end: Place

    @property
    def first(self) -> int:
        """How many updates had been made where it begins."""
        return self.keyframes[0].updates


@dataclass(frozen=True, eq=False)
class History:
    """The past of one run since its start, from which any of its updates can be replayed.

    It is a value: recording gives another one, which shares what it can.

    Attributes:
        stretches: the training between edits, in order; never empty.
        earlier: the curves of earlier runs and dropped ends, the latest last.
        stops: where training stopped of itself.
        spacing: the fewest updates between two keyframes of a stretch.
        budget: the bytes that keyframes may take.
    """

    stretches: tuple[Stretch, ...]
    earlier: tuple[Curve, ...] = ()
    stops: tuple[Stop, ...] = ()
    spacing: int = 1
    budget: int = BUDGET

    @property
    def first(self) -> Moment:
        """The earliest place that can be gone to."""
        return Moment(0, self.stretches[0].first)

    @property
    def last(self) -> Moment:
        """The latest place."""
        return Moment(len(self.stretches) - 1, self.stretches[-1].end.updates)

    @property
    def curve(self) -> Curve:
        """The losses of the whole run."""
        return self.stretches[-1].end.curve

    @property
    def edits(self) -> tuple[tuple[int, str], ...]:
        """After how many updates something was edited, and what."""
        return tuple((stretch.first, stretch.text) for stretch in self.stretches[1:])

    @property
    def nbytes(self) -> int:
        """How many bytes its keyframes take."""
        return sum(
            len(stretch.keyframes) * _bytes(stretch.keyframes[0]) for stretch in self.stretches
        )

    def nearest(self, updates: int) -> Moment:
        """Return the moment after this many updates, or the nearest there is.

        Where something was edited there, it is the moment after the edit.
        """
        for number in reversed(range(len(self.stretches))):
            if self.stretches[number].first <= updates or number == 0:
                break
        stretch = self.stretches[number]
        return Moment(number, min(max(updates, stretch.first), stretch.end.updates))

    def before(self, moment: Moment, updates: int = 1) -> Moment:
        """Return the moment some updates earlier in its stretch; at its beginning, before the edit.

        At the first moment of all it is that moment.
        """
        number, at = moment
        first = self.stretches[number].first
        if at > first:
            return Moment(number, max(at - updates, first))
        return Moment(number - 1, self.stretches[number - 1].end.updates) if number else moment

    def after(self, moment: Moment, updates: int = 1) -> Moment:
        """Return the moment some updates later in its stretch; at its end, after the next edit.

        At the last moment of all it is that moment.
        """
        number, at = moment
        end = self.stretches[number].end.updates
        if at < end:
            return Moment(number, min(at + updates, end))
        is_last = number == len(self.stretches) - 1
        return moment if is_last else Moment(number + 1, self.stretches[number + 1].first)

    def trail(self, moment: Moment, theta: Floats, count: int) -> tuple[Floats, ...]:
        """Return the last thetas on record before a moment of its stretch, the latest first.

        Each differs from the one after it, and the latest from ``theta``, where it stood then.
        """
        keyframes, found = self.stretches[moment.stretch].keyframes, list[Floats]()
        last = keyframes.at(moment.updates - 1)
        for at in range(last, max(last - LOOKED_AT, -1), -1):
            if len(found) == count:
                break
            before = keyframes[at].theta
            if not np.array_equal(before, found[-1] if found else theta):
                found.append(before)
        return tuple(found)

    def best_test(self) -> Mark | None:
        """Return the first mark of the least test loss in force; None without test points."""
        marks = [m for m in self.curve if m.kind == self.curve[-1].kind and m.test_loss < inf]
        return min(marks, key=lambda mark: mark.test_loss, default=None)

    def curve_until(self, moment: Moment) -> Curve:
        """Return the losses up to a moment."""
        curve = self.stretches[moment.stretch].end.curve
        return curve[: bisect_right(curve, moment.updates, key=_update)]

    def recorded(self, place: Place) -> "History":
        """Return this history with training gone on to ``place``."""
        *before, stretch = self.stretches
        if place.updates == stretch.end.updates:
            return self
        keyframes = stretch.keyframes
        if place.updates - keyframes[-1].updates >= self.spacing:
            keyframes = keyframes.with_another(replace(place, curve=()))
        now = replace(self, stretches=(*before, replace(stretch, keyframes=keyframes, end=place)))
        return now._within_budget() if keyframes is not stretch.keyframes else now

    def edited(self, text: str, document: Document, place: Place) -> "History":
        """Return this history with training going on with another document, from ``place``.

        An edit before which nothing was trained since the last one takes its place.
        """
        *before, last = self.stretches
        if last.first < last.end.updates:
            before.append(last)
        return replace(self, stretches=(*before, begun(text, document, place))[-MOST_STRETCHES:])

    def until(self, moment: Moment, place: Place) -> "History":
        """Return this history as if it ended at a moment, where training stood at ``place``.

        The curve of what is dropped is kept among those of earlier runs.
        """
        number, updates = moment
        stretch = self.stretches[number]
        keyframes = Keyframes(stretch.keyframes[: stretch.keyframes.at(updates) + 1])
        cut = replace(stretch, keyframes=keyframes, end=place)
        return replace(
            self,
            stretches=(*self.stretches[:number], cut),
            earlier=(*self.earlier, self.curve)[-MOST_EARLIER:],
            stops=tuple(stop for stop in self.stops if stop.updates <= updates),
        )

    def followed_by(self, document: Document, place: Place, text: str) -> "History":
        """Return the history of a run that starts afresh; of this one the curve is kept.

        Other points have another curve altogether: nothing is kept.
        """
        same = document.loads == self.stretches[-1].document.loads
        kept = (*self.earlier, self.curve) if same and len(self.curve) > 1 else self.earlier
        return History(
            (begun(text, document, place),),
            kept[-MOST_EARLIER:] if same else (),
            budget=self.budget,
        )

    def stopped(self, updates: int, reason: str) -> "History":
        """Return this history with the note that training stopped of itself."""
        kept = (stop for stop in self.stops if stop.updates != updates)
        return replace(self, stops=(*kept, Stop(updates, reason)))

    def cleared(self) -> "History":
        """Return this history without the curves of earlier runs."""
        return replace(self, earlier=())

    def _within_budget(self) -> "History":
        """Return this history with keyframes thinned evenly until they are within the budget."""
        now = self
        while now.nbytes > self.budget or now._keyframes > MOST_KEYFRAMES:
            spacing = 2 * now.spacing
            thinned = tuple(
                replace(one, keyframes=one.keyframes.spaced(spacing)) for one in now.stretches
            )
            now = replace(now, stretches=thinned, spacing=spacing)
            if all(len(stretch.keyframes) == 1 for stretch in thinned):
                break  # no fewer are possible
        return now

    @property
    def _keyframes(self) -> int:
        """How many keyframes can be thinned out: of each stretch all but the first."""
        return sum(len(stretch.keyframes) - 1 for stretch in self.stretches)


class Visit(NamedTuple):
    """A history, and the moment of it where a run stands."""

    history: History
    moment: Moment

    @property
    def is_past(self) -> bool:
        """Whether it is before the last one."""
        return self.moment < self.history.last

    def leaps(self, before: "Visit") -> bool:
        """Return whether the past was gone through from ``before`` by more than an update."""
        (stretch, updates), (other, others) = self.moment, before.moment
        is_far = stretch != other or abs(updates - others) > 1
        return is_far and (self.is_past or before.is_past)


def begun(text: str, document: Document, place: Place) -> Stretch:
    """Return a stretch in which nothing was trained yet."""
    return Stretch(text, document, Keyframes([replace(place, curve=())]), place)


def _updates(place: Place) -> int:
    return place.updates


def _bytes(place: Place) -> int:
    return place.theta.nbytes + place.memory.nbytes + OVERHEAD


def _update(mark: Mark) -> int:
    return mark.update
