import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from cqtargets.errors import ConventionError, DomainError
from cqtargets.population.models.hamiltonperry import hamilton_perry

AGES = list(range(0, 90, 5))


def people(seed=1, trailing=()):
    return np.random.default_rng(seed).uniform(500, 2000, (2, 18, *trailing))


def run(earlier=None, later=None, **options):
    options = {"interval": 10, "ages": AGES} | options
    earlier = people(1) if earlier is None else earlier
    return hamilton_perry(earlier, people(2) if later is None else later, **options)


def test_hand_worked_ten_years():
    # Earlier: 100 in each of 18 groups; later: 120 at 0-4 and 5-9, 90 in every other group.
    # Ratios 0.9; open 90/300 = 0.3. Children to women of six groups: 120/540 = 2/9 for both groups.
    # Next: 10-19 are 108 each, 20-84 81 each, open 0.3 x 270 = 81;
    # women 15-44: 108 + 5 x 81 = 513, 0-4 = 114; women 20-49: 486, 5-9 = 108.
    earlier = np.full((2, 18), 100.0)
    later = np.full((2, 18), 90.0)
    later[:, :2] = 120.0
    result = run(earlier, later)
    np.testing.assert_allclose(result.ratios, [[0.9] * 15 + [0.3]] * 2)
    np.testing.assert_allclose(result.child_woman, np.full((2, 2), 2 / 9))
    expected = [114, 108, 108, 108] + [81] * 14
    np.testing.assert_allclose(result.population[-1], [expected, expected])
    np.testing.assert_array_equal(result.population[0], later)


# Chongqing, resident women by age at the censuses of 2010 and 2020 (census yearbooks).
WOMEN_2010 = [737118, 717683, 848930, 1106876, 1090894, 801310, 747491, 1428797, 1353179]
WOMEN_2010 += [1094838, 738304, 1086263, 789564, 605353, 444290, 324729, 200959, 120722]
WOMEN_2020 = [733641, 810398, 893248, 827430, 917067, 1041519, 1195006, 873196, 786345]
WOMEN_2020 += [1534361, 1501644, 1191404, 741981, 1042698, 705170, 498916, 310926, 247076]


def test_chongqing_women_hand_worked():
    # 247076/(324729 + 200959 + 120722) = 0.382228; 85+ of 2030: 0.382228 x (498916 + 310926 + 247076) = 403,983.7
    result = run([WOMEN_2010, WOMEN_2010], [WOMEN_2020, WOMEN_2020])
    assert result.ratios[1, -1] == pytest.approx(0.382228, abs=5e-7)
    assert result.population[-1, 1, -1] == pytest.approx(403983.65, abs=0.01)
    # 25-29 of 2030: those of 15-19 in 2020 times 1041519/1106876
    assert result.population[-1, 1, 5] == pytest.approx(827430 * 1041519 / 1106876, rel=1e-14)


def test_a_still_population_stays_and_steps_follow_each_other():
    still = np.full((2, 18), 1000.0)
    np.testing.assert_allclose(run(still, still, steps=4).population, 1000.0)
    three = run(steps=3)
    twice = run(steps=1, later=people(2))
    np.testing.assert_array_equal(three.population[1], twice.population[1])
    assert three.applied_ratios.shape == (3, 2, 16)


@settings(max_examples=40)
@given(hnp.arrays(float, (2, 18), elements=st.floats(1, 1e6)), st.floats(0.5, 2))
def test_a_population_that_grows_by_one_factor_goes_on_so(counts, factor):
    # Stable growth: ratios of a population with one age pattern carry it on by the same factor
    result = run(counts, counts * factor, steps=2)
    np.testing.assert_allclose(result.population[1], counts * factor**2, rtol=1e-9)
    np.testing.assert_allclose(result.population[2], counts * factor**3, rtol=1e-9)


@settings(max_examples=20)
@given(st.floats(0.001, 1000))
def test_a_larger_unit_changes_nothing(factor):
    np.testing.assert_allclose(
        run(people(1) * factor, people(2) * factor).population, run().population * factor, rtol=1e-12
    )


def test_single_years_and_short_intervals():
    still = np.full((2, 101), 50.0)
    result = hamilton_perry(still, still, interval=1, ages=range(101), steps=2)
    np.testing.assert_allclose(result.population, 50.0)
    assert result.child_woman.shape == (2, 1)


def test_regions_are_projected_side_by_side():
    earlier, later = people(1, (3,)), people(2, (3,))
    whole = run(earlier, later, steps=2)
    for region in range(3):
        alone = run(earlier[..., region], later[..., region], steps=2)
        np.testing.assert_allclose(whole.population[..., region], alone.population, rtol=1e-14)


