"""Small controls that the views are made of."""
