"""Where one step leads in the past of a run, back and forth, by the same units."""

from model.run.history import Moment, Stretch
from model.run.run import Run
from model.run.trainer import Trainer

UPDATE, EPOCH, MISTAKE = UNITS = ("update", "epoch", "mistake")


def earlier(run: Run, unit: str) -> Moment:
    """Return the moment one unit before the one where a run stands.

    By mistakes it is the last one before it at which the next update is a mistake. No step leads
    over an edit: the first leads to it, the next to the other side of it.
    """
    history, moment = run.history, run.moment
    if unit == EPOCH:
        return history.before(moment, run.place.position or run.updates_per_epoch)
    if unit == MISTAKE and run.declines:
        before = _before_mistake(history.stretches[moment.stretch], moment.updates)
        if before is not None:
            return Moment(moment.stretch, before)
        return history.before(moment, moment.updates)
    return history.before(moment)


def later(run: Run, unit: str) -> Moment:
    """Return the moment one unit after the one where a run stands, by updates or epochs."""
    history, moment = run.history, run.moment
    if unit == EPOCH:
        return history.after(moment, run.updates_per_epoch - run.place.position)
    return history.after(moment)


def _before_mistake(stretch: Stretch, updates: int) -> int | None:
    """Return after how many updates, below these, the next one was last a mistake; None if never.

    The number of mistakes never falls, so the update that made it what it is, is found by halving.
    """
    trainer = Trainer(stretch.document)
    origin = stretch.keyframes[stretch.keyframes.at(updates)]
    trainer.go_to(origin)
    trainer.replay(updates)
    mistakes = trainer.place.mistakes
    fewer = [place for place in stretch.keyframes if place.mistakes < mistakes]
    if not fewer:
        return None
    origin = fewer[-1]
    low, high = origin.updates, updates  # fewer mistakes after the one, as many after the other
    while high - low > 1:
        middle = (low + high) // 2
        trainer.go_to(origin)
        trainer.replay(middle)
        low, high = (middle, high) if trainer.place.mistakes < mistakes else (low, middle)
    return low
