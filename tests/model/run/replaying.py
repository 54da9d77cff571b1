"""An oracle of the past: a new trainer that starts where a stretch begins."""

from model import Place, Trainer
from model.run.history import History, Moment


def replayed(history: History, moment: Moment) -> Place:
    """Return the place at a moment, trained from the beginning of its stretch."""
    stretch = history.stretches[moment.stretch]
    trainer = Trainer(stretch.document)
    trainer.go_to(stretch.keyframes[0])
    while trainer.place.updates < moment.updates:
        trainer.advance(moment.updates - trainer.place.updates)
    return trainer.place
