"""The command line of the measured windows, and the document that it describes."""

import argparse
from dataclasses import replace

from model import PRESETS, Document, new_document
from model.run.document import Generated
from model.run.edits import with_generated, with_network


def parser_of(description: str | None) -> argparse.ArgumentParser:
    """Return the parser of the arguments: what to open, and when to sample it."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--points", type=int, default=250)
    parser.add_argument("--batch", type=int, default=10)
    parser.add_argument("--hidden", type=int, nargs="*", default=())
    parser.add_argument("--classes", type=int, default=2)
    parser.add_argument(
        "--at", type=float, nargs="*", default=(), help="seconds after Run at which to sample"
    )
    parser.add_argument("--drag", action="store_true", help="drag through the past, train nothing")
    return parser


def document_from(wanted: argparse.Namespace) -> Document:
    """Return the document that the arguments describe."""
    document = new_document("circle", wanted.points)
    if wanted.classes > 2:
        blobs = Generated("blobs", wanted.points, PRESETS["blobs"].noise, wanted.classes)
        document = with_generated(document, blobs, data_seed=0)
    if wanted.hidden:
        document = with_network(document, wanted.hidden, "tanh")
    return replace(document, training=replace(document.training, batch_size=wanted.batch))
