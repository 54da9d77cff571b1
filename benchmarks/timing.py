"""Timing on a machine with other load."""

from collections.abc import Callable, Sequence
from time import perf_counter, sleep

REST = 0.05  # seconds before each turn: BLAS threads of the turn before keep spinning for a while


def in_turn(rounds: int, contestants: Sequence[Callable[[], object]]) -> list[list[float]]:
    """Return the seconds that each contestant took in each round.

    Contestants take turns, so that a slow moment of the machine affects all of them. Other load can
    only add time, so compare the shortest time of each.
    """
    seconds: list[list[float]] = [[] for _ in contestants]
    for _ in range(rounds):
        for contestant, taken in zip(contestants, seconds, strict=True):
            sleep(REST)
            started = perf_counter()
            contestant()
            taken.append(perf_counter() - started)
    return seconds
