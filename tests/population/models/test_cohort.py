import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from cqtargets.errors import ConventionError, DomainError, UnitError
from cqtargets.population.models.cohort import project

ZERO = [0.0, 0.0, 0.0]
PEOPLE = [100.0, 50.0, 20.0]
SURVIVAL = [1.0, 0.9, 0.5]
FERTILITY = [[0.0, 0.2, 0.0]]
MIGRANTS = [10.0, 4.0, 2.0]


def females(migration=MIGRANTS, timing="even", people=PEOPLE, **options):
    """One step of females alone: srb 0, so every birth is a girl."""
    return project(
        [ZERO, people], [[ZERO, SURVIVAL]], FERTILITY, 0, [[ZERO, migration]], migration_timing=timing, **options
    )


def random_inputs(groups=18, steps=4, trailing=(), seed=3):
    rng = np.random.default_rng(seed)
    fertility = np.zeros((steps, groups, *trailing))
    fertility[:, 3:10] = rng.uniform(0, 0.15, (steps, 7, *trailing))
    return {
        "base": rng.uniform(0, 1e5, (2, groups, *trailing)),
        "survival": rng.uniform(0.3, 1, (steps, 2, groups, *trailing)),
        "fertility": fertility,
        "srb": rng.uniform(1.0, 1.2, (steps, *trailing)),
        "migration": rng.normal(0, 3e4, (steps, 2, groups, *trailing)),
    }


# Hand-worked steps. even: 105, 52, 21 exposed; 0.9 x 105 + 2; 0.5 (52 + 21) + 1; births 0.2 (52 + 96.5)/2; + 5.
# end: 90, 35; births 0.2 (50 + 90)/2 = 14; then all of G. midyear: 90 + 4 x 1.9/2 = 93.8; 35 + 2 x 1.5/2 = 36.5;
# births 0.2 (50 + 93.8)/2 = 14.38; + 10 x (1 + 2)/3.
@pytest.mark.parametrize(
    ("timing", "population", "births"),
    [
        ("even", [19.85, 96.5, 37.5], 14.85),
        ("end", [24.0, 94.0, 37.0], 14.0),
        ("midyear", [24.38, 93.8, 36.5], 14.38),
    ],
)
def test_worked_step(timing, population, births):
    result = females(timing=timing)
    np.testing.assert_allclose(result.population[-1, 1], population, rtol=1e-14)
    np.testing.assert_allclose(result.births[0], [0.0, births], rtol=1e-14)
    np.testing.assert_array_equal(result.population[0, 1], PEOPLE)
    assert result.balance_error() < 1e-14


# Deaths by group entered. even: 105 x 0.1, 73 x 0.5. midyear: those of the residents, 10 and 35, and of the migrants,
# 4 x 0.1/2 and 2 x 0.5/2.
@pytest.mark.parametrize(
    ("timing", "deaths"), [("even", [0, 10.5, 36.5]), ("end", [0, 10, 35]), ("midyear", [0, 10.2, 35.5])]
)
def test_worked_deaths(timing, deaths):
    np.testing.assert_allclose(females(timing=timing).deaths[0, 1], deaths, rtol=1e-13)


def test_midyear_newborn_hand_worked():
    # S0 = 0.8: births 14.38 x 0.8 = 11.504, migrants at age 0 10 (1 + 1.6)/3 = 8.6667; deaths 2.876 + 10 x 0.4/3
    survival = [[ZERO, [0.8, 0.9, 0.5]]]
    result = project([ZERO, PEOPLE], survival, FERTILITY, 0, [[ZERO, MIGRANTS]], migration_timing="midyear")
    assert result.population[-1, 1, 0] == pytest.approx(11.504 + 10 * 2.6 / 3, rel=1e-14)
    assert result.deaths[0, 1, 0] == pytest.approx(2.876 + 4 / 3, rel=1e-14)