def losses(old, steps=1, **options):
    """Three censuses with ratios 0.8, then 0.9 at 60 and over: history, and the run from the last two."""
    first = np.full((2, 18), 1000.0)
    second = first.copy()
    second[:, 12:17] = 800.0
    third = second.copy()
    third[:, 12:14] = 900.0
    third[:, 14:17] = 720.0
    history = np.stack([first, second, third])
    return run(second, third, steps=steps, old_age_improvement=old, history=history, **options)


def test_improvement_hand_worked():
    # At 60-64: ratios 0.8, then 900/1000 = 0.9: 1 - ratio fell from 0.2 to 0.1, factor 0.5.
    # full: 0.05, then 0.025; half: factor 0.75: 0.075, then 0.05625.
    full, half = losses("full", steps=2), losses("half", steps=2)
    assert full.ratios[0, 10] == pytest.approx(0.9)
    np.testing.assert_allclose(full.applied_ratios[:, 0, 10], [0.95, 0.975])
    np.testing.assert_allclose(half.applied_ratios[:, 0, 10], [0.925, 0.94375])
    np.testing.assert_array_equal(full.applied_ratios[0, :, :10], full.ratios[:, :10])


def test_improvement_never_makes_it_worse():
    first = np.full((2, 18), 1000.0)
    second = first.copy()
    third = np.full((2, 18), 900.0)
    result = run(second, third, old_age_improvement="full", history=[first, second, third])
    np.testing.assert_array_equal(result.applied_ratios[0], result.ratios)


def test_old_people_are_more_with_full_improvement():
    none = run(losses("full").population[0], people(2)).population
    assert none.shape == (2, 2, 18)
    old = [losses(way).population[-1, :, 12:].sum() for way in ("half", "full")]
    constant = run(*_second_and_third()).population[-1, :, 12:].sum()
    assert constant < old[0] < old[1]


def _second_and_third():
    second = np.full((2, 18), 1000.0)
    second[:, 12:17] = 800.0
    third = second.copy()
    third[:, 12:14] = 900.0
    third[:, 14:17] = 720.0
    return second, third


def test_limits_are_counted():
    result = run(floors=0.8, ceilings=1.25)
    outside = ((result.ratios < 0.8) | (result.ratios > 1.25)).sum()
    assert result.limited == outside > 0
    assert result.applied_ratios.min() >= 0.8
    assert result.applied_ratios.max() <= 1.25
    by_sex = run(ceilings=[1.0, 1.5])
    assert by_sex.applied_ratios[0, 0].max() <= 1.0 < by_sex.applied_ratios[0, 1].max()


def test_smoothing_hand_worked():
    # Logs of 1, 16, 1 average to log 16 / 2 = log 4 in the middle
    earlier, later = np.full((2, 18), 100.0), np.full((2, 18), 100.0)
    later[:, 6] = 1600.0
    result = run(earlier, later, smoothing="three_point")
    np.testing.assert_allclose(result.applied_ratios[0, 0, 3:6], [2, 4, 2])
    np.testing.assert_allclose(result.ratios[0, 3:6], [1, 16, 1])
    assert result.applied_ratios[0, 0, -1] == result.ratios[0, -1]


def test_borrowed_change_hand_worked():
    # The parent's ratios go from 0.8 (measured interval) to 0.88: everybody's change is 1.1
    still = np.full((2, 18), 1000.0)
    parent = np.stack([still, 0.8 * still, 0.8 * 0.88 * still])
    result = run(parent=parent)
    np.testing.assert_allclose(result.applied_ratios[0], result.ratios * 1.1)
    steady = run(parent=np.stack([still, still, still]))
    np.testing.assert_allclose(steady.population, run().population)


def test_a_region_that_is_its_own_parent_follows_it():
    path = run(steps=2).population.copy()
    path[1:] *= 1.05
    result = run(steps=2, later=path[0], parent=np.concatenate([people(1)[None], path]))
    np.testing.assert_allclose(result.population[1, :, 2:], path[1][:, 2:], rtol=1e-12)


def test_control_totals_are_met():
    earlier, later = people(1, (3,)), people(2, (3,))
    control = np.array([[30000.0, 40000.0, 50000.0], [31000.0, 41000.0, 51000.0]])
    result = run(earlier, later, steps=2, control=control)
    np.testing.assert_allclose(result.population[1:].sum(axis=(1, 2)), control, rtol=1e-13)
    free = run(earlier, later)
    share = result.population[1] / result.population[1].sum(axis=(0, 1))
    np.testing.assert_allclose(share, free.population[1] / free.population[1].sum(axis=(0, 1)), rtol=1e-12)
    np.testing.assert_allclose(result.control_factors[0], control[0] / free.population[1].sum(axis=(0, 1)))
    assert free.control_factors is None
    one = run(earlier, later, control=[30000.0])
    np.testing.assert_allclose(one.population[1].sum(axis=(0, 1)), 30000.0)


