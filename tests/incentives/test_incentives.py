import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cqtargets.errors import ConventionError, DomainError, UnitError, UnknownIdError
from cqtargets.incentives import LIMITS, subsidy, total
from cqtargets.incentives.incentive import Incentive
from cqtargets.io.bundled import load_incentives

RULES = load_incentives()
SETUP = "industry20.rd_institution_setup"
YEARLY = "industry20.rd_institution_yearly"
PLATFORM = "industry20.service_platform_investment"
CONTRACTS = "industry20.service_contracts"
PROJECT = "industry20.production_project"
LINES = "industry20.international_production_line"

amounts = st.floats(0, 1e6)
keys = st.sampled_from([SETUP, YEARLY, PLATFORM, CONTRACTS, PROJECT])


def test_every_figure_of_the_annex_is_in_the_rules():
    # 渝府发〔2020〕12号, annex 1, items 2 and 3, read against the printed text.
    held = {
        key: (rule.rate, rule.per_item, rule.cap, rule.threshold, rule.threshold_strict, rule.last_year)
        for key, rule in RULES.items()
    }
    assert held == {
        SETUP: (None, None, 1000, None, False, 1),
        YEARLY: (None, None, 1000, None, False, 4),
        PLATFORM: (0.2, None, 1000, 500, True, 1),
        CONTRACTS: (0.03, None, 500, 300, False, None),
        PROJECT: (0.2, None, 1000, None, False, 1),
        LINES: (None, 100, None, None, False, 1),
    }
    assert RULES[YEARLY].from_year_offset == 1
    assert {rule.unit for rule in RULES.values()} == {"万元"}
    assert all(rule.name("en") and rule.name() and rule.beneficiary_en and rule.locator for rule in RULES.values())


@pytest.mark.parametrize(
    ("key", "amount", "paid", "binds"),
    [
        # hand-worked; 超过500万元 leaves 500 out: 0.2 x 500.01 = 100.002; 0.2 x 5000 = 1000
        (PLATFORM, 499.99, 0, "threshold"),
        (PLATFORM, 500, 0, "threshold"),
        (PLATFORM, 500.01, 100.002, "rate"),
        (PLATFORM, 4999, 999.8, "rate"),
        (PLATFORM, 5000, 1000, "rate"),
        (PLATFORM, 5001, 1000, "cap"),
        # 300万元以上 holds 300: 0.03 x 300 = 9; 500 / 0.03 = 16666.67
        (CONTRACTS, 299.99, 0, "threshold"),
        (CONTRACTS, 300, 9, "rate"),
        (CONTRACTS, 16_666, 499.98, "rate"),
        (CONTRACTS, 16_667, 500, "cap"),
        # no threshold
        (PROJECT, 1, 0.2, "rate"),
        (PROJECT, 5000, 1000, "rate"),
        (PROJECT, 5000.01, 1000, "cap"),
        # a fixed amount a line without a cap
        (LINES, 0, 0, "rate"),
        (LINES, 3, 300, "rate"),
        (LINES, 50, 5000, "rate"),
        # a ceiling only
        (SETUP, 800, 800, "rate"),
        (SETUP, 1000, 1000, "rate"),
        (SETUP, 1000.5, 1000, "cap"),
    ],
)
def test_both_sides_of_every_threshold_and_cap(key, amount, paid, binds):
    found = subsidy(RULES[key], amount)
    assert found.paid == pytest.approx(paid)
    assert found.binds == binds


@pytest.mark.parametrize(
    ("key", "amount", "year", "paid"),
    [
        (YEARLY, 900, 4, 900),
        (YEARLY, 900, 5, 0),
        (PROJECT, 900, 1, 180),
        (PROJECT, 900, 2, 0),
        (CONTRACTS, 900, 30, 27),
    ],
)
def test_both_sides_of_every_duration(key, amount, year, paid):
    found = subsidy(RULES[key], amount, year=year)
    assert found.paid == pytest.approx(paid)
    assert found.binds == ("rate" if paid else "duration")


def test_threshold_is_held_against_the_whole_investment():
    # 600 invested, 400 of it fixed assets: passes the threshold, is paid 0.2 x 400
    assert subsidy(RULES[PLATFORM], 400).binds == "threshold"
    assert subsidy(RULES[PLATFORM], 400, threshold_amount=600).paid == pytest.approx(80)
    assert subsidy(RULES[PLATFORM], 400, threshold_amount=500).paid == 0


def test_rate_applied_and_effective_rate():
    capped = subsidy(RULES[PROJECT], 10_000)
    assert (capped.rate_applied, capped.effective_rate, capped.uncapped) == (0.2, pytest.approx(0.1), 2000)
    refused = subsidy(RULES[PLATFORM], 500)
    assert (refused.rate_applied, refused.effective_rate, refused.uncapped) == (0.0, 0.0, 0.0)
    assert subsidy(RULES[LINES], 2).rate_applied is None
    assert subsidy(RULES[LINES], 2).effective_rate is None
    assert subsidy(RULES[PROJECT], 0).effective_rate is None


