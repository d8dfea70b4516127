"""Writing a file whole or not at all, never over an input, never over anything else without being told to."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path

from csptool.faults import Place, fault


def check_output(path: Path, source: Path | None, *, force: bool) -> None:
    """Refuse an output path before any work is done: a folder, the input, an existing file, a missing folder."""
    place = Place(str(path))
    if path.is_dir():
        raise fault("output-folder", place, "a folder", "a file to write", "add a file name")
    if source and path.exists() and path.samefile(source):
        raise fault("output-is-input", place, "the input itself", "another file", "choose another name for the output")
    if path.exists() and not force:
        raise fault(
            "output-exists",
            place,
            "a file that is there already",
            "a new file",
            "choose another name, or add --force to replace it",
        )
    if not path.parent.is_dir():
        raise fault(
            "no-such-folder", place, "a folder that is not there", "an existing folder", "make the folder first"
        )


def write_whole(path: Path, data: bytes) -> None:
    """Write beside the path and move into place at the end: a full disk or an interrupt leaves nothing behind."""
    temporary = ""
    try:
        handle, temporary = tempfile.mkstemp(prefix=".csptool-", dir=path.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(temporary, 0o666 & ~_umask())
        os.replace(temporary, path)
    except OSError as error:
        remedy = "free some space or choose another folder; nothing was written"
        place, why = Place(str(path)), (error.strerror or type(error).__name__).lower()
        raise fault("not-written", place, f"that it cannot be written ({why})", "a file that can be", remedy) from None
    finally:
        with contextlib.suppress(OSError):
            os.unlink(temporary)  # gone already when all went well


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
