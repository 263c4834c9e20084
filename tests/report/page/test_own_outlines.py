"""The page's map on a user's own outlines: values under other spellings, what is missing said, told by keys and touch."""

import json

import pytest

import cqtargets as cq
from cqtargets.cli import main
from cqtargets.report.page.outlines import outlines
from cqtargets.report.page.places import outline_remarks, place_table
from cqtargets.report.request import Request

PLACES = ("东湖区", "西湖区", "南山县", "北山县")


def square(x, y):
    return [[[x, y], [x + 0.2, y], [x + 0.2, y + 0.2], [x, y + 0.2], [x, y]]]


@pytest.fixture
def outline_file(tmp_path):
    features = [
        {"type": "Feature", "properties": {"name": name}, "geometry": {"type": "Polygon", "coordinates": square(115 + 0.3 * place, 28)}}
        for place, name in enumerate(PLACES)
    ]  # fmt: skip
    path = tmp_path / "places.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
    return path


def plan():
    return cq.Catalogue(
        [
            cq.Indicator(id="p.beds", concept="beds_per_1000", plan="p", name_zh="每千人口床位数", target_year=2025, target_low=7.0,
                         unit="张", per=1000, comparator=">=", direction="up", region="南昌市")
        ]
    )  # fmt: skip


def value(region, number, *, concept="beds_per_1000", unit="张", per=1000, when=2023):
    return cq.Observation(
        concept=concept, value=number, when=when, unit=unit, per=per, region=region, source="年报", name_zh="机构数"
    )


def asked(path, *values, on=None):
    drawn = cq.population.read_outlines(path)
    return Request(catalogue=plan(), observations=cq.Observations(values), outlines=drawn, on=on)


def test_values_of_other_spellings_stand_on_their_outlines(outline_file):
    request = asked(
        outline_file, value("东湖", 5.25), value("南昌市西湖区", 6.0), value("南山县", 4.0, when=2021), value("南山县", 4.5),
        value("东湖", 9.0, when=2024), value("东湖", 3, concept="homes", unit="个", per=None), value("滨江区", 1.0),
        value("南昌市", 6.9), on=2023,
    )  # fmt: skip
    table = place_table(request)
    assert [row["region"] for row in table["rows"]] == ["东湖区", "西湖区", "南山县"]
    assert [column["zh"] for column in table["columns"]] == [
        "地区",
        "每千人口医疗卫生机构床位数（张/千，2023）",
        "机构数（个，2023）",
    ]
    assert [row.get("seen0") for row in table["rows"]] == [5.25, 6.0, 4.5]
    assert [row.get("seen1") for row in table["rows"]] == [3, None, None]
    assert [column["digits"] for column in table["columns"][1:]] == [2, 0]
    assert table["shown"] == "seen0"
    assert [str(remark) for remark in outline_remarks(request)] == [
        "outlines without a value: 北山县", "places without an outline: 滨江区",
    ]  # fmt: skip
    assert table["note"]["zh"] == "没有数值的轮廓：北山县。没有轮廓的地方：滨江区。"


def test_a_density_is_shown_before_a_count(outline_file):
    count = value("东湖区", 3, concept="homes", unit="个", per=None)
    share = value("东湖区", 30.5, concept="share", unit="%", per=None)
    assert place_table(asked(outline_file, count, share))["shown"] == "seen1"
    assert "shown" not in place_table(asked(outline_file, count))


def test_outlines_of_other_places_are_said(outline_file):
    request = asked(outline_file, value("滨江区", 1.0))
    table = place_table(request)
    assert table["rows"] == []
    assert table["note"]["en"].startswith("no outline has the name of a place with a value: outlines 东湖区, 西湖区")
    assert "数值有 滨江区" in table["note"]["zh"]


def test_a_city_of_ones_own_has_no_map_without_outlines():
    values = cq.Observations([value("东湖区", 1.0)])
    assert place_table(Request(catalogue=plan(), observations=values)) is None


