"""Losses, activations and optimizers, and the engines that train layers with them."""
