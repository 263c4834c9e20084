"""Readers fed with damaged files: every answer is a value or our own error, within seconds and without a warning.

    python tools/fuzz.py [--seconds 60] [--seed 0] [--keep build/fuzz]

The files of `tests/corpus` are changed a little each time: bytes, lines, cells, words that mean something, parts of archives
(unpacked, changed and packed again). Each result goes through every reader that takes such a file. What fails is kept
with its traceback; mend it, give the smallest such file to `tests/corpus` in words of your own, and run again.
"""

from __future__ import annotations

import argparse
import io
import logging
import random
import signal
import sys
import time
import traceback
import warnings
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import cqtargets as cq
from cqtargets.io.district_file import read_districts

CORPUS = Path(__file__).parents[1] / "tests" / "corpus"
SLOWEST = 20
WHOLE = frozenset(
    [
        "plan",
        "printed_plan",
        "statistics",
        "values",
        "people",
        "census",
        "names",
        "register",
        "districts",
        "scenario",
        "review",
    ]
)
"""Files that some reader takes: three of four changed ones are made of these."""
TABLES: tuple[Callable[[Path], Any], ...] = (
    cq.read_catalogue, cq.read_observations, cq.read_population, cq.concepts.read_names, cq.concepts.load, read_districts,
)  # fmt: skip
WORDS = (
    "", "0", "-1", "1e400", "nan", "９", "½", "²", "—", "…", "%", "‰", "1/10万", "1:1.2", "2025年", "2020—2025年", "0年", "二〇二五年",
    "以上", "左右", "不低于", "分别", "其中：", "单位：", "合计", "年龄", "85岁及以上", "0-4", "男", "女", "指标", "目标值", "基期", "（", "）", "、", "，", "。",
    '"', ",", "\t", "\n", "\r", "\x00", "\ufeff", "\u202e", "\ud7ff", "\U0001f600", "[1]", "=1+1", "<", "&#0;", "]]>", "99999999999",
    "一百零", "万亿", "3.5.7", "由1提高到2", "第一条", "附件", "云湖市", "beds_per_1000", 'r="A1"', 't="s"', "<w:tbl>", "</w:tc>", "<w:tr/>", "/Kids [",
)  # fmt: skip


def readers(name: str) -> tuple[Callable[[Path], Any], ...]:
    """What takes a file with such an ending."""
    ending = name.rpartition(".")[2]
    if ending == "toml":
        return (cq.read_scenario,)
    if ending in ("csv", "xlsx"):
        return (*TABLES, cq.read_plan, cq.read_review)
    return (cq.read_plan, cq.read_review, cq.read_catalogue)


def used(found: Any) -> None:
    """What comes next with what was read."""
    if isinstance(found, cq.Catalogue):
        found.to_frame()
        found.required_growth()
        cq.check(found)
    elif isinstance(found, cq.Observations):
        found.to_frame()
    elif isinstance(found, cq.PlanDraft):
        found.to_frame()
        found.account()
        found.catalogue()
        found.observations()


def changed(content: bytes, chance: random.Random, others: list[bytes]) -> bytes:
    """The content with one to four small changes; archives are changed inside as often as outside."""
    if content[:4] == b"PK\x03\x04" and chance.random() < 0.8:
        return repacked(content, chance, others)
    for _ in range(chance.choice([1, 1, 1, 2, 4])):
        content = _STEPS[chance.randrange(len(_STEPS))](content, chance, others)
    return content


def repacked(content: bytes, chance: random.Random, others: list[bytes]) -> bytes:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as old:
            parts = {name: old.read(name) for name in old.namelist()}
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return content[: chance.randrange(len(content))]
    name = chance.choice([*parts, *[one for one in parts if "document" in one or "sheet1" in one] * 3])
    if chance.random() < 0.03:
        del parts[name]
    else:
        for _ in range(chance.choice([1, 1, 1, 2, 4])):
            parts[name] = chance.choice([marked_up, *_STEPS])(parts[name], chance, others)
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as new:
        for one, inner in parts.items():
            new.writestr(one, inner)
    return held.getvalue()


def _place(content: bytes, chance: random.Random) -> int:
    return chance.randrange(len(content) + 1)


def bytes_changed(content: bytes, chance: random.Random, _: list[bytes]) -> bytes:
    at = _place(content, chance)
    return content[:at] + chance.randbytes(chance.randint(1, 4)) + content[at + chance.randint(0, 4) :]


def word_put(content: bytes, chance: random.Random, _: list[bytes]) -> bytes:
    """A word at the border of a character, over what stood there or between."""
    text = content.decode("utf-8", "surrogateescape")
    at = chance.randrange(len(text) + 1)
    word = chance.choice(WORDS) * chance.choice([1, 1, 1, 2, 50])
    return (text[:at] + word + text[at + chance.choice([0, 0, 1, 3]) :]).encode("utf-8", "surrogateescape")