def test_timings_agree_without_migrants():
    results = [females(migration=ZERO, timing=timing).population for timing in ("even", "end", "midyear")]
    np.testing.assert_array_equal(results[0], results[1])
    np.testing.assert_array_equal(results[0], results[2])


def test_five_year_groups_bear_five_years_of_births():
    # 5 x 0.1 x (1000 + 900)/2 = 475; srb 0.9: girls 475/1.9 = 250, boys 225
    groups = 13
    base = np.zeros((2, groups))
    base[1, 4:6] = 1000.0
    survival = np.full((1, 2, groups), 0.9)
    fertility = np.zeros((1, groups))
    fertility[0, 5] = 0.1
    result = project(base, survival, fertility, 0.9, step=5, migration_timing="end")
    np.testing.assert_allclose(result.births[0], [225.0, 250.0])
    np.testing.assert_allclose(result.population[1, :, 0], [202.5, 225.0])


def test_nothing_happens_and_groups_only_move():
    inputs = random_inputs()
    everyone = np.ones((3, 2, 18))
    result = project(inputs["base"], everyone, np.zeros((3, 18)), 1.05, step=5, migration_timing="even")
    base = inputs["base"]
    for date in (1, 2, 3):
        np.testing.assert_array_equal(result.population[date, :, :date], 0.0)
        np.testing.assert_array_equal(result.population[date, :, date:-1], base[:, : 17 - date])
        np.testing.assert_allclose(result.population[date, :, -1], base[:, 17 - date :].sum(axis=1), rtol=1e-14)
    assert not result.births.any()
    assert not result.deaths.any()
    assert not result.migration.any()


def leslie(survival, fertility, srb, width):
    """The same step as a matrix: women of group x bear in the groups x (start) and x + 1 (end)."""
    groups = survival.shape[0]
    matrix = np.zeros((groups, groups))
    for x in range(groups - 1):
        matrix[x + 1, x] = survival[x + 1]
    matrix[-1, -1] = survival[-1]
    born = width / 2 * (fertility + fertility @ matrix)
    matrix[0] += born * survival[0] / (1 + srb)
    return matrix


def test_equals_the_leslie_matrix():
    inputs = random_inputs(steps=6)
    survival, fertility = inputs["survival"][:1].repeat(6, axis=0), inputs["fertility"][:1].repeat(6, axis=0)
    result = project(inputs["base"], survival, fertility, 1.05, step=5, migration_timing="end")
    matrix = leslie(survival[0, 1], fertility[0], 1.05, 5)
    expected = np.linalg.matrix_power(matrix, 6) @ inputs["base"][1]
    np.testing.assert_allclose(result.population[-1, 1], expected, rtol=1e-12)


def test_a_stable_population_grows_by_one_factor_at_every_age():
    inputs = random_inputs(steps=1)
    survival, fertility = inputs["survival"], inputs["fertility"]
    values, vectors = np.linalg.eig(leslie(survival[0, 1], fertility[0], 1.05, 5))
    dominant = np.argmax(np.abs(values))
    women = np.abs(vectors[:, dominant].real) * 1e5
    result = project([women, women], survival, fertility, 1.05, step=5, migration_timing="end")
    np.testing.assert_allclose(result.population[1, 1] / women, np.abs(values[dominant]), rtol=1e-10)


def test_a_life_table_population_stays_where_it_is():
    # Survival 0.9 into each group; L falls by 0.9, the open group holds L 0.9/(1 - 0.9); births replace the first group
    groups, width, births = 18, 5, 1000.0
    person_years = 0.95 * 0.9 ** np.arange(groups)
    person_years[-1] *= 10
    survival = np.full((5, 2, groups), 0.9)
    survival[:, :, 0] = 0.95
    women = width * births * person_years
    fertility = np.zeros((5, groups))
    fertility[:, 5] = 2 * births / women[5]
    result = project([women, women], survival, fertility, 1.0, step=width, migration_timing="even")
    np.testing.assert_allclose(result.population, np.broadcast_to([women, women], (6, 2, groups)), rtol=1e-13)


