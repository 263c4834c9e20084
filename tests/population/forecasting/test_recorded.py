import pytest

import cqtargets as cq


def test_net_migration_is_what_births_and_deaths_leave():
    # 2023, 万人: 3191.43 - 3213.34 - 17.88 + 28.50 = -11.29
    frame = cq.population.recorded().set_index(["quantity", "year"])
    assert frame.loc[("net_migration", 2023), "persons"] / 1e4 == pytest.approx(-11.29)
    assert frame.loc[("net_migration", 2023), "how"] == "derived"
    assert frame.loc[("60+", 2021), "persons"] == 6_961_300
    assert frame.loc[("total", 2025), "persons"] == 31_872_600


def test_the_nation_has_its_ageing_bulletins():
    frame = cq.population.recorded("全国", since=2024)
    assert frame[frame["quantity"] == "60+"]["persons"].tolist() == [310_310_000, 323_380_000]


def test_unknown_regions_name_the_nearest():
    with pytest.raises(cq.UnknownIdError, match="has no region '南岸'; nearest: 南岸区"):
        cq.population.recorded("南岸")
