"""The relations that a paper's printed figures may obey, one file each, and the search for them."""