@pytest.mark.parametrize("timing", ["even", "end", "midyear"])
def test_equal_inputs_give_equal_sexes(timing):
    inputs = random_inputs()
    for name, axis in (("base", 0), ("survival", 1), ("migration", 1)):
        inputs[name] = np.take(inputs[name], [1, 1], axis=axis)
    inputs["srb"] = 1.0
    result = project(**inputs, step=5, migration_timing=timing)
    np.testing.assert_array_equal(result.population[:, 0], result.population[:, 1])
    np.testing.assert_array_equal(result.deaths[:, 0], result.deaths[:, 1])


cells = st.integers(0, 10**7).map(lambda hundredths: hundredths / 100)
flows = st.integers(-(10**7), 10**7).map(lambda hundredths: hundredths / 100)


@settings(max_examples=80)
@given(
    hnp.arrays(float, (2, 4), elements=cells),
    hnp.arrays(float, (2, 2, 4), elements=st.floats(0, 1)),
    hnp.arrays(float, (2, 2, 4), elements=flows),
    st.floats(0, 1),
    st.sampled_from(["even", "end", "midyear"]),
)
def test_balance_closes_whatever_the_guards_do(base, survival, migration, rate, timing):
    fertility = np.zeros((2, 4))
    fertility[:, 1:3] = rate
    result = project(base, survival, fertility, 1.05, migration, migration_timing=timing)
    assert (result.population >= 0).all()
    assert (result.births >= 0).all()
    assert result.balance_error() < 1e-9
    np.testing.assert_allclose(result.migration + result.migration_unapplied, migration, atol=1e-6)


@settings(max_examples=40)
@given(st.floats(0.001, 1000), st.sampled_from(["even", "end", "midyear"]))
def test_a_larger_unit_changes_nothing(factor, timing):
    inputs = random_inputs()
    inputs["migration"] = np.abs(inputs["migration"])
    small = project(**inputs, step=5, migration_timing=timing)
    inputs["base"], inputs["migration"] = inputs["base"] * factor, inputs["migration"] * factor
    large = project(**inputs, step=5, migration_timing=timing)
    np.testing.assert_allclose(large.population, small.population * factor, rtol=1e-12)


def test_outflow_is_limited_to_the_people_hand_worked():
    # P = (100, 50, 20), G = (0, -60, 0): 50 - 60 < 1e-5, so G = 1e-5 - 50; 10 persons less 1e-5 stay unapplied.
    # end: 90 survivors + G = 40.00001
    result = females(migration=[0.0, -60.0, 0.0], timing="end")
    np.testing.assert_allclose(result.migration[0, 1], [0, 1e-5 - 50, 0], rtol=1e-14)
    np.testing.assert_allclose(result.migration_unapplied[0, 1], [0, -10 - 1e-5, 0], rtol=1e-9)
    assert result.population[1, 1, 1] == pytest.approx(40.00001, rel=1e-14)
    assert result.guarded == 1


def test_negative_cells_become_a_remnant_hand_worked():
    # P = (2, 50, 20), end: 0.9 x 2 = 1.8 survivors, G = -40 is allowed by the 50 who were there: 1.8 - 40 < 0
    result = females(migration=[0.0, -40.0, 0.0], timing="end", people=[2.0, 50.0, 20.0])
    assert result.population[1, 1, 1] == 0.0005
    assert result.migration[0, 1, 1] == pytest.approx(0.0005 - 1.8, rel=1e-12)
    assert result.migration_unapplied[0, 1, 1] == pytest.approx(-40 + 1.8 - 0.0005, rel=1e-12)
    assert result.guarded == 1
    assert result.balance_error() < 1e-14


