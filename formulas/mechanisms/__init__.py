"""The steps of a formula fund, one mechanism a file; each puts itself in the register."""
