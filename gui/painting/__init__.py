"""What several rooms paint with: grids, fields, sprites, strokes, text that rests."""
