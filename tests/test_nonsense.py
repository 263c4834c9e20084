"""The public face fed with nonsense: our own error each time, never a traceback from within, never a hang."""

import contextlib
import inspect
import sys
import warnings

import numpy as np
import pandas as pd
import pytest

import cqtargets as cq
from cqtargets.conventions.fitting import fits, hint_of
from cqtargets.conventions.limits import MOST_YEARS
from cqtargets.workforce.reserve import MOST_BEDS
from tests.test_parameters import modules

ALIKE = (
    None, "x", -1, 3.5, float("nan"), float("inf"), [], [1, 2, 3], ["x"], [[1], [2, 3]], {"a": "b"}, object(), np.zeros((2, 3)),
    np.array(5), True, 10**30,
)  # fmt: skip
"""Given for every argument at once."""
ONE = (
    *ALIKE, 0, {}, {"a": float("nan")}, [1.0] * 7, (1, 2), lambda: 1, 1e300, 1e-300, np.datetime64("2020"), pd.NaT, "\x00", "a" * 5000,
    np.ones((2, 3, 4)), pd.DataFrame(),
)  # fmt: skip
"""Given for one argument while the others are as asked."""
PLAIN = (
    2025, 0.5, [1.0, 2.0, 3.0], {"a": 1.0, "b": 2.0}, {2020: 1.0, 2025: 2.0}, "male", "重庆市", True, [2020, 2021, 2022], ["a", "b"],
    (0.1, 0.9), pd.DataFrame({"a": [1]}), np.ones((2, 3)),
)  # fmt: skip
# What works long where its arguments are right, draws, writes, or is asked of a name that Python's own classes answer.
LONG = frozenset(
    [
        "write",
        "backtest",
        "forecast_to_folder",
        "rolling_origin",
        "sobol",
        "forecast",
        "forecast_inputs",
        "joint",
        "attain",
        "attain_frame",
        "propose_targets",
        "compare",
        "whatif",
        "check",
        "unmatched",
        "evaluate_plan",
        "assess",
        "paths",
        "required_growth",
        "write_names",
        "write_scenario",
        "write_review",
        "read_plan",
        "backcast",
    ]
)


def face():
    """Every public function and class by its name."""
    seen = {}
    for module in modules():
        for name in getattr(module, "__all__", ()):
            what = getattr(module, name)
            if not getattr(what, "__module__", "").startswith("cqtargets") or not callable(what):
                continue
            if inspect.isclass(what) and (issubclass(what, BaseException) or hasattr(what, "__members__")):
                continue
            seen.setdefault(id(what), (f"{module.__name__}.{name}", what))
    return [pytest.param(what, id=name) for name, what in seen.values()]


def parameters(function):
    try:
        found = inspect.signature(function).parameters.values()
    except (ValueError, TypeError):
        return []
    return [one for one in found if one.kind not in (one.VAR_POSITIONAL, one.VAR_KEYWORD)]


def called(function, given):
    """The call; our own errors and those of `testing` are answers."""
    first = [one.name for one in parameters(function) if one.kind is one.POSITIONAL_ONLY and one.name in given]
    named = {name: value for name, value in given.items() if name not in first}
    with warnings.catch_warnings(), contextlib.suppress(cq.CqTargetsError, AssertionError):
        warnings.simplefilter("ignore")
        found = function(*[given[name] for name in first], **named)
        assert not isinstance(found, float) or np.isfinite(found), f"{function.__name__} of {given} is {found}"