def test_empty_cells_stay_empty_and_inflow_is_untouched():
    result = females(migration=[0.0, -1.0, 5.0], timing="end", people=[0.0, 0.0, 0.0])
    np.testing.assert_array_equal(result.population[1, 1], [0, 0, 5])
    np.testing.assert_array_equal(result.migration[0, 1], [0, 0, 5])
    assert result.guarded == 1


def test_guards_can_refuse_instead():
    message = (
        r"^migration of step 0, females, age 1 is -60 persons: more than there are people; lower the outflow, or let "
        r"guards='un' limit it and read migration_unapplied$"
    )
    with pytest.raises(DomainError, match=message):
        females(migration=[0.0, -60.0, 0.0], guards="refuse")
    inputs = random_inputs(trailing=(3, 2))
    inputs["migration"] = np.zeros((4, 2, 18, 3, 2))
    inputs["migration"][2, 0, 16, 1, 1] = -1e9
    with pytest.raises(DomainError, match="of step 2, males, age 80-84, region or trajectory 1, 1 is -1e"):
        project(**inputs, step=5, migration_timing="even", guards="refuse", chunk=2)
    calm = females(guards="refuse")
    np.testing.assert_array_equal(calm.population, females().population)


def test_axes_after_age_align_from_the_left():
    inputs = random_inputs(trailing=(3, 4))
    shared = random_inputs(trailing=(3,), seed=5)
    inputs["survival"], inputs["srb"] = shared["survival"], np.float64(1.07)
    inputs["fertility"] = random_inputs(seed=6)["fertility"]
    whole = project(**inputs, step=5, migration_timing="midyear", chunk=5)
    assert whole.population.shape == (5, 2, 18, 3, 4)
    for region in range(3):
        for trajectory in range(4):
            alone = project(
                inputs["base"][:, :, region, trajectory],
                inputs["survival"][..., region],
                inputs["fertility"],
                1.07,
                inputs["migration"][..., region, trajectory],
                step=5,
                migration_timing="midyear",
            )
            np.testing.assert_array_equal(whole.population[..., region, trajectory], alone.population)
            np.testing.assert_array_equal(whole.deaths[..., region, trajectory], alone.deaths)
            np.testing.assert_array_equal(whole.births[..., region, trajectory], alone.births)


@pytest.mark.parametrize(
    "options", [{"chunk": 1}, {"chunk": 7}, {"chunk": 50, "threads": 2}, {"chunk": 3, "threads": 3}]
)
def test_chunks_and_threads_change_no_bit(options):
    inputs = random_inputs(trailing=(120,))
    bands = {"60+": (60, None), "0-14": (0, 14)}
    whole = project(**inputs, step=5, migration_timing="even")
    other = project(**inputs, step=5, migration_timing="even", **options)
    summed = project(**inputs, step=5, migration_timing="even", keep=bands, **options)
    for name in ("population", "births", "deaths", "migration", "migration_unapplied"):
        np.testing.assert_array_equal(getattr(whole, name), getattr(other, name))
    np.testing.assert_array_equal(summed.population[-1], whole.population[-1])
    reference = project(**inputs, step=5, migration_timing="even", keep=bands)
    for name in bands:
        np.testing.assert_array_equal(summed.bands[name], reference.bands[name])
    assert whole.guarded == other.guarded == summed.guarded > 0


def test_memory_order_changes_no_bit():
    inputs = random_inputs(trailing=(60,))
    whole = project(**inputs, step=5, migration_timing="even")
    turned = project(**{k: np.asfortranarray(v) for k, v in inputs.items()}, step=5, migration_timing="even", chunk=9)
    strided = project(**{k: v[..., ::-1] for k, v in inputs.items()}, step=5, migration_timing="even")
    for name in ("population", "births", "deaths", "migration"):
        np.testing.assert_array_equal(getattr(whole, name), getattr(turned, name))
        np.testing.assert_array_equal(getattr(whole, name), getattr(strided, name)[..., ::-1])


