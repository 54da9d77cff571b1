"""Layers, the settings of training, and the engines that train layers."""
