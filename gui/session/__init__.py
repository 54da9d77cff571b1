"""The session with edits and undo, its viewers, the frame timer and the throttle of what is read."""
