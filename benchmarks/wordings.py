"""Printed targets read for the first time: texts that all differ, nothing remembered at the start, beside version 0.1.

The texts are those of the bundled plans (a quarter repeat a shape) and those of the tests (none does), as they stand,
and the same with other numbers: a thousand cells of a plan's tables differ more often in their numbers than in their
words. Version 0.1 searched with patterns and left characters unread; it is taken out of this repository's history,
and each run has its own interpreter. A text read again costs next to nothing: readings are remembered. A process of its
own that reads a list once pays for its start, too: 300 texts of the first two kinds, and 4,000 of the third.
"""

from __future__ import annotations

import json
import os
import random
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import cqtargets as cq
from benchmarks.versions import ROOT, first_version
from tests.language.wordings import READ

KINDS = ("bundled", "tested", "other_numbers", "process_of_300", "process_of_4000")
BARS = {f"{name}_over_first_version": 1.0 for name in KINDS}
_NUMBER = re.compile(r"(?<![A-Za-z\d.])(\d+(?:\.\d+)?)(?![\d,. ]*(?:年|岁|周岁))", re.ASCII)
_FIXED = re.compile(r"0|1|10+|24|(?:19|20)\d\d")
_FIGURE = re.compile(r"\d")
_TIMED = """
import json, sys, time
import cqtargets as cq
try:
    from cqtargets.language.target_text import _ALIKE
    forget = _ALIKE.forget
except ImportError:
    forget = int
times = []
texts = json.load(sys.stdin)
for _ in range(max(4, 4000 // len(texts))):
    forget()
    start = time.process_time()
    for text, unit in texts:
        try:
            cq.parse_target(text, unit=unit)
        except cq.CqTargetsError:
            pass
    times.append(time.process_time() - start)
print(min(times) / len(texts))
"""
_ONCE = """
import json, sys, time
import cqtargets as cq
for text, unit in json.load(sys.stdin):
    try:
        cq.parse_target(text, unit=unit)
    except cq.CqTargetsError:
        pass
print(time.process_time())
"""


def bundled() -> list[tuple[str, str | None]]:
    """The texts of the bundled targets with their units, each once."""
    found = ((target.target_text, target.unit or None) for target in cq.load_catalogue() if target.target_text)
    return list(dict.fromkeys(found))


def wordings() -> list[tuple[str, str | None]]:
    """The texts of the tests with their units, each once."""
    lines = (line.partition(" => ")[0] for line in READ.splitlines() if line and not line.startswith("# "))
    parts = ((f"{line}||").split("|")[:2] for line in lines)
    return list(dict.fromkeys((text.strip(), unit.strip() or None) for text, unit in parts))


def with_other_numbers(texts: list[tuple[str, str | None]], times: int = 12) -> list[tuple[str, str | None]]:
    """Each text that holds a free number some times over, in any order, with numbers of as many digits that compare alike.

    Years, ages, 24 (hours), 0, 1, 10 and 100 stay: 1:1.6 becomes 1:2.3, 0.65张/千人 becomes 0.21张/千人.
    """
    chance, found = random.Random(2035), []
    for text, unit in texts * times:
        parts = _NUMBER.split(text)
        printed = {part for part in parts[1::2] if not _FIXED.fullmatch(part)}
        free = sorted(printed, key=float)
        drawn = sorted({_FIGURE.sub(lambda _: str(chance.randint(1, 9)), number) for number in free}, key=float)
        if free and [len(number) for number in free] == [len(number) for number in drawn]:
            other = dict(zip(free, drawn, strict=True))
            found.append(("".join(other.get(part, part) for part in parts), unit))
    found = [pair for pair in dict.fromkeys(found) if pair not in texts]
    chance.shuffle(found)
    return found


def seconds_a_text(texts: list[tuple[str, str | None]], root: Path) -> float:
    """Processor seconds a text of the version that lies in a folder, the best of its runs."""
    return _seconds(_TIMED, texts, root)


def seconds_of_a_process(texts: list[tuple[str, str | None]], root: Path) -> float:
    """Processor seconds of a process that reads each text once, its start counted."""
    return _seconds(_ONCE, texts, root)


def _seconds(script: str, texts: list[tuple[str, str | None]], root: Path) -> float:
    done = subprocess.run(
        [sys.executable, "-c", script], input=json.dumps(texts), capture_output=True, text=True, check=True,
        cwd=root, env={**os.environ, "PYTHONPATH": str(root)},
    )  # fmt: skip
    return float(done.stdout)


def measure() -> dict[str, float]:
    results: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as folder:
        first = first_version(Path(folder))
        printed, tested = bundled(), wordings()
        mixed = with_other_numbers([*printed, *tested])
        for name, texts in (("bundled", printed), ("tested", tested), ("other_numbers", mixed)):
            ours, ratio = _paired(seconds_a_text, texts, first)
            results[f"{name}_a_thousand_texts"] = 1000 * ours
            results |= {} if ratio is None else {f"{name}_over_first_version": ratio}
        once = random.Random(300).sample([*printed, *tested], 300)
        for size, texts in ((300, once), (4000, mixed[:4000])):
            ours, ratio = _paired(seconds_of_a_process, texts, first)
            results[f"process_of_{size}"] = ours
            results |= {} if ratio is None else {f"process_of_{size}_over_first_version": ratio}
    return results


def _paired(
    seconds: Callable[[list[tuple[str, str | None]], Path], float],
    texts: list[tuple[str, str | None]],
    first: Path | None,
) -> tuple[float, float | None]:
    """The best of three runs, and its ratio to the best of the first version, run in turn."""
    pairs = [(seconds(texts, ROOT), first and seconds(texts, first)) for _ in range(3)]
    ours, theirs = min(ours for ours, _ in pairs), [other for _, other in pairs if other is not None]
    return ours, ours / min(theirs) if theirs else None
