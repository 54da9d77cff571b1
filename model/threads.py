"""Limit BLAS to one thread. Import this before NumPy, which reads the limit only once.

Small products gain nothing from threads, the window stutters less, and sums repeat to the bit.
"""

import os

for _library in ("OPENBLAS", "MKL", "OMP", "VECLIB"):
    os.environ.setdefault(f"{_library}_NUM_THREADS", "1")
