"""Make the tables of `data/population` and `data/national_targets.csv` from a folder of public figures.

    python tools/build_population.py FOLDER            writes the tables
    python tools/build_population.py --check FOLDER    compares the tables with the figures again, by other code

FOLDER holds the files named in `docs/population-data.md`. The same figures give the same bytes. The check says how many
cells it compared; exit status 1 where one differs.
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

from check_population import check
from simplify_outlines import simplify

DATA = Path(__file__).resolve().parents[1] / "data"
OUT = DATA / "population"
AGES = ("0", "1-4", *(f"{age}-{age + 4}" for age in range(5, 85, 5)), "85+")
CITY, NATION = "重庆市", "全国"
FIRST_YEAR, LAST_YEAR = 2010, 2060
TOLERANCE = 0.003  # degrees, about 300 m
DECIMALS = 4
VINTAGES = {
    "census count (1 Nov)": "census",
    "pre-2020-census series": "before_2020",
    "revised after 2020 census": "revised",
}
KINDS = {"published": "published", "derived from published change": "derived"}
FACTS = (
    "resident_population", "births", "birth_rate", "deaths", "death_rate", "natural_growth_rate", "sex_ratio_at_birth",
    "pop_60plus", "pop_65plus",
)  # fmt: skip
# The city's own division; the four groups of districts add up to the printed totals of 2022.
CORE, BELT = "中心城区", "主城新区"
AREAS = {
    CORE: "渝中区 大渡口区 江北区 沙坪坝区 九龙坡区 南岸区 北碚区 渝北区 巴南区",
    BELT: "涪陵区 长寿区 江津区 合川区 永川区 南川区 綦江区 大足区 璧山区 铜梁区 潼南区 荣昌区",
    "渝东北三峡库区城镇群": "万州区 开州区 梁平区 城口县 丰都县 垫江县 忠县 云阳县 奉节县 巫山县 巫溪县",
    "渝东南武陵山区城镇群": "黔江区 武隆区 石柱土家族自治县 秀山土家族苗族自治县 酉阳土家族苗族自治县 彭水苗族土家族自治县",
}
NOTES = {
    "綦江区": "includes 万盛经济技术开发区",
    "全国": "mainland China",
}
NATIONAL = {
    "life_expectancy": ("Life expectancy at birth", "mean", "resident", ""),
    "physicians_per_1000": ("Licensed physicians per 1,000 residents", "rate", "resident", "执业医师"),
    "nurses_per_1000": ("Registered nurses per 1,000 residents", "rate", "resident", ""),
    "nursing_bed_share": (
        "Nursing-type beds in elder-care institutions", "share", "institution_eldercare_beds", "",
    ),
    "childcare_enrolment_under3": ("Children under 3 in childcare", "share", "children_under3", ""),
}  # fmt: skip

Rows = list[dict[str, str]]


def read(folder: Path, name: str) -> Rows:
    with (folder / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write(path: Path, header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(header)
        table.writerows(rows)


def number(text: str) -> str:
    """The number in 12 significant digits, which drops the noise of binary fractions (721962.8899999995)."""
    return f"{float(text):.12g}" if text else ""


def census(folder: Path) -> None:
    """Sex by 19 age groups, one row a region, year and sex; the units of 2010 added up to the districts of 2020."""
    cells: dict[tuple[str, str, str], dict[str, int]] = defaultdict(lambda: dict.fromkeys(AGES, 0))
    codes: dict[str, str] = {}
    former: dict[str, list[str]] = defaultdict(list)
    for row in read(folder, "chongqing_census_age_sex_5yr.csv"):
        region = row["area_2020"]
        codes[region] = row["adcode_2020"]
        cells[region, row["year"], row["sex"]][row["age_group"]] += int(row["population"])
        if row["area"] != region and row["area"] not in former[region]:
            former[region].append(row["area"])
    for row in read(folder, "china_census_age_sex_5yr.csv"):
        cells[NATION, row["year"], row["sex"]][row["age_group"]] += int(row["population"])
    codes[NATION] = "100000"
    order = sorted(codes, key=codes.__getitem__)
    write(
        OUT / "census.csv",
        ("region", "year", "sex", *AGES),
        (
            (region, year, sex, *(cells[region, year, sex][age] for age in AGES))
            for region in order
            for year in ("2010", "2020")
            for sex in ("male", "female")
        ),
    )
    level = {CITY: "city", NATION: "nation"}
    parent = {CITY: NATION, NATION: ""}
    write(
        OUT / "regions.csv",
        ("region", "code", "level", "parent", "units_2010", "note"),
        (
            (
                region, codes[region], level.get(region, "district"), parent.get(region, CITY),
                " ".join(former[region]), NOTES.get(region, ""),
            )
            for region in order
        ),
    )  # fmt: skip


def annual(folder: Path) -> None:
    """The yearly series of the city, each value with its vintage, kind, reliability and source."""
    header = ("region", "year", "measure", "unit", "value", "vintage", "value_kind", "reliability", "source", "note")
    rows = [
        (
            row["region"], row["year"], row["indicator"], row["unit"], row["value"], VINTAGES[row["vintage"]],
            KINDS[row["value_kind"]], row["reliability"], row["source"], row["note"],
        )
        for row in read(folder, "chongqing_population_annual.csv")
    ]  # fmt: skip
    rows += [
        (
            row["region"], row["when"][:4], row["concept_guess"], row["unit"], row["value"], "revised",
            "published", row["reliability"], f"{row['document']}; {row['source_address']}", row["note"],
        )
        for row in read(folder, "facts_2023_2026.csv")
        if row["concept_guess"] in FACTS
    ]  # fmt: skip
    order = {CITY: 0, NATION: 1}
    write(OUT / "annual.csv", header, sorted(rows, key=lambda row: (order[row[0]], row[2], row[5], row[1])))


def areas(folder: Path) -> None:
    """Groups of districts with their members, and the printed totals of groups and districts after the census."""
    listed = {**AREAS, "主城都市区": f"{AREAS[CORE]} {AREAS[BELT]}"}
    place = {name: "core" if name == CORE else "periphery" for name in AREAS}
    write(OUT / "areas.csv", ("area", "place", "members"), ((a, place.get(a, ""), m) for a, m in listed.items()))
    write(
        OUT / "area_totals.csv",
        ("region", "year", "measure", "unit", "value", "vintage", "reliability", "source"),
        (
            (row["area"], row["year"], "resident_population", "万人", row["resident_population_wan"], "revised", "B", row["source"])
            for row in read(folder, "chongqing_area_population_2021_2022.csv")
        ),
    )  # fmt: skip


def cohorts(folder: Path) -> None:
    """Births and deaths of China by calendar year since 1950: the sizes that cohorts began with."""
    rows = read(folder, "wpp2024_china_births_deaths.csv")
    header = ("year", "births_thousand", "deaths_thousand")
    write(OUT / "un_births.csv", header, ((row["year"], *(number(row[name]) for name in header[1:])) for row in rows))


def by_age(folder: Path, source: str, out: str, age: str, columns: dict[str, str]) -> None:
    """A UN table by period and age, turned so that one row holds all ages of a period and sex."""
    wide: dict[tuple[str, str], dict[str, str]] = defaultdict(dict)
    for row in read(folder, source):
        if int(row["period"][:4]) >= FIRST_YEAR and int(row["period"][5:]) <= LAST_YEAR:
            for sex, column in columns.items():
                wide[row["period"], sex][row[age].removesuffix("+")] = number(row[column])
    ages = list(next(iter(wide.values())))
    rows = (
        (period[:4], period[5:], *([sex] if sex else []), *(values[one] for one in ages))
        for (period, sex), values in wide.items()
    )
    sexed = ["sex"] if any(columns) else []
    write(OUT / out, ("start", "end", *sexed, *ages), rows)


def united_nations(folder: Path) -> None:
    """World Population Prospects 2024 for China, 2010-2060."""
    sexes = {"male": "mxM", "female": "mxF"}
    by_age(folder, "wpp2024_china_mx_abridged_5yr.csv", "un_mortality.csv", "age_start", sexes)
    by_age(folder, "wpp2024_china_percent_asfr_5yr.csv", "un_fertility_pattern.csv", "age", {"": "pasfr"})
    moves = {"male": "migM", "female": "migF"}
    by_age(folder, "wpp2024_china_net_migration_age_5yr.csv", "un_net_migration.csv", "age", moves)
    summary = {
        "births_thousand": "births_thousand", "deaths_thousand": "deaths_thousand", "tfr": "tfr", "tfr_low": "tfr_low",
        "tfr_high": "tfr_high", "e0M": "e0_male", "e0F": "e0_female", "e0B": "e0_both", "srb": "srb",
        "net_migration_thousand": "net_migration_thousand",
    }  # fmt: skip
    kind = {"estimate": "estimate", "medium projection": "projection"}
    write(
        OUT / "un_summary.csv",
        ("year", "kind", *summary.values()),
        (
            (row["year"], kind[row["source"]], *(number(row[name]) for name in summary))
            for row in read(folder, "wpp2024_china_annual_summary.csv")
            if FIRST_YEAR <= int(row["year"]) <= LAST_YEAR
        ),
    )
    total = {
        "popM": "male", "popF": "female", "pop_80l": "low_80", "pop_80u": "high_80", "pop_95l": "low_95",
        "pop_95u": "high_95",
    }  # fmt: skip
    write(
        OUT / "un_total.csv",
        ("year", *(f"{name}_thousand" for name in total.values())),
        (
            (row["year"], *(number(row[name]) for name in total))
            for row in read(folder, "wpp2024_china_total_pop_projection.csv")
            if int(row["year"]) <= LAST_YEAR
        ),
    )


def outlines(folder: Path) -> None:
    """The districts' outlines for a schematic map: fewer points, common borders still common."""
    source = json.loads((folder / "chongqing_districts.geojson").read_text(encoding="utf-8"))
    rings: list[list[tuple[float, float]]] = []
    for feature in source["features"]:
        for polygon in polygons(feature):
            rings.extend([(round(x, DECIMALS), round(y, DECIMALS)) for x, y in ring] for ring in polygon)
    thinned = iter(simplify(rings, TOLERANCE))
    features = []
    for feature in source["features"]:
        shape = [[[list(point) for point in next(thinned)] for _ in polygon] for polygon in polygons(feature)]
        properties = {"code": str(feature["properties"]["adcode"]), "region": feature["properties"]["name"]}
        features.append(
            {
                "type": "Feature",
                "properties": {**properties, "centre": feature["properties"]["centre"]},
                "geometry": {"type": "MultiPolygon", "coordinates": shape},
            }
        )
    lines = ",\n".join(json.dumps(one, ensure_ascii=False, separators=(",", ":")) for one in features)
    notice = json.dumps(
        "Derived from Apache ECharts 4.9.0 (incubating), map of Chongqing, Copyright 2017-2020 The Apache Software "
        "Foundation, Apache-2.0; changed: see data/LICENSES.md. Schematic, without a map approval number.",
    )
    text = f'{{"type":"FeatureCollection","notice":{notice},"features":[\n{lines}\n]}}\n'
    (OUT / "districts.geojson").write_bytes(text.encode())