def test_base_and_payment_may_have_different_units():
    in_yuan = replace(RULES[PROJECT], base_unit="元")
    found = subsidy(in_yuan, 30_000_000)
    assert found.paid == pytest.approx(600)
    assert found.effective_rate == pytest.approx(0.2)


def test_a_ceiling_is_marked_as_an_upper_limit():
    assert subsidy(RULES[SETUP], 800).at_most
    assert not subsidy(RULES[PROJECT], 800).at_most


@pytest.mark.parametrize(
    ("key", "amount", "year", "zh", "en"),
    [
        (
            PLATFORM, 500, 1,
            "新建投资500万元未超过门槛500万元（须超过），不予给付。",
            "New investment of 5,000,000 yuan does not exceed the threshold of 5,000,000 yuan (which has to be "
            "exceeded); nothing is paid.",
        ),
        (
            CONTRACTS, 299, 1,
            "年度服务合同金额299万元未达到门槛300万元（达到即可），不予给付。",
            "Yearly value of service contracts of 2,990,000 yuan does not reach the threshold of 3,000,000 yuan "
            "(which is enough); nothing is paid.",
        ),
        (
            PROJECT, 3000, 1,
            "项目固定资产投资3,000万元的20%为600万元，不超过上限1,000万元，给付600万元。",
            "20 % of 30,000,000 yuan (fixed-asset investment of the project) is 6,000,000 yuan, within the cap of "
            "10,000,000 yuan; 6,000,000 yuan is paid.",
        ),
        (
            YEARLY, 1200, 2,
            "评审额度1,200万元，超过每年上限1,000万元，文件只规定上限，最多给付1,000万元。",
            "The review settles 12,000,000 yuan, above the cap of 10,000,000 yuan a year; the document prints a "
            "ceiling only, so at most 10,000,000 yuan is paid.",
        ),
        (
            LINES, 3, 1,
            "制剂生产线3条，每条100万元，共300万元，未设上限，给付300万元。",
            "3 production lines at 1,000,000 yuan each come to 3,000,000 yuan, without a cap; 3,000,000 yuan is paid.",
        ),
        (
            YEARLY, 1200, 5,
            "连续4年的期限已满，第5年不再给付。",
            "The rule pays for 4 years in a row; nothing is paid in year 5.",
        ),
        (
            LINES, 3, 2,
            "该奖励为一次性，第2年不再给付。",
            "The reward is paid once; nothing is paid in year 2.",
        ),
    ],
)  # fmt: skip
def test_sentences(key, amount, year, zh, en):
    found = subsidy(RULES[key], amount, year=year)
    assert (found.sentence(), found.sentence("en")) == (zh, en)


@given(keys, amounts, st.integers(1, 6))
def test_never_above_the_cap_nor_above_the_amount(key, amount, year):
    found = subsidy(RULES[key], amount, year=year)
    assert 0 <= found.paid <= RULES[key].cap
    assert found.paid <= amount
    assert found.binds in LIMITS


@given(keys, amounts, amounts)
def test_more_amount_never_pays_less(key, first, second):
    less, more = sorted((first, second))
    assert subsidy(RULES[key], less).paid <= subsidy(RULES[key], more).paid


@given(st.floats(0, 1e5), st.floats(0, 1e5), st.integers(0, 20))
def test_rules_without_a_shared_base_add_up(investment, review, lines):
    asked = {PROJECT: investment, SETUP: review, LINES: lines}
    found = total(RULES, asked)
    assert found.set_aside == {}
    assert found.paid == pytest.approx(math.fsum(subsidy(RULES[key], amount).paid for key, amount in asked.items()))


def test_plant_with_two_lines_hand_worked():
    # 0.2 x 6000 = 1200, cut to 1000; 2 x 100 on top
    found = total(RULES.values(), {PROJECT: 6000, LINES: 2})
    assert found.paid == pytest.approx(1200)
    assert found.binding == {PROJECT: "cap", LINES: "rate"}
    assert found.sentence() == "合计1,200万元。"
    assert found.sentence("en") == "12,000,000 yuan in all."
    assert not found.at_most


def test_one_investment_is_rewarded_once():
    found = total(RULES, {PROJECT: 3000, PLATFORM: 3000, SETUP: 500})
    assert found.paid == pytest.approx(1100)
    assert found.set_aside == {PLATFORM: PROJECT}
    assert found.binding == {PROJECT: "rate", PLATFORM: "group", SETUP: "rate"}
    assert found.at_most
    assert found.sentence() == (
        "合计最多1,100万元。第三方医药产业研发服务平台及专业检测机构奖励不重复计：生产技术项目奖励以同一基数给付且不低于前者。"
    )
    assert found.sentence("en") == (
        "At most 11,000,000 yuan in all. Reward for third-party research and testing platforms is not added: "
        "Reward for production projects rewards the same base and pays as much or more."
    )
    frame = found.to_frame()
    assert frame.loc[frame["counted"], "paid"].sum() == pytest.approx(found.paid)
    assert frame.set_index("rule").loc[PLATFORM, "binds"] == "group"


