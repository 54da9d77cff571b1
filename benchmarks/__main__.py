"""``python -m benchmarks [PART ...]``: measure, print the table, write the JSON."""

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

import model  # noqa: F401  before NumPy: it limits the threads of BLAS
from benchmarks import accuracy, engine, past, points, window
from benchmarks.figures import Figure, table, write_json

PARTS: dict[str, Callable[[bool], list[Figure]]] = {
    "engine": engine.run,
    "points": points.run,
    "history": past.run,
    "window": window.speed,
    "network": window.network,
    "start": window.start,
    "memory": window.memory,
    "accuracy": accuracy.run,
}
JSON = Path("build/bench.json")


def main(arguments: list[str]) -> int:
    """Run the parts; return exit code 1 if a figure misses its limit."""
    parser = argparse.ArgumentParser(prog="benchmarks", description="Measure speed and accuracy")
    parser.add_argument(
        "parts", nargs="*", metavar="PART", help=f"{', '.join(PARTS)}; default: all"
    )
    parser.add_argument("--json", type=Path, default=JSON, help=f"where to write it ({JSON})")
    parser.add_argument("--quick", action="store_true", help="fewer and shorter rounds")
    wanted = parser.parse_args(arguments)
    unknown = [part for part in wanted.parts if part not in PARTS]
    if unknown:
        parser.error(f"no part {unknown[0]!r}: choose among {', '.join(PARTS)}")
    figures: list[Figure] = []
    for part in wanted.parts or PARTS:
        print(f"measuring {part} ...", file=sys.stderr, flush=True)
        figures += PARTS[part](wanted.quick)
    print(table(figures))
    write_json(figures, wanted.json)
    missed = sum(figure.is_ok is False for figure in figures)
    print(f"{missed} of {len(figures)} figures missed their limits; details: {wanted.json}")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
