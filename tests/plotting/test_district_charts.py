import json

import numpy as np
import pytest

import cqtargets as cq
from cqtargets.errors import DomainError
from cqtargets.plotting import plot_candidates, plot_districts, plot_map
from cqtargets.population.known.place_names import short_name

VALUES = {"渝中区": 30.0, "南岸区": 12.0, "城口县": 21.0, "万州区": float("nan")}
NORM = {"渝中区": 25.0, "南岸区": 20.0, "城口县": 21.0}


@pytest.mark.parametrize(
    ("lang", "below"), [("zh", "床位（张）；短线：标准；▼ 低于标准"), ("en", "beds; short line: norm; ▼ below it")]
)
def test_district_bars_stand_beside_their_norm_and_the_city(lang, below):
    label = "床位（张）" if lang == "zh" else "beds"
    ax = plot_districts(VALUES, norm=NORM, city=(21.0, "mean 21"), label=label, digits=0, lang=lang)
    assert [name.get_text() for name in ax.get_yticklabels()] == ["南岸区", "城口县", "渝中区"]
    assert [bar.get_width() for bar in ax.patches] == [12.0, 21.0, 30.0]
    assert [text.get_text() for text in ax.texts] == ["12 ▼", "21", "30", "mean 21"]
    lines = [lines.get_segments()[0] for lines in ax.collections]
    assert [line[0][0] for line in lines] == [20.0, 21.0, 25.0, 21.0]
    assert ax.get_xlabel() == below


def test_the_greatest_districts_are_kept():
    ax = plot_districts(VALUES, most=2, source="自有")
    assert [bar.get_width() for bar in ax.patches] == [21.0, 30.0]
    assert ax.texts[-1].get_text() == "数值最大的 2 个，共 3 个\n来源：自有"
    english = plot_districts(VALUES, most=2, lang="en")
    assert english.texts[-1].get_text() == "the 2 of 3 districts with the greatest numbers"
    with pytest.raises(DomainError, match="no district has a number"):
        plot_districts({"渝中区": float("nan")})


@pytest.mark.parametrize(("lang", "said"), [("zh", ["示意图，界线不作依据；轮廓：Apache ECharts", "来源：自有"]),
                                            ("en", ["Schematic: borders are no evidence; outlines: Apache ECharts",
                                                    "Source: 自有"])])  # fmt: skip
def test_the_map_shades_by_fifths(lang, said):
    values = dict(zip(cq.population.districts(), np.arange(38.0), strict=True))
    ax = plot_map(values, lang=lang, digits=0, source="自有")
    shades = {patch.get_gid(): patch.get_facecolor() for patch in ax.patches}
    fifth = {name: int(np.searchsorted(np.quantile(np.arange(38), [0.2, 0.4, 0.6, 0.8]), value, side="right"))
             for name, value in values.items()}  # fmt: skip
    assert len({(fifth[name], shades[name]) for name in values}) == 5
    assert [text.get_text() for text in ax.get_legend().get_texts()] == [
        "0 – 7",
        "8 – 14",
        "15 – 22",
        "23 – 29",
        "30 – 37",
    ]
    assert ax.texts[-1].get_text().split("\n") == said


@pytest.mark.parametrize(
    ("values", "classes"),
    [({"渝中区": 1.0}, ["1.0"]), ({"渝中区": 1.0, "南岸区": 1.0, "城口县": None}, ["1.0"]),
     ({"渝中区": 1.0, "南岸区": 1.0, "城口县": 1.0, "大足区": 5.0}, ["1.0", "5.0"])],
)  # fmt: skip
def test_a_map_names_each_class_once(values, classes):
    ax = plot_map(values)
    patches = {patch.get_gid(): patch for patch in ax.patches}
    assert [text.get_text() for text in ax.get_legend().get_texts()] == [*classes, "无数据"]
    keys = [key.get_facecolor() for key in ax.get_legend().get_patches()]
    assert {patches[name].get_facecolor() for name, value in values.items() if value} == set(keys[:-1])


def test_a_district_of_none_has_no_number():
    assert [bar.get_width() for bar in plot_districts({"渝中区": None, "南岸区": 12}).patches] == [12.0]
    for draw in (plot_districts, plot_map):
        with pytest.raises(DomainError, match="no district has a number"):
            draw({"渝中区": None})


@pytest.mark.parametrize(("lang", "words"), [("zh", {"国家目标", "国家目标加现有优势 80.72 岁", "现速渐缓"}),
                                             ("en", {"national", "nation plus lead 80.72 years", "present pace, fading"})])  # fmt: skip
def test_candidates_stand_at_their_change(cat, obs, lang, words):
    found = cq.propose_targets(cat.select(concept="life_expectancy"), obs, to=2030)
    frame = found.to_frame()
    ax = plot_candidates(found, lang=lang)
    points = sorted(x for line in ax.lines if line.get_marker() in ("o", "D") for x in line.get_xdata())
    assert points == pytest.approx(sorted(100 * (frame["value"] / frame["base"] - 1)))
    (chosen,) = [line for line in ax.lines if line.get_marker() == "D"]
    assert chosen.get_xdata()[0] == pytest.approx(100 * (80.72 / 79.72 - 1))
    assert {text.get_text() for text in ax.texts} == words


def test_a_map_names_every_district_the_small_ones_beside_it():
    ax = plot_map(dict.fromkeys(cq.population.districts(), 1.0))
    written = [text.get_text() for text in ax.texts]
    assert {short_name(name) for name in cq.population.districts()} <= set(written)
    assert 2 <= len(ax.lines) <= 9
    assert plot_map({"渝中区": 1.0}, names=False).lines[:] == []


def test_a_users_own_outlines(tmp_path):
    path = tmp_path / "map.geojson"
    square = [[[0, 0], [1, 0], [1, 1], [0, 1], [0, 0]]]
    features = [
        {"properties": {"name": name}, "geometry": {"type": "Polygon", "coordinates": square}}
        for name in ("甲区", "乙县")
    ]
    path.write_text(json.dumps({"features": features}), encoding="utf-8")
    ax = plot_map({"甲区": 3.0}, outlines=cq.population.read_outlines(path))
    assert {patch.get_gid() for patch in ax.patches} == {"甲区", "乙县"}
    assert "Apache" not in ax.texts[-1].get_text()
    with pytest.raises(DomainError, match="渝中区"):
        plot_map({"渝中区": 1.0}, outlines=cq.population.read_outlines(path))
