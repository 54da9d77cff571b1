"""The session with edits and undo, its viewers, the frame timer, and what thins snapshots."""
