"""The session: edits and undo, the frame timer, and which snapshots are read."""
