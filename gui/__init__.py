"""The window: it draws snapshots and turns gestures into intents."""

import model  # noqa: F401  sets the BLAS threads before pyqtgraph imports NumPy
