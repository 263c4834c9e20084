"""The numbers in docs/findings.md, from the check itself.

    python tools/findings.py            exit status 1 where a marked number is out of date
    python tools/findings.py --write    writes them

A marked number stands between `<!-- generated: WHAT -->` and `<!-- end -->`; the functions of `VALUES` say what each
WHAT is.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Callable
from pathlib import Path

import cqtargets as cq
from cqtargets.consistency import Finding, Findings, check
from cqtargets.io.bundled import load_norms

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "findings.md"
MARK = re.compile(r"(<!-- generated: (.+?) -->)(.*?)(<!-- end -->)", re.DOTALL)
CENSUS = cq.population.census("重庆市", 2020)
RESIDENTS, OLDER = round(CENSUS.total), round(CENSUS.band("60+"))


def findings() -> Findings:
    """The check that the page describes."""
    return check(
        cq.load_catalogue(),
        cq.load_observations(),
        load_norms(),
        population={
            "resident": {2020: RESIDENTS, 2025: RESIDENTS},
            "elderly_60plus": {2020: OLDER, 2025: OLDER},
        },
    )


def the_one(found: Findings, **conditions: str) -> Finding:
    chosen = found.select(**conditions)
    if len(chosen) != 1:
        raise LookupError(f"{len(chosen)} findings with {conditions}; the page speaks of one")
    return chosen[0]


def by_rule(found: Findings, key: str) -> Finding:
    chosen = [finding for finding in found if finding.rule == f"identity: {key}"]
    if len(chosen) != 1:
        raise LookupError(f"{len(chosen)} findings of identity {key!r}; the page speaks of one")
    return chosen[0]


def first_match(pattern: str, text: str) -> str:
    match = re.search(pattern, text)
    if match is None:
        raise LookupError(f"{pattern!r} is not in {text!r}")
    return match.group(1)


def named(found: Findings, what: str, severity: str = "") -> Finding:
    """`kind`, `kind severity` or `kind:id`."""
    kind, _, involving = what.partition(":")
    return the_one(
        found,
        kind=kind,
        **({"involving": involving} if involving else {}),
        **({"severity": severity} if severity else {}),
    )


def numbers(found: Findings, *words: str) -> str:
    *what, place = words
    return named(found, *what).numbers[int(place)]


def years(found: Findings, *words: str) -> str:
    *what, place = words
    return str(named(found, *what).sides[int(place)].year)


def made(found: Findings, key: str) -> str:
    return first_match(r" make ([\d.]+%?)", by_rule(found, key).statement_en)


VALUES: dict[str, Callable[..., str]] = {
    "total": lambda found: str(len(found)),
    "count": lambda found, word: str(found.counts[word]),
    "resident": lambda found: f"{RESIDENTS:,}",
    "older": lambda found: f"{OLDER:,}",
    "numbers": numbers,
    "years": years,
    "made": made,
    "factor": lambda found, key: first_match(r"to ([\d.]+) times", by_rule(found, key).reconcile_en),
    "weight": lambda found, key: first_match(
        r"at most ([\d.]+) %", the_one(found, kind="nested", involving=key).statement_en
    ),
    "remainder": lambda found, key: first_match(r"; (\d+) are not named", by_rule(found, key).statement_en),
    "times": lambda found, kind: first_match(
        r"a factor of ([\d.]+)", the_one(found, kind=kind, severity="warning").statement_en
    ),
    "short": lambda found, kind: first_match(r", ([\d.]+) short", the_one(found, kind=kind).statement_en),
    "left": lambda found, key: first_match(
        r", (\d+) are left", the_one(found, kind="stock_or_increment", involving=key).statement_en
    ),
    "product": lambda found, key: first_match(
        r"which is ([\d.]+) %", the_one(found, kind="alternatives", involving=key).statement_en
    ),
    "pace": lambda found, which: first_match(
        r"grow ([\d.]+) %" if which == "needed" else r"seen was ([\d.]+) %",
        the_one(found, kind="projection").statement_en,
    ),
}


def current(text: str, found: Findings) -> str:
    """The page with every marked number as the check gives it now."""

    def value(mark: re.Match[str]) -> str:
        name, *words = mark.group(2).split()
        return f"{mark.group(1)}{VALUES[name](found, *words)}{mark.group(4)}"

    return MARK.sub(value, text)


def main() -> int:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true", help="write the numbers into the page")
    options = parser.parse_args()
    text = PAGE.read_text(encoding="utf-8")
    fresh = current(text, findings())
    if fresh == text:
        return 0
    if options.write:
        PAGE.write_text(fresh, encoding="utf-8")
        return 0
    for old, new in zip(MARK.finditer(text), MARK.finditer(fresh), strict=True):
        if old.group(3) != new.group(3):
            print(f"{PAGE.name}: {old.group(2)}: {old.group(3)} is now {new.group(3)}", file=sys.stderr)
    return 1


if __name__ == "__main__":
    raise SystemExit(main())
