import pandas as pd
import pytest

import cqtargets as cq
from cqtargets.errors import DataFileError, DomainError, UnknownIdError


def test_plan_is_found_by_key_and_by_number_with_any_brackets(cat):
    expected = cat.select(plan="care14").ids
    for number in ("渝府发〔2022〕15号", "渝府发[2022]15号", "渝府发（2022） 15号"):
        assert cat.select(plan=number).ids == expected


def test_nothing_found_is_an_empty_catalogue_and_a_slip_is_an_error(cat):
    assert len(cat.select(plan="none")) == 0
    assert "0 targets" in repr(cat.select(concept="none"))
    with pytest.raises(DomainError, match="binding '约束' does not exist; write 约束性 or 预期性"):
        cat.select(binding="约束")
    with pytest.raises(DomainError, match="measure 'shares' does not exist"):
        cat.select(measure="shares")


def test_unknown_id_names_the_nearest(cat):
    with pytest.raises(
        UnknownIdError, match=r"no indicator 'med14.beds_per_100'; nearest: .*med14.beds_per_1000"
    ) as caught:
        cat["med14.beds_per_100"]
    assert isinstance(caught.value, KeyError)
    assert "med14.beds_per_1000" in caught.value.nearest


def test_frame_round_trip_loses_nothing(cat):
    assert cq.Catalogue.from_frame(cat.to_frame(), cat.documents.values()) == cat


def test_frame_faults_come_together_with_rows_of_a_spreadsheet(cat):
    frame = cat.to_frame().head(3).astype({"target_low": object})
    frame.loc[0, "target_low"] = "65%以上"
    frame.loc[2, "binding"] = "约束"
    with pytest.raises(DataFileError) as caught:
        cq.Catalogue.from_frame(frame)
    first, second = caught.value.problems
    assert str(first) == (
        "row 2, column 'target_low': '65%以上' is not a number. Write 65, and '>=' in column 'comparator'."
    )
    assert str(second).startswith("row 4, column 'binding': '约束' is not a binding type. Write 约束性 or 预期性")


def test_growth_frame_gives_numbers_or_reasons(cat):
    frame = cat.required_growth().set_index("id")
    assert frame.loc["med14.beds_per_1000", "cagr"] == pytest.approx(0.0463, abs=5e-5)
    assert frame.loc["med14.public_health_staff_per_1000", "cagr"] == pytest.approx(0.1284, abs=5e-5)
    missing = frame[frame["cagr"].isna()]
    assert (missing["reason"] != "").all()
    follower, followed = frame.loc["med14.healthy_life_expectancy"], frame.loc["med14.life_expectancy"]
    assert follower["cagr"] == followed["cagr"]
    assert pd.isna(follower["annual_change"])


def test_growth_frame_of_an_empty_catalogue_has_its_columns(cat):
    assert "reason" in cat.select(plan="none").required_growth().columns


def test_it_prints_for_people(cat):
    text = repr(cat)
    assert text.startswith("Catalogue of 296 targets from 渝府发〔2022〕6号")
    assert "6.38 (2020) → 8 张 (2025)" in text
    assert "<table>" in cat._repr_html_()


def test_names_are_escaped_in_html(cat):
    target = cq.Indicator(id="x", concept="x", plan="p", name_zh="<script>", target_year=2025, target_low=1.0)
    assert "<script>" not in cq.Catalogue([target])._repr_html_()


def test_doubled_ids_are_refused(cat):
    with pytest.raises(DomainError, match=r"doubled ids: med14\.beds_per_1000"):
        cq.Catalogue([cat["med14.beds_per_1000"]] * 2)


def test_replacing_gives_a_new_catalogue(cat):
    changed = cat.replaced(cat["med14.beds_per_1000"].with_target(9))
    assert changed["med14.beds_per_1000"].goal == 9
    assert cat["med14.beds_per_1000"].goal == 8
    with pytest.raises(UnknownIdError):
        cat.select(plan="care14").replaced(cat["med14.beds_per_1000"])


def test_children_are_the_of_which_rows(cat):
    assert len(cat.children("med14.beds_per_1000")) == 5
