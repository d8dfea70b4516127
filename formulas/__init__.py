"""Exact public-funding arithmetic. Import from the submodules: nothing is needed from here."""
