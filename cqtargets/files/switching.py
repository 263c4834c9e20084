"""A folder changes from one set of files to the next: by one exchange of folders, or where that cannot be, file by file."""

from __future__ import annotations

import contextlib
import ctypes
import errno
import os
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from cqtargets.conventions.reasons import Reason
from cqtargets.errors import OutputError
from cqtargets.files.manifest import lists, own_names

__all__ = ["Change", "carry_out", "clear", "free_name", "held"]

_TOKEN: Final = r"[a-z0-9_]{8}"
_UNFINISHED: Final = "unfinished.cqtargets"
_BUSY: Final = (errno.EWOULDBLOCK, errno.EAGAIN)


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What a run does to a folder; everything else in it is left alone."""

    files: Mapping[str, bytes]
    manifest: str
    told: bytes
    """What the manifest says afterwards."""
    while_changing: bytes
    """What it says while old and new files stand side by side."""
    outdated: frozenset[str]
    kept: Mapping[str, str]
    """Files that give way, and the names they get."""


@contextlib.contextmanager
def held(out: Path) -> Iterator[None]:
    """Keep other runs out of the folder, which is made if missing; what a killed run left is cleared first.

    Raises
    ------
    OutputError
        If another run is writing there, or the folder cannot be made.
    """
    made = [place for place in (out, *out.absolute().parents) if not os.path.lexists(place)]
    try:
        out.mkdir(parents=True, exist_ok=True)
        lock = _locked(out)
    except UnicodeEncodeError as error:
        raise OutputError(Reason("out_unwritable", out=out, error=error.reason)) from error
    except OSError as error:
        _unmake(made)
        if error.errno in _BUSY:
            raise OutputError(Reason("out_busy", out=out)) from error
        raise OutputError(Reason("out_unwritable", out=out, error=error.strerror or error)) from error
    try:
        clear(out)
        yield
    finally:
        if lock is not None:
            os.close(lock)
        _unmake(made)


def _unmake(made: list[Path]) -> None:
    for place in made:
        with contextlib.suppress(OSError):
            place.rmdir()


def _locked(folder: Path) -> int | None:
    """A descriptor that holds the folder; none where the system has no such locks."""
    if sys.platform == "win32":
        return None
    import fcntl

    while True:
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            os.close(descriptor)
            if error.errno in _BUSY:
                raise
            return None
        if os.path.samestat(os.fstat(descriptor), folder.stat()):
            return descriptor
        os.close(descriptor)


def carry_out(out: Path, change: Change) -> None:
    """Make the change in the folder, which is held; where it fails nothing has changed.

    Raises
    ------
    OSError
        If something cannot be written.
    """
    if not _by_exchange(out.resolve(), change):
        _file_by_file(out, change)


def _by_exchange(out: Path, change: Change) -> bool:
    """Build the new folder beside the old one and let both change names; false where that is impossible."""
    lock = None
    try:
        if not _exchangeable(out):
            return False
        staged = Path(tempfile.mkdtemp(prefix=f".{out.name}.cqtargets-", dir=out.parent))
    except OSError:
        return False
    try:
        lock = _locked(staged)
        (staged / _UNFINISHED).touch()
        gone = change.outdated | {change.manifest} | set(change.files)
        for entry in out.iterdir():
            name = change.kept.get(entry.name, "" if entry.name in gone else entry.name)
            if name:
                os.link(entry, staged / name, follow_symlinks=False)
        for name, content in {**change.files, change.manifest: change.told}.items():
            _write(staged / name, content)
        shutil.copystat(out, staged)
        (staged / _UNFINISHED).unlink()
        done = _exchange(staged, out)
    except OSError:
        done = False
    except BaseException:
        _discard(staged)
        raise
    if done:
        _empty(staged, out)
    else:
        _discard(staged)
    if lock is not None:
        os.close(lock)
    return done


def _exchangeable(out: Path) -> bool:
    """Whether nothing stands in the folder, or in the way of it, that an exchange would tear off."""
    here = Path.cwd().resolve()
    plain = all(not entry.is_dir(follow_symlinks=False) for entry in list(os.scandir(out)))
    same = out.stat().st_dev == out.parent.stat().st_dev and out != out.parent
    return plain and same and out != here and out not in here.parents


def _exchange(one: Path, other: Path) -> bool:
    """Two folders take each other's name in one step of the file system."""
    if sys.platform not in ("linux", "darwin"):
        return False
    system = ctypes.CDLL(None, use_errno=True)
    names = os.fsencode(one), os.fsencode(other)
    if sys.platform == "linux" and hasattr(system, "renameat2"):
        return bool(system.renameat2(-100, names[0], -100, names[1], 2) == 0)
    if sys.platform == "darwin" and hasattr(system, "renamex_np"):
        return bool(system.renamex_np(*names, 2) == 0)
    return False


