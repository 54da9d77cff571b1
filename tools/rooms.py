"""Print which room imports which, as ARCHITECTURE.md shows it: ``make rooms``.

An arrow is left out if a longer path leads to the same room.
"""

from collections.abc import Mapping

import grimp

PACKAGES = ("gui", "model")
WIDTH = 14


def imports(package: str) -> dict[str, set[str]]:
    """Return the rooms that each room of a package imports."""
    graph = grimp.build_graph(package, cache_dir=None)
    rooms = {name.partition(".")[2]: name for name in graph.find_children(package)}
    return {
        room: {
            other
            for other, there in rooms.items()
            if other != room
            and graph.direct_import_exists(importer=name, imported=there, as_packages=True)
        }
        for room, name in rooms.items()
    }


def reach(room: str, direct: Mapping[str, set[str]]) -> set[str]:
    """Return all rooms that a room imports, directly or not."""
    found = set[str]()
    waiting = [room]
    while waiting:
        new = direct[waiting.pop()] - found
        found |= new
        waiting += new
    return found


def reduced(direct: Mapping[str, set[str]]) -> dict[str, set[str]]:
    """Return the imports without those that a longer path implies."""
    below = {room: reach(room, direct) for room in direct}
    return {
        room: {one for one in others if not any(one in below[other] for other in others - {one})}
        for room, others in direct.items()
    }


def floors(direct: Mapping[str, set[str]]) -> dict[str, int]:
    """Return the floor of each room: one above the highest room that it imports."""
    found = dict[str, int]()
    while len(found) < len(direct):
        ready = {room for room in direct if room not in found and direct[room] <= found.keys()}
        if not ready:
            raise ValueError(f"rooms import each other in a cycle: {sorted(direct.keys() - found)}")
        found |= {room: 1 + max((found[o] for o in direct[room]), default=-1) for room in ready}
    return found


def ground(package: str, direct: Mapping[str, set[str]]) -> set[str]:
    """Return the single modules that need no room, on which the rooms stand."""
    graph = grimp.build_graph(package, cache_dir=None)
    found = set[str]()
    modules = {room for room in direct if not graph.find_children(f"{package}.{room}")}
    while new := {module for module in modules - found if direct[module] <= found}:
        found |= new
    return found


def drawing(package: str) -> str:
    """Return the rooms of a package from the top floor down, each with what it imports."""
    direct = imports(package)
    below = ground(package, direct)
    direct = {room: others - below for room, others in direct.items() if room not in below}
    arrows, floor = reduced(direct), floors(direct)
    lines = [package]
    for room in sorted(direct, key=lambda room: (-floor[room], room)):
        there = ", ".join(sorted(arrows[room], key=lambda other: (-floor[other], other)))
        lines.append(f"  {room:<{WIDTH}} {'→ ' + there if there else ''}".rstrip())
    if below:
        lines.append(f"  and below them: {', '.join(sorted(below))}")
    return "\n".join(lines)


if __name__ == "__main__":
    print("\n\n".join(map(drawing, PACKAGES)))
