"""Write the lock files: one exact version of every package that pyproject.toml requires.

The versions are chosen for the oldest supported Python: newer ones can install them too.
"""

import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OLDEST = (3, 11)


def resolve(wanted: list[str]) -> dict[str, str]:
    """Return the versions, by name, that pip would install into an empty environment."""
    options = ["--dry-run", "--ignore-installed", "--only-binary", ":all:", "--quiet"]
    command = [sys.executable, "-m", "pip", "install", *options, "--report", "-", *wanted]
    report = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)
    chosen = [package["metadata"] for package in report["install"]]
    return {re.sub(r"[-_.]+", "-", one["name"]).lower(): one["version"] for one in chosen}


def write(name: str, what_for: str, lines: list[str]) -> None:
    """Write one lock file, headed by a comment that says where it comes from."""
    text = "\n".join([f"# {what_for}. Written by `make lock`, from pyproject.toml.", *lines])
    (ROOT / name).write_text(text + "\n", encoding="utf-8")


def main() -> None:
    """Resolve all packages together, then split them into those for running and the rest."""
    if sys.version_info[:2] != OLDEST:
        sys.exit("The lock is made with the oldest Python: make lock PYTHON=python3.11")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = [one for extra in project["optional-dependencies"].values() for one in extra]
    everything = resolve(project["dependencies"] + extras)
    running = resolve(project["dependencies"]).keys()
    pins = {name: f"{name}=={version}" for name, version in sorted(everything.items())}
    rest = [pin for name, pin in pins.items() if name not in running]
    pins_to_run = [pin for name, pin in pins.items() if name in running]
    write("requirements.txt", "What running needs", pins_to_run)
    write("requirements-dev.txt", "What developing needs besides", ["-r requirements.txt", *rest])


if __name__ == "__main__":
    main()