def _empty(old: Path, out: Path) -> None:
    """Delete the old folder; what somebody put there meanwhile goes to where the folder is now.

    The lists go last: whoever is killed on the way leaves a folder that the next run can still read.
    """
    last = lists(old)
    own = own_names(old)
    known = {(found.st_dev, found.st_ino) for found in (entry.lstat() for entry in out.iterdir())}
    for entry in sorted(old.iterdir(), key=lambda entry: entry.name in last):
        found = entry.lstat()
        if entry.name in own or (found.st_dev, found.st_ino) in known:
            entry.unlink(missing_ok=True)
        else:
            taken = os.path.lexists(out / entry.name)
            os.rename(entry, out / (free_name(out, entry.name) if taken else entry.name))
    old.rmdir()


def _file_by_file(out: Path, change: Change) -> None:
    """Write all under other names, then put each in place; what fails on the way is undone."""
    work = Path(tempfile.mkdtemp(prefix=".cqtargets-", dir=out))
    undo: list[tuple[Path, Path | None]] = []
    try:
        whole = [*change.files.items(), (change.manifest, change.told)]
        steps = [(change.manifest, change.while_changing), *whole]
        for number, (_, content) in enumerate(steps):
            _write(work / f"new-{number}", content)
        for name, beside in change.kept.items():
            os.rename(out / name, out / beside)
            undo.append((out / name, out / beside))
        for number, (name, _) in enumerate(steps):
            old = _beside(out / name, work / f"old-{number}")
            os.replace(work / f"new-{number}", out / name)
            undo.append((out / name, old))
        for name in sorted(change.outdated - set(change.files) - set(change.kept)):
            old = _beside(out / name, work / f"gone-{len(undo)}")
            (out / name).unlink(missing_ok=True)
            undo.append((out / name, old))
    except BaseException:
        for final, old in reversed(undo):
            if old is not None:
                os.replace(old, final)
            else:
                final.unlink(missing_ok=True)
        raise
    finally:
        shutil.rmtree(work, ignore_errors=True)


def _beside(path: Path, name: Path) -> Path | None:
    """A second name of a file, so that it can be put back; none where there is no file."""
    if not os.path.lexists(path):
        return None
    try:
        os.link(path, name, follow_symlinks=False)
    except OSError:
        shutil.copy2(path, name, follow_symlinks=False)
    return name


def _write(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    os.chmod(path, 0o644)


def free_name(folder: Path, name: str) -> str:
    """The name with a running number that nothing in the folder has.

    >>> free_name(Path("."), "no such file.docx")
    'no such file.kept-1.docx'
    """
    stem, ending = os.path.splitext(name)
    number = 1
    while os.path.lexists(folder / f"{stem}.kept-{number}{ending}"):
        number += 1
    return f"{stem}.kept-{number}{ending}"


def clear(out: Path) -> None:
    """Remove what killed runs left in the folder and beside it."""
    for entry in list(out.iterdir()):
        if re.fullmatch(rf"\.cqtargets-{_TOKEN}", entry.name):
            _remove(entry)
    place = out.resolve()
    beside = re.compile(rf"\.{re.escape(place.name)}\.cqtargets-{_TOKEN}")
    with contextlib.suppress(PermissionError):
        for entry in list(place.parent.iterdir()):
            if not beside.fullmatch(entry.name) or not entry.is_dir():
                continue
            if (entry / _UNFINISHED).exists():
                _discard(entry)
            else:
                _empty(entry, place)


def _discard(staged: Path) -> None:
    """Delete a folder that never was the real one; what marks it as such goes last."""
    with contextlib.suppress(OSError):
        (staged / _UNFINISHED).touch()
    for entry in sorted(staged.iterdir(), key=lambda entry: entry.name == _UNFINISHED):
        _remove(entry)
    staged.rmdir()


def _remove(entry: Path) -> None:
    if entry.is_dir() and not entry.is_symlink():
        shutil.rmtree(entry, ignore_errors=True)
    else:
        entry.unlink(missing_ok=True)
