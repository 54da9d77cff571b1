"""What the measured windows open, by the words of their command line."""

import argparse
from dataclasses import replace

from model import PRESETS, Document, new_document
from model.run.document import Generated
from model.run.edits import with_generated, with_network


def words(description: str | None) -> argparse.ArgumentParser:
    """The words that say what to open, and when to look at it."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--points", type=int, default=250)
    parser.add_argument("--batch", type=int, default=10)
    parser.add_argument("--hidden", type=int, nargs="*", default=())
    parser.add_argument("--classes", type=int, default=2)
    parser.add_argument(
        "--at", type=float, nargs="*", default=(), help="look so many seconds after Run"
    )
    return parser


def document(wanted: argparse.Namespace) -> Document:
    """What these words ask for."""
    made = new_document("circle", wanted.points)
    if wanted.classes > 2:
        blobs = Generated("blobs", wanted.points, PRESETS["blobs"].noise, wanted.classes)
        made = with_generated(made, blobs, data_seed=0)
    if wanted.hidden:
        made = with_network(made, wanted.hidden, "tanh")
    return replace(made, training=replace(made.training, batch_size=wanted.batch))
