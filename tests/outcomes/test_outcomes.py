from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import cqtargets as cq
from cqtargets.errors import ConventionError, DomainError
from cqtargets.population import life_table

AGES = [0, 1, *range(5, 86, 5)]
rates = st.lists(st.floats(0.0005, 0.05), min_size=len(AGES), max_size=len(AGES))
shares = st.lists(st.floats(0, 0.9), min_size=len(AGES), max_size=len(AGES))

# Ponnapalli (2005), Demographic Research 12, 141-172: women of the United States, 1935 and 1995, l and e by age
L1935 = [1, .95458, .93887, .93174, .92613, .91681, .90341, .88746, .86997, .84847, .82368, .79012, .74539, .68688,
         .60779, .50757, .38276, .23930, .12281]  # fmt: skip
E1935 = [63.32, 65.32, 62.39, 57.85, 53.19, 48.70, 44.38, 40.14, 35.89, 31.74, 27.61, 23.67, 19.94, 16.41, 13.21, 10.31,
         7.82, 6.03, 4.49]  # fmt: skip
L1995 = [1, .99321, .99179, .99096, .98999, .98772, .98524, .98206, .97769, .97152, .96298, .95048, .93085, .90071,
         .85504, .78775, .69655, .57275, .41424]  # fmt: skip
E1995 = [79.0, 78.54, 74.65, 69.71, 64.78, 59.92, 55.06, 50.23, 45.45, 40.72, 36.06, 31.49, 27.10, 22.92, 19.0, 15.4,
         12.07, 9.12, 6.62]  # fmt: skip


def printed(alive, expected):
    later = np.array(alive) * np.array(expected)
    return SimpleNamespace(age=AGES, l=alive, L=later - np.append(later[1:], 0))


def table(mx):
    return life_table(AGES, mx, "female")


def test_american_women_1935_to_1995():
    # the total effects of both directions averaged, as another implementation gives them for the same printed columns
    expected = [2.8051, 1.0399, 0.4333, 0.2977, 0.4195, 0.5990, 0.6537, 0.5999, 0.6601, 0.6231, 0.7429, 0.8048, 0.8333,
                0.9327, 0.9383, 1.0031, 1.0389, 0.6827, 0.5720]  # fmt: skip
    change = cq.outcomes.arriaga(printed(L1935, E1935), printed(L1995, E1995), symmetric=True)
    assert change.by_age == pytest.approx(expected, abs=6e-5)
    assert change.total == pytest.approx(79.00 - 63.32)


@given(rates, rates)
def test_ages_add_up_and_exchanging_the_tables_turns_the_signs(one, other):
    first, second = table(one), table(other)
    change = cq.outcomes.arriaga(first, second)
    assert change.by_age.sum() == pytest.approx(float(second.e[0] - first.e[0]), abs=1e-9)
    assert change.total == pytest.approx(float(second.e[0] - first.e[0]))
    there, back = (cq.outcomes.arriaga(*pair, symmetric=True) for pair in ((first, second), (second, first)))
    assert there.by_age == pytest.approx(-back.by_age, abs=1e-9)


@given(rates, rates, shares, shares)
def test_causes_add_up_to_their_ages(one, other, part, other_part):
    first = {"heart": np.multiply(one, part), "rest": np.multiply(one, np.subtract(1, part))}
    second = {"heart": np.multiply(other, other_part), "rest": np.multiply(other, np.subtract(1, other_part))}
    if np.any(np.abs(np.subtract(other, one)) < 1e-6):
        return
    change = cq.outcomes.arriaga(table(one), table(other), causes_first=first, causes_second=second)
    assert change.by_cause["heart"] + change.by_cause["rest"] == pytest.approx(change.by_age, abs=1e-6)
    assert change.to_frame().columns.tolist() == ["age", "years", "direct", "indirect", "heart", "rest"]


def test_the_french_of_1991():
    # European Concerted Action (1996), Practical guide, table 1: columns 3 to 7 from 65 on
    found = cq.outcomes.healthy_life_expectancy(
        SimpleNamespace(
            age=[65, 70, 75, 80, 85], l=[89367, 84968, 78012, 66625, 48532], L=[436589, 408793, 364013, 290533, 289068]
        ),
        1 - np.array([350877 / 436589, 291942 / 408793, 229175 / 364013, 141559 / 290533, 83967 / 289068]),
    )
    assert found.healthy.round(1).tolist() == [12.3, 8.8, 5.8, 3.4, 1.7]


