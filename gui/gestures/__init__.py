"""Tools and gestures: what the mouse and the keys do to points and lines."""
