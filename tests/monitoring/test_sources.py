"""Every observed value that the library brings can be traced, and the check that says so finds what cannot."""

import runpy
from pathlib import Path

CHECK = runpy.run_path(str(Path(__file__).parents[2] / "tools" / "check_sources.py"))
ROW = {
    "concept": "beds", "when": "2024", "value": "7.1", "document": "", "locator": "", "text": "7.1", "source": "某市卫生健康委",
    "address": "https://example.org/a", "reliability": "A", "note": "",
}  # fmt: skip


def said(**changes):
    return [line.partition(": beds 2024: ")[2] for line in CHECK["untraceable"]([ROW | changes], {"med14"})]


def test_every_bundled_value_is_traceable_to_a_document_or_an_address():
    observed = CHECK["rows"]("observations.csv")
    assert CHECK["untraceable"](observed, {row["key"] for row in CHECK["rows"]("documents.csv")}) == []
    assert sum(row["when"] > "2024" for row in observed) > 12


def test_what_cannot_be_traced_is_said():
    assert said() == []
    assert said(document="med14", locator="一（一）1", address="") == []
    assert said(address="", source="某市2024年卫生健康统计公报") == []
    assert said(address="") == ["neither an address nor a document with its year"]
    assert said(address="told by phone", reliability="") == [
        "neither an address nor a document with its year",
        "no reliability",
    ]
    assert said(document="lost", text="") == [
        "document 'lost' is not known",
        "no place in its document",
        "no printed form",
    ]


def test_an_address_must_be_one_of_the_collected_figures_with_its_value():
    collected = [
        {"value": "7.1", "source_address": "https://example.org/a"},
        {"value": "6.4", "source_address": "same"},
        {"value": "7.8", "source": "https://example.org/b", "value_kind": "published (as 78 per 10000)"},
    ]
    observed = [
        ROW, ROW | {"value": "6.4"}, ROW | {"value": "78", "address": "https://example.org/b"}, ROW | {"value": "9"},
        ROW | {"address": "https://example.org/c"}, ROW | {"document": "med14", "value": "1"},
    ]  # fmt: skip
    assert CHECK["not_collected"](observed, collected) == [
        "observations.csv row 5: beds 2024: 9 is not its value",
        "observations.csv row 6: beds 2024: its address is not collected",
    ]
