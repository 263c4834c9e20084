"""Bring `data/observations.csv` up to date from a folder of collected public figures.

    python tools/build_facts.py FOLDER

FOLDER holds `facts_2023_2026.csv` and `indicators_observed.csv`. Each fact becomes a row with its document and the address at
which it was read; rows that are there already keep their place. Targets, bases and evaluation results are no observations, and
the people of Chongqing stand in `data/population`: the tool says what it leaves out and why.
"""

from __future__ import annotations

import argparse
import csv
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TABLE = ROOT / "data" / "observations.csv"

NAMES = {
    "elderly_friendly_communities": ("全国示范性老年友好型社区", "National model age-friendly communities"),
    "meal_points": ("老年食堂", "Canteens for older people"),
    "elderly_school_points": ("老年学校教学点", "Teaching points for older people"),
    "elderly_volunteers": ("老年志愿者", "Older volunteers"),
    "geriatric_department_share": (
        "二级以上综合医院设老年医学科比例",
        "General hospitals of level 2 and above with a geriatric department",
    ),
    "geriatric_hospitals": ("老年医院", "Geriatric hospitals"),
    "tertiary_grade_a_hospitals": ("三级甲等医院", "Level-3A hospitals"),
    "health_literacy": ("居民健康素养水平", "Health literacy of residents"),
    "inpatient_days": ("平均住院日", "Average length of stay"),
    "ltc_insured": ("长期护理保险参保人数", "Insured in long-term care insurance"),
    "medical_care_beds": ("医养结合机构床位", "Beds of institutions that join medical and elder care"),
    "medical_care_institutions": ("医养结合机构", "Institutions that join medical and elder care"),
    "pharmacists_per_1000": ("每千人口药师（士）数", "Pharmacists per 1,000 residents"),
    "pop_60plus": ("60岁及以上人口", "Population of 60 and over"),
    "pop_65plus": ("65岁及以上人口", "Population of 65 and over"),
    "public_health_staff_per_1000": (
        "每万人口专业公共卫生机构人员数",
        "Staff of public-health institutions per 10,000 residents",
    ),
    "streets": ("街道", "Streets"),
    "townships": ("乡镇", "Townships"),
    "urban_communities": ("城市社区", "Urban communities"),
    "villages": ("行政村", "Villages"),
}
KEYS = {
    "age_friendly_communities_national": "elderly_friendly_communities",
    "elderly_canteens": "meal_points",
    "grade_a_tertiary_hospitals": "tertiary_grade_a_hospitals",
    "ltci_insured": "ltc_insured",
    "public_health_staff_per_10000": "public_health_staff_per_1000",
}
PEOPLE_OF_THE_CITY = frozenset(
    {"births", "birth_rate", "deaths", "death_rate", "natural_growth_rate", "resident_population", "sex_ratio_at_birth"}
)
APPROXIMATE = {"近80%": ("~", 72, 80), "98万余": ("~", 98, 99), "超1万": (">", None, None)}
BASIS = {
    "beds_per_1000": "实有床位",
    "eldercare_beds_per_1000_older": "户籍人口",
    "home_adaptation_households": "老年人家庭",
    "physicians_per_1000": "执业（助理）医师",
}
POPULATION = {"pop_60plus": "resident", "public_health_staff_per_1000": "resident", "pharmacists_per_1000": "resident"}
# 98 to 99万 volunteers over the last recorded 60+ (696.13万 of 2021, which has grown since) is a share below 14.22 %.
VOLUNTEERS = {
    "concept": "elderly_volunteer_share", "name_zh": "老年志愿者占老年人口比例",
    "name_en": "Older volunteers among older people", "value": "14.22", "text": "", "unit": "%", "bound": "<",
    "population": "elderly_60plus", "low": "", "high": "",
    "note": "derived: fewer than 99万 volunteers over 696.13万 people of 60 and over at the end of 2021, who have become more since",
}  # fmt: skip
# What a collected date leaves open is the day of the paper that printed it.
DATES = {"2020-05": "2020-05-24", "2022-04": "2022-04-08"}
BULLETIN = "卫生健康委 {year}年我国卫生健康事业发展统计公报"
EARLIER_BULLETIN = "国家卫生计生委 {year}年我国卫生和计划生育事业发展统计公报"
CHILDREN = "国家统计局 2024年《中国儿童发展纲要（2021—2030年）》统计监测报告 (转引)"


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def left_out(fact: dict[str, str]) -> str:
    concept = fact["concept_guess"]
    if concept.endswith(("(target)", "(base)")) or concept.startswith(("evaluation", "indicator count")):
        return "a target, a base or a result, not an observation"
    if fact["region"] == "重庆市" and concept in PEOPLE_OF_THE_CITY:
        return "people of the city stand in data/population"
    if concept == "gdp":
        return "not of health or elder care"
    return ""


def unit_of(fact: dict[str, str]) -> tuple[str, str]:
    """Unit and denominator: 个/千 is 个 per 1,000."""
    unit, _, per = fact["unit"].partition("/")
    if per in ("千", "万"):
        return unit, {"千": "1000", "万": "10000"}[per]
    found = re.search(r"_per_(\d+)", fact["concept_guess"])
    return fact["unit"], found.group(1) if found else ""


