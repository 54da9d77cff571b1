"""The window: it draws snapshots and turns gestures into intents."""