def test_values_of_many_districts_stand_beside_the_census(cat):
    some = [value(name, 5.0 + number) for number, name in enumerate(cq.population.districts()[:6])]
    table = place_table(Request(catalogue=cat, observations=cq.Observations(some)))
    assert table["shown"] == "older"
    assert [row.get("seen0") for row in table["rows"]][:7] == [5.0, 6.0, 7.0, 8.0, 9.0, 10.0, None]
    few = place_table(Request(catalogue=cat, observations=cq.Observations(some[:2])))
    assert len(few["columns"]) == 5


def test_outlines_are_drawn_in_the_page_s_units(outline_file):
    drawn = outlines(cq.population.read_outlines(outline_file))
    assert list(drawn["paths"]) == list(PLACES)
    assert {name["text"] for name in drawn["names"]} == {"东湖", "西湖", "南山", "北山"}


def test_metres_are_no_degrees(tmp_path):
    path = tmp_path / "metres.geojson"
    shape = {"type": "Polygon", "coordinates": [[[5e5, 3e6], [6e5, 3e6], [6e5, 4e6], [5e5, 3e6]]]}
    path.write_text(json.dumps({"features": [{"properties": {"name": "甲区"}, "geometry": shape}]}), encoding="utf-8")
    with pytest.raises(cq.errors.DataFileError, match="no longitude and latitude") as refused:
        cq.report.write(plan(), cq.Observations([]), tmp_path / "out", outlines=path)
    assert "不是经纬度" in refused.value.text("zh")
    assert not (tmp_path / "out").exists()


@pytest.mark.slow
def test_the_command_takes_outlines_and_says_what_is_missing(tmp_path, outline_file, capsys):
    (tmp_path / "plan.csv").write_text(
        "指标,单位,目标年,目标值,地区\n每千人口床位数,张,2025,7,南昌市\n", encoding="utf-8"
    )
    (tmp_path / "seen.csv").write_text(
        "指标,地区,年份,数值,单位\n每千人口床位数,东湖,2023,5.2,张\n每千人口床位数,滨江区,2023,5.0,张\n",
        encoding="utf-8",
    )
    words = ["report", str(tmp_path / "plan.csv"), "--observations", str(tmp_path / "seen.csv"), "--format", "html",
             "--sections", "targets", "--outlines", str(outline_file), "--out", str(tmp_path / "out")]  # fmt: skip
    assert main(words) == 0
    said = capsys.readouterr().err
    assert "没有数值的轮廓：西湖区, 南山县, 北山县。" in said
    assert "没有轮廓的地方：滨江区。" in said
    assert "每千人口医疗卫生机构床位数（张/千，2023）" in (tmp_path / "out/index.html").read_text(encoding="utf-8")
    nameless = tmp_path / "nameless.geojson"
    nameless.write_text(outline_file.read_text(encoding="utf-8").replace('"name"', '"code"'), encoding="utf-8")
    words[words.index("--outlines") + 1] = str(nameless)
    assert main(words) == 2
    assert "nameless.geojson" in capsys.readouterr().err


@pytest.mark.external
def test_the_map_is_told_by_keys_and_touch(open_page, tmp_path, outline_file):
    seen = cq.Observations([value("东湖", 5.2), value("西湖", 6.0)])
    cq.report.write(plan(), seen, tmp_path / "out", formats=["html"], sections=["targets"], outlines=outline_file)
    page = open_page(tmp_path / "out/index.html", "#districts", width=390, has_touch=True)
    assert page.locator(".map path").count() == len(PLACES)
    page.focus(".map path >> nth=0")
    assert page.inner_text(".map .told") == "东湖区 5.2"
    page.keyboard.press("ArrowRight")
    assert page.inner_text(".map .told") == "西湖区 6.0"
    page.locator(".map path").nth(3).tap(force=True)
    assert page.inner_text(".map .told") == "北山县 无数据"
    assert "没有数值的轮廓：南山县, 北山县。" in page.inner_text("#explorer")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