def test_bands_are_sums_of_the_whole_population():
    inputs = random_inputs(trailing=(2,))
    bands = {"60+": (60, None), "85+": (85, None), "0-14": (0, 14), "15-59": (15, 59)}
    whole = project(**inputs, step=5, migration_timing="even").population
    result = project(**inputs, step=5, migration_timing="even", keep=bands)
    np.testing.assert_allclose(result.bands["60+"], whole[:, :, 12:].sum(axis=2), rtol=1e-14)
    np.testing.assert_allclose(result.bands["85+"], whole[:, :, 17], rtol=1e-14)
    np.testing.assert_allclose(result.bands["0-14"], whole[:, :, :3].sum(axis=2), rtol=1e-14)
    total = sum(result.bands[name] for name in ("0-14", "15-59", "60+"))
    np.testing.assert_allclose(total, whole.sum(axis=2), rtol=1e-14)
    assert result.population.shape == (1, 2, 18, 2)
    assert result.deaths is result.migration is None


def test_the_population_alone_can_be_kept():
    result = females(keep="population")
    np.testing.assert_array_equal(result.population, females().population)
    assert result.deaths is None
    with pytest.raises(ConventionError, match="this run kept no deaths or migration; run project"):
        result.balance_error()


def test_results_are_read_only_and_name_their_conventions():
    result = females(timing="midyear")
    with pytest.raises(ValueError, match="read-only"):
        result.population[0, 0, 0] = 1.0
    assert (result.migration_timing, result.step, result.guards) == ("midyear", 1, "un")


def broken(**changes):
    inputs = random_inputs() | {"step": 5, "migration_timing": "even"}
    for name, change in changes.items():
        inputs[name] = change(np.copy(inputs[name])) if callable(change) else change
    return lambda: project(**inputs)


def put(index, value):
    def change(array):
        array[index] = value
        return array

    return change


