"""What stands around the plane: drawing, data, inputs and training, the bars, the loss chart."""
