"""Outlines of a user's own: what is read, and every fault at once."""

import json

import pytest

import cqtargets as cq
from cqtargets.errors import DataFileError

SQUARE = [[[106.0, 29.0], [107.0, 29.0], [107.0, 30.0], [106.0, 30.0], [106.0, 29.0]]]


def feature(coordinates=SQUARE, kind="Polygon", **properties):
    return {"type": "Feature", "properties": properties, "geometry": {"type": kind, "coordinates": coordinates}}


@pytest.fixture
def written(tmp_path):
    def write(*features):
        path = tmp_path / "map.geojson"
        path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
        return path

    return write


def test_names_and_shapes(written):
    path = written(feature(name="甲区"), feature([SQUARE, SQUARE], "MultiPolygon", 名称="乙县"), feature(name="甲区"))
    found = cq.population.read_outlines(path)
    assert {name: len(polygons) for name, polygons in found.items()} == {"甲区": 2, "乙县": 2}
    assert found["甲区"][0][0].shape == (5, 2)
    assert not found["甲区"][0][0].flags.writeable


def test_a_property_of_ones_own_holds_the_name(written):
    path = written(feature(code="510104", xzqmc="锦江区"))
    assert list(cq.population.read_outlines(path, name="xzqmc")) == ["锦江区"]


def test_outlines_without_names_are_said_with_what_they_have(written):
    path = written(feature(code=1), feature(name="甲区"), feature(name="乙县", coordinates=[[[0, 0]]]))
    with pytest.raises(DataFileError) as refused:
        cq.population.read_outlines(path)
    assert "feature 1 has no name (its properties: code)" in str(refused.value)
    assert "feature 3 (乙县) has no polygon" in str(refused.value)
    assert "第 1 个要素没有名称" in refused.value.text("zh")


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"features": []}', '{"features": 3}', "no json"])
def test_what_is_no_geojson(tmp_path, text):
    path = tmp_path / "map.geojson"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DataFileError, match="no outlines in it"):
        cq.population.read_outlines(path)
    with pytest.raises(DataFileError):
        cq.population.read_outlines(tmp_path / "nothing.geojson")