@pytest.mark.parametrize(
    ("call", "error", "message"),
    [
        (
            broken(survival=put((2, 1, 12), 1.2)),
            DomainError,
            r"^survival of step 2, females, age 60-64 is 1\.2; give the share that survives into the group, between 0 "
            r"and 1 \(a fraction, not per cent or a death rate\)$",
        ),
        (broken(survival=put((0, 0, 17), -0.1)), DomainError, r"survival of step 0, males, age 85\+ is -0\.1;"),
        (broken(survival=put((0, 0, slice(3, 5)), np.nan)), DomainError, r"age 15-19 is nan \(and 1 more cell\);"),
        (
            broken(srb=105),
            UnitError,
            r"^srb at step 0 is 105 \(and 3 more cells\); give males per female: 105 per 100 is 1\.05 \(0 for females",
        ),
        (broken(srb=put(1, 0.512)), UnitError, r"a share of males of 0\.512 is 1\.049"),
        (broken(srb=put(1, 3.0)), UnitError, r"srb at step 1 is 3; give males per female, such as 1\.05"),
        (
            broken(fertility=[1.3, 1.3, 1.2, 1.2]),
            DomainError,
            r"^fertility has shape \(4,\); give age-specific rates, \(steps, ages, ...\) = \(4, 18, ...\); a total "
            r"fertility rate becomes them as TFR x share of the age group / years in the group$",
        ),
        (
            broken(fertility=put((1, 5), 1.3)),
            UnitError,
            "fertility of women at step 1, age 25-29 is 1.3; give births a",
        ),
        (broken(fertility=put((1, 5), 85.0)), UnitError, "a rate per 1,000 is divided by 1000"),
        (
            broken(fertility=put((slice(None), slice(2, 11)), 0.9)),
            UnitError,
            r"fertility at step 0 adds up to 40\.5 children a woman \(and 3 more cells\); it looks like a total",
        ),
        (
            broken(fertility=put((3, 12), 0.01)),
            DomainError,
            r"^fertility of women at step 3, age 60-64 is 0\.01; rates belong to ages 10-54: set it to 0, and check "
            r"that the age axis starts at 0$",
        ),
        (broken(fertility=put((0, 1), 0.01)), DomainError, "step 0, age 5-9 is 0.01; rates belong to ages 10-54"),
        (broken(fertility=put((0, 5), -0.01)), DomainError, "age 25-29 is -0.01; give births a woman a year, >= 0"),
        (
            broken(base=put((0, 3), -5)),
            DomainError,
            "^base of males, age 15-19 is -5; a population is 0 or more persons: correct the count, or regraduate with "
            "a method that keeps it positive$",
        ),
        (broken(base=put((0, 3), np.nan)), DomainError, "base of males, age 15-19 is nan; give persons, 0 where there"),
        (
            broken(migration=put((1, 1, 0), np.inf)),
            DomainError,
            "migration of step 1, females, age 0-4 is inf; give pers",
        ),
        (
            broken(base=np.ones((3, 18))),
            DomainError,
            r"base has shape \(3, 18\); give \(sex, age, ...\): males and fem",
        ),
        (
            broken(survival=np.ones((4, 2, 17))),
            DomainError,
            r"survival has shape \(4, 2, 17\); give \(steps, 2, 18, ...\)",
        ),
        (
            broken(migration=np.ones((3, 2, 18))),
            DomainError,
            r"migration has shape \(3, 2, 18\); give \(4, 2, 18, ...\): su",
        ),
        (
            broken(srb=np.ones(3)),
            DomainError,
            r"srb has shape \(3,\); give \(4, ...\): survival has 4 steps, base 18 age",
        ),
        (
            broken(base=np.ones((2, 18, 3)), survival=np.ones((4, 2, 18, 5))),
            DomainError,
            r"^survival has 5 entries on trailing axis 0, base has 3; axes after age are matched from the left "
            r"\(regions, then trajectories\): give the same length, 1, or none$",
        ),
        (broken(base=np.ones((2, 18, 0))), DomainError, "an axis after age has no entries"),
        (broken(step=0), DomainError, "step is 0; give the width of the age groups in whole years, such as 1 or 5"),
        (broken(step=2.5), DomainError, "step is 2.5; give the width"),
        (broken(chunk=0), DomainError, "chunk is 0; give 1 or more"),
        (broken(migration_timing="start"), ConventionError, "'start'; write 'even', 'end' or 'midyear'"),
        (broken(guards="clip"), ConventionError, "unknown guards 'clip'; write 'un' or 'refuse'"),
        (broken(keep="last"), ConventionError, "unknown keep 'last'; write 'all', 'population', or bands"),
        (
            broken(keep={"0-2": (0, 2)}),
            ConventionError,
            "band '0-2' ends at age 2; groups end at 4, 9, ... 84, the last is",
        ),
        (
            broken(keep={"62+": (62, None)}),
            ConventionError,
            "band '62.' begins at age 62; groups begin at 0, 5, ... 85:",
        ),
        (broken(keep={"60+": (60, 120)}), ConventionError, "write None for no upper bound"),
        (broken(keep={"60+": 60}), ConventionError, r"keep\['60\+'\] is 60; give the first and last age"),
    ],
)
def test_refusals_say_where_what_and_how_to_mend(call, error, message):
    with pytest.raises(error, match=message):
        call()


def test_region_and_trajectory_are_named():
    inputs = random_inputs(trailing=(2, 3))
    inputs["base"][1, 4, 1, 2] = -7.0
    with pytest.raises(DomainError, match="base of females, age 20-24, region or trajectory 1, 2 is -7;"):
        project(**inputs, step=5, migration_timing="even")


def test_migration_timing_has_no_default():
    with pytest.raises(TypeError, match="migration_timing"):
        project([ZERO, PEOPLE], [[ZERO, SURVIVAL]], FERTILITY, 0)
