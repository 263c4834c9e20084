"""Files are written whole or not at all, and only over what an earlier run wrote."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path

from cqtargets.errors import OutputError

__all__ = ["MANIFEST", "refuse_place", "write_file", "write_files"]

MANIFEST = ".cqtargets-manifest.json"


def write_files(out: Path, files: Mapping[str, bytes], *, force: bool = False) -> list[Path]:
    """Write `files` (name to content) into the folder `out`.

    Everything is first written under temporary names and only then put in place. A file that an earlier run wrote is
    replaced; one that it did not write is refused, unless `force`.

    Raises
    ------
    OutputError
        If a name leaves the folder, a file of somebody else stands in the place of an output, or the folder cannot
        be written; nothing has then changed.
    """
    for name in files:
        if Path(name).name != name or name in ("", ".", ".."):
            raise OutputError(f"{name!r} is not a plain file name; an output stays in its folder")
    refuse_place(out, files, force=force)
    known = _known(out)
    manifest = json.dumps({"files": sorted({*files})}, indent=1).encode()
    try:
        out.mkdir(parents=True, exist_ok=True)
        _put_in_place(out, {**files, MANIFEST: manifest})
    except OSError as error:
        raise OutputError(f"{out}: cannot be written ({error.strerror or error}); choose another --out") from error
    for name in known - set(files):
        (out / name).unlink(missing_ok=True)
    return [out / name for name in files]


def refuse_place(out: Path, names: Iterable[str], *, force: bool = False) -> None:
    """What `write_files` would refuse of a folder, before there is anything to write.

    Raises
    ------
    OutputError
        If a file of somebody else stands in the place of an output, or the folder cannot be made or written.
    """
    known = _known(out)
    foreign = [name for name in names if os.path.lexists(out / name) and name not in known]
    if foreign and not force:
        raise OutputError(
            f"{', '.join(foreign)} in {out} was not written by an earlier run; move it away, choose another --out, "
            "or use --force to overwrite it"
        )
    nearest = next(place for place in (out, *out.absolute().parents) if os.path.lexists(place))
    if not nearest.is_dir() or not os.access(nearest, os.W_OK):
        missing = "is a file" if nearest.exists() else "is a link to a place that does not exist"
        why = "may not be written" if nearest.is_dir() else missing
        raise OutputError(f"{out}: cannot be written ({nearest} {why}); choose another --out")


def write_file(path: Path, content: bytes, *, force: bool = False) -> Path:
    """Write one file whole or not at all; one that stands there is refused, unless `force`.

    Raises
    ------
    OutputError
        If the file exists or cannot be written.
    """
    if path.is_dir():
        raise OutputError(f"{path} is a folder; name a file in it")
    if os.path.lexists(path) and not force:
        raise OutputError(f"{path} exists; choose another name, or use --force to overwrite it")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        os.replace(_stage(path.parent, content), path)
    except OSError as error:
        raise OutputError(f"{path}: cannot be written ({error.strerror or error}); choose another place") from error
    return path


def _put_in_place(out: Path, files: Mapping[str, bytes]) -> None:
    """Write all under temporary names, then change names; what fails on the way is undone."""
    staged: dict[Path, Path] = {}
    kept: dict[Path, Path | None] = {}
    try:
        for name, content in files.items():
            staged[out / name] = _stage(out, content)
        for final, temporary in staged.items():
            kept[final] = _aside(final)
            os.replace(temporary, final)
    except BaseException:
        for final, old in kept.items():
            if old is not None:
                old.replace(final)
            elif final not in staged or not staged[final].exists():
                final.unlink(missing_ok=True)
        for temporary in staged.values():
            temporary.unlink(missing_ok=True)
        raise
    for old in kept.values():
        if old is not None:
            old.unlink(missing_ok=True)


def _aside(final: Path) -> Path | None:
    """Give the file that stands there a name of its own; none where nothing does."""
    if not os.path.lexists(final):
        return None
    descriptor, name = tempfile.mkstemp(prefix=".cqtargets-", dir=final.parent)
    os.close(descriptor)
    try:
        os.replace(final, name)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return Path(name)


def _stage(folder: Path, content: bytes) -> Path:
    descriptor, name = tempfile.mkstemp(prefix=".cqtargets-", dir=folder)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
        os.chmod(name, 0o644)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return Path(name)


def _known(out: Path) -> set[str]:
    """Names that an earlier run wrote here; plain file names only, whatever the manifest says."""
    try:
        listed = json.loads((out / MANIFEST).read_text(encoding="utf-8"))["files"]
        return {name for name in listed if isinstance(name, str) and Path(name).name == name}
    except (OSError, ValueError, KeyError, TypeError):
        return set()
