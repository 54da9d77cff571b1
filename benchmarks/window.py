"""The running window: its speed of training and painting, its start-up time, its memory."""

import json
import statistics
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.figures import Figure
from benchmarks.screen import screen

# Arguments of window_process.
SMALL = ("--points", "250", "--batch", "10", "--hidden", "4", "2")
LARGE = ("--points", "100000", "--batch", "10000")
SIX = ("--points", "10000", "--batch", "1000", "--hidden", "8", "--classes", "6")
DEEP = ("--points", "250", "--batch", "10", "--classes", "6", "--hidden", *["16"] * 6)
OURS, BARE = "benchmarks.window_process", "benchmarks.bare_process"
WARM, SECONDS = 1.0, 5.0
LEAST_FRAMES = 55
MOST_OF_BARE = 1.5
SLOWEST = 150.0  # seconds beyond the measurement, after which a window counts as stuck

Environment = Mapping[str, str]


def measured(
    environment: Environment, *arguments: str, seconds: float = 0.0, process: str = OURS
) -> dict[str, Any]:
    """Return what a window process prints, and the time when it was started."""
    command = [sys.executable, "-m", process, *arguments]
    # The window must limit BLAS itself: users do not set these variables.
    environment = {k: v for k, v in environment.items() if not k.endswith("_NUM_THREADS")}
    started = time.time()
    ended = subprocess.run(
        command,
        env=environment,
        stdout=subprocess.PIPE,
        check=True,
        text=True,
        timeout=seconds + SLOWEST,
    )
    return {"started": started, **json.loads(ended.stdout)}


def speed(quick: bool) -> list[Figure]:
    """Measure frames and epochs per second, without the diagram."""
    rounds = 1 if quick else 3
    with screen() as (environment, kind):
        # In turn, so that a slow minute of the machine affects all of them.
        each = [
            [_rates(environment, opened) for opened in (SMALL, LARGE, SIX)] for _ in range(rounds)
        ]
    small, large, six = zip(*each, strict=True)
    best = max(small, key=lambda rates: min(rates["frames"] / LEAST_FRAMES, rates["epochs"] / 1000))
    note = (
        f"painted frames of the plane over {SECONDS:.0f} s, window {best['size']} on {kind}, "
        f"best of {rounds}; {best['processor_ms']:.1f} ms of processor time a frame at 250 points"
    )
    name = "window, 250 points, 2-4-2-1, batch 10"
    return [
        Figure(
            "window", f"{name}: epochs/s", best["epochs"], digits=0, least=1000, note=note,
            details={"rounds": small},
        ),
        Figure("window", f"{name}: frames/s", best["frames"], digits=1, least=LEAST_FRAMES),
        Figure(
            "window", "window, 100,000 points, batch 10,000: frames/s",
            max(rates["frames"] for rates in large), digits=1, least=30,
            details={"rounds": large},
        ),
        Figure(
            "window", "window, 10,000 points, 6 classes, 2-8-6: frames/s",
            max(rates["frames"] for rates in six), digits=1, least=30,
            details={"rounds": six},
        ),
        Figure("window", "window: threads of BLAS", best["blas_threads"], most=1),
    ]  # fmt: skip


def network(quick: bool) -> list[Figure]:
    """Measure frames and epochs per second with the diagram, of a small and a large network."""
    rounds = 1 if quick else 3
    with screen() as (environment, kind):
        each = [
            [
                _rates(environment, opened, process)
                for opened, process in ((SMALL, OURS), (DEEP, OURS), (SMALL, BARE))
            ]
            for _ in range(rounds)
        ]
    small, deep, bare = zip(*each, strict=True)
    best = max(small, key=lambda rates: rates["frames"])
    note = f"window {best['size']} on {kind}, best of {rounds}"
    name = "window with its diagram, 250 points, 2-4-2-1"
    return [
        Figure(
            "network", f"{name}: epochs/s", max(rates["epochs"] for rates in small), digits=0,
            least=600, note=note, details={"rounds": small},
        ),
        Figure("network", f"{name}: frames/s", best["frames"], digits=1, least=LEAST_FRAMES),
        Figure(
            "network", "window with its diagram, six layers of 16, 6 classes: frames/s",
            max(rates["frames"] for rates in deep), digits=1, least=30, details={"rounds": deep},
        ),
        # The baseline: the same picture without the program.
        Figure(
            "network", "bare window, 250 points, 2-4-2-1: epochs/s",
            max(rates["epochs"] for rates in bare), digits=0, details={"rounds": bare},
        ),
        Figure(
            "network", "bare window, 250 points, 2-4-2-1: frames/s",
            max(rates["frames"] for rates in bare), digits=1,
        ),
        Figure(
            "network", "processor time of a frame, ratio to the bare window's",
            min(rates["processor_ms"] for rates in small)
            / min(rates["processor_ms"] for rates in bare), "x", digits=2, most=MOST_OF_BARE,
        ),
    ]  # fmt: skip


