"""The benchmarks of ``make bench``: speed, memory and accuracy, each against a limit."""
