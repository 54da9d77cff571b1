"""The plane: points, field, boundary, lines, arrows and hulls, and what the mouse is over."""
