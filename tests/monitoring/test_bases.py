"""Definitions that must not be mixed: a target that states none is not compared with a value that does."""

import cqtargets as cq


def plan(tmp_path, name):
    path = tmp_path / "plan.csv"
    path.write_text(f"指标,单位,2020年,2025年,地区\n{name},张,6,7,眉山市\n", encoding="utf-8")
    return cq.read_catalogue(path)


def seen(basis):
    return cq.Observations(
        [
            cq.Observation(
                concept="beds_per_1000", value=6.5, unit="张", per=1000, when=2024, basis=basis, region="眉山市"
            )
        ]
    )


def test_a_stated_basis_meets_no_target_without_one_until_allowed(tmp_path):
    open_plan = plan(tmp_path, "每千人口医疗卫生机构床位数")
    (row,) = open_plan.gaps(seen("实有床位")).itertuples()
    assert "observed as 实有床位, and the target does not say which of 编制床位、实有床位、开放床位" in row.reason
    (row,) = open_plan.gaps(seen("实有床位"), allow=("basis",)).itertuples()
    assert row.observed == 6.5
    (row,) = open_plan.gaps(seen("")).itertuples()
    assert row.observed == 6.5


def test_a_basis_in_the_name_is_the_targets(tmp_path):
    (target,) = plan(tmp_path, "每千人口实有床位数")
    assert target.basis == "实有床位"
    (row,) = plan(tmp_path, "每千人口实有床位数").gaps(seen("实有床位")).itertuples()
    assert row.observed == 6.5


def test_an_empty_basis_is_one_remark_for_the_file(tmp_path):
    said = [remark for remark in plan(tmp_path, "每千人口医疗卫生机构床位数").remarks if remark.column == "basis"]
    assert len(said) == 1
    assert "编制床位 / 实有床位 / 开放床位" in said[0].reason


def test_what_meets_no_target_names_the_ones_that_look_alike(tmp_path):
    catalogue = plan(tmp_path, "每千人口某类床位数量")
    near = cq.Observations(
        [
            cq.Observation(
                concept="每千人口某类床位", name_zh="每千人口某类床位", value=5.0, unit="张", per=1000, when=2024
            )
        ]
    )
    assert near.unmatched(catalogue)["nearest"].tolist() == ["每千人口某类床位数量"]