def cut(content: bytes, chance: random.Random, _: list[bytes]) -> bytes:
    at, to = sorted((_place(content, chance), _place(content, chance)))
    return content[:at] + content[to:] if to - at < 200 else content[:at] + content[at + 20 :]


def repeated(content: bytes, chance: random.Random, _: list[bytes]) -> bytes:
    at = _place(content, chance)
    piece = content[at : at + chance.randint(1, 80)]
    return content[:at] + piece * chance.choice([2, 3, 40]) + content[at:]


def lines_moved(content: bytes, chance: random.Random, _: list[bytes]) -> bytes:
    lines = content.split(b"\n")
    chance.shuffle(lines)
    return b"\n".join(lines[: chance.randint(1, len(lines))])


def cells_moved(content: bytes, chance: random.Random, _: list[bytes]) -> bytes:
    lines = [line.split(b",") for line in content.split(b"\n")]
    one, other = chance.choice(lines), chance.choice(lines)
    here, there = chance.randrange(len(one)), chance.randrange(len(other))
    one[here], other[there] = other[there], one[here]
    return b"\n".join(b",".join(line) for line in lines)


def joined(content: bytes, chance: random.Random, others: list[bytes]) -> bytes:
    other = chance.choice(others)
    at = _place(other, chance)
    here = _place(content, chance)
    return content[:here] + other[at : at + 300] + content[here:]


def marked_up(content: bytes, chance: random.Random, _: list[bytes]) -> bytes:
    """Elements of a marked-up text swapped, left out or doubled."""
    pieces = content.split(b"<")
    at, to = chance.randrange(len(pieces)), chance.randrange(len(pieces))
    if chance.random() < 0.4:
        pieces[at], pieces[to] = pieces[to], pieces[at]
    elif chance.random() < 0.5:
        del pieces[at]
    else:
        pieces.insert(to, pieces[at])
    return b"<".join(pieces)


_STEPS = (
    bytes_changed,
    word_put,
    word_put,
    word_put,
    word_put,
    cells_moved,
    cut,
    repeated,
    lines_moved,
    cells_moved,
    joined,
)


def late(*_: object) -> None:
    raise TimeoutError(f"no answer within {SLOWEST} s of work")


def answer(reader: Callable[[Path], Any], path: Path) -> str:
    """What kind of answer it was; anything but a value or our own error is raised."""
    signal.setitimer(signal.ITIMER_PROF, SLOWEST)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            used(reader(path))
    except cq.CqTargetsError:
        return "refused"
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
    return "read"


def cases(chance: random.Random) -> Iterator[tuple[str, bytes]]:
    names = sorted(path for path in CORPUS.iterdir() if path.suffix != ".md")
    files = {path.name: path.read_bytes() for path in [*names, CORPUS / "plan.md"]}
    texts = [content for content in files.values() if content[:2] != b"PK" and content]
    yield from files.items()
    whole = [name for name in files if name.partition(".")[0] in WHOLE]
    while True:
        name = chance.choice(whole if chance.random() < 0.75 else list(files))
        yield name, changed(files[name] or b"x", chance, texts)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--keep", type=Path, default=Path("build/fuzz"))
    asked = parser.parse_args()
    signal.signal(signal.SIGPROF, late)
    logging.disable()
    counts: Counter[str] = Counter()
    failures: Counter[str] = Counter()
    end = time.monotonic() + asked.seconds
    asked.keep.mkdir(parents=True, exist_ok=True)
    for name, content in cases(random.Random(asked.seed)):
        if time.monotonic() > end:
            break
        counts["files"] += 1
        path = asked.keep / f"now-{asked.seed}{Path(name).suffix}"
        path.write_bytes(content)
        for reader in readers(name):
            try:
                counts[answer(reader, path)] += 1
            except Exception as error:
                steps = traceback.extract_tb(error.__traceback__)
                ours = next((step for step in reversed(steps) if "cqtargets" in step.filename), steps[-1])
                where = f"{type(error).__name__} at {Path(ours.filename).name}:{ours.lineno} by {reader.__name__}"
                failures[where] += 1
                if failures[where] == 1:
                    kept = asked.keep / f"failed-{asked.seed}-{len(failures)}{path.suffix}"
                    kept.write_bytes(content)
                    kept.with_suffix(".txt.log").write_text(f"{where}\n{traceback.format_exc()}", encoding="utf-8")
    print(
        f"{counts['files']} files, {counts['read']} read, {counts['refused']} refused, {sum(failures.values())} failures"
    )
    for where, count in failures.most_common():
        print(f"{count:6} {where}")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
