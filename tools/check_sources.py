"""Check the bundled tables against the documents they were read from, from both sides.

    python tools/check_sources.py [FOLDER] [--collected TABLE ...]

Every observed value must be traceable: to a place in a document of `data/documents.csv`, or to a named source with the
address at which it was read or the year of the bulletin or report that it is. FOLDER holds the text of the documents under the names in that table. From our side: every
printed form must stand in its document. From the document's side: every number of the text must belong to a printed
form, follow a structural rule (headings, document numbers, years), or be explained in the table of `docs/data.md`.
The tables of collected figures name the addresses at which they were read: each address of ours must be one of them,
with our value in its row. Exit status 1 where a check fails.
"""

from __future__ import annotations

import argparse
import csv
import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
ADDRESS = re.compile(r"https?://[^\s/]+\.[^\s/]+|github:[\w.-]+/[\w.-]+@\w+ \S+")
DOCUMENT = re.compile(r"(?:19|20)\d\d.*(?:公报|报告|年鉴)")
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


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def rows(name: str) -> list[dict[str, str]]:
    return read(ROOT / "data" / name)


def documents(folder: Path) -> dict[str, str]:
    """The text of each document that has a file, by key; a file that holds several is cut where their numbers stand on a line."""
    texts = {}
    listed = [entry for entry in rows("documents.csv") if entry["file"]]
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


def untraceable(observed: list[dict[str, str]], known: set[str]) -> list[str]:
    """Why observed values cannot be traced, one line each; `known` holds the keys of the documents."""
    lines = []
    for number, row in enumerate(observed, start=2):
        lacks = []
        if row["document"]:
            lacks += [] if row["document"] in known else [f"document {row['document']!r} is not known"]
            lacks += [] if row["locator"] else ["no place in its document"]
            lacks += [] if row["text"] else ["no printed form"]
        else:
            lacks += [] if row["source"] else ["no source"]
            traced = ADDRESS.match(row["address"]) or DOCUMENT.search(row["source"])
            lacks += [] if traced else ["neither an address nor a document with its year"]
        lacks += [] if row["reliability"] in ("A", "B") else ["no reliability"]
        lines += [f"observations.csv row {number}: {row['concept']} {row['when']}: {why}" for why in lacks]
    return lines


def not_collected(observed: list[dict[str, str]], collected: list[dict[str, str]]) -> list[str]:
    """The values whose address none of the collected figures names, or not with this value."""
    values: dict[str, set[float]] = defaultdict(set)
    address = ""
    for row in collected:
        place = row.get("source_address") or row.get("source") or ""
        address = address if place == "same" else place
        printed = re.search(r"as (\d+) per 10000", row.get("value_kind", ""))
        values[address] |= {float(row["value"]), *([float(printed[1])] if printed else [])}
    lines = []
    for number, row in enumerate(observed, start=2):
        if row["document"] or "derived" in row["note"]:
            continue
        if float(row["value"]) not in values.get(row["address"], set()):
            what = (
                "its address is not collected" if row["address"] not in values else f"{row['value']} is not its value"
            )
            lines.append(f"observations.csv row {number}: {row['concept']} {row['when']}: {what}")
    return lines


def main() -> int:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?", help="folder with the documents' texts")
    parser.add_argument("--collected", type=Path, nargs="+", default=[], help="tables of collected figures")
    options = parser.parse_args()
    observed = rows("observations.csv")
    said = untraceable(observed, {entry["key"] for entry in rows("documents.csv")})
    if options.collected:
        said += not_collected(observed, [row for table in options.collected for row in read(table)])
    printed = sum(bool(row["document"]) for row in observed)
    print(
        "\n".join(
            [
                *said,
                f"observations: {printed} in a document, {len(observed) - printed} at an address, {len(said)} faults",
            ]
        )
    )
    return 1 if said or (options.folder and check(options.folder)) else 0


if __name__ == "__main__":
    raise SystemExit(main())
