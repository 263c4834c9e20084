"""Compare the tables of `data/population` with the figures they were made from; used by `build_population.py --check`.

Shares no code with the builder: it reads with pandas, goes from the source to the table, and counts what it compared.
"""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pandas as pd

__all__ = ["check"]

RELATIVE = 1e-11


class Count:
    """Cells compared and cells that differ, by table."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.wrong = 0

    def compare(self, table: str, what: str, ours: pd.Series, theirs: pd.Series) -> None:
        ours, theirs = ours.sort_index(), theirs.sort_index()
        if not ours.index.equals(theirs.index):
            odd = list(ours.index.symmetric_difference(theirs.index))
            self.wrong += len(odd)
            self.lines.append(f"{table}, {what}: keys differ, first {odd[:3]}")
            return
        if pd.api.types.is_numeric_dtype(ours):
            same = np.isclose(ours.to_numpy(float), theirs.to_numpy(float), rtol=RELATIVE, atol=0, equal_nan=True)
        else:
            same = (ours.fillna("") == theirs.fillna("")).to_numpy()
        self.wrong += int((~same).sum())
        first = f"; first {ours.index[~same][0]}" if not same.all() else ""
        self.lines.append(f"{table}, {what}: {len(ours)} cells compared, {int((~same).sum())} differ{first}")


def check(folder: Path, data: Path) -> int:
    """Print one line a comparison; 1 where a cell differs."""
    count = Count()
    _census(folder, data, count)
    _summary(folder, data, count)
    _annual(folder, data, count)
    _areas(folder, data, count)
    _periods(folder, data, count)
    _years(folder, data, count)
    _targets(folder, data, count)
    _outlines(folder, data, count)
    print("\n".join(count.lines))
    return 1 if count.wrong else 0


def _shipped_census(data: Path) -> pd.Series:
    table = pd.read_csv(data / "population" / "census.csv").melt(["region", "year", "sex"], var_name="age_group")
    return table.set_index(["region", "year", "sex", "age_group"])["value"]


def _census(folder: Path, data: Path, count: Count) -> None:
    keys = ["region", "year", "sex", "age_group"]
    source = pd.read_csv(folder / "chongqing_census_age_sex_5yr.csv").rename(columns={"area_2020": "region"})
    city = source.groupby(keys)["population"].sum()
    nation = pd.read_csv(folder / "china_census_age_sex_5yr.csv").assign(region="全国").set_index(keys)["population"]
    count.compare("census.csv", "every cell", _shipped_census(data), pd.concat([city, nation]))
    raw = source[source["level"] == "district"].groupby(keys[1:])["population"].sum()
    own = _shipped_census(data).xs("重庆市", level="region")
    count.compare("census.csv", "the city against the sum of the source's districts", own, raw)


def _summary(folder: Path, data: Path, count: Count) -> None:
    cells = _shipped_census(data).reset_index()
    cells["low"] = cells["age_group"].str.extract(r"^(\d+)")[0].astype(int)
    printed = pd.read_csv(folder / "chongqing_district_summary_2010_2020.csv").set_index(["area", "year"])
    printed.index.names = ["region", "year"]
    bands = {
        "population": cells["low"] >= 0, "male": cells["sex"] == "male", "female": cells["sex"] == "female",
        "age_0": cells["low"] == 0, "age_1_4": cells["low"] == 1, "age_0_14": cells["low"] < 15,
        "age_15_59": cells["low"].between(15, 55), "age_60plus": cells["low"] >= 60,
        "age_65plus": cells["low"] >= 65, "age_80plus": cells["low"] >= 80,
        "women_15_49": cells["low"].between(15, 45) & (cells["sex"] == "female"),
    }  # fmt: skip
    for name, chosen in bands.items():
        part = cells[chosen & (cells["region"] != "全国")]
        count.compare("census.csv", f"{name} of the summary", part.groupby(["region", "year"])["value"].sum(),
                      printed[name])  # fmt: skip


def _annual(folder: Path, data: Path, count: Count) -> None:
    source = pd.read_csv(folder / "chongqing_population_annual.csv", dtype=str)
    table = pd.read_csv(data / "population" / "annual.csv", dtype=str)
    words = {"census": "census count (1 Nov)", "before_2020": "pre-2020-census series"}
    table["vintage"] = table["vintage"].map(lambda word: words.get(word, "revised after 2020 census"))
    table["value_kind"] = table["value_kind"].replace("derived", "derived from published change")
    table = table.rename(columns={"measure": "indicator"})
    facts = pd.read_csv(folder / "facts_2023_2026.csv", dtype=str)
    facts = facts[facts["concept_guess"].isin(set(table["indicator"]))]
    added = pd.DataFrame(
        {
            "region": facts["region"], "year": facts["when"].str[:4], "indicator": facts["concept_guess"],
            "unit": facts["unit"], "value": facts["value"], "vintage": "revised after 2020 census",
            "value_kind": "published", "reliability": facts["reliability"],
            "source": facts["document"] + "; " + facts["source_address"], "note": facts["note"],
        }
    )  # fmt: skip
    source = pd.concat([source, added])
    keys = ["region", "year", "indicator", "vintage"]
    for column in ("unit", "value", "value_kind", "reliability", "source", "note"):
        count.compare("annual.csv", column, table.set_index(keys)[column], source.set_index(keys)[column])


def _areas(folder: Path, data: Path, count: Count) -> None:
    theirs = pd.read_csv(folder / "chongqing_area_population_2021_2022.csv").set_index(["area", "year"])
    theirs.index.names = ["region", "year"]
    ours = pd.read_csv(data / "population" / "area_totals.csv").set_index(["region", "year"])
    count.compare("area_totals.csv", "every total", ours["value"], theirs["resident_population_wan"])
    count.compare("area_totals.csv", "source", ours["source"], theirs["source"])
    groups = pd.read_csv(data / "population" / "areas.csv").dropna(subset="place").set_index("area")
    printed = ours["value"].xs(2022, level="year")
    added = pd.Series({"重庆市": round(float(printed[groups.index].sum()), 2)})
    annual = pd.read_csv(folder / "chongqing_population_annual.csv")
    city = annual[(annual["indicator"] == "resident_population") & (annual["year"] == 2022)].set_index("region")[
        "value"
    ]
    count.compare("area_totals.csv", "the four groups against the city", added, city)
    members = pd.Series(" ".join(groups["members"]).split()).sort_values(ignore_index=True)
    census = pd.read_csv(folder / "chongqing_census_age_sex_5yr.csv")
    names = pd.Series(census.loc[census["level"] == "district", "area_2020"].unique()).sort_values(ignore_index=True)
    count.compare("areas.csv", "members against the districts", members, names)
    born = pd.read_csv(folder / "wpp2024_china_births_deaths.csv").set_index("year")
    shipped = pd.read_csv(data / "population" / "un_births.csv").set_index("year")
    for column in ("births_thousand", "deaths_thousand"):
        count.compare("un_births.csv", column, shipped[column], born[column])


def _periods(folder: Path, data: Path, count: Count) -> None:
    for name, source, values in (
        ("un_mortality.csv", "wpp2024_china_mx_abridged_5yr.csv", {"mxM": "male", "mxF": "female"}),
        ("un_net_migration.csv", "wpp2024_china_net_migration_age_5yr.csv", {"migM": "male", "migF": "female"}),
        ("un_fertility_pattern.csv", "wpp2024_china_percent_asfr_5yr.csv", {"pasfr": "both"}),
    ):
        theirs = pd.read_csv(folder / source)
        theirs["age"] = theirs["age"].astype(str).str.rstrip("+")
        theirs = theirs.rename(columns=values).melt(["period", "age"], list(values.values()), var_name="sex")
        start = theirs["period"].str[:4].astype(int)
        theirs = theirs[(start >= 2010) & (start < 2060)]
        table = pd.read_csv(data / "population" / name)
        table["period"] = table["start"].astype(str) + "-" + table["end"].astype(str)
        if "sex" not in table:
            table["sex"] = "both"
        ours = table.drop(columns=["start", "end"]).melt(["period", "sex"], var_name="age")
        keys = ["period", "sex", "age"]
        count.compare(name, "every cell", ours.set_index(keys)["value"], theirs.set_index(keys)["value"])


def _years(folder: Path, data: Path, count: Count) -> None:
    for name, source, columns in (
        ("un_summary.csv", "wpp2024_china_annual_summary.csv", {
            "births_thousand": "births_thousand", "deaths_thousand": "deaths_thousand", "tfr": "tfr",
            "tfr_low": "tfr_low", "tfr_high": "tfr_high", "e0_male": "e0M", "e0_female": "e0F", "e0_both": "e0B",
            "srb": "srb", "net_migration_thousand": "net_migration_thousand",
        }),
        ("un_total.csv", "wpp2024_china_total_pop_projection.csv", {
            "male_thousand": "popM", "female_thousand": "popF", "low_80_thousand": "pop_80l",
            "high_80_thousand": "pop_80u", "low_95_thousand": "pop_95l", "high_95_thousand": "pop_95u",
        }),
    ):  # fmt: skip
        theirs = pd.read_csv(folder / source).set_index("year").loc[2010:2060]
        ours = pd.read_csv(data / "population" / name).set_index("year")
        for mine, other in columns.items():
            count.compare(name, mine, ours[mine], theirs[other])
    kinds = pd.read_csv(data / "population" / "un_summary.csv").set_index("year")["kind"]
    theirs = pd.read_csv(folder / "wpp2024_china_annual_summary.csv").set_index("year").loc[2010:2060, "source"]
    count.compare("un_summary.csv", "kind", kinds, theirs.str.removeprefix("medium "))


def _targets(folder: Path, data: Path, count: Count) -> None:
    source = pd.read_csv(folder / "national_targets_2030.csv", dtype=str).set_index("concept")
    table = pd.read_csv(data / "national_targets.csv", dtype=str).query("plan == 'national15'").set_index("concept")
    for column in ("name_zh", "unit", "per", "target_year", "target_low", "target_text", "source", "note"):
        count.compare("national_targets.csv", column, table[column], source[column])


def _outlines(folder: Path, data: Path, count: Count) -> None:
    """Names and codes, and that each district kept its area: within 2 %, or 5 km2 for the smallest."""
    ours, theirs = (
        {str(feature["properties"].get("code") or feature["properties"]["adcode"]): feature
         for feature in json.loads(path.read_text(encoding="utf-8"))["features"]}
        for path in (data / "population" / "districts.geojson", folder / "chongqing_districts.geojson")
    )  # fmt: skip
    names = pd.Series({code: feature["properties"]["region"] for code, feature in ours.items()})
    others = pd.Series({code: feature["properties"]["name"] for code, feature in theirs.items()})
    count.compare("districts.geojson", "names", names, others)
    worst, torn = 0.0, []
    for code, feature in ours.items():
        before, after = _area(theirs[code]), _area(feature)
        worst = max(worst, abs(after / before - 1))
        crossings = sum(_crossings(np.array(ring)) for polygon in _parts(feature) for ring in polygon)
        if abs(after - before) > max(0.02 * before, 5 / 10_700) or crossings:
            torn.append(names[code])
    count.wrong += len(torn)
    count.lines.append(f"districts.geojson, areas and crossings: {len(ours)} compared, {len(torn)} differ {torn}; "
                       f"largest change of area {worst:.2%}")  # fmt: skip


def _parts(feature: dict) -> list:
    geometry = feature["geometry"]
    return [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]


def _area(feature: dict) -> float:
    """In square degrees: outer ring less holes; one is about 10,700 km2 here."""
    total = 0.0
    for polygon in _parts(feature):
        rings = [abs(_shoelace(np.array(ring))) for ring in polygon]
        total += rings[0] - sum(rings[1:])
    return total


def _shoelace(ring: np.ndarray) -> float:
    x, y = ring.T
    return float(np.sum(x[:-1] * y[1:] - x[1:] * y[:-1]) / 2)


def _crossings(ring: np.ndarray) -> int:
    """Pairs of sides that cross inside both."""
    start, end = ring[:-1], ring[1:]

    def side(point: np.ndarray) -> np.ndarray:
        across = end - start
        towards = point[None, :, :] - start[:, None, :]
        return across[:, None, 0] * towards[..., 1] - across[:, None, 1] * towards[..., 0]

    splits = side(start) * side(end) < -1e-20
    return int((splits & splits.T).sum() // 2)
