"""Files are written whole or not at all, and never over what a person made or changed."""

from __future__ import annotations

import contextlib
import os
import re
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path

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
            raise OutputError(f"{name!r} is not a plain file name; an output stays in its folder")
    with contextlib.nullcontext() if holding else held(out):
        before = read_manifest(out / manifest)
        in_the_way = refuse_place(out, files, kind=kind, force=force)
        after = {name: [digest(content)] for name, content in files.items()}
        change = Change(
            files=files,
            manifest=manifest,
            told=listing(after),
            while_changing=listing(before, after),
            outdated=frozenset(name for name in before if not (out / name).is_dir()),
            kept={name: free_name(out, name) for name in in_the_way},
        )
        try:
            carry_out(out, change)
        except OSError as error:
            raise OutputError(f"{out}: cannot be written ({error.strerror or error}); choose another --out") from error
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
    folders = [name for name in (*asked, manifest_name(kind)) if (out / name).is_dir()]
    if folders:
        raise OutputError(f"{', '.join(folders)} in {out} is a folder; move it away, or choose another --out")
    foreign = [name for name in asked if os.path.lexists(out / name) and name not in known]
    changed = [name for name in known if os.path.lexists(out / name) and not untouched(out / name, known[name])]
    why = [f"{', '.join(foreign)} in {out} was not written by an earlier run"] * bool(foreign)
    why += [f"{', '.join(changed)} in {out} was changed since it was written"] * bool(changed)
    if why and not force:
        raise OutputError(
            f"{'; '.join(why)}; move it away, choose another --out, or use --force to keep it beside the new one"
        )
    nearest = next(place for place in (out, *out.absolute().parents) if os.path.lexists(place))
    if not nearest.is_dir() or not os.access(nearest, os.W_OK):
        missing = "is a file" if nearest.exists() else "is a link to a place that does not exist"
        unwritable = "may not be written" if nearest.is_dir() else missing
        raise OutputError(f"{out}: cannot be written ({nearest} {unwritable}); choose another --out")
    return [*foreign, *(name for name in changed if not (out / name).is_dir())]


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
    if path.is_dir():
        raise OutputError(f"{path} is a folder; name a file in it")
    if os.path.lexists(path) and not force:
        raise OutputError(f"{path} exists; choose another name, or use --force to overwrite it")
    if path.exists() and not path.is_file():
        raise OutputError(f"{path} is a device, no file; choose another name")
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
    except OSError as error:
        raise OutputError(f"{path}: cannot be written ({error.strerror or error}); choose another place") from error
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
