"""What all tests share."""

import os

# Before anything imports Qt: windows are drawn into memory.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# Before anything imports NumPy, scikit-learn above all: sums on one thread repeat to the bit.
from hypothesis import settings

import model  # noqa: F401

# The same examples in every run, so that a failure can be reproduced.
settings.register_profile("repeatable", derandomize=True, deadline=None, database=None)
settings.load_profile("repeatable")