def test_the_survey_error_by_hand():
    # one closed and one open group: L = 5, 5 and l = 1, 1; shares 0.5 of 100 and 0.5 of 25 asked
    two = SimpleNamespace(age=[60, 65], l=[1.0, 1.0], L=[5.0, 5.0])
    found = cq.outcomes.healthy_life_expectancy(two, [0.5, 0.5], sample=[100, 25])
    assert found.error == pytest.approx([np.sqrt(0.0625 + 0.25), 0.5])
    low, high = found.interval(0.95)
    assert (high - low) / 2 / found.error == pytest.approx([1.959964, 1.959964], abs=1e-6)


@given(rates, st.floats(0, 1))
def test_one_share_at_all_ages_cuts_the_expectancy_by_it(mx, share):
    found = cq.outcomes.healthy_life_expectancy(table(mx), [share] * len(AGES))
    assert found.healthy == pytest.approx((1 - share) * found.expectancy)
    assert found.share == pytest.approx([1 - share] * len(AGES))


@given(rates, shares, shares)
def test_causes_taken_away_multiply_their_survival(mx, one, other):
    whole = table(mx)
    joint = 1 - (1 - np.array(one)) * (1 - np.array(other))
    step = cq.outcomes.without_cause(cq.outcomes.without_cause(whole, one), other)
    assert step.q == pytest.approx(cq.outcomes.without_cause(whole, joint).q)
    assert (step.e >= whole.e - 1e-9).all()
    same = cq.outcomes.without_cause(whole, [0.0] * len(AGES))
    assert same.e == pytest.approx(whole.e)


def test_a_cause_of_half_the_deaths_by_hand():
    # q = 0.36 in a group: survival 0.64, without half of the deaths 0.8
    whole = life_table([0, 1, 5], [0.1, 0.0558, 0.02])
    half = cq.outcomes.without_cause(whole, [0.0, 0.5, 0.0])
    assert half.q[1] == pytest.approx(1 - np.sqrt(1 - whole.q[1]))


def test_premature_mortality_by_hand():
    # 1 - (1 - 0.02/1.01)^8, and one group alone
    assert cq.outcomes.premature_mortality([0.004] * 8) == pytest.approx(1 - (1 - 0.02 / 1.01) ** 8)
    assert cq.outcomes.premature_mortality({**dict.fromkeys(range(30, 65, 5), 0.0), 65: 0.02}) == pytest.approx(
        0.1 / 1.05
    )


@given(st.lists(st.floats(0, 0.05), min_size=8, max_size=8))
def test_premature_mortality_is_a_chance_and_every_group_counts_alike(ms):
    found = cq.outcomes.premature_mortality(ms)
    assert 0 <= found < 1
    assert cq.outcomes.premature_mortality(ms[::-1]) == pytest.approx(found)


FLEISS_PEOPLE = [
    [230061, 329449, 114920, 39487, 14208, 3052], [72202, 326701, 208667, 83228, 28466, 5375],
    [15050, 175702, 207081, 117300, 45026, 8660], [2293, 68800, 132424, 98301, 46075, 9834],
    [327, 30666, 123419, 149919, 104088, 34392],
]  # fmt: skip
FLEISS_CASES = [
    [107, 141, 60, 40, 39, 25], [25, 150, 110, 84, 82, 39], [3, 71, 114, 103, 108, 75], [1, 26, 64, 89, 137, 96],
    [0, 8, 63, 112, 262, 295],
]  # fmt: skip
FLEISS_ALL = [319933, 931318, 786511, 488235, 237863, 61313]


def test_fay_and_feuers_table_of_births_in_michigan():
    # Fay and Feuer (1997), table 1, on Fleiss (1981), table 14.4: crude, adjusted, low and high per 100,000
    expected = [(56.3, 92.3, 80.4, 106), (67.6, 91.2, 82.4, 101), (83.3, 85.1, 77.2, 94.2), (115, 92.7, 80.0, 115),
                (167, 75.5, 67.7, 188)]  # fmt: skip
    for people, cases, row in zip(FLEISS_PEOPLE, FLEISS_CASES, expected, strict=True):
        found = cq.outcomes.standardised_rate(cases, people, FLEISS_ALL, method="gamma")
        assert [found.crude, found.rate, found.low, found.high] == pytest.approx(row, rel=0.005)
        narrow = cq.outcomes.standardised_rate(cases, people, FLEISS_ALL)
        assert narrow.low < narrow.rate < narrow.high


