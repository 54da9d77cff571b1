"""The layers of the plane, from the field at the bottom to the points on top."""
