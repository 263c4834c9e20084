"""A call that fails on what it was given names the argument; everything else passes as it came."""

import inspect
import pickle
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Literal

import numpy as np
import pandas as pd
import pytest
from numpy.typing import ArrayLike, NDArray

import cqtargets as cq
from cqtargets.conventions.doors import door, has_door
from cqtargets.conventions.fitting import Numbers, fits
from tests.test_parameters import public


@door
def mean(values: ArrayLike, *, weights: ArrayLike | None = None, scale: float = 1.0) -> float:
    return float(np.average(np.asarray(values, dtype=float), weights=weights)) * int(scale)


@door
def first(values: Sequence[float]) -> float:
    return values[0]


@door
def applied(function: Callable[[float], float], value: float) -> float:
    return function(value)


@door
@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    low: float
    high: float
    names: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.low > self.high:
            raise cq.DomainError("low lies above high")

    def share(self, value: float) -> float:
        return (value - self.low) / (self.high - self.low)


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: mean("x"), "values is 'x'; give numbers, in rows of one length"),
        (lambda: first(None), "values is None; give several values"),
        (lambda: mean([1, 2, 3], weights=[1, 2]), "different lengths: values 3, weights 2; give as many of each"),
        (lambda: mean([[1], [2, 3]]), r"values is \[\[1\], \[2, 3\]\]; give numbers, in rows of one length"),
        (lambda: mean([1.0], scale=float("nan")), "scale is nan; give finite numbers"),
        (lambda: first([]), "values is empty; give at least one value"),
        (lambda: applied(None, 1.0), "function is None; give a function"),
        (lambda: Span(low=None, high=1.0), "low is None; give a number"),
        (lambda: Span(low=0.0, high=1.0).share("half"), "value is 'half'; give a number"),
        (lambda: Span(low=2.0, high=1.0), "low lies above high"),
    ],
)
def test_the_argument_is_named(call, words):
    with pytest.raises(cq.DomainError, match=words):
        call()


def test_it_is_named_in_chinese_too():
    with pytest.raises(cq.DomainError) as caught:
        mean([1, 2, 3], weights="x")
    assert caught.value.text("zh") == "weights 为 'x'：请给数值，各行等长，或者不写"


def test_the_error_it_came_from_stays_behind_it():
    with pytest.raises(cq.DomainError) as caught:
        mean("x")
    assert isinstance(caught.value.__cause__, ValueError)


def fails(_: float) -> float:
    raise KeyError("of the caller")


def test_errors_of_the_callers_own_function_and_of_a_wrong_call_pass():
    with pytest.raises(KeyError, match="of the caller") as caught:
        applied(fails, 1.0)
    assert not isinstance(caught.value, cq.CqTargetsError)
    with pytest.raises(TypeError, match="unexpected keyword argument 'weight'"):
        mean([1.0], weight=[1.0])


@pytest.mark.parametrize(
    ("value", "hint", "good"),
    [
        (1, float, True),
        (True, float, False),
        ("1", float, False),
        (np.float32(1), float, True),
        (np.array([1.0]), float, False),
        (2.0, int, False),
        (np.int64(2), int, True),
        ("male", Literal["male", "female"], True),
        ("x", Literal["male", "female"], False),
        ("x", str | None, True),
        (None, str | None, True),
        ({"a": 1}, Mapping[str, float], True),
        ({1: 1}, Mapping[str, float], False),
        (["a"], Sequence[str], True),
        ("ab", Sequence[str], False),
        (iter([1]), Iterable[str], True),
        (np.array(5), Iterable[float], False),
        ((1.0, 2.0), tuple[float, float], True),
        ((1.0,), tuple[float, float], False),
        ([[1, 2], [3, 4]], Numbers, True),
        ([[1, 2], [3]], Numbers, False),
        (["1"], Numbers, True),
        (1j, Numbers, False),
        (np.datetime64("2020"), float, False),
        (Fraction(1, 3), float, False),
        (pd.NaT, date, False),
        (date(2020, 1, 1), date, True),
        ("a\x00b", str | Path, False),
        ("\ud800", str | Path, False),
        ("plan.csv", str | Path, True),
        ("a\x00b", str, True),
        (iter([1]), Sequence[int], False),
        (np.array(["a"]), NDArray[np.float64], False),
        (np.array([1]), NDArray[np.float64], True),
        (np.array(["a"]), NDArray[np.str_], True),
    ],
)
def test_what_fits(value, hint, good):
    assert fits(value, hint) is good


def test_every_public_function_and_class_has_its_door():
    without = []
    for name, what in public():
        if inspect.isclass(what):
            opened = [one for key, one in vars(what).items() if not key.startswith("_") and inspect.isfunction(one)]
            without += [name] if opened and not all(map(has_door, opened)) else []
        elif not name.startswith(("cqtargets.conventions", "cqtargets.errors")) and not has_door(what):
            without.append(name)
    rooms = ("language", "extraction", "files", "io", "targets", "monitoring", "errors", "conventions")
    assert [name for name in without if name.split(".")[1] not in rooms] == []


def test_what_is_behind_a_door_travels_and_tells_its_form():
    assert pickle.loads(pickle.dumps(cq.growth.cagr)) is cq.growth.cagr
    assert list(inspect.signature(cq.growth.cagr).parameters) == ["start", "end", "years"]


def test_a_stream_of_wrong_things_is_named():
    with pytest.raises(cq.DomainError, match=r"rules is <list_iterator .*; give .*Incentive"):
        cq.incentives.total(iter([1, 2]), {"a": 1.0})