def _rates(environment: Environment, opened: Sequence[str], process: str = OURS) -> dict[str, Any]:
    at = (f"{WARM}", f"{WARM + SECONDS}")
    found = measured(environment, *opened, "--at", *at, seconds=WARM + SECONDS, process=process)
    first, last = found["samples"]
    seconds = last["seconds"] - first["seconds"]
    frames = last["frames"] - first["frames"]
    return {
        "frames": frames / seconds,
        # Unlike frames per second, this is independent of other load.
        "processor_ms": 1000 * (last["processor"] - first["processor"]) / max(frames, 1),
        "epochs": (last["epochs"] - first["epochs"]) / seconds,
        "size": "x".join(map(str, found["size"])),
        "blas_threads": found["blas_threads"],
    }


def start(quick: bool) -> list[Figure]:
    """Measure the time from the start of the process until the plane is painted."""
    with screen() as (environment, kind), TemporaryDirectory() as compiled:
        # Users have compiled bytecode, even if this shell disables it.
        kept = {k: v for k, v in environment.items() if k != "PYTHONDONTWRITEBYTECODE"}
        kept["PYTHONPYCACHEPREFIX"] = compiled
        for process in (OURS, BARE):
            measured(kept, process=process)  # the first start fills the caches
        rounds = range(3 if quick else 5)
        both = [[_start(kept, process) for process in (OURS, BARE)] for _ in rounds]
    ours, bare = zip(*both, strict=True)
    note = f"median of {len(ours)} warm starts, on {kind}"
    name = "start of the process to the first painted plane"
    return [
        Figure(
            "start", name, statistics.median(ours), " s", digits=2, most=1.0, note=note,
            details={"seconds": ours},
        ),
        Figure(
            "start", "start of a bare window, pyqtgraph imported", statistics.median(bare), " s",
            digits=2, details={"seconds": bare},
        ),
    ]  # fmt: skip


def _start(environment: Environment, process: str) -> float:
    found = measured(environment, process=process)
    return float(found["painted"] - found["started"])


def memory(quick: bool) -> list[Figure]:
    """Measure the peak memory of the process in training, and its growth."""
    warm, end = (3, 10) if quick else (10, 60)
    names = ("250 points", "100,000 points")

    def hold(environment: Environment, opened: Sequence[str]) -> list[dict[str, float]]:
        at = [str(second) for second in range(1, end + 1)]
        samples: list[dict[str, float]] = measured(environment, *opened, "--at", *at, seconds=end)[
            "samples"
        ]
        return samples

    with screen() as (environment, kind), ThreadPoolExecutor() as pool:
        both = list(pool.map(lambda opened: hold(environment, opened), (SMALL, LARGE)))
    note = f"peak resident memory (VmHWM) of the process, both windows at once, on {kind}"
    figures = []
    for name, samples in zip(names, both, strict=True):
        if "VmHWM" not in samples[-1]:
            print("memory: not measured, as there is no /proc here", file=sys.stderr)
            return []
        peak, before = samples[-1]["VmHWM"], samples[warm - 1]["VmHWM"]
        figures += [
            Figure(
                "memory", f"{name}: peak after {end} s of training", peak, " MB", digits=1,
                most=220, note=note, details={"samples": samples},
            ),
            Figure(
                "memory", f"{name}: growth of the peak after {warm} s", peak - before, " MB",
                digits=2, most=2,
            ),
        ]  # fmt: skip
    return figures
