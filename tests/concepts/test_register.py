"""The register: complete, without clashes, and beside a user's own."""

import re

import pytest

import cqtargets as cq
from cqtargets.concepts.rows import read_concept_rows
from cqtargets.errors import DataFileError, UnknownIdError
from cqtargets.files.bundle import data_folder, table_rows
from cqtargets.units import parse_unit
from tests.concepts.pages import PAGES, page

BUNDLED = {row["concept"] for table in ("indicators", "observations", "norms") for _, row in table_rows(f"{table}.csv")}


def test_the_bundled_register_has_no_fault_that_a_register_of_your_own_would_be_refused_for():
    ours = cq.concepts.load()
    assert list(cq.concepts.load(data_folder() / "concepts.csv")) == list(ours)


def test_every_bundled_concept_and_at_least_250_more_are_registered():
    keys = {concept.key for concept in cq.concepts.load()}
    assert keys >= BUNDLED
    assert len(keys - BUNDLED) >= 250


def test_every_concept_is_described_in_full():
    for concept in cq.concepts.load():
        assert re.fullmatch(r"[a-z][a-z0-9_]*", concept.key)
        assert all((concept.name_zh, concept.name_en, concept.topic, concept.source)), concept.key
        assert concept.direction in ("up", "down", "hold", "")
        parse_unit(concept.unit)
        if concept.measure == "share":
            assert (concept.low, concept.high) == (0, 1000 if concept.unit == "‰" else 100), concept.key
        if concept.per is not None:
            assert concept.measure == "rate", concept.key


@pytest.mark.parametrize(
    ("key", "direction"),
    [
        ("maternal_mortality", "down"),
        ("smoking_rate_15plus", "down"),
        ("inpatient_days", "down"),
        ("out_of_pocket_share", "down"),
        ("life_expectancy", "up"),
        ("physicians_per_1000", "up"),
        ("county_visit_rate", "hold"),
        ("outpatient_visits", ""),
        ("medical_cost_total", ""),
        ("total_health_expenditure", ""),
    ],
)
def test_the_wanted_direction_is_the_fields(key, direction):
    assert cq.concepts.load()[key].direction == direction


def test_no_name_stands_for_two_concepts_that_unit_and_denominator_do_not_tell_apart():
    register = cq.concepts.load()
    for concept in register:
        for name in (concept.name_zh, *concept.aliases):
            per = concept.per
            found = register.match(name, unit=concept.unit, per=per)
            assert found.concept == concept, (name, found)


def test_an_unknown_key_names_the_nearest():
    with pytest.raises(UnknownIdError, match="no concept 'maternal_mortalty'; nearest: maternal_mortality"):
        cq.concepts.load()["maternal_mortalty"]


def test_frame_has_a_column_a_field():
    frame = cq.concepts.load().to_frame().set_index("key")
    assert frame.loc["beds_per_1000", "bases"] == "编制床位/实有床位/开放床位"
    assert frame.loc["beds_per_1000", "per"] == 1000


def test_a_users_file_stands_beside_ours(tmp_path):
    own = tmp_path / "own.csv"
    own.write_text(
        "key,name_zh,aliases,unit,direction\nwalking_paths,健身步道长度,步道总长,公里,up\nlife_expectancy,人均预期寿命,,岁,\n",
        encoding="gb18030",
    )
    register = cq.concepts.load(own)
    assert register.match("全市步道总长（公里）").concept.key == "walking_paths"
    assert register["life_expectancy"].direction == ""
    assert len(register) == len(cq.concepts.load()) + 1


def test_all_faults_of_a_users_file_come_at_once():
    lines = [
        ["key", "name_zh", "aliases", "measure", "unit", "per", "direction", "low"],
        ["a", "甲指标", "", "count", "张", "", "better", ""],
        ["b", "乙指标", "", "number", "瓢", "千", "", "x"],
        ["", "丙指标"],
        ["d", "丁指标", "戊指标", "", "人"],
        ["d", "庚指标", "", "", "人"],
        ["f", "戊指标", "", "", "人"],
    ]
    with pytest.raises(DataFileError) as caught:
        read_concept_rows("own.csv", lines)
    faults = {(problem.row, problem.column) for problem in caught.value.problems}
    assert faults == {
        (2, "direction"), (3, "measure"), (3, "unit"), (3, "per"), (3, "low"), (4, "key"), (6, "key"), (7, "aliases"),
        (6, "key"),
    }  # fmt: skip
    assert "'戊指标' is a name of 'd' in row 5 too" in str(caught.value)


def test_a_file_without_the_required_columns_or_that_is_no_text_is_refused(tmp_path):
    with pytest.raises(DataFileError, match="the column name_zh is missing"):
        read_concept_rows("own.csv", [["key"]])
    with pytest.raises(DataFileError, match="cannot be read"):
        cq.concepts.load(tmp_path / "none.csv")
    binary = tmp_path / "own.csv"
    binary.write_bytes(b"\x00\xff\xfe\x81")
    with pytest.raises(DataFileError, match="not text"):
        cq.concepts.load(binary)


def test_the_pages_of_keys_are_those_of_the_register():
    for path, lang in PAGES.items():
        assert path.read_text(encoding="utf-8") == page(lang), f"run tools/build_concepts_page.py for {path.name}"
