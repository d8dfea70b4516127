"""csptool: exact, explained arithmetic for public-safety funding in England and Wales."""

__version__ = "0.1.0"
