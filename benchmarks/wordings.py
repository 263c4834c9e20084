"""Printed targets read for the first time: texts that differ, nothing remembered between them, beside version 0.1.

The texts are those of the bundled plans and those of the tests. Version 0.1 searched with patterns and left characters
unread; it is taken out of this repository's history, and each run has its own interpreter. A text read again costs next
to nothing: readings are remembered.
"""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

import cqtargets as cq
from tests.language.wordings import READ

BARS = {"bundled_over_first_version": 1.0, "tested_over_first_version": 1.0}
FIRST = "3a31415"
_ROOT = Path(__file__).resolve().parents[1]
_TIMED = """
import json, sys, time
import cqtargets as cq
try:
    from cqtargets.language.target_text import _parsed
except ImportError:
    _parsed = None
times = []
texts = json.load(sys.stdin)
for _ in range(15):
    if _parsed is not None:
        _parsed.cache_clear()
    start = time.process_time()
    for text, unit in texts:
        try:
            cq.parse_target(text, unit=unit)
        except cq.CqTargetsError:
            pass
    times.append(time.process_time() - start)
print(min(times) / len(texts))
"""


def bundled() -> list[tuple[str, str | None]]:
    """The texts of the bundled targets with their units, each once."""
    found = ((target.target_text, target.unit or None) for target in cq.load_catalogue() if target.target_text)
    return list(dict.fromkeys(found))


def wordings() -> list[tuple[str, str | None]]:
    """The texts of the tests with their units, each once."""
    lines = (line.partition(" => ")[0] for line in READ.splitlines() if line and not line.startswith("#"))
    parts = ((f"{line}||").split("|")[:2] for line in lines)
    return list(dict.fromkeys((text.strip(), unit.strip() or None) for text, unit in parts))


def seconds_a_text(texts: list[tuple[str, str | None]], root: Path) -> float:
    """Processor seconds a text of the version that lies in a folder, the best of its runs."""
    done = subprocess.run(
        [sys.executable, "-c", _TIMED], input=json.dumps(texts), capture_output=True, text=True, check=True,
        cwd=root, env={**os.environ, "PYTHONPATH": str(root)},
    )  # fmt: skip
    return float(done.stdout)


def first_version(folder: Path) -> Path | None:
    """Version 0.1 in a folder; None where the history is not at hand."""
    done = subprocess.run(["git", "archive", FIRST, "cqtargets"], cwd=_ROOT, capture_output=True, check=False)
    if done.returncode:
        return None
    with tarfile.open(fileobj=io.BytesIO(done.stdout)) as archive:
        archive.extractall(folder, filter="data")
    return folder


def measure() -> dict[str, float]:
    results: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as folder:
        first = first_version(Path(folder))
        for name, texts in (("bundled", bundled()), ("tested", wordings())):
            ours = min(seconds_a_text(texts, _ROOT) for _ in range(3))
            results[f"{name}_a_thousand_texts"] = 1000 * ours
            if first is not None:
                results[f"{name}_over_first_version"] = ours / min(seconds_a_text(texts, first) for _ in range(3))
    return results
