"""What a classifier looks like on the plane: fields, borders, lines, arrows, pictures of units."""
