"""What ``make bench`` runs: speed, memory and accuracy, each held against its least."""
