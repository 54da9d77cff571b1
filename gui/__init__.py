"""The window: it draws snapshots and turns gestures into intents."""

import model  # noqa: F401  before NumPy, which pyqtgraph imports: it tells BLAS how many threads
