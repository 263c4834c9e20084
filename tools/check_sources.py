"""Check the bundled tables against the documents they were read from, from both sides.

    python tools/check_sources.py FOLDER

FOLDER holds the text of the documents under the names in `data/documents.csv`. From our side: every printed form
must stand in its document. From the document's side: every number of the text must belong to a printed form, follow
a structural rule (headings, document numbers, years), or be explained in the table of `docs/data.md`.
Exit status 1 where either side fails.
"""

from __future__ import annotations

import argparse
import csv
import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
SPACES = re.compile(r"[ \u3000\r\n]+")
STRUCTURE = re.compile(
    r"〔\d{4}〕\d+号|〔\d{6}|[〔(（]?\d{4}年?[—-]\d{4}年[)）]?|\d{4}年(?:\d{1,2}月)?(?:\d{1,2}日)?|专栏\d+|第\d+号|"
    r"\[\s*\d+\s*\]|\.{3,}[（(]\d+[)）]|[（(]\d+[)）]|附件\d+|\d{4}-\d{2}-\d{2}|\d{2}:\d{2}"
)
LIST_ITEM = re.compile(
    r"(?m)^[ #*]*\d{1,2}\s*[.．、](?!\d)|^\t\d{1,2}$|(?:^|\t)[ ]*\d{1,2}(?=\t{1,2}[^\d\s—预约])"
    r"|^[^\t\n]+\t\d{1,2}(?=\t[^\d\s—预约])"
)


@dataclass(frozen=True)
class Printed:
    """A printed form that a table says stands in a document."""

    table: str
    key: str
    form: str


def rows(name: str) -> list[dict[str, str]]:
    with (ROOT / "data" / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def documents(folder: Path) -> dict[str, str]:
    """The text of each document by key; a file that holds several is cut where their numbers stand on a line."""
    texts = {}
    listed = rows("documents.csv")
    for entry in listed:
        text = (folder / entry["file"]).read_text(encoding="utf-8")
        siblings = [other for other in listed if other["file"] == entry["file"]]
        if len(siblings) > 1:
            starts = sorted(
                (found.start(), other["key"])
                for other in siblings
                if (found := re.search(rf"(?m)^\s*{re.escape(other['number'])}\s*$", text))
            )
            place = [key for _, key in starts].index(entry["key"])
            end = starts[place + 1][0] if place + 1 < len(starts) else len(text)
            text = text[starts[place][0] : end]
        texts[entry["key"]] = text
    return texts


def printed_forms() -> dict[str, list[Printed]]:
    """Every printed form by document key."""
    forms: dict[str, list[Printed]] = defaultdict(list)
    for row in rows("indicators.csv"):
        for column in ("target_text", "baseline_text"):
            if row[column]:
                forms[row["plan"]].append(Printed("indicators", f"{row['id']} {column}", row[column]))
    for row in rows("observations.csv"):
        if row["document"]:
            forms[row["document"]].append(Printed("observations", row["concept"], row["text"]))
    for table in ("norms", "incentives"):
        for row in rows(f"{table}.csv"):
            forms[row["plan"]].append(Printed(table, row["id"], row["text"]))
    return forms


def restatements() -> dict[str, set[str]]:
    """Other ways a document prints what a row holds: the number with its unit, and numbers inside names."""
    found: dict[str, set[str]] = defaultdict(set)
    for row in rows("indicators.csv"):
        for column in ("baseline", "target_low", "target_high"):
            if row[column] and row["unit"] not in ("1:x", "x:1"):
                number = f"{float(row[column]):g}"
                found[row["plan"]] |= {f"{number}{row['unit']}", f"{number}.0{row['unit']}"}
        found[row["plan"]].add(row["name_zh"])
    for row in rows("norms.csv"):
        found[row["plan"]].add(row["name_zh"])
    for row in rows("observations.csv"):
        found[row["document"]].add(row["name_zh"])
    for row in rows("incentives.csv"):
        found[row["plan"]] |= {f"{row[column]}万元" for column in ("cap", "threshold") if row[column]}
        found[row["plan"]].add(f"连续{row['duration_years']}年")
    return {key: {form for form in forms if NUMBER.search(form)} for key, forms in found.items()}


def squeeze(text: str) -> str:
    """The text without blanks and line ends; tabs stay, because they part the cells of tables."""
    return SPACES.sub("", text)


def without_list_numbers(text: str) -> str:
    """The text with the numbers of list items and of table rows blanked out."""
    return LIST_ITEM.sub(lambda found: re.sub(r"\d", "\v", found.group()), text)


def bare(form: str) -> bool:
    """Whether a form is a number alone: it then has to be a whole cell of a table."""
    return NUMBER.fullmatch(form) is not None


def places(form: str, text: str) -> list[tuple[int, int]]:
    wanted = re.escape(squeeze(form))
    if bare(form):
        wanted = rf"(?<=[\t)]){wanted}(?=\t|预|约|\D|$)"
    return [found.span() for found in re.finditer(wanted, text)]


def explained() -> dict[str, list[str]]:
    """Contexts that `docs/data.md` explains, by document key: rows `| key | `context` | reason |`."""
    found: dict[str, list[str]] = defaultdict(list)
    page = ROOT / "docs" / "data.md"
    if page.exists():
        for line in page.read_text(encoding="utf-8").splitlines():
            entry = re.fullmatch(r"\| (\w+) \| `(.+)` \| (.+) \|", line)
            if entry:
                found[entry.group(1)].append(squeeze(entry.group(2)))
    return found


def check(folder: Path) -> int:
    """Print what was found and return the number of faults."""
    faults = 0
    forms = printed_forms()
    restated = restatements()
    reasons = explained()
    for key, raw in documents(folder).items():
        text = squeeze(without_list_numbers(raw))
        covered: set[int] = set()
        for printed in forms[key]:
            spans = places(printed.form, text)
            if not spans:
                print(f"{key}: {printed.table} {printed.key}: {printed.form!r} is not in the document")
                faults += 1
            for start, end in spans:
                covered.update(range(start, end))
        for form in restated.get(key, ()):
            for start, end in places(form, text):
                covered.update(range(start, end))
        for context in reasons[key]:
            spans = places(context, text)
            if not spans:
                print(f"{key}: docs/data.md explains `{context}`, which is not in the document")
                faults += 1
            for start, end in spans:
                covered.update(range(start, end))
        for found in STRUCTURE.finditer(text):
            covered.update(range(*found.span()))
        left = [found for found in NUMBER.finditer(text) if not covered.issuperset(range(*found.span()))]
        for found in left:
            context = text[max(0, found.start() - 12) : found.end() + 10].replace("\t", "|").replace("\v", "")
            print(f"{key}: unaccounted {found.group()!r} in `{context}`")
        faults += len(left)
        kinds = Counter(printed.table for printed in forms[key])
        counts = ", ".join(f"{count} {table}" for table, count in sorted(kinds.items()))
        print(f"{key}: {counts or 'no rows'}; {len(left)} numbers unaccounted")
    return faults


def main() -> int:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="folder with the documents' texts")
    return 1 if check(parser.parse_args().folder) else 0


if __name__ == "__main__":
    raise SystemExit(main())
