"""Every command speaks the language asked for: help, headings, messages, reasons, names."""

import argparse
import re

import pytest

from cqtargets.cli import main, parser
from cqtargets.cli.words import HEADINGS, MESSAGES, language_of

CHINESE = re.compile(r"[一-鿿]")
SENTENCE = re.compile(r"(?:\b[a-z]{2,}\b,? ){3}")
PLAN = "指标,单位,基期年,基期值,目标年,目标值\n床位数,张,2020,6.38,2025,8\n签约率,%,,,2025,65%以上\n村卫生室,个,,,2025,提高\n"


def every(top):
    yield top
    for action in top._actions:
        if isinstance(action, argparse._SubParsersAction):
            yield from action.choices.values()


def test_help_is_chinese_or_english_throughout():
    for command in every(parser("zh")):
        text = re.sub(r"cqtargets [^\n（]*|where|set|scale|shift", "", command.format_help())
        assert not re.search(r"(?:\b[a-z]{2,}\b ){3}", text), command.prog
        assert CHINESE.search(text)
    for command in every(parser("en")):
        assert command.description is None or not re.search(r"[，。：]", command.format_help()), command.prog


@pytest.mark.parametrize(
    ("arguments", "environment", "lang"),
    [
        ([], {}, "zh"),
        ([], {"LANG": "C"}, "zh"),
        ([], {"LANG": "POSIX"}, "zh"),
        ([], {"LANG": "de_DE.UTF-8"}, "zh"),
        ([], {"LANG": "en_US.UTF-8"}, "en"),
        ([], {"LC_ALL": "zh_CN.UTF-8", "LANG": "en_US.UTF-8"}, "zh"),
        ([], {"LC_ALL": "", "LC_MESSAGES": "en_GB", "LANG": "zh_CN"}, "en"),
        (["list", "--lang", "en"], {"LANG": "zh_CN"}, "en"),
        (["list", "--lang=zh"], {"LANG": "en_US"}, "zh"),
    ],
)
def test_the_terminal_decides_unless_told(arguments, environment, lang):
    assert language_of(arguments, environment) == lang


def test_an_unknown_language_names_the_two(capsys):
    with pytest.raises(SystemExit) as caught:
        main(["list", "--lang", "fr"])
    assert caught.value.code == 2
    assert "'zh', 'en'" in capsys.readouterr().err


def test_messages_have_the_same_slots():
    for english, chinese in {**HEADINGS, **MESSAGES}.items():
        assert re.findall(r"\{\w+", english) == re.findall(r"\{\w+", chinese)


COMMANDS = [
    ["growth"],
    ["path", "--on", "2023"],
    ["gap", "--all"],
    ["progress", "--all"],
    ["list"],
    ["show", "med14.beds_per_1000"],
]


@pytest.mark.parametrize("command", COMMANDS, ids=lambda words: words[0])
def test_nothing_printed_in_chinese_is_an_english_sentence(capsys, command):
    assert main([*command, "--lang", "zh"]) == 0
    out = capsys.readouterr().out
    wrong = [line for line in out.splitlines() if not line.startswith("name_en") and SENTENCE.search(line)]
    assert wrong == []


@pytest.mark.parametrize("command", COMMANDS[:5], ids=lambda words: words[0])
def test_nothing_printed_in_english_is_a_chinese_sentence(capsys, command):
    assert main([*command, "--lang", "en"]) == 0
    assert re.findall(r".*[，。；：][一-鿿]{2,}.*", capsys.readouterr().out) == []


@pytest.mark.parametrize("command", ["growth", "path", "gap", "progress"])
def test_a_plan_without_english_names_shows_its_chinese_ones(capsys, write_csv, command):
    plan = write_csv("指标,单位,基期年,基期值,目标年,目标值,地区\n床位数,张,2020,6.38,2025,8,成都市\n", "own.csv")
    every_row = ["--all"] if command in ("gap", "progress") else []
    assert main([command, str(plan), "--lang", "en", *every_row]) == 0
    assert "床位数" in capsys.readouterr().out


BROKEN = (
    "id,name_zh,target_year,target_low,direction,measure,binding,baseline,per\n"
    "a,床位,2025,8,高,rate,约束,,1000\nb,占比,2025,120,up,share,,,\nc,,2025年,８,up,count,,7,\n"
    "d,人数,1800,5,up,count,,6.5,0\ne,医师,2025,一百,up,count,,—,\n"
)


