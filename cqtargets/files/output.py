"""Files are written whole or not at all, and never over what a person made or changed.

Names are looked up by `os.path`, which answers no for one that is too long where a path's own methods fail.
"""

from __future__ import annotations

import contextlib
import os
import re
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path

from cqtargets.conventions.reasons import Reason, joined
from cqtargets.errors import OutputError
from cqtargets.files.manifest import MANIFEST, digest, listing, manifest_name, read_manifest, untouched
from cqtargets.files.switching import Change, carry_out, free_name, held

__all__ = ["MANIFEST", "held", "refuse_place", "write_file", "write_files"]


def write_files(
    out: Path, files: Mapping[str, bytes], *, kind: str = "", force: bool = False, holding: bool = False
) -> list[Path]:
    """Write `files` (name to content) into the folder `out`, which changes from the old set to the new one at once.

    What an earlier run of the same kind wrote is replaced, or deleted where this run has no such file. What it did not
    write, and what was changed since, is refused; with `force` it stays beside the new file under a name with a number.

    Parameters
    ----------
    out : Path
    files : mapping of str to bytes
    kind : str
        Outputs of several kinds may share a folder: each replaces its own.
    force : bool
    holding : bool
        The caller is inside ``with held(out)``.

    Raises
    ------
    OutputError
        If a name leaves the folder, a file of a person stands in the place of an output, another run is writing there
        or the folder cannot be written; nothing has then changed.
    """
    manifest = manifest_name(kind)
    for name in (*files, manifest):
        if Path(name).name != name or name in ("", ".", ".."):
            raise OutputError(Reason("no_plain_name", name=name))
    with contextlib.nullcontext() if holding else held(out):
        before = read_manifest(out / manifest)
        in_the_way = refuse_place(out, files, kind=kind, force=force)
        after = {name: [digest(content)] for name, content in files.items()}
        change = Change(
            files=files,
            manifest=manifest,
            told=listing(after),
            while_changing=listing(before, after),
            outdated=frozenset(name for name in before if not os.path.isdir(out / name)),
            kept={name: free_name(out, name) for name in in_the_way},
        )
        try:
            carry_out(out, change)
        except OSError as error:
            raise OutputError(Reason("out_unwritable", out=out, error=error.strerror or error)) from error
    return [out / name for name in files]


def refuse_place(out: Path, names: Iterable[str], *, kind: str = "", force: bool = False) -> list[str]:
    """What `write_files` would refuse of a folder, before there is anything to write.

    Returns
    -------
    list of str
        The files that give way to new ones, with `force`.

    Raises
    ------
    OutputError
        If a file of a person stands in the place of an output, or the folder cannot be made or written.
    """
    asked = list(names)
    known = read_manifest(out / manifest_name(kind))
    folders = [name for name in (*asked, manifest_name(kind)) if os.path.isdir(out / name)]
    if folders:
        raise OutputError(Reason("folder_in_way", folders=", ".join(folders), out=out))
    foreign = [name for name in asked if os.path.lexists(out / name) and name not in known]
    changed = [name for name in known if os.path.lexists(out / name) and not untouched(out / name, known[name])]
    why = [Reason("not_by_us", foreign=", ".join(foreign), out=out)] * bool(foreign)
    why += [Reason("changed_since", changed=", ".join(changed), out=out)] * bool(changed)
    if why and not force:
        raise OutputError(Reason("in_the_way", why=joined(*why)))
    nearest = next(place for place in (out, *out.absolute().parents) if os.path.lexists(place))
    if not nearest.is_dir() or not os.access(nearest, os.W_OK):
        missing = Reason("way_is_file") if nearest.exists() else Reason("way_is_link")
        unwritable = Reason("way_not_allowed") if nearest.is_dir() else missing
        raise OutputError(Reason("folder_unwritable", out=out, nearest=nearest, unwritable=unwritable))
    return [*foreign, *(name for name in changed if not os.path.isdir(out / name))]


def write_file(path: Path, content: bytes, *, force: bool = False, keep: bool = False) -> Path:
    """Write one file whole or not at all; one that stands there is refused, unless `force`.

    Parameters
    ----------
    path : Path
    content : bytes
    force : bool
    keep : bool
        What stood there stays beside the new file, under a name with a number.

    Raises
    ------
    OutputError
        If the file exists, is none that could be replaced, or cannot be written.
    """
    if os.path.isdir(path):
        raise OutputError(Reason("output_is_folder", path=path))
    if os.path.lexists(path) and not force:
        raise OutputError(Reason("output_exists", path=path))
    if os.path.exists(path) and not os.path.isfile(path):
        raise OutputError(Reason("output_is_device", path=path))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        staged = _stage(path, content)
        try:
            if keep and os.path.lexists(path):
                os.replace(path, path.with_name(free_name(path.parent, path.name)))
            os.replace(staged, path)
        except BaseException:
            staged.unlink(missing_ok=True)
            raise
    except UnicodeEncodeError as error:  # half a character in the name
        raise OutputError(Reason("output_unwritable", path=path, error=error.reason)) from error
    except OSError as error:
        raise OutputError(Reason("output_unwritable", path=path, error=error.strerror or error)) from error
    return path


def _stage(path: Path, content: bytes) -> Path:
    """The content under another name beside `path`; what killed runs left under such names is removed."""
    left = re.compile(rf"\.{re.escape(path.name)}\.cqtargets-(\d+)-[a-z0-9_]{{8}}")
    for entry in list(path.parent.iterdir()):
        found = left.fullmatch(entry.name)
        if found and not _runs(int(found.group(1))):
            entry.unlink(missing_ok=True)
    descriptor, name = tempfile.mkstemp(prefix=f".{path.name}.cqtargets-{os.getpid()}-", dir=path.parent)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
        os.chmod(name, 0o644)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return Path(name)


def _runs(process: int) -> bool:
    """Whether such a process is there; taken for granted where the system cannot be asked without harm."""
    if os.name == "nt":
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (PermissionError, OverflowError):
        return True
    return True
