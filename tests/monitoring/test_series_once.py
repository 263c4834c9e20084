"""What a collection of values knows of itself is worked out once."""

import cqtargets as cq


def test_unknown_names_and_the_order_of_values_are_found_once():
    seen = [cq.Observation(concept=key, value=1.0, when=year) for key in ("a", "床位") for year in (2024, 2022)]
    obs = cq.Observations(seen)
    assert obs.unknown_names == ("床位",)
    assert obs.unknown_names is obs.unknown_names
    assert [time for time, _ in obs.dated("a", "")] == [2022.0, 2024.0]
    assert obs.dated("a", "") is obs.dated("a", "")
    assert obs.dated("b") == []