@pytest.mark.parametrize("function", face())
def test_nonsense_for_every_argument(function, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    asked = [one for one in parameters(function) if one.default is one.empty]
    for value in ALIKE if asked else ():
        called(function, {one.name: value for one in asked})


@pytest.fixture(scope="session")
def known(cat, obs):
    """Values of the kinds that functions ask for."""
    plan = cat.select(plan="med14")
    beds = plan["med14.beds_per_1000"]
    people = cq.population.forecast("重庆市", to=2025, draws=20, seed=1)
    own = (
        plan, obs, beds, beds.path(), beds.gap(7.0, on=2023), next(iter(cq.load_norms().values())), next(iter(cq.load_incentives().values())),
        people, people.denominator("60+", on=2022), cq.population.life_table([0, 1, 5, 10], [0.01, 0.002, 0.02, 0.3]),
        cq.population.census("重庆市", 2020), cq.assess(plan, obs, on=2025), cq.check(plan, obs), beds.stock(people), next(iter(obs)),
        cq.read_plan(text="云湖市规划\n\n到2025年，床位达到5张。"), cq.Scenario("late", [cq.Shift(beds.id, "target_year", by=1)]),
        cq.attainment.probability([2018, 2019, 2020, 2021], [5.0, 5.4, 5.9, 6.1], target=8, due=2025), next(iter(cat.documents.values())),
        cq.decomposition.das_gupta({"a": 1.0, "b": 2.0}, {"a": 2.0, "b": 3.0}), cq.parse_target("65%以上"), beds.required_growth(),
    )  # fmt: skip
    return (*own, *PLAIN)


def as_asked(one, hint, known):
    if "year" in one.name or one.name in ("to", "on", "base", "due"):
        return 2025
    return next((value for value in known if fits(value, hint)), None)


def one_wrong(function, known):
    asked = parameters(function)
    home = vars(sys.modules[function.__module__])
    hints = {one.name: hint_of(one.annotation, home) for one in asked}
    right = {one.name: as_asked(one, hints[one.name], known) for one in asked if one.default is one.empty}
    for one in asked:
        for value in ONE:
            if callable(value) and "Callable" in str(hints[one.name]):
                continue  # a function of the caller may fail as it likes
            called(function, {**right, one.name: value})


@pytest.mark.slow
@pytest.mark.parametrize("function", face())
def test_nonsense_for_one_argument(function, known, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    if function.__name__ not in LONG and not function.__name__.startswith("plot_"):
        one_wrong(function, known)


@pytest.mark.slow
def test_nonsense_for_one_argument_of_a_method(known, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    count = 0
    for value in known[: -len(PLAIN)]:
        for name, member in inspect.getmembers(type(value), callable):
            bound = getattr(value, name)
            if name.startswith("_") or name in LONG or not getattr(bound, "__module__", "").startswith("cqtargets"):
                continue
            one_wrong(bound, known)
            count += member is not None
    assert count > 100


@pytest.mark.parametrize("radix", [-1, 0, float("nan"), float("inf")])
def test_a_life_table_of_nobody_is_none(radix):
    with pytest.raises(cq.DomainError, match="radix is"):
        cq.population.life_table([0, 1, 5], [0.01, 0.002, 0.02], radix=radix)


def test_bounds_are_named():
    with pytest.raises(cq.DomainError, match=f"at most {MOST_BEDS:,}"):
        cq.workforce.beds_for(1e12)
    with pytest.raises(cq.DomainError, match=f"from 0 to {MOST_BEDS:,}"):
        cq.workforce.erlang_loss(5, 10**12)
    with pytest.raises(cq.DomainError, match=f"years is 1000000000; give a whole number from 1 to {MOST_YEARS}"):
        cq.workforce.project([100, 100], 5, 0.1, ages=[58, 59], start=2023, years=10**9, retirement="men")
    with pytest.raises(cq.DomainError, match=f"steps is 1000000000; give a whole number from 1 to {MOST_YEARS}"):
        cq.population.hamilton_perry(np.ones((2, 18)), np.ones((2, 18)), interval=5, ages=range(0, 90, 5), steps=10**9)
    with pytest.raises(cq.DomainError, match="n is 1073741824; give a whole number from 0 to 1,000,000"):
        cq.sensitivity.sobol(lambda a: a, {"a": (0, 1)}, n=2**30)
    with pytest.raises(cq.DomainError, match="year is 100000000; give a whole number from -9,999 to 9,999"):
        cq.clock.time(10**8)
    with pytest.raises(cq.DomainError, match="from 1 to 1,000,000"):
        cq.attainment.joint_chances({"a": 0.5}, draws=10**12)
    with pytest.raises(cq.DomainError, match="from 0 to 1,000,000"):
        cq.population.forecast("重庆市", to=2025, draws=10**12)
    with pytest.raises(cq.DomainError, match=f"give at most {MOST_YEARS}"):
        cq.backcast(1.0, 2.0, start=-5000, due=2025)
