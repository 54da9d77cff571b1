"""Timing on a machine that does other things too."""

from collections.abc import Callable, Sequence
from time import perf_counter, sleep

REST = 0.05  # seconds after each turn: BLAS threads of the one before go on spinning for a while


def in_turn(rounds: int, contestants: Sequence[Callable[[], object]]) -> list[list[float]]:
    """The seconds that each contestant took in each round.

    They take turns, so that a slow moment of the machine is not one contestant's alone; what else
    runs can only add to a time, so the shortest of a contestant's is the one to compare.
    """
    seconds: list[list[float]] = [[] for _ in contestants]
    for _ in range(rounds):
        for contestant, taken in zip(contestants, seconds, strict=True):
            sleep(REST)
            started = perf_counter()
            contestant()
            taken.append(perf_counter() - started)
    return seconds
