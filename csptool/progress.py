"""Telling the user what is under way, on standard error, once it has lasted a second."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

PATIENCE = 1.0  # seconds


@contextmanager
def under_way(words: str) -> Iterator[None]:
    """Say `words` if what is done inside takes longer than a second; say nothing if it does not."""
    timer = threading.Timer(PATIENCE, print, (f"{words} ...",), {"file": sys.stderr, "flush": True})
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
