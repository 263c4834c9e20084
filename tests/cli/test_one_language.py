"""Broken files of one's own and refusals: a Chinese run holds no English sentence, an English run no Chinese one."""

import re

import pytest

from cqtargets.cli import main

QUOTED = re.compile(r"'[^'\n]*'|“[^”\n]*”|--[a-z-]+|\S*/\S+|\w+=\w*|[a-z0-9_]+(?:, [a-z0-9_+-]+)+")
# What the system says of a file is in its language.
SYSTEM = "No such file or directory"
ENGLISH = re.compile(r"(?:\b[A-Za-z]{2,}\b[,;:]? ){3}")
CHINESE = re.compile(r"[一-鿿]{2,}[，。；：][一-鿿]")

PLAN = (
    "指标,单位,基期年,基期值,目标年,目标值\n床位数,张,2020,6,2025,8张左右以上\n签约率,%,2020,五成多,2025,65%以上或70%以下\n"
    "某率,%,,,2025,不低于10岁\n寿命,岁,2020,78.1,2025,80%\n比例,1:x,,,2025,1:2:3\n占用,,2020,3,2025,5到3\n"
    "空床,张,2020,3,2025,??\n某床,涨,2020,3,2025,4\n床位,张,2020,5万人,2025,8\n缺目标,张,2020,3,2025,\n"
)
FILES = {
    "plan.csv": (PLAN, ["validate", "plan.csv"]),
    "rates.csv": ("指标,2020年,2025年,年均增速,杂项\n床位（张）,6,8,9.9%,1\n", ["validate", "rates.csv", "--explain"]),
    "marks.csv": (
        "指标,2020年,2025年\n护士（人）〔1〕,5,【6】\n某率（%）,12,〔30〕\n",
        ["validate", "marks.csv", "--explain"],
    ),
    "values.csv": (
        "指标,地区,年份,数值,单位\n人均预期寿命,重庆市,2023,79多吧,岁\n床位,重庆市,2023年末,10万人,张\n床位,重庆市,2023,5—9,张\n",
        ["gap", "--observations", "values.csv"],
    ),
    "people.csv": (
        "地区,年份,性别,年龄,人数\n,2020,男,0-4,100\n成都市,2020,男,3-9,x\n成都市,20,x,5,-3\n",
        ["population", "成都市", "--data", "people.csv"],
    ),
    "sums.csv": (
        "地区,年份,性别,年龄,人数\n成都市,2020,男,0-59,100\n成都市,2020,男,60+,9\n成都市,2020,女,0-59,100\n成都市,2020,女,70+,8\n",
        ["population", "成都市", "--data", "sums.csv"],
    ),
    "change.toml": (
        'what = 1\n[[change]]\nwhere = "x"\n[[change]]\nset = {target = 3}\n[[change]]\nwhere = "x"\nset = {colour = 3}\n',
        ["compare", "change.toml"],
    ),
    "register.csv": (
        "key,name_zh,measure,unit,per,direction,low\na,,foo,涨,x,up and down,b\nb,床位,count,张,,,\nb,床位,count,张,,,\n",
        ["concepts", "床位", "--register", "register.csv"],
    ),
}
REFUSALS = [
    "show nothing", "list --plan nix", "list --concept nix", "path --on later", "progress --profile nix", "attain --tolerance -1",
    "progress --table annual", "validate nix.csv", "population nix", "population --to 1990",
    "workforce nix", "workforce med14.physicians_per_1000 --current -4", "whatif med14.beds_per_1000",
    "whatif med14.beds_per_1000 --set target_year=2010", "compare nix.toml", "concepts --topic nix", "extract nix.docx",
    "norms nix", "incentive nix=3", "allocate -5", "allocate 2.5", "allocate care14.eldercare_beds --cap 10",
    "allocate med14.life_expectancy", "propose --to 2020", "evaluate --on 2019 --plan med14", "report --format nix",
    "report --sections nix", "report --template nix.docx", "norms",
]  # fmt: skip


def said(capsys, command, lang):
    main([*command, "--lang", lang])
    out, err = capsys.readouterr()
    assert out + err
    return [QUOTED.sub("", line.replace(SYSTEM, "")) for line in (out + err).splitlines()]


def in_one_language(capsys, command):
    assert [line for line in said(capsys, command, "zh") if ENGLISH.search(line)] == []
    assert [line for line in said(capsys, command, "en") if CHINESE.search(line)] == []


@pytest.mark.parametrize("name", FILES)
def test_faults_of_own_files_are_in_one_language(capsys, tmp_path, monkeypatch, name):
    text, command = FILES[name]
    (tmp_path / name).write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    in_one_language(capsys, command)


@pytest.mark.parametrize("command", REFUSALS)
def test_refusals_are_in_one_language(capsys, tmp_path, monkeypatch, command):
    monkeypatch.chdir(tmp_path)
    in_one_language(capsys, command.split())
