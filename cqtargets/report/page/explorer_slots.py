"""What the library itself fills into the slots of the page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from cqtargets.assessment import assess
from cqtargets.population.forecasting.run import Variant, forecast
from cqtargets.population.known.census import census, census_years, regions
from cqtargets.population.known.series import annual_series
from cqtargets.report.page.places import place_table
from cqtargets.report.page.proposals import proposal_table
from cqtargets.report.page.slots import Denominator, Slots
from cqtargets.report.request import Request
from cqtargets.report.sections.shared import method_text, prospects

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["collect", "grades_of"]


def collect(request: Request) -> Slots:
    """The slots that the library can fill for this request."""
    places = {indicator.region for indicator in request.catalogue}
    return Slots(
        grades=_grades(request),
        probabilities=_probabilities(request),
        denominators=_denominators(places & set(regions())),
        districts=place_table(request),
        proposals=proposal_table(request),
    )


def grades_of(frame: pd.DataFrame) -> dict[str, dict[str, str]]:
    """The grades of an assessment's frame by id: its columns id, grade and, where there are any, the words for it
    (label_zh, label_en, reason_zh, reason_en).
    """
    rows = frame.to_dict("records")
    graded = {str(row["id"]): _words({str(key): value for key, value in row.items()}) for row in rows}
    return {key: words for key, words in graded.items() if any(words.values())}


def _words(row: Mapping[str, Any]) -> dict[str, str]:
    code = _text(row.get("grade"))
    return {
        "zh": _text(row.get("label_zh")) or code,
        "en": _text(row.get("label_en")) or code,
        "profile": _text(row.get("profile")) if code else "",
        "reason_zh": "" if code else _text(row.get("reason_zh")),
        "reason_en": "" if code else _text(row.get("reason_en")),
    }


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _grades(request: Request) -> dict[str, dict[str, str]]:
    found = request.once("grades", lambda: assess(request.catalogue, request.observations, on=request.on))
    english, chinese = found.to_frame(lang="en"), found.to_frame(lang="zh")
    return grades_of(english.assign(reason_en=english.get("reason"), reason_zh=chinese.get("reason")))


def _probabilities(request: Request) -> dict[str, dict[str, Any]]:
    return {
        one.indicator.id: {
            "value": one.probability,
            "method": {lang: method_text(one.method, lang) for lang in ("zh", "en")},
        }
        for one in prospects(request)
        if one.probability is not None
    }


_BANDS: Final = (
    ("resident", None, "常住人口", "residents"),
    ("elderly_60plus", "60+", "60岁及以上人口", "people aged 60 and over"),
    ("elderly_65plus", "65+", "65岁及以上人口", "people aged 65 and over"),
    ("elderly_80plus", "80+", "80岁及以上人口", "people aged 80 and over"),
)


def _denominators(places: set[str]) -> tuple[Denominator, ...]:
    found: list[Denominator] = []
    if "重庆市" in places:
        residents = annual_series("resident_population")
        last = residents.years[-1]
        found.append(
            Denominator(
                key="latest",
                population="resident",
                region="重庆市",
                name_zh=f"{last}年末常住人口，此后不变",
                name_en=f"residents at the end of {last}, unchanged after",
                values=dict(zip(residents.years, residents.persons().tolist(), strict=True)),
                kept=True,
            )
        )
        found.extend(_forecast_variants())
    year = max(census_years())
    for place in sorted(places):
        counted = census(place, year)
        for population, band, chinese, english in _BANDS:
            found.append(
                Denominator(
                    key=f"census-{population}",
                    population=population,
                    region=place,
                    name_zh=f"{year}年普查{chinese}，此后不变",
                    name_en=f"{english}, census of {year}, unchanged after",
                    values={year: counted.total if band is None else counted.band(band)},
                    kept=True,
                )
            )
    return tuple(found)


_VARIANTS: Final[tuple[tuple[Variant, str, str], ...]] = (
    ("medium", "中方案", "medium variant"),
    ("low", "低方案", "low variant"),
    ("high", "高方案", "high variant"),
    ("zero_migration", "零迁移", "no migration"),
)
_FORECAST_YEARS: Final = tuple(range(2020, 2036))


def _forecast_variants() -> list[Denominator]:
    """The city's people by variant of the forecast, so that a what-if can choose among them."""
    found = []
    for variant, chinese, english in _VARIANTS:
        people = forecast("重庆市", to=_FORECAST_YEARS[-1], draws=0, variant=variant)
        for population, band, name_zh, name_en in _BANDS:
            values = {year: float(people.denominator(band or "total", on=year).median) for year in _FORECAST_YEARS}
            found.append(
                Denominator(
                    key=f"forecast-{variant}-{population}",
                    population=population,
                    region="重庆市",
                    name_zh=f"预测{name_zh}（{chinese}）",
                    name_en=f"forecast {name_en} ({english})",
                    values=values,
                )
            )
    return found
