"""The place that a table's title names, whether a register knows it or not."""

import pytest

from cqtargets.files.identity import place_in

PLACES = [
    ("甲州市“十四五”卫生健康规划", "甲州市"),
    ("通州区“十四五”养老规划", "通州区"),
    ("赣州市赣县区养老服务规划", "赣县区"),
    ("乐山市市中区卫生规划", "市中区"),
    ("湖南省津市市卫生规划", "津市市"),
    ("荆州市沙市区养老规划", "沙市区"),
    ("丁盟市人口与健康规划", "丁盟市"),
    ("贵州省遵义市播州区卫生规划", "播州区"),
    ("湘西州“十四五”卫生规划", "湘西州"),
    ("四川省甘孜藏族自治州康定市卫生规划", "康定市"),
    ("丙县2025年卫生健康指标", "丙县"),
    ("乙旗“十四五”养老规划", "乙旗"),
    ("上海市浦东新区养老规划", "浦东新区"),
    ("各区县卫生指标", ""),
]


@pytest.mark.parametrize(("title", "place"), PLACES)
def test_the_whole_name_of_the_smallest_place(title, place):
    assert place_in(title) == place
