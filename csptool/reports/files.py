"""Writing a file whole or not at all, never over an input, never over anything else without being told to."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from csptool.faults import Fault, Faults, Place, fault
from csptool.sheets.source import Source


def output_faults(path: Path, source: Source | None, suffixes: Sequence[str], *, force: bool) -> list[Fault]:
    """What is wrong with an output path, before any work is done.

    An unknown suffix, a folder, the input itself, a file that is there already, a missing folder, an unfit name.
    """
    place = Place(str(path))
    if path.suffix.lower() not in suffixes:
        found = f"the suffix {path.suffix!r}" if path.suffix else "no suffix"
        remedy = f"end the name in {', '.join(suffixes[:-1])} or {suffixes[-1]}" if suffixes[1:] else "use .xlsx"
        return [Fault("output-suffix", place, found, "a kind of file that csptool writes", remedy)]
    try:
        if not path.parent.is_dir():
            expected, remedy = "an existing folder", "make the folder first"
            return [Fault("no-such-folder", place, "a folder that is not there", expected, remedy)]
        if path.is_dir():
            return [Fault("output-folder", place, "a folder", "a file to write", "add a file name")]
        if path.exists() and source and source.status and os.path.samestat(path.stat(), source.status):
            remedy = "choose another name for the output"
            return [Fault("output-is-input", place, "the input itself", "another file", remedy)]
        if path.exists() and not path.is_file():
            return [Fault("output-no-file", place, "something that is no file", "a file", "choose another name")]
        if path.exists() and not force:
            remedy = "choose another name, or add --force to replace it"
            return [Fault("output-exists", place, "a file that is there already", "a new file", remedy)]
    except OSError as error:
        why = (error.strerror or type(error).__name__).lower()
        return [Fault("output-name", place, why, "a name that a file can have", "choose another name")]
    return []


def folder_faults(path: Path, *, force: bool) -> list[Fault]:
    """What is wrong with a folder to write into: a file of that name, no folder above it, files in it already."""
    place = Place(str(path))
    try:
        if path.exists() and not path.is_dir():
            remedy = "give the name of a folder"
            return [Fault("output-no-folder", place, "a file", "a folder to write into", remedy)]
        if not path.exists() and not path.absolute().parent.is_dir():
            expected, remedy = "an existing folder", "make the folder first"
            return [Fault("no-such-folder", place, "a folder within one that is not there", expected, remedy)]
        if path.is_dir() and any(path.iterdir()) and not force:
            remedy = "choose another folder, or add --force to replace files of the same name"
            return [Fault("output-exists", place, "a folder with files in it", "a new or empty folder", remedy)]
    except OSError as error:
        why = (error.strerror or type(error).__name__).lower()
        return [Fault("output-name", place, why, "a name that a folder can have", "choose another name")]
    return []


def write_folder(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write all files beside the folder, then move them into it: a full disk leaves nothing behind."""
    temporary = ""
    try:
        temporary = tempfile.mkdtemp(prefix=".csptool-", dir=folder.absolute().parent)
        for name, data in files.items():
            Path(temporary, name).write_bytes(data)
        folder.mkdir(exist_ok=True)
        for name in files:
            os.replace(Path(temporary, name), folder / name)
    except OSError as error:
        raise _not_written(folder, error) from None
    finally:
        shutil.rmtree(temporary, ignore_errors=True)


def _not_written(path: Path, error: OSError) -> Faults:
    remedy = "free some space or choose another folder; nothing was written"
    place, why = Place(str(path)), (error.strerror or type(error).__name__).lower()
    return fault("not-written", place, f"that it cannot be written ({why})", "a file that can be", remedy)


def write_whole(path: Path, data: bytes) -> None:
    """Write beside the path and move into place at the end: a full disk or an interrupt leaves nothing behind."""
    temporary = ""
    try:
        handle, temporary = tempfile.mkstemp(prefix=".csptool-", dir=path.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(temporary, _mode(path))
        os.replace(temporary, path)
    except OSError as error:
        raise _not_written(path, error) from None
    finally:
        with contextlib.suppress(OSError):
            os.unlink(temporary)  # gone already when all went well


def _mode(path: Path) -> int:
    """The permissions of the file that is replaced, or those that a new file gets."""
    if path.exists():
        return path.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