def emptied(census, *cells):
    for sex, group in cells:
        census[sex, group] = 0.0
    return census


def still(*dates):
    return np.full((*dates, 2, 18), 100.0)


@pytest.mark.parametrize(
    ("options", "error", "message"),
    [
        (
            {"interval": 7},
            DomainError,
            "interval 7 is not a multiple of the 5-year age groups: people would leave in the",
        ),
        ({"interval": 20}, DomainError, "interval 20 is above 15 years: mothers would be unborn; take a nearer census"),
        ({"ages": [0, *range(2, 36, 2)]}, DomainError, "groups of 2 years do not begin at 15 and 45"),
        ({"ages": [0, 1, *range(5, 85, 5)]}, DomainError, "the group at age 0 is 1 wide, the others 5; join or split"),
        ({"ages": [*range(0, 80, 5), 75, 85]}, DomainError, "age 75 is doubled; give each age group once"),
        ({"ages": range(5, 95, 5)}, DomainError, "the first age is 5; give groups from age 0"),
        ({"ages": AGES[:-1]}, DomainError, r"earlier has shape \(2, 18\); give \(2, 17, ...\): males and females"),
        (
            {"later": np.ones((2, 18, 3))},
            DomainError,
            r"earlier has shape \(2, 18\), later \(2, 18, 3\); give the same",
        ),
        ({"earlier": -people()}, DomainError, "earlier at sex male, age 0 .and 35 more. is -1267.73, below zero"),
        (
            {"earlier": emptied(people(), (1, 3))},
            DomainError,
            "^earlier has no people at sex female, age 15: nothing to divide by; join age groups or regions, or close "
            "the open group earlier$",
        ),
        ({"steps": 0}, DomainError, "steps is 0; give a whole number from 1 to 300"),
        ({"floors": -1}, DomainError, "floors holds a negative ratio or none"),
        ({"ceilings": np.ones(5)}, DomainError, r"ceilings has shape \(5,\); give one number, or \(2, 16\) matched"),
        ({"floors": 1.2, "ceilings": 1.1}, DomainError, "a floor is above its ceiling; lower the floor or raise"),
        ({"control": 1e6}, DomainError, r"control has shape \(\); give \(1,\), a total for each step"),
        ({"control": [0.0]}, DomainError, "control holds a total that is not above zero; give persons"),
        (
            {"parent": still(2)},
            DomainError,
            r"parent has shape \(2, 2, 18\); give \(3, 2, 18, ...\), one population a date",
        ),
        (
            {"history": np.ones((3, 2, 18, 4)), "old_age_improvement": "full"},
            DomainError,
            r"history has trailing axes \(4,\), the censuses \(\); match them from the left, or none",
        ),
        (
            {"old_age_improvement": "full"},
            ConventionError,
            "^old_age_improvement 'full' needs a third census: give history, three censuses of the region or of its "
            "parent region, or write 'none'$",
        ),
        ({"history": still(3)}, ConventionError, "history is given but old_age_improvement is 'none'; write 'half' or"),
        (
            {"history": still(3), "old_age_improvement": "half", "parent": still(3)},
            ConventionError,
            "the parent's change already holds its falling mortality; give parent or old_age_improvement, not both",
        ),
        ({"old_age_improvement": "some"}, ConventionError, "'some'; write 'none', 'half' or 'full'"),
        ({"smoothing": "spline"}, ConventionError, "unknown smoothing 'spline'; write 'none' or 'three_point'"),
        (
            {"later": emptied(people(2), (0, 4)), "smoothing": "three_point"},
            DomainError,
            "the cohort change ratio at sex male, ratio number 2 is 0 and has no logarithm; join age groups, or write",
        ),
        (
            {"parent": np.stack([still(), emptied(still(), (0, 17)), still()])},
            DomainError,
            "a ratio of the parent between its first two dates is 0, so it has no change to borrow",
        ),
    ],
)
def test_refusals_say_where_what_and_how_to_mend(options, error, message):
    with pytest.raises(error, match=message):
        run(**options)


def test_women_must_be_there():
    later = people(2)
    later[1, 3:9] = 0.0
    with pytest.raises(DomainError, match="later has no women of the 30 years at age 15: nothing to divide by"):
        run(later=later)


def test_a_short_age_axis_is_refused():
    short = np.full((2, 9), 100.0)
    with pytest.raises(DomainError, match="the open group begins at 40; the child-woman ratios need women to age 49"):
        hamilton_perry(short, short, interval=10, ages=range(0, 45, 5))


def test_results_are_read_only():
    with pytest.raises(ValueError, match="read-only"):
        run().population[0, 0, 0] = 1.0
