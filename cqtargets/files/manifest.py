"""What earlier runs wrote into a folder: names and hashes, so that a person's own work is told from ours."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final

__all__ = ["MANIFEST", "digest", "listing", "lists", "manifest_name", "own_names", "read_manifest", "untouched"]

MANIFEST: Final = ".cqtargets-manifest.json"


def manifest_name(kind: str) -> str:
    """The name of the list that outputs of a kind keep in their folder."""
    return f".cqtargets-manifest-{kind}.json" if kind else MANIFEST


def digest(content: bytes) -> str:
    """The hash that the list holds."""
    return hashlib.sha256(content).hexdigest()


def listing(*sets: Mapping[str, Iterable[str]]) -> bytes:
    """The list as a file; a name that is in several sets may be any of them."""
    names = sorted({name for one in sets for name in one})
    found = {name: sorted({hash_ for one in sets for hash_ in one.get(name, ())}) for name in names}
    return json.dumps({"files": found}, ensure_ascii=False, indent=1).encode()


def read_manifest(path: Path) -> dict[str, frozenset[str]]:
    """Hashes by name, none where the list was written before it had hashes; plain file names only, whatever it says."""
    try:
        listed = json.loads(path.read_text(encoding="utf-8"))["files"]
        entries: dict[Any, Any] = dict(listed) if isinstance(listed, dict) else dict.fromkeys(listed, ())
        return {
            name: frozenset(map(str, hashes))
            for name, hashes in entries.items()
            if isinstance(name, str) and Path(name).name == name
        }
    except (OSError, ValueError, KeyError, TypeError):
        return {}


def untouched(path: Path, hashes: Iterable[str]) -> bool:
    """Whether the file is one that a run wrote, as it wrote it."""
    if path.is_symlink() or not path.is_file():
        return False
    known = set(hashes)
    return not known or digest(path.read_bytes()) in known


def lists(folder: Path) -> set[str]:
    """The names of the lists in a folder."""
    return {one.name for one in folder.glob(".cqtargets-manifest*.json")}


def own_names(folder: Path) -> set[str]:
    """Everything in the folder that runs wrote and nobody changed, the lists among it."""
    found = lists(folder)
    listed = [(name, hashes) for one in found for name, hashes in read_manifest(folder / one).items()]
    return found | {name for name, hashes in listed if untouched(folder / name, hashes)}