def polygons(feature: dict[str, dict[str, list]]) -> list[list[list[list[float]]]]:
    geometry = feature["geometry"]
    return [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]


def national_targets(folder: Path) -> None:
    """The national aims for 2030 with this library's words: `>=`, and a rise over an unprinted base is relative.

    Baselines and the aims of other national plans are entered by hand in the table: they stay.
    """
    header = (
        "id", "concept", "plan", "name_zh", "name_en", "measure", "form", "comparator", "unit", "per", "population",
        "region", "baseline_year", "baseline", "baseline_text", "period_start", "target_year", "target_low",
        "target_high", "target_text", "direction", "basis", "certainty", "source", "note",
    )  # fmt: skip
    with (DATA / "national_targets.csv").open(encoding="utf-8", newline="") as file:
        entered = {row["id"]: row for row in csv.DictReader(file)}
    rows = []
    for row in read(folder, "national_targets_2030.csv"):
        name, measure, population, basis = NATIONAL[row["concept"]]
        form = "relative" if row["comparator"] == "relative" else "level"
        known = entered.get(f"national15.{row['concept']}", {})
        start = tuple(known.get(column, "") for column in ("baseline_year", "baseline", "baseline_text"))
        rows.append(
            (
                f"national15.{row['concept']}", row["concept"], "national15", row["name_zh"], name, measure, form, ">=",
                row["unit"], row["per"], population, NATION, *start, "2025", row["target_year"], row["target_low"], "",
                row["target_text"], "up", basis, "printed", row["source"], row["note"],
            )
        )  # fmt: skip
    rows.extend(tuple(row[column] for column in header) for row in entered.values() if row["plan"] != "national15")
    write(DATA / "national_targets.csv", header, rows)


def build(folder: Path) -> None:
    """Write every table."""
    census(folder)
    annual(folder)
    areas(folder)
    cohorts(folder)
    united_nations(folder)
    outlines(folder)
    national_targets(folder)


def main() -> int:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--check", action="store_true", help="compare, write nothing")
    arguments = parser.parse_args()
    if arguments.check:
        return check(arguments.folder, DATA)
    build(arguments.folder)
    for path in (*sorted(OUT.iterdir()), DATA / "national_targets.csv"):
        print(f"{path.relative_to(DATA)}: {path.stat().st_size:,} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
