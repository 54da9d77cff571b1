"""The session with edits and undo, its viewers, the frame timer and the pace of reading."""
