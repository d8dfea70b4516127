"""Data that changes with the world and not with the program: each entry with its source."""
