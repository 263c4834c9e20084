"""First letters of readings, against readings known by every pupil."""

import pytest

from cqtargets.language.initials import initials_of, letters_of


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("执业医师数", "zyyss"), ("床位数", "cws"), ("养老机构护理型床位占比", "yljghlxcwzb"), ("孕产妇死亡率", "ycfswl"),
        ("孕产妇死亡率", "ycfsws"), ("人均预期寿命", "rjyqsm"), ("千人口3岁以下婴幼儿托位", "qrk3syxyyetw"), ("重庆市", "cqs"),
        ("重点人群", "zdrq"), ("长寿区", "csq"), ("涪陵区", "flq"), ("綦江区", "qjq"), ("璧山区", "bsq"), ("潼南区", "tnq"),
        ("北碚区", "bbq"), ("癌症筛查", "azsc"), ("癫痫", "dx"), ("二级以上综合医院", "ejyszhyy"), ("安宁疗护", "anlh"),
        ("呼吸", "hx"), ("卡介苗", "kjm"), ("某某某", "mmm"), ("欧洲", "oz"), ("日间照料", "rjzl"), ("外科", "wk"),
    ],
)  # fmt: skip
def test_names_are_found_by_their_initials(name, typed):
    assert len(name) == len(typed)
    assert all(letter in letters_of(character) for character, letter in zip(name, typed, strict=True))


def test_signs_and_other_scripts_have_no_reading():
    assert [letters_of(sign) for sign in ("，", "（", " ", "—", "é", "龘")] == ["", "", "", "", "", ""]


def test_by_letter_each_character_once_and_plain_letters_never():
    assert initials_of(["床位A3", "床数"]) == {"c": "床", "s": "数", "w": "位"}