counts = st.lists(st.integers(0, 500), min_size=6, max_size=6).filter(any)


@given(counts, st.floats(0.1, 10))
def test_the_own_ages_as_standard_give_the_crude_rate_and_the_unit_of_the_standard_does_not_matter(cases, factor):
    found = cq.outcomes.standardised_rate(cases, FLEISS_PEOPLE[0], FLEISS_PEOPLE[0])
    assert found.rate == pytest.approx(found.crude)
    low, high = cq.attainment.counts.count_interval(sum(cases), method="byar")
    assert [found.low, found.high] == pytest.approx([end / sum(FLEISS_PEOPLE[0]) * 1e5 for end in (low, high)])
    scaled = cq.outcomes.standardised_rate(cases, FLEISS_PEOPLE[0], np.multiply(FLEISS_ALL, factor))
    assert scaled.rate == pytest.approx(cq.outcomes.standardised_rate(cases, FLEISS_PEOPLE[0], FLEISS_ALL).rate)


GOOD = table([0.01] * len(AGES))
TWO = {"age": [0, 1], "l": [1.0, 0.9], "L": [0.95, 40.0]}


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda o: o.premature_mortality([0.1] * 7), "give eight"),
        (lambda o: o.premature_mortality([400] * 8), "the rate at age 30 is 400"),
        (lambda o: o.premature_mortality({30: 0.1}), "ages 35, 40"),
        (lambda o: o.without_cause(GOOD, [0.1]), "19 ages"),
        (lambda o: o.without_cause(GOOD, [1.0] * 19), "close the table earlier"),
        (lambda o: o.without_cause(GOOD, [30] * 19), "share at age 0 is 30"),
        (lambda o: o.healthy_life_expectancy(GOOD, [12] * 19), "unhealthy at age 0 is 12"),
        (lambda o: o.healthy_life_expectancy(GOOD, [0.1] * 19, sample=[0] * 19), "people above zero"),
        (lambda o: o.healthy_life_expectancy(GOOD, [0.1] * 19).interval(), "size of the survey"),
        (lambda o: o.healthy_life_expectancy(SimpleNamespace(**{**TWO, "l": [1.0, 1.2]}), [0, 0]), "rise with age"),
        (lambda o: o.healthy_life_expectancy(SimpleNamespace(**{**TWO, "l": [1.0, 0]}), [0, 0]), "above zero"),
        (lambda o: o.healthy_life_expectancy(SimpleNamespace(**{**TWO, "L": [1.0]}), [0, 0]), "do not align"),
        (lambda o: o.arriaga(GOOD, SimpleNamespace(**TWO)), "other age groups"),
        (lambda o: o.arriaga(GOOD, GOOD, causes_first={"a": [0]}), "causes differ: a"),
        (lambda o: o.arriaga(GOOD, GOOD, causes_first={"a": [0]}, causes_second={"a": [0]}), "one an age group"),
        (
            lambda o: o.arriaga(
                GOOD,
                GOOD,
                causes_first={"a": [0.1] * 19, "b": [0.2] * 19},
                causes_second={"a": [0.2] * 19, "b": [0.1] * 19},
            ),
            "their sum does not",
        ),
        (lambda o: o.standardised_rate([1], [0], [1]), "people of age group 1 is 0; give above zero"),
        (lambda o: o.standardised_rate([-1], [10], [1]), "events of age group 1 is -1"),
        (lambda o: o.standardised_rate([1], [10], [0]), "the standard population is empty"),
        (lambda o: o.standardised_rate([1, 2], [10], [1]), "one of each an age group"),
        (lambda o: o.standardised_rate([0], [10], [1]), "there are no events"),
    ],
)
def test_bad_input_is_named(call, words):
    with pytest.raises(DomainError, match=words):
        call(cq.outcomes)


def test_an_unknown_interval_is_named():
    with pytest.raises(ConventionError, match="write dobson or gamma"):
        cq.outcomes.standardised_rate([1], [10], [1], method="byar")
