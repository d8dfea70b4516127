"""Writing a file whole or not at all, never over an input, never over anything else without being told to."""

from __future__ import annotations

import contextlib
import errno
import os
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
        remedy = (
            f"end the name in {', '.join(suffixes[:-1])} or {suffixes[-1]}" if suffixes[1:] else f"use {suffixes[0]}"
        )
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
        if path.is_dir() and any(not one.name.startswith(".") for one in path.iterdir()) and not force:
            remedy = "choose another folder, or add --force to replace files of the same name"
            return [Fault("output-exists", place, "a folder with files in it", "a new or empty folder", remedy)]
    except OSError as error:
        why = (error.strerror or type(error).__name__).lower()
        return [Fault("output-name", place, why, "a name that a folder can have", "choose another name")]
    return []


def write_folder(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write files into a folder, which is made where it is not there; all of them or none."""
    made = not folder.exists()
    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        raise _not_written(folder, error) from None
    try:
        write_together({folder / name: data for name, data in files.items()})
    except Faults:
        with contextlib.suppress(OSError):
            if made:
                folder.rmdir()
        raise


def write_whole(path: Path, data: bytes) -> None:
    """Write a file whole or not at all."""
    write_together({path: data})


def write_together(files: Mapping[Path, bytes]) -> None:
    """Write beside the paths and move all into place at the end: a full disk or an interrupt leaves nothing behind."""
    temporary: dict[Path, str] = {}
    path = next(iter(files))
    try:
        for path, data in files.items():
            if path.is_dir():
                raise IsADirectoryError(errno.EISDIR, "a folder of that name is there")
            handle, temporary[path] = tempfile.mkstemp(prefix=".csptool-", dir=path.parent)
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            os.chmod(temporary[path], _mode(path))
        for path, written in temporary.items():
            os.replace(written, path)
    except OSError as error:
        raise _not_written(path, error) from None
    finally:
        for written in temporary.values():
            with contextlib.suppress(OSError):
                os.unlink(written)  # gone already when all went well


def _not_written(path: Path, error: OSError) -> Faults:
    remedy = "free some space" if error.errno == errno.ENOSPC else "choose another name or folder"
    place, why = Place(str(path)), (error.strerror or type(error).__name__).lower()
    expected = "a file that can be"
    return fault("not-written", place, f"that it cannot be written ({why})", expected, f"{remedy}; nothing was written")


def _mode(path: Path) -> int:
    """The permissions of the file that is replaced, or those that a new file gets."""
    if path.exists():
        return path.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
