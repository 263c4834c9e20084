import numpy as np
import pytest

import cqtargets as cq

CITY = "重庆市"


@pytest.fixture(scope="module")
def found():
    return cq.population.forecast(CITY, to=2030, draws=200, seed=1)


def test_components_close_the_balance_of_every_trajectory(found):
    total = found.persons[0, found.bands.index("total")]
    births, deaths, moved = found.flows
    first = total[found.times >= found.years[0]]
    np.testing.assert_allclose(np.diff(first, axis=0), births - deaths + moved, rtol=1e-9, atol=1e-3)


def test_the_frame_has_the_record(found):
    frame = found.components(level=0.8)
    assert frame["year"].tolist() == list(range(2021, 2031))
    # 万人, releases of the bureau: births of 2021-2024
    assert (frame["births"][:4] / 1e4).round(1).tolist() == pytest.approx([20.8, 19.2, 17.9, 19.1], abs=0.11)
    for name in ("births", "deaths", "net_migration"):
        assert (frame[f"{name}_low"] <= frame[name]).all()
        assert (frame[name] <= frame[f"{name}_high"]).all()
    wider = found.components(CITY, level=0.95)
    assert (wider["deaths_high"] >= frame["deaths_high"]).all()


def test_without_draws_there_are_no_ends():
    frame = cq.population.forecast(CITY, to=2022, draws=0).components()
    assert frame["births_low"].isna().all()
    assert set(frame["reason"]) == {"no draws, so no interval"}


def test_districts_have_none():
    both = cq.population.forecast([CITY, "南岸区"], to=2022, draws=0)
    assert len(both.components(CITY)) == 2
    with pytest.raises(cq.DomainError, match="南岸区 is carried without births and deaths"):
        both.components("南岸区")
    with pytest.raises(cq.DomainError, match="holds 2 regions; name one with region="):
        both.components()
