"""The past of a run: what recording it costs, and how soon any update of it is reached."""

import tracemalloc
from dataclasses import replace
from statistics import median
from time import perf_counter
from typing import NamedTuple

import numpy as np

from benchmarks.figures import Figure
from benchmarks.screen import screen
from benchmarks.window import SECONDS, WARM, measured
from gui.session.ticker import TRAINING_SECONDS
from model import Document, Run, new_document
from model.run.edits import with_network
from model.run.history import BUDGET, MOST_KEYFRAMES, History

MILLIONS = 10
TRIES = 40
LEAST_FRAMES = 30
DRAGGED = ("--points", "250", "--batch", "10", "--hidden", "4", "2", "--drag")


class Net(NamedTuple):
    """A network, and within how many milliseconds any of 10 million updates is to be reached."""

    title: str
    hidden: tuple[int, ...]
    most: float


CASES = (Net("2-4-2-1", (4, 2), 50), Net("six layers of 16", (16,) * 6, 300))


def run(quick: bool) -> list[Figure]:
    """Measure recording and replaying, and frames while the past is dragged through."""
    figures = [figure for case in CASES for figure in _case(case, 20_000 if quick else 100_000)]
    with screen() as (environment, kind):
        found = measured(environment, *DRAGGED, "--at", str(WARM), str(WARM + SECONDS), seconds=30)
    first, last = found["samples"]
    frames = (last["frames"] - first["frames"]) / (last["seconds"] - first["seconds"])
    dragged = Figure(
        part="history",
        what="250 points, 2-4-2-1: dragging through the past",
        value=frames,
        unit=" frames/s",
        digits=1,
        least=LEAST_FRAMES,
        note=f"another update at each frame, {kind}",
    )
    return [*figures, dragged]


def _case(case: Net, updates: int) -> list[Figure]:
    document = _document(case)
    size = Run(document).history.nbytes
    spacing = MILLIONS * 1_000_000 / min(MOST_KEYFRAMES, BUDGET // size)
    # Keyframes as far apart as after 10 million updates, with far fewer of them to make.
    run = Run(document, budget=int(size * max(updates / spacing, 1)))
    while run.place.updates < updates:
        run.run_for(TRAINING_SECONDS)
    rng = np.random.default_rng(0)
    taken = [_reach(run, int(at)) for at in rng.integers(0, updates, TRIES)]
    reached = Figure(
        part="history",
        what=f"{case.title}: any of {MILLIONS} million updates is reached",
        value=max(taken),
        unit=" ms",
        most=case.most,
        note=f"the slowest of {TRIES} tries; half within {median(taken):.0f} ms",
    )
    share = _recording(run.history) / TRAINING_SECONDS
    recording = Figure(
        part="history",
        what=f"{case.title}: recording, of the time of training",
        value=100 * share,
        unit=" %",
        digits=2,
        most=1.0,
        note=f"with {MOST_KEYFRAMES} keyframes, once in {1000 * TRAINING_SECONDS:.0f} ms",
    )
    return [reached, recording, _memory(case)]


def _memory(case: Net) -> Figure:
    """Measure the memory of a history that has seen three times as many places as it may keep."""
    run = Run(_document(case))
    history, place = run.standing.history, run.place
    tracemalloc.start()
    for updates in range(1, 3 * min(MOST_KEYFRAMES, BUDGET // history.nbytes)):
        theta, memory = np.array(place.theta), np.array(place.memory)
        history = history.recorded(replace(place, theta=theta, memory=memory, updates=updates))
    taken = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    return Figure(
        part="history",
        what=f"{case.title}: memory of a long history, of its budget",
        value=100 * taken / BUDGET,
        unit=" %",
        digits=0,
        most=110.0,
        note=f"{taken / 1e6:.0f} MB for {len(history.stretches[0].keyframes)} keyframes",
    )


def _reach(run: Run, updates: int) -> float:
    started = perf_counter()
    run.go_to(run.history.nearest(updates))
    return 1000 * (perf_counter() - started)


def _recording(history: History) -> float:
    """Return the seconds that it takes to record a place in a long history."""
    run = Run(history.stretches[0].document)
    place = run.place
    for updates in range(1, MOST_KEYFRAMES):
        history = history.recorded(replace(place, updates=10**9 + updates))
    started = perf_counter()
    for updates in range(200):
        history.recorded(replace(run.place, updates=2 * 10**9 + updates))
    return (perf_counter() - started) / 200


def _document(case: Net) -> Document:
    return with_network(new_document("circle", 250), case.hidden, "tanh")
