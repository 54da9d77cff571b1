"""Views draw snapshots with ``show_snapshot`` and emit intents; they know nothing of each other."""
