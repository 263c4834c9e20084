"""Make the pages of concept keys, docs/concepts.md and docs/guide/zh-concepts.md, from data/concepts.csv.

Run `python tools/build_concepts_page.py` after a change of the register; a test compares the pages with it.
"""

from pathlib import Path

from cqtargets.concepts import load

DOCS = Path(__file__).resolve().parents[1] / "docs"
TOPICS = {
    "health_level": ("Level of health", "健康水平"),
    "lifestyle": ("Ways of living", "健康生活"),
    "maternal_child": ("Women and children", "妇幼健康"),
    "disease_control": ("Public health and disease control", "公共卫生与疾病防控"),
    "mental_health": ("Mental health", "精神卫生"),
    "occupational_health": ("Occupational health", "职业健康"),
    "emergency": ("Emergency care", "急救与应急"),
    "resources": ("Institutions, beds, staff", "机构、床位与人员"),
    "service": ("Services and quality", "服务与质量"),
    "hospital_finance": ("Costs and hospital finance", "费用与医院运行"),
    "insurance": ("Insurance and assistance", "医疗保障与社会保险"),
    "tcm": ("Traditional Chinese medicine", "中医药"),
    "elder_care": ("Elder care", "养老服务"),
    "childcare": ("Childcare", "托育服务"),
    "disability": ("Disability", "残疾人"),
    "civil_affairs": ("Civil affairs and communities", "民政与社区"),
    "population": ("Population", "人口"),
    "environment": ("Environment and sanitation", "环境与卫生创建"),
    "talent_science": ("Talents, science, projects", "人才、科研与项目"),
    "economy": ("Economy and housing", "经济与改造"),
}
DIRECTIONS = {"up": ("up", "越高越好"), "down": ("down", "越低越好"), "hold": ("hold", "保持"), "": ("open", "未定")}
HEADS = (
    """# Concepts: what is measured

Every key that a plan, an observation or a norm may carry in the column `concept` (概念), from `data/concepts.csv`. A plan
needs no such column: `cqtargets.concepts.match` finds the key by the printed name, whatever its brackets, numbering, unit in
the name, 占比 / 比例 / 率, 数 / 总量, a place or a year in front. Exact, normalised and other printed names are taken and said once;
names that only look alike are proposed and never taken; a name of another unit or denominator is never the same. The wanted
direction is what the field wants; *open* is where it does not know. *Value* says what a value is by definition, a level or the amount of a
year, where a table does not say; an empty cell leaves it to the table. A register of your own (the same columns, of which `key` and
`name_zh` are required) stands beside this one: `cqtargets.concepts.load("ours.csv")`.

Order and filling words do not count either: 设置中医馆的卫生院比例 is 卫生院中医馆设置率. Measured on names typed
before they were tried, each list looked at once, what was missed or wrong mended after: names of main tables of national and provincial
plans, 391 in three lists, of which 299 matched and one doubtful; 530 names of 23 fields (half of a list whose other half was learned from), 462
matched, two wrong and about six doubtful; 539 in the looser wordings of local lists, 287 matched, four wrong; 230 short ones (志愿者人数, 财政补助占比),
126 matched, two wrong. The names were typed by those who wrote the register: a plan of your own will meet at least three names of four of its main
table and half of its local ones, and `cqtargets validate` says which were known.

A unit for so many people, beside the name or in its brackets, is part of it: 康复医疗床位数（张/千人口） is 每千人口康复床位数. A word that says which ones
(三级, 农村, 65岁以上) or another one in its place (发病率 for 死亡率, 住院 for 门诊) never gives the same concept.

```sh
cqtargets concepts 每千常住人口执业（助理）医师数 --unit 人
```
""",
    """# 概念：衡量的是什么

规划、数据和标准的“概念”列可以使用的全部键，来自 `data/concepts.csv`。规划不需要这一列：`cqtargets.concepts.match` 按印出的名称找到概念，括号、
编号、名称里的单位、占比 / 比例 / 率、数 / 总量、前面的地名或年份都不影响。名称相同、写法不同和已登记的其他名称会采用并统一说明一次；只是相近的名称只作建议，
不会采用；单位或分母不同的同名指标不会视为同一概念。方向是这一领域希望的方向，“未定”表示领域内没有定论。“数值”一列是指标定义所决定的数值形式（存量或当年数），表中未写时采用；空着的由表说明。自己的概念表（同样的列，必填 `key` 和
`name_zh`）可以与它并用：`cqtargets.concepts.load("ours.csv")`。

词序和不带意思的字也不影响：“设置中医馆的卫生院比例”就是“卫生院中医馆设置率”。以先写好、再检验的指标名称检验，每份名单只看一次，
漏掉和误配的随后改正：国家和省级规划主表三份共 391 个，匹配 299 个，1 个存疑；23 个领域 530 个（另一半用于补充概念表），匹配 462 个，误配 2 个，约 6 个存疑；地方说法更随意的 539 个，匹配 287 个，
误配 4 个；简写的 230 个（“志愿者人数”“财政补助占比”），匹配 126 个，误配 2 个。名称由编写概念表的人录入：用在别处的规划上，主表约四分之三以上，地方性指标约一半，`cqtargets validate` 会列出认得的名称。

名称旁或括号里的“每多少人”的单位属于名称：“康复医疗床位数（张/千人口）”就是“每千人口康复床位数”。限定范围的词（三级、农村、65岁以上）或换用的词（发病率换死亡率、住院换门诊）不会得到同一概念。

```sh
cqtargets concepts 每千常住人口执业（助理）医师数 --unit 人
```
""",
)


FORMS = {"": ("", ""), "level": ("level", "存量"), "flow": ("of a year", "当年数"), "cumulative": ("sum", "累计数")}


def page(lang):
    """The page in English (0) or Chinese (1)."""
    register = load()
    columns = (("key", "name", "unit", "wanted", "value", "bases"), ("概念", "名称", "单位", "方向", "数值", "口径"))[
        lang
    ]
    parts = [HEADS[lang]]
    for topic, names in TOPICS.items():
        rows = [concept for concept in register if concept.topic == topic]
        parts.append(f"## {names[lang]} ({len(rows)})\n")
        parts.append("| " + " | ".join(columns) + " |\n|" + "---|" * len(columns))
        for concept in rows:
            bases = "; ".join(" / ".join(group) for group in concept.bases)
            name = concept.name_zh if lang else f"{concept.name_en} ({concept.name_zh})"
            cells = (
                f"`{concept.key}`",
                name,
                concept.unit_label,
                DIRECTIONS[concept.direction][lang],
                FORMS[concept.form][lang],
                bases,
            )
            parts.append("| " + " | ".join(cells) + " |")
        parts.append("")
    return "\n".join(parts)


PAGES = {DOCS / "concepts.md": 0, DOCS / "guide" / "zh-concepts.md": 1}

if __name__ == "__main__":
    for path, lang in PAGES.items():
        path.write_text(page(lang), encoding="utf-8", newline="\n")