def test_faults_of_a_broken_plan_are_in_the_language_asked_for(capsys, write_csv):
    plan = str(write_csv(BROKEN, "broken.csv"))
    assert main(["validate", plan, "--lang", "zh"]) == 1
    chinese = capsys.readouterr().err
    assert len(chinese.splitlines()) > 6
    assert not re.search(r"(?:\b[a-z]{2,}\b ){3}", chinese)
    assert "不是 0 至" in chinese
    assert main(["validate", plan, "--lang", "en"]) == 1
    english = capsys.readouterr().err
    assert not re.search(r"[，。]", english)
    assert len(english.splitlines()) == len(chinese.splitlines())


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "缺少参数：COMMAND"),
        (["show", "--lang", "zh"], "缺少参数："),
        (["list", "--colour"], "不识参数：--colour"),
        (["propose", "--to", "soon"], "参数 --to：'soon' 不是所需的数值"),
        (["list", "--lang", "fr"], "参数 --lang：不能是 'fr'（可选 "),
        (["list", "--plan"], "参数 --plan：需要一个值"),
        (["lst"], "不能是 'lst'（可选 "),
    ],
)
def test_wrong_usage_is_said_in_the_language_asked_for(capsys, arguments, said):
    with pytest.raises(SystemExit) as caught:
        main(arguments)
    assert caught.value.code == 2
    err = capsys.readouterr().err
    assert err.startswith("用法：")
    assert said in err
    assert not re.search(r"(?:\b[a-z]{2,}\b ){3}", re.sub(r"用法：[^：]*\n", "", err))
    with pytest.raises(SystemExit):
        main([*arguments[:1], "--lang", "en", "--colour"])
    assert not CHINESE.search(capsys.readouterr().err.replace("约束性", "").replace("预期性", ""))


NAMES = re.compile(r"Hamilton-Perry|CAGR|drift|ols|pooled")


@pytest.mark.parametrize(
    "command",
    [["attain", "--all"], ["propose", "--all"], ["whatif", "med14.beds_per_1000", "--set", "target=9"]],
    ids=lambda words: words[0],
)
def test_reasons_of_chances_and_proposals_are_in_one_language(capsys, command):
    main([*command, "--lang", "zh"])
    out, err = capsys.readouterr()
    assert [line for line in (out + err).splitlines() if SENTENCE.search(NAMES.sub("", line))] == []
    main([*command, "--lang", "en"])
    out, err = capsys.readouterr()
    assert re.findall(r".*[，。；：][一-鿿]{2,}.*", out + err) == []


TABLES = [
    "指标,单位,2020年,2025年\n床位,张,6,8\n",
    "指标,单位,目标年,目标值,目标值\n床位,张,2025,8,9\n",
    "指标,单位,目标值\n床位,张,8\n",
    "名目,量\n床位,8\n",
    "指标,单位,目标年,目标值,杂项\n床位,张,2025,8,3\n",
    "指标,单位,目标年,目标值\n床位,张,2025,8,500\n",
    "指标,单位,目标年,目标值,id\n床位,张,2025,8,a\n医师,人,2025,9,a\n",
    "指标,单位,基期年,基期值,目标年,目标值\n床位,张,2020,5万张,2025,8\n",
    "指标,单位,基期年,基期值,目标年,目标值\n占比,%,2020,0.5,2025,65%\n",
    "指标,单位,基期年,基期值,目标年,目标值\n签约率,%,2020,50,2025,提高10\n",
    "",
    "指标,单位,目标年,目标值\n",
]


@pytest.mark.parametrize("table", TABLES)
def test_faults_of_tables_are_in_the_language_asked_for(capsys, write_csv, table):
    plan = str(write_csv(table, "own.csv"))
    quoted = re.compile(r"'[^']*'|“[^”]*”")
    status = main(["validate", plan, "--lang", "zh"])
    out, err = capsys.readouterr()
    assert [line for line in (out + err).splitlines() if SENTENCE.search(quoted.sub("", line))] == []
    assert main(["validate", plan, "--lang", "en"]) == status
    out, err = capsys.readouterr()
    assert not re.search(r"[一-鿿][，。；：]", quoted.sub("", out + err))
