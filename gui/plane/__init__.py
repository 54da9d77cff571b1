"""The plane: points, field, boundary, lines, arrows and hulls, and what is under the mouse."""
