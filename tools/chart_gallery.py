"""Every chart on the bundled data, in colour and in grey, in Chinese and English, for print and for slides.

    python tools/chart_gallery.py FOLDER [NAME ...]

Writes FOLDER/NAME-LANG-THEME.png and the same picture in grey as NAME-LANG-THEME-grey.png, a contact sheet a language
and theme, and index.html. `CHARTS` maps a chart's name to the function that draws it: ``CHARTS["gap"](lang="en", ax=ax,
theme="slide")``.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from typing import Any, Final

import cqtargets as cq
from cqtargets import attainment, plotting, prospects
from cqtargets.plotting.theme import figure_of

SOURCE: Final = "渝府发〔2022〕6号"
PLAN: Final = "med14"
BEDS: Final = "med14.beds_per_1000"
CARE_BEDS: Final = "care14.eldercare_beds"
LANGS: Final = ("zh", "en")
THEMES: Final = ("print", "slide")


@cache
def catalogue() -> cq.Catalogue:
    return cq.load_catalogue()


@cache
def observations() -> cq.Observations:
    return cq.load_observations()


@cache
def assessment() -> Any:
    return cq.assess(catalogue(), observations(), on=2024, allow=("basis",))


@cache
def city() -> Any:
    return cq.population.forecast("重庆市", to=2030, draws=200, seed=1)


@cache
def districts() -> Any:
    return cq.population.forecast("districts", to=2030, draws=60, seed=1)


@cache
def older_share() -> Any:
    everybody = districts().denominator("total", on=2030)
    return districts().denominator("65+", on=2030).over(everybody, name="65+").times(100, name="65+", unit="%")


@cache
def split() -> Any:
    due = city().denominator("total", on=2025).draws[0]
    now = cq.population.census("重庆市", 2020).total
    return prospects.split_gap(
        catalogue()[BEDS], observations(), on=2020, population_now=now, population_due=due
    )  # fmt: skip


@cache
def backtest() -> attainment.Reliability:
    from cqtargets.prospects.bundled import shipped_series

    return attainment.reliability(attainment.rolling_origin(shipped_series(), ["drift"]), bins=5)


@cache
def comparison(lang: str) -> Any:
    names = ("推迟到 2027 年", "推迟并提高一成") if lang == "zh" else ("due 2027", "due 2027, 10% more")
    slip = cq.Scenario(names[0], [cq.Set(BEDS, target_year=2027)])
    more = cq.Scenario(names[1], [cq.Set(BEDS, target_year=2027), cq.Scale(BEDS, "target", 1.1)])
    return cq.compare(
        catalogue().select(plan=PLAN), slip, more, base="原定" if lang == "zh" else "as printed", population=city()
    )


@cache
def proposals() -> Any:
    return cq.propose_targets(catalogue().select(region="重庆市"), observations(), to=2030)


def documents(ids: Iterable[str]) -> str:
    """The documents that print these targets, for the line below a chart."""
    plans = dict.fromkeys(catalogue()[key].plan for key in ids)
    return "、".join(catalogue().document(plan).label for plan in plans)


def tracked() -> list[str]:
    """Ids of the targets that stand beside their path."""
    gaps = catalogue().gaps(observations(), on=2024, allow=("basis",))
    return list(gaps[gaps["path"].notna() & gaps["observed"].notna()]["id"])


def proposed() -> list[str]:
    """Ids of the targets that have a candidate for the next plan."""
    frame = proposals().to_frame()
    return list(frame[frame["value"].notna() & (frame["base"] > 0)]["id"])


def _path(**how: Any) -> Any:
    return plotting.plot_path(catalogue()["med14.life_expectancy"], observations(), source=SOURCE, **how)


def _path_bound(**how: Any) -> Any:
    return plotting.plot_path(catalogue()[CARE_BEDS], observations(), source=documents([CARE_BEDS]), **how)


def _growth(**how: Any) -> Any:
    return plotting.plot_required_growth(catalogue().select(plan=PLAN), most=20, **how)


def _gap(**how: Any) -> Any:
    return plotting.plot_gap(
        catalogue(), observations(), on=2024, allow=("basis",), most=15, source=documents(tracked()), **how
    )


def _dashboard(**how: Any) -> Any:
    return plotting.plot_dashboard(assessment(), most=15, source=documents(assessment().observed()["id"]), **how)


def _progress(**how: Any) -> Any:
    held = assessment().observed()
    return plotting.plot_progress(
        assessment(), most=15, source=documents(held[held["progress"].notna()]["id"]), **how
    )  # fmt: skip


def _pyramid(**how: Any) -> Any:
    first, second = (cq.population.census("重庆市", year) for year in (2010, 2020))
    return plotting.plot_pyramid(first, second, source=_said(how, "第六次、第七次全国人口普查", "censuses"), **how)


def _fan(**how: Any) -> Any:
    published = {2020: cq.population.census("重庆市", 2020).total}
    return plotting.plot_population_fan(
        city(),
        "total",
        range(2020, 2031),
        published=published,
        source=_said(how, "本库预测", "forecast of this library"),
        **how,
    )


def _people_record(**how: Any) -> Any:
    said = _said(how, "重庆市统计局；本库预测", "Chongqing Bureau of Statistics; forecast of this library")
    return plotting.plot_people_record(city(), cq.population.recorded(), source=said, **how)


def _attainment(**how: Any) -> Any:
    return plotting.plot_attainment(
        catalogue()["med14.life_expectancy"].attain(observations()), source=SOURCE, **how
    )  # fmt: skip


def _refusal(**how: Any) -> Any:
    return plotting.plot_attainment(catalogue()[CARE_BEDS].attain(observations()), source=documents([CARE_BEDS]), **how)


def _waterfall(**how: Any) -> Any:
    return plotting.plot_waterfall(split(), source=SOURCE, **how)


def _reliability(**how: Any) -> Any:
    said = _said(how, "本库回测（docs/attainment.md）", "this library's backtest (docs/attainment.md)")
    return plotting.plot_reliability(backtest(), source=said, **how)


def _scenarios(**how: Any) -> Any:
    return plotting.plot_scenarios(comparison(how.get("lang", "zh")), BEDS, source=SOURCE, **how)


def _scenario_stock(**how: Any) -> Any:
    return plotting.plot_scenarios(comparison(how.get("lang", "zh")), BEDS, what="stock", source=SOURCE, **how)


def _tornado(**how: Any) -> Any:
    found = cq.sensitivity.tornado(
        lambda ratio, residents: ratio * residents, {"ratio": (7.5, 8.5), "residents": (31, 33)}
    )
    names = {"ratio": _said(how, "每千人口床位数（张）", "Beds per 1,000"),
             "residents": _said(how, "常住人口（百万人）", "Residents (millions)")}  # fmt: skip
    unit = _said(how, "2025 年末需要的床位（千张）", "Beds needed at the end of 2025 (thousand)")
    return plotting.plot_tornado(found, names=names, unit=unit, source=SOURCE, **how)


def _revisions(**how: Any) -> Any:
    return plotting.plot_revisions(catalogue(), **how)


def _slope(**how: Any) -> Any:
    moved = {BEDS: 8.5, "med14.physicians_per_1000": 3.9, "med14.nurses_per_1000": 4.4, "med14.icu_beds_per_1000": 0.18,
             "med14.childcare_places_per_1000": 3.8, "med14.life_expectancy": 80}  # fmt: skip
    changes = [cq.Set(key, target=value) for key, value in moved.items()]
    higher = cq.Scenario("x", [*changes, cq.Set("med14.inpatient_days", target=7, target_year=2027)])
    return plotting.plot_target_slope(catalogue(), higher.apply(catalogue()), most=8, source=SOURCE, **how)


def _ranking(**how: Any) -> Any:
    label = _said(how, "65 岁及以上占常住人口（%），2030 年末", "65 and over among residents (%), end of 2030")
    return plotting.plot_ranking(
        older_share(), label=label, source=_said(how, "本库预测", "forecast of this library"), **how
    )


def _district_bars(**how: Any) -> Any:
    norm = cq.load_norms()["med14.infectious_beds"]
    people = {name: cq.population.census(name, 2020).total for name in cq.population.districts()}
    needs = {name: float(cq.norms.requirement(norm, size).low) for name, size in people.items()}
    beds = cq.allocate_target(sum(needs.values()), "population")
    label = _said(how, "传染病床位（张），按人口分", "Infectious-disease beds, shared by residents (beds)")
    mean = sum(needs.values()) / len(needs)
    return plotting.plot_districts(
        {name: float(beds[name]) for name in people}, norm=needs, label=label, digits=0, source=SOURCE,
        city=(mean, _said(how, f"平均 {mean:.0f}", f"mean {mean:.0f}")), **how,
    )  # fmt: skip


def _map(**how: Any) -> Any:
    share = dict(zip(older_share().regions, (float(value) for value in older_share().median), strict=True))
    label = _said(how, "65 岁及以上（%），2030 年末", "65 and over (%), end of 2030")
    return plotting.plot_map(share, label=label, source=_said(how, "本库预测", "forecast of this library"), **how)


def _candidates(**how: Any) -> Any:
    return plotting.plot_candidates(proposals(), most=12, source=documents(proposed()), **how)


def _entry(**how: Any) -> Any:
    stages = {"med14.physicians_per_1000": (3.7, 4.0), "med14.nurses_per_1000": (4.7, 5.0)}
    needs = [
        catalogue()[key].workforce(city(), later={2030: goal}, seed=1)
        for key, goals in stages.items()
        for goal in goals
    ]
    return plotting.plot_entry(needs, source=SOURCE, **how)


def _bed_demand(**how: Any) -> Any:
    bands = ("0-14", "15-59", "60+")
    rates = {"0-14": 0.21, "15-59": 0.21, "60+": 0.45}
    use = {}
    for year in range(2021, 2031):
        people = {band: city().denominator(band, on=year) for band in bands}
        beds = cq.workforce.bed_demand(people, rates, stay=8.9, occupancy=0.85)
        use[year] = beds.per(city().denominator("total", on=year))
    return plotting.plot_bed_demand(use, goal=8, source=SOURCE, **how)


def _states(**how: Any) -> Any:
    targets = catalogue().select(plan="care14")
    return plotting.plot_states(cq.evaluate_plan(targets, observations(), on=2025), **how)


def _said(how: dict[str, Any], zh: str, en: str) -> str:
    return zh if how.get("lang", "zh") == "zh" else en


CHARTS: Final[dict[str, Callable[..., Any]]] = {
    "path": _path, "path_bound": _path_bound, "required_growth": _growth, "gap": _gap, "dashboard": _dashboard,
    "progress": _progress, "pyramid": _pyramid, "population_fan": _fan, "people_record": _people_record, "attainment": _attainment,
    "attainment_refused": _refusal, "waterfall": _waterfall, "reliability": _reliability, "scenarios": _scenarios,
    "scenario_stock": _scenario_stock, "tornado": _tornado, "revisions": _revisions, "target_slope": _slope,
    "ranking": _ranking, "districts": _district_bars, "map": _map, "candidates": _candidates,
    "entry": _entry, "bed_demand": _bed_demand, "states": _states,
}  # fmt: skip


def write(
    folder: Path, names: Iterable[str] = CHARTS, langs: Iterable[str] = LANGS, themes: Iterable[str] = THEMES,
    dpi: int = 110,
) -> list[Path]:  # fmt: skip
    """Write each chart in colour and in grey; the files in the order of the charts."""
    from PIL import Image

    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name in names:
        for lang in langs:
            for theme in themes:
                colour = folder / f"{name}-{lang}-{theme}.png"
                figure_of(CHARTS[name](lang=lang, theme=theme)).savefig(colour, dpi=dpi)
                grey = colour.with_name(f"{colour.stem}-grey.png")
                with Image.open(colour) as picture:
                    picture.convert("L").save(grey)
                written += [colour, grey]
    return written


def contact_sheet(pictures: list[Path], file: Path, *, columns: int = 4, width: int = 620) -> None:
    """The pictures in rows, each at the same width."""
    from PIL import Image

    shown = []
    for path in pictures:
        with Image.open(path) as picture:
            height = round(picture.height * width / picture.width)
            shown.append(picture.convert("RGB").resize((width, height)))
    rows = [shown[at : at + columns] for at in range(0, len(shown), columns)]
    heights = [max(picture.height for picture in row) for row in rows]
    sheet = Image.new("RGB", (width * columns, sum(heights)), "white")
    for number, row in enumerate(rows):
        for place, picture in enumerate(row):
            sheet.paste(picture, (place * width, sum(heights[:number])))
    sheet.save(file)


def index(pictures: list[Path]) -> str:
    """A page of all pictures."""
    cells = "".join(
        f'<figure><img src="{path.name}"><figcaption>{path.stem}</figcaption></figure>' for path in pictures
    )
    style = "body{display:flex;flex-wrap:wrap;font-family:sans-serif}img{width:44vw}"
    return f'<!doctype html><meta charset="utf-8"><title>Charts</title><style>{style}</style>{cells}'


def pictures_of_the_page(folder: str = "charts") -> str:
    """What docs/charts.md includes: each chart in colour and in grey, in Chinese and in English, as Markdown."""
    parts = []
    for name in CHARTS:
        pictures = [
            f'![{name}, {lang}{grey}]({folder}/{name}-{lang}-print{grey}.png){{width="48%"}}'
            for lang in LANGS
            for grey in ("", "-grey")
        ]
        parts.append(f"### {name.replace('_', ' ').capitalize()}\n\n" + "\n".join(pictures) + "\n")
    return "\n".join(parts)


def main(arguments: list[str]) -> int:
    if not arguments:
        print(__doc__)
        return 2
    folder, names = Path(arguments[0]), arguments[1:] or list(CHARTS)
    unknown = [name for name in names if name not in CHARTS]
    if unknown:
        print(f"no chart {unknown[0]!r}; the charts are {', '.join(CHARTS)}", file=sys.stderr)
        return 2
    pictures = write(folder, names)
    for lang in LANGS:
        for theme in THEMES:
            chosen = [path for path in pictures if f"-{lang}-{theme}" in path.name]
            contact_sheet(chosen, folder / f"sheet-{lang}-{theme}.png")
    (folder / "index.html").write_text(index(pictures), encoding="utf-8")
    print(f"{len(pictures)} pictures in {folder}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