def document_of(fact: dict[str, str]) -> str:
    return re.sub(r"(\d{4})年卫生（健康/计生）事业发展统计公报", lambda m: bulletin(int(m.group(1))), fact["document"])


def bulletin(year: int) -> str:
    return EARLIER_BULLETIN.format(year=year) if year <= 2016 else "国家" + BULLETIN.format(year=year)


def published_of(fact: dict[str, str]) -> str:
    found = re.findall(r"20\d\d-\d\d(?:-\d\d)?", fact["document"])
    if found:
        return found[-1]
    year = re.search(r"(20\d\d)年", document_of(fact))
    return str(int(year.group(1)) + 1) if year else ""


def row_of(fact: dict[str, str], known: dict[str, dict[str, str]], columns: list[str]) -> dict[str, str]:
    concept = KEYS.get(fact["concept_guess"], fact["concept_guess"])
    like = known.get(concept, {})
    name_zh, name_en = NAMES.get(concept, (like.get("name_zh", ""), like.get("name_en", "")))
    unit, per = unit_of(fact)
    text = fact["printed_text"]
    bound, low, high = next((found for words, found in APPROXIMATE.items() if words in text), ("", None, None))
    number = f"{fact['value']}"
    derived = "derived" in fact["note"] or "较" in text
    printed = next((words for words in APPROXIMATE if words in text), number)
    row = dict.fromkeys(columns, "")
    return row | {
        "concept": concept, "name_zh": name_zh, "name_en": name_en, "region": fact["region"],
        "when": DATES.get(fact["when"], fact["when"].removesuffix("-12-31")), "value": number, "text": printed,
        "unit": unit, "per": per, "population": POPULATION.get(concept, like.get("population", "")),
        "basis": BASIS.get(concept, like.get("basis", "")), "bound": bound,
        "low": "" if low is None else str(low), "high": "" if high is None else str(high), "status": "final",
        "published": published_of(fact), "source": document_of(fact), "reliability": fact["reliability"],
        "address": fact["source_address"],
        "note": f"derived from a printed change: {text}" if derived else "",
    }  # fmt: skip


def repaired(row: dict[str, str], addresses: dict[tuple[str, str, str], str]) -> dict[str, str]:
    """Rows of earlier collections with the address at which they were read, and the bulletin's own name."""
    row = dict(row)
    key = (row["region"], row["concept"], row["when"][:4])
    if not row["document"] and not row["address"]:
        row["address"] = addresses.get(key, "")
    if row["source"].startswith("国家卫生健康委 20"):
        year = int(row["source"][8:12])
        row["source"] = row["source"].replace("国家" + BULLETIN.format(year=year), bulletin(year))
    if row["concept"] == "childcare_places_per_1000" and row["region"] == "全国" and row["when"] in ("2023", "2024"):
        row["source"], row["published"] = CHILDREN, "2025-12-30"
    if (row["concept"], row["region"], row["when"]) == ("life_expectancy", "全国", "2020"):
        row["source"], row["published"] = bulletin(2021) + " (转引)", "2022"
        row["note"] = "printed beside the value of 2021; the bulletin of 2020 prints none"
    if row["concept"] == "eldercare_beds_per_1000_older" and row["when"] == "2018":
        row["basis"] = "户籍人口"
    if row["concept"].startswith("smart_care") and row["concept"].endswith("_national"):
        row["region"] = "全国"
    if row["concept"] == "home_adaptation_households" and not row["document"]:
        row["basis"], row["name_zh"] = "老年人家庭", "老年人家庭居家适老化改造"
        row["name_en"] = "Homes of older people adapted"
        row["form"], row["since"] = "cumulative", "2020"
    if row["document"] == "med14" and row["locator"].startswith("一（一）") and row["when"] == "2020":
        words = "the year 2020 is inferred"
        if words not in row["note"]:
            row["note"] = "; ".join(part for part in (row["note"], words) if part)
    return row


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    rows = read(TABLE)
    columns = list(rows[0])
    addresses = {
        (fact["region"], fact["indicator"], fact["year"]): fact["source"]
        for fact in read(folder / "indicators_observed.csv")
    }
    known: dict[str, dict[str, str]] = {}
    for row in rows:
        known.setdefault(row["concept"], row)
    facts = read(folder / "facts_2023_2026.csv")
    last = ""
    kept: list[dict[str, str]] = []
    for fact in facts:
        fact["source_address"] = last = last if fact["source_address"] == "same" else fact["source_address"]
        why = left_out(fact)
        if why:
            print(f"left out: {fact['concept_guess']} {fact['region']} {fact['when']}: {why}")
        else:
            kept.append(repaired(row_of(fact, known, columns), {}))
            if fact["concept_guess"] == "elderly_volunteers":
                kept.append(kept[-1] | VOLUNTEERS)
    rows = [repaired(row, addresses) for row in rows]
    there = {(row["concept"], row["region"], row["when"], row["source"]) for row in rows}
    rows += [row for row in kept if (row["concept"], row["region"], row["when"], row["source"]) not in there]
    with TABLE.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    print(f"{len(rows)} rows in {TABLE.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
