"""What stands around the plane: drawing, data, inputs and training, the hint, the legend."""
