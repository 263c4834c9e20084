"""Districts: their people, and what the elder-care beds of the plan would be in each."""

from __future__ import annotations

from typing import Any, Final

from cqtargets.districts import DistrictAllocation, allocate_target
from cqtargets.population.known.census import census, districts
from cqtargets.report.content import Block, Cell, Column, Figure, Row, Section, Table, Text, number, percent
from cqtargets.report.request import Request, Words

__all__ = ["build"]

_CONCEPT: Final = "eldercare_beds"
_WORDS: Final[Words] = {
    "zh": {
        "title": "区县", "district": "区县", "residents": "常住人口（万人）", "older": "60 岁及以上", "share": "占比",
        "beds": "按 60+ 人口分配的{name}（{unit}）", "map": "60 岁及以上占常住人口（%），2020 年普查", "table": "区县人口与分配",
        "sheet": "区县",
        "lead": "把 {total:,.0f} {unit}（{name}）按各区县 60 岁及以上人口分配，最大余额法取整，合计一分不差。",
    },
    "en": {
        "title": "Districts", "district": "District", "residents": "Residents (10,000)", "older": "60 and over",
        "share": "Share", "beds": "{name} by people of 60+ ({unit})", "map": "People of 60 and over, % (census 2020)",
        "table": "People of the districts, and the shared target", "sheet": "Districts",
        "lead": "{total:,.0f} {unit} ({name}) shared by people of 60 and over in each district; largest remainders, so that"
        " the parts add up exactly.",
    },
}  # fmt: skip


def build(request: Request) -> tuple[Section, ...]:
    """The section on districts; left out where the catalogue has no total of care beds for the city."""
    words = _WORDS[request.lang]
    beds = next((target for target in request.catalogue.select(concept=_CONCEPT, region="重庆市")), None)
    if beds is None or beds.form != "level":
        return ()
    shared = allocate_target(beds, "60+")
    name = beds.name(request.lang)
    blocks: list[Block] = [
        Text(words["lead"].format(total=shared.total, unit=shared.unit, name=name)),
        Figure(words["map"], lambda: _map(request.lang)),
        _table(shared, words, name),
    ]
    return (Section(key="districts", title=words["title"], blocks=tuple(blocks)),)


def _share(name: str) -> float:
    people = census(name, 2020)
    return people.band("60+") / people.total


def _map(lang: str) -> Any:
    from cqtargets.plotting import plot_map

    return plot_map({name: 100 * _share(name) for name in districts()}, label="%", lang=lang)


def _table(shared: DistrictAllocation, words: dict[str, str], name: str) -> Table:
    columns = (
        Column(words["district"], width=10), Column(words["residents"], numeric=True, width=7),
        Column(words["older"], numeric=True, width=7), Column(words["share"], numeric=True, width=6),
        Column(words["beds"].format(name=name, unit=shared.unit), numeric=True, width=12),
    )  # fmt: skip
    rows = tuple(
        Row(
            (
                Cell(place),
                number(census(place, 2020).total / 1e4, ".2f"),
                number(census(place, 2020).band("60+") / 1e4, ".2f"),
                percent(_share(place)),
                number(float(shared[place]), ",.0f"),
            )
        )
        for place in shared.districts
    )
    return Table(words["table"], words["sheet"], columns, rows)
