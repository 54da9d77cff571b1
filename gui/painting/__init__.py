"""Painting that several rooms share: grids, fields, sprites, strokes, cached text."""
