"""The course of a run over its updates, to look at and to go back along."""
