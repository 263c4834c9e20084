"""Write `docs/wordings.md` and `docs/guide/zh-wordings.md`: which words of a printed target mean what, from the lexicon itself."""

from __future__ import annotations

from pathlib import Path

from cqtargets.language.lexicon import ENTRIES, NEGATIONS, ROLES
from cqtargets.language.target_text import TargetText, parse_target

DOCS = Path(__file__).resolve().parents[1] / "docs"
EXAMPLES = (
    ("不得超过8天", ""), ("90%（含）以上", ""), ("近25万张", ""), ("25万余张", ""), ("控制在3.5‰左右", ""), ("缩短到8天", ""),
    ("从6.8张提高到8张", ""), ("保持在93%以上", ""), ("提高5个百分点", "%"), ("下降10%以上", "张"), ("提高5%", "%"), ("翻一番", ""),
    ("较2020年下降2个百分点", ""), ("年均增长7%", ""), ("高于全国平均水平", ""), ("低于全国平均水平1个百分点", ""), ("新增200家", ""),
    ("每年培训300人次", ""), ("累计新增1000个", ""), ("全覆盖", ""), ("每个区县至少1所", ""), ("8张/千人", ""), ("每10万人口6人", ""),
    ("百分之六点五", ""), ("八成五以上", ""), ("三至五家", ""), ("1:1.6", ""), ("前10名", ""), ("65岁以上老年人健康管理率达到80%", ""),
    ("稳步提高", ""),
)  # fmt: skip
TITLES = {
    "en": (
        "How printed targets are read",
        "Made from the lexicon by `tools/build_wordings.py`; `cqtargets.parse_target` and the observed values read by the "
        "same words. A text that holds a number or a word of coverage is read to its last character, or refused with the "
        "position and a remedy; a text without either is qualitative. A name may stand in one place, before the number or "
        "after it.",
        "Examples", "| printed | column | form | comparator | low | high | unit | per | change | reference | open |",
        "Words", "| role | meaning | words |", "turned round by these",
    ),
    "zh": (
        "指标目标的读法",
        "本页由 `tools/build_wordings.py` 据词表生成；`cqtargets.parse_target` 按同一词表读取。含数字或覆盖性词语的文字逐字读完，"
        "读不懂之处注明位置和改法；两者皆无的为定性目标。名称只能出现在一处：数字之前或之后。",
        "示例", "| 原文 | 列单位 | 形式 | 比较 | 下限 | 上限 | 单位 | 每 | 变化 | 比较对象 | 待答 |",
        "词表", "| 作用 | 含义 | 词 |", "由下列词否定",
    ),
}  # fmt: skip


def page(lang: str) -> str:
    """The page in English ("en") or Chinese ("zh")."""
    title, lead, examples, columns, words, heads, negated = TITLES[lang]
    rule = "|" + "---|" * (columns.count("|") - 1)
    lines = [f"# {title}", "", lead, "", f"## {examples}", "", columns, rule]
    lines += [_example(text, unit) for text, unit in EXAMPLES]
    lines += ["", f"## {words}", "", heads, "|---|---|---|"]
    for entry in ENTRIES:
        if entry.role != "name":
            role = ROLES[entry.role][0 if lang == "en" else 1]
            lines.append(f"| {role} | {_cell(entry.meaning)} | {_cell('、'.join(entry.words.split()))} |")
    lines.append(f"| {ROLES['negation'][0 if lang == 'en' else 1]} | {negated} | {'、'.join(NEGATIONS.split())} |")
    return "\n".join(lines) + "\n"


def _example(text: str, unit: str) -> str:
    found: TargetText = parse_target(text, unit=unit or None)
    ends = ["" if end is None else f"{end:g}" for end in (found.low, found.high)]
    per = "" if found.per is None else f"{found.per:,}"
    cells = (
        text,
        unit,
        found.form,
        found.comparator,
        *ends,
        found.unit,
        per,
        found.change,
        found.reference,
        found.question,
    )
    return "| " + " | ".join(_cell(cell) for cell in cells) + " |"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("*", "\\*").replace("_", "\\_").replace("<", "&lt;").replace("~", "\\~")


def main() -> None:
    (DOCS / "wordings.md").write_text(page("en"), encoding="utf-8")
    (DOCS / "guide" / "zh-wordings.md").write_text(page("zh"), encoding="utf-8")


if __name__ == "__main__":
    main()
