"""Passages in the style of plans, reports and communiqués about invented places, with the reading a person gives them."""

import csv
import difflib
import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path

PASSAGES = Path(__file__).parent / "passages"
NAMES = sorted(path.stem for path in PASSAGES.glob("*.psv"))
COMPARATORS = {"ge": ">=", "le": "<=", "gt": ">", "lt": "<", "eq": "=", "approx": "~", "range": "range"}


@dataclass(frozen=True)
class Gold:
    kind: str
    name: str
    low: float | None
    high: float | None
    unit: str
    comparator: str
    year: int | None
    baseline: float | None
    quote: str


def document(name):
    return (PASSAGES / f"{name}.txt").read_text(encoding="utf-8")


def gold(name):
    number = lambda text: float(text) if text else None  # noqa: E731
    with open(PASSAGES / f"{name}.psv", encoding="utf-8", newline="") as file:
        return [
            Gold("target" if row["kind"] == "table" else row["kind"], row["name"], number(row["low"]), number(row["high"]), row["unit"],
                 COMPARATORS[row["comparator"]], int(row["year"]) if row["year"] else None, number(row["baseline"]), row["quote"])
            for row in csv.DictReader(file, delimiter="|")
        ]  # fmt: skip


def bare(text):
    return re.sub(r"[^\w%]|的|占比|比例|比重|数$", "", unicodedata.normalize("NFKC", text))


def alike(one, other):
    one, other = bare(one), bare(other)
    short, long = sorted((one, other), key=len)
    return bool(short) and (short in long or difflib.SequenceMatcher(None, one, other, autojunk=False).ratio() >= 0.6)


def values(one):
    return [value for value in (one.low, one.high) if value is not None]


def paired(name, draft):
    """Gold statement -> what was read at its quote with its numbers, the best name first; and what nothing asks for."""
    text = "".join(unicodedata.normalize("NFKC", draft.text).split())
    left = list(draft.statements)
    pairs = []
    for row in gold(name):
        quote = "".join(unicodedata.normalize("NFKC", row.quote).split())
        assert quote in text or row.quote.count(" ") >= 2, row.quote
        fitting = [
            one
            for one in left
            if set(values(one)) == set(values(row)) or set(values(one)) == {-value for value in values(row)}
        ]
        fitting.sort(
            key=lambda one: -difflib.SequenceMatcher(None, bare(one.name), bare(row.name), autojunk=False).ratio()
        )
        found = next((one for one in fitting if any(_near(one.quote, row.quote, n) for n in (6, 2))), None)
        if found is not None:
            left.remove(found)
        pairs.append((row, found))
    return pairs, left


def _near(quote, wanted, length):
    quote, wanted = ("".join(unicodedata.normalize("NFKC", text).split()) for text in (quote, wanted))
    match = difflib.SequenceMatcher(None, quote, wanted, autojunk=False).find_longest_match()
    return match.size >= min(length, len(wanted))
