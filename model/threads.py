"""BLAS runs on one thread. Imported before NumPy, which asks only once.

Small products gain nothing from threads, painting stalls less, and sums repeat to the bit.
"""

import os

for _library in ("OPENBLAS", "MKL", "OMP", "VECLIB"):
    os.environ.setdefault(f"{_library}_NUM_THREADS", "1")
