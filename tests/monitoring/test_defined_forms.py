"""What a value is by the definition of its concept, where the table does not say."""

import pytest

import cqtargets as cq
from cqtargets.concepts.rows import read_concept_rows
from cqtargets.errors import DataFileError
from cqtargets.monitoring.comparability import compare
from cqtargets.targets.observation import Observation


@pytest.fixture
def read(write_csv):
    return lambda text: cq.read_observations(write_csv(text, "values.csv"))


def aim(concept, **fields):
    plain = {
        "id": "p.x", "concept": concept, "plan": "p", "name_zh": "甲", "unit": "张", "period_start": 2020, "region": "甲市",
        "target_year": 2025, "target_low": 4000.0, "form": "cumulative",
    }  # fmt: skip
    return cq.Indicator(**{**plain, **fields})


def test_what_is_a_yearly_amount_by_definition_is_read_as_one_and_said_once(read):
    obs = read("地区：甲市,,,\n指标,2021年,2022年,2023年\n新增养老床位（张）,900,700,950\n")
    assert [seen.form for seen in obs] == ["flow"] * 3
    assert any("3 values (新增养老床位) are taken as amounts" in str(remark) for remark in obs.remarks)
    held = obs.chosen(aim("eldercare_beds_added"))
    assert (held.observation.value, held.remark) == (2550.0, "the sum of 2021: 900, 2022: 700, 2023: 950")


def test_a_lone_amount_of_a_later_year_is_a_lower_bound_of_the_sum(read):
    obs = read("指标,时间,数值,单位,地区\n新增养老床位,2024,800,张,甲市\n")
    held = obs.chosen(aim("eldercare_beds_added"))
    assert (held.observation.value, held.observation.bound) == (800.0, ">=")


@pytest.mark.parametrize(
    "rows",
    [
        "累计新增养老床位,2024,3200,张,甲市\n",
        "新增养老床位,2021,900,张,甲市\n新增养老床位,2022,1750,张,甲市\n新增养老床位,2023,2600,张,甲市\n",
        "新增养老床位,2024-06-30,500,张,甲市\n",
    ],
)
def test_words_of_a_sum_values_that_run_as_sums_and_parts_of_a_year_are_no_yearly_amounts(read, rows):
    obs = read("指标,时间,数值,单位,地区\n" + rows)
    assert "flow" not in {seen.form for seen in obs}


def test_a_level_is_never_added_up(read):
    obs = read("地区：甲市,,,\n指标,2021年,2022年,2023年\n养老机构床位数（张）,21000,21500,21300\n")
    assert {seen.form for seen in obs} == {"level"}
    own = [Observation(concept="eldercare_institution_beds", value=21000.0 + year, when=year, unit="张", region="甲市",
                       name_zh="养老机构床位数") for year in (2021, 2022, 2023)]  # fmt: skip
    for seen in (obs, cq.Observations(own)):
        held = seen.chosen(aim("eldercare_institution_beds"))
        assert held.observation is None
        assert "observed as a level, the target asks for a sum" in held.reason


def test_the_table_goes_before_the_concept(read):
    obs = read(
        "指标,时间,数值,单位,地区,数值形式\n新增养老床位,2024,3200,张,甲市,累计\n养老机构床位数,2024,90,张,甲市,年度\n"
    )
    assert [seen.form for seen in obs] == ["cumulative", "flow"]


def test_a_yearly_amount_answers_a_target_for_the_amount_of_a_year():
    visits = Observation(
        concept="outpatient_visits", value=1.2, when=2025, unit="亿人次", form="flow", name_zh="总诊疗人次"
    )
    target = aim("outpatient_visits", unit="亿人次", target_low=1.1, form="level", region="", baseline=1.0,
                 baseline_year=2020, period_start=None)  # fmt: skip
    assert compare(target, visits).comparable
    other = aim("beds", unit="亿人次", target_low=1.1, form="level", region="", period_start=None)
    assert "form" in compare(other, visits).reasons


def test_a_register_names_its_form_or_is_refused():
    header = ["key", "name_zh", "form"]
    assert read_concept_rows("own.csv", [header, ["a", "甲", "flow"], ["b", "乙"]])[0].form == "flow"
    with pytest.raises(DataFileError, match=r"'yearly' is no form of a value\. Write level, flow or cumulative"):
        read_concept_rows("own.csv", [header, ["a", "甲", "yearly"]])
    assert set(cq.concepts.load().to_frame()["form"]) == {"", "level", "flow"}