def test_the_better_rule_of_a_group_counts():
    found = total(RULES, {CONTRACTS: 1000, PROJECT: 1000}, exclusive=[{CONTRACTS, PROJECT}])
    assert found.set_aside == {CONTRACTS: PROJECT}
    assert found.paid == pytest.approx(200)


def test_a_rule_that_pays_nothing_is_not_set_aside():
    found = total(RULES, {PROJECT: 3000, PLATFORM: 400})
    assert found.paid == pytest.approx(600)
    assert found.binding == {PROJECT: "rate", PLATFORM: "threshold"}


def test_separate_investments_add_up():
    assert total(RULES, {PROJECT: 3000, PLATFORM: 2000}, exclusive=()).paid == pytest.approx(1000)


def test_threshold_amounts_and_year_reach_each_rule():
    found = total(RULES, {PLATFORM: 400, CONTRACTS: 400}, threshold_amounts={PLATFORM: 700})
    assert found.paid == pytest.approx(92)
    assert total(RULES, {PLATFORM: 600, YEARLY: 600}, year=3).binding == {PLATFORM: "duration", YEARLY: "rate"}


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: subsidy(RULES[PROJECT], -1), "production_project': amount -1; give 0 or more 万元"),
        (lambda: subsidy(RULES[PROJECT], math.nan), "amount nan; give 0 or more 万元"),
        (lambda: subsidy(RULES[PROJECT], "3000"), "amount '3000'; give 0 or more 万元"),
        (lambda: subsidy(RULES[PROJECT], None), "amount None; give 0 or more 万元"),
        (lambda: subsidy(RULES[LINES], 1.5), "amount 1.5; give a whole number of 条"),
        (lambda: subsidy(RULES[PLATFORM], 9, threshold_amount=-2), "threshold amount -2; give 0 or more 万元"),
        (lambda: subsidy(RULES[PROJECT], 9, threshold_amount=2), "has no threshold; leave threshold_amount out"),
        (lambda: subsidy(RULES[PROJECT], 9, year=0), "year 0; give 1 for the first year of payment"),
        (lambda: subsidy(RULES[PROJECT], 9, year=1.5), "year 1.5; give 1 for the first year of payment"),
        (lambda: total(RULES, {}), "no amounts; give the key of at least one rule"),
        (
            lambda: total(RULES, {PROJECT: 1}, threshold_amounts={PLATFORM: 1}),
            "threshold amount for industry20.service_platform_investment, which has no amount; give both or neither",
        ),
        (
            lambda: total(RULES, {PROJECT: 1}, exclusive=[{PROJECT}, {PROJECT, LINES}]),
            "production_project' stands in two exclusive groups; join them or take it out of one",
        ),
    ],
)
def test_refusals_say_why_and_what_to_do(call, message):
    with pytest.raises(DomainError, match=message):
        call()


def test_two_amounts_for_one_base_are_no_guess():
    with pytest.raises(
        ConventionError, match=r"given 3,000 and 4,000 万元; give one amount for one project, or exclus"
    ):
        total(RULES, {PROJECT: 3000, PLATFORM: 4000})


def test_mixed_units_are_refused():
    dollars = Incentive(
        key="x.tax", plan="x", locator="", name_zh="", name_en="", per_item=5, base_unit="个", unit="元"
    )
    with pytest.raises(UnitError, match="the rules pay in 万元 and 元; ask for them one unit at a time"):
        total([RULES[PROJECT], dollars], {PROJECT: 1, "x.tax": 1})


@pytest.mark.parametrize("call", [lambda: RULES["production_project"], lambda: total(RULES, {"production_project": 1})])
def test_unknown_rules_name_the_nearest(call):
    with pytest.raises(
        UnknownIdError, match=r"no incentive 'production_project'; nearest: industry20.production_project"
    ):
        call()


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"rate": 20.0}, "rate 20 is no fraction above 0 and up to 1; write 0.2 for 20 %"),
        ({"per_item": 3.0}, "has a rate and an amount for each item; give one of them"),
        ({"cap": 0.0}, "cap 0 万元; give an amount above 0"),
        ({"rate": None, "cap": None}, "has no rate, no amount for each item and no cap; give one of them"),
        ({"threshold": -1.0}, "threshold -1; give 0 or more"),
        ({"cap_period": "monthly"}, "cap period 'monthly'; write 'once' or 'yearly'"),
        ({"duration_years": 4}, "a duration of 4 years paid once; give a yearly rule 1 or more"),
    ],
)
def test_rules_that_contradict_themselves_are_refused(changes, message):
    with pytest.raises(DomainError, match=message):
        replace(RULES[PROJECT], **changes)
