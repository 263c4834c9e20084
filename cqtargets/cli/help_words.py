"""The help of every command in Chinese, by its English sentence."""

from __future__ import annotations

import argparse
from typing import Final

__all__ = ["HELP", "in_language"]

HELP: Final = {
    "Quantitative targets of Chinese health and elder-care plans.": "卫生健康与养老规划的量化指标。",
    "positional arguments": "位置参数",
    "options": "选项",
    "show this help message and exit": "显示本帮助并退出",
    "show program's version number and exit": "显示版本号并退出",
    "list targets": "列出指标",
    "show one target": "查看一项指标",
    "growth required a year": "年均所需增速",
    "where targets should stand": "指标应处的水平",
    "distance from path and target": "与路径、目标的差距",
    "grades by official rules": "按官方规则评级",
    "how likely targets are met": "达到目标的可能性",
    "check a plan file": "检查规划文件",
    "write an empty plan or data sheet": "生成空白的规划表或数据表",
    "how many people there will be": "人口预测",
    "how many must be trained each year": "每年需培养多少人",
    "Entry a year that brings the staff to a ratio when it is due, with what had to be assumed.": (
        "到目标年达到配比每年需新增的人员，并列出所作假设。"
    ),
    "ids of ratios of staff to people": "人员配比指标的 id",
    "whose people count (default: the target's region); or districts": "按哪里的人口（默认为指标的地区）；或 districts",
    "a later stage, e.g. 2030=3.7": "后一阶段，如 2030=3.7",
    "staff at the start (default: the baseline's ratio times the people)": "起点人数（默认：基期配比乘人口）",
    "year of --current (default: the baseline's)": "--current 的年份（默认为基期年）",
    "share that leaves in a year, e.g. 0.03": "每年离职比例，如 0.03",
    "one target with other numbers": "改动一项指标的数值看结果",
    "scenarios side by side": "情景对比",
    "hold plans against each other": "规划之间互相核对",
    "what is measured: keys, units, wanted directions": "测量对象：键、单位与期望方向",
    "planning norms": "配置标准",
    "read a plan's document into a draft": "把规划文件读成目标草稿",
    "Read a plan's document (docx, PDF with a text layer, HTML, text): every target, fact, norm and incentive with its place, "
    "every numeral accounted for. --review writes the sheet in which a person accepts or corrects.": (
        "读入规划文件（docx、带文字层的 PDF、网页、文本）：每一条目标、事实、标准和激励及其位置，每个数字都入账。--review 写出供人采纳或更正的核对表。"
    ),
    "docx, PDF, HTML, txt or md": "docx、PDF、HTML、txt 或 md",
    "write the review sheet; the decisions in an earlier one are kept": "写出核对表；原有核对表中的决定予以保留",
    "what the document is": "文件类型",
    "the place it speaks of": "文件所说的地区",
    "the year of targets that name none": "未写年份的目标的年份",
    "years of the plan, e.g. 2021-2025": "规划期，如 2021-2025",
    "a topic of the register, may be repeated; all: whatever the document holds (default: every topic of the register)": (
        "概念表的主题，可重复；all 为文件的全部内容（默认为概念表的各主题）"
    ),
    "print where every numeral went": "列出每个数字的去处",
    "what incentives pay": "补助测算",
    "share a target among districts": "把指标分到各区县",
    "candidates for the next plan": "下一规划的备选目标",
    "evaluate a plan as a bureau signs it": "规划评估（总结、中期、年度）",
    "Evaluate each plan of a catalogue: a conclusion with its counts, the official table, what is missed and what"
    " is to be collected, as Word and Excel.": "逐个规划评估：带计数的结论、主要指标完成情况表、未完成的指标和需补充的数据，写成 Word 与 Excel。",
    "example: cqtargets evaluate our_plan.xlsx --observations our_data.xlsx --on 2025 --out 评估": "示例：cqtargets evaluate our_plan.xlsx --observations our_data.xlsx --on 2025 --out 评估",
    "the date of the evaluation (a year or a date)": "评估时点（年或日期）",
    "final, midterm or annual (default: final)": "final 总结、midterm 中期或 annual 年度（默认 final）",
    "the region that stands for the nation (default: 全国)": "代表全国的地区（默认：全国）",
    "another place to show beside it": "另列比较的地区",
    "what the people of that year need, in places, beds or persons: eldercare_beds=260000": (
        "届时人口所需的床位、托位或人数：eldercare_beds=260000"
    ),
    "folder for the documents; without it the conclusion is printed": "文档所在文件夹；不写则只打印结论",
    "formats, comma-separated: docx, xlsx, md (default: all)": "格式，以逗号分隔：docx、xlsx、md（默认全部）",
    "your own Word form with tags, filled in place of our document": "自有的带标签 Word 表格，代替本库文档",
    "write the report": "生成报告",
    "List the targets of the bundled plans or of a file.": "列出自带规划或文件中的指标。",
    "a plan of your own": "自己的规划",
    "a plan of your own (CSV, xlsx)": "自己的规划（CSV、xlsx）",
    "a plan of your own (CSV, xlsx; docx, PDF and other documents; a checked review sheet)": "自己的规划（CSV、xlsx；docx、PDF 等文件；核对过的核对表）",
    "sheet of a workbook (default: the first visible one with a plan's table)": "工作表（默认取第一个含规划表的可见工作表）",
    "place of the rows that name none, e.g. 成都市": "未写地区的行所属地区，如 成都市",
    "list rows with faults on stderr and go on without them": "有错的行列在标准错误上，其余照常处理",
    "the plan's title, where its file does not say": "规划名称（文件未写时）",
    "the plan's number, where its file does not say": "规划文号（文件未写时）",
    "the plan's issuer, where its file does not say": "发文机关（文件未写时）",
    "the plan's date, where its file does not say": "发文日期（文件未写时）",
    "key or number of a document": "文件的键或文号",
    "约束性 or 预期性": "约束性或预期性",
    "what is measured, e.g. beds_per_1000": "测量对象，如 beds_per_1000",
    "e.g. 重庆市": "如 重庆市",
    "print the facts as JSON": "以 JSON 输出",
    "language of what is printed (default: that of the terminal)": "输出的语言（默认随终端）",
    "Show one target with its source, the growth it requires and what has been observed.": (
        "查看一项指标：出处、所需增速和已有观测值。"
    ),
    "id of the target": "指标的 id",
    "Growth a year that carries each baseline to its target; where there is no rate, the reason.": (
        "从基期到目标的年均增速；没有增速的写明原因。"
    ),
    "The path from each baseline to its target: at every year's end, or on one date.": (
        "从基期到目标的路径：逐年年末，或某一日期。"
    ),
    "a year (its end) or a date; every year otherwise": "年份（年末）或日期；不写则逐年",
    "shape of the path (default: linear, geometric for a yearly growth)": "路径形状（默认 linear，年均增速目标为 geometric）",
    "The latest comparable observation of each target against its path and its target.": (
        "每项指标最近的可比观测值与路径、目标的差距。"
    ),
    "your own values (CSV, xlsx): a later vintage of the bundled ones; repeat it for several files": (
        "自己的数据（CSV、xlsx）：作为自带数据的新版；多个文件可重复给出"
    ),
    "names you have accepted: columns name and concept": "已认可的名称：name（名称）与 concept（概念）两列",
    "leave out what was observed later (a year or a date)": "不计此后的观测值（年份或日期）",
    "accept a mismatch: basis ...": "允许一种不一致：basis 等",
    "also targets without an observation": "包括没有观测值的指标",
    "Grade every target by one of the rules that official bodies use, with the reason where none can.": (
        "按官方机构使用的一种规则给每项指标评级；不能评的写明原因。"
    ),
    "print an official form instead": "改为输出公文表式",
    "also targets that nobody has observed": "包括无人观测的指标",
    "The chance that each target is met on its due date if its series goes on as it went, beside the pace needed, the "
    "pace so far, the best three years and the nation's pace; or the reason why there is none.": (
        "序列照此发展时各指标到期达到的可能性，并列所需速度、已有速度、最快三年和全国速度；没有的写明原因。"
    ),
    "instead of the default that the backtests decide": "代替由回测决定的默认方法",
    "what counts as reached, in the unit (for 100 %% and for =)": "视为达到的容差，按指标单位（用于 100 %% 和等于）",
    "also targets with one value or none": "包括只有一个或没有数值的指标",
    "Check a plan of your own: every fault with its row, column, value and remedy.": (
        "检查自己的规划：每处错误的行、列、值和改法。"
    ),
    "CSV or xlsx": "CSV 或 xlsx",
    "say what became of every column and of every unread cell": "说明每一列和每个未读单元格的去向",
    "print all faults and remarks as JSON": "以 JSON 输出全部错误和说明",
    "Write an empty plan, or with --observations one row a target for the values of a year.": (
        "生成空白规划表；用 --observations 则每项指标一行，填写某年的数值。"
    ),
    "the file to write: .xlsx or .csv": "要写的文件：.xlsx 或 .csv",
    "a sheet for the values of this year or date": "填写该年或该日数值的表",
    "the targets to ask for; the bundled ones otherwise": "要填写的指标；不写则用自带指标",
    "only the targets of this plan (key or number)": "只要这个规划的指标（键或文号）",
    "overwrite the file": "覆盖文件",
    "Forecast of a region, of all districts, or from your own figures: year ends, with intervals.": (
        "预测一个地区、全部区县，或用自己的数据：逐年年末，附区间。"
    ),
    "a region, or districts (default: 重庆市)": "地区，或 districts（默认 重庆市）",
    "last year (default: 2035)": "末年（默认 2035）",
    "such as 60+ or 0-14; several allowed": "如 60+ 或 0-14，可多次",
    "trajectories (default: 500)": "轨迹条数（默认 500）",
    "of the random numbers (default: 1)": "随机数种子（默认 1）",
    "low, medium, high, constant or zero_migration": "low、medium、high、constant 或 zero_migration",
    "your own censuses, totals, births (CSV, xlsx)": "自己的普查、总数、出生数（CSV、xlsx）",
    "years between rows (default: 5)": "行间年数（默认 5）",
    "What becomes of a target when a number is set, scaled or shifted: growth required, gap, grade.": (
        "改定、按倍数或按差额改动一个数值后，所需增速、差距和评级如何变化。"
    ),
    "set a field; may be repeated": "改定一个字段，可多次",
    "scale a field; may be repeated": "按倍数改动一个字段，可多次",
    "shift a field; may be repeated": "按差额改动一个字段，可多次",
    "grade the observation by this profile": "按此规则给观测值评级",
    "write the scenario as TOML, for cqtargets compare": "把情景写成 TOML，供 cqtargets compare 使用",
    "Targets, growth required and gaps under scenarios, beside the plan as it stands. A scenario is a small TOML file: "
    "name, and [[change]] tables with where and one of set, scale and shift.": (
        "各情景下的目标、所需增速和差距，与规划原样并列。情景是一个小 TOML 文件：name，以及若干 [[change]] 表，"
        "写 where 和 set、scale、shift 之一。"
    ),
    "scenario files": "情景文件",
    "grade the observations by this profile": "按此规则给观测值评级",
    "shape of the paths (default: linear, geometric for a yearly growth)": "路径形状（默认 linear，年均增速目标为 geometric）",
    "also targets that no scenario changes": "包括没有情景改动的指标",
    "Contradictions, revisions and identities that fail, each with both sources and both numbers, and what would "
    "reconcile them. Without a file: the bundled plans with their observations and norms.": (
        "矛盾、修订和不成立的恒等式，各附两处出处、两个数值和协调办法。不写文件则核对自带的规划、观测值和标准。"
    ),
    "only findings of one severity": "只看一种程度的发现",
    "List the concepts, show one by its key, or say which one a printed name stands for.": (
        "列出概念，按键查看一个，或说明一个印出的名称指哪个概念。"
    ),
    "a key or a printed name; none: list the concepts": "键或印出的名称；不写则列出全部",
    "the unit printed beside the name": "名称旁印出的单位",
    "1000 for 每千人口": "每千人口写 1000",
    "a place whose name may stand in front": "名称前可能带的地名",
    "for the list, e.g. elder_care": "列表的主题，如 elder_care",
    "your own concepts (CSV), beside the bundled ones": "自己的概念（CSV），与自带概念并用",
    "List the planning norms, show the steps of one with their end points, or say what it asks of sizes and which "
    "districts meet it.": "列出配置标准，查看一项的各档和端点，或按规模给出要求并判断哪些区县达到。",
    "a norm; none: list them": "一项标准；不写则列出全部",
    "size in the norm's unit; LOW:HIGH is an interval": "按标准单位的规模；LOW:HIGH 为区间",
    "what a region has; may be repeated": "地区现有数量，可多次",
    "key of a document, for the list": "列表所属文件的键",
    "List the incentives of the bundled documents, or work out what they pay for one project.": (
        "列出自带文件中的补助，或测算一个项目可得多少。"
    ),
    "a rule and the amount in its unit; none: list the rules": "规则与按其单位的数额；不写则列出规则",
    "year of payment, counted from the first (default: 1)": "第几个付款年（默认 1）",
    "what is held against the threshold of a rule, where it is not the amount itself": "与门槛相比的数额（不是补助基数时）",
    "add rules of one group: they are separate investments": "同组规则相加：属于不同投资",
    "Share the number that a city's target asks for among its districts; the parts add up exactly.": (
        "把全市指标分到各区县，各份之和恰为总数。"
    ),
    "id of a target, or a number of units": "指标的 id，或数量",
    "population, or an age band such as 60+": "population，或年龄段如 60+",
    "at least so many for each district": "每个区县至少多少",
    "the plan of the province or the nation (CSV, xlsx)": "省级或国家的规划（CSV、xlsx）",
    "at most so many for each district": "每个区县至多多少",
    "your districts: 区县, 人口, and perhaps 现有, 下限, 上限 (CSV, xlsx)": "自己的区县表：区县、人口，可有现有、下限、上限（CSV、xlsx）",
    "What is handed over to the next plan, and the values that come into question, each with its reason.": (
        "移交给下一规划的基数和可选的目标值，各附理由。"
    ),
    "last year of the next plan (default: 2030)": "下一规划的末年（默认 2030）",
    "folder for a memo in Word and a workbook with every candidate": "写入建议稿（Word）和全部候选（工作簿）的文件夹",
    "also concepts for which nothing can be proposed": "包括提不出目标的概念",
    "Write the report on the bundled targets, or on a plan of your own, into a folder.": (
        "就自带指标或自己的规划生成报告，写入一个文件夹。"
    ),
    "folder (default: build/report)": "文件夹（默认 build/report）",
    "language of the report (default: zh)": "报告的语言（默认 zh）",
    "another plan, last year's version of this one, or another city's plan; repeat it for several": (
        "另一份规划、本规划去年的版本或其他城市的规划，可重复给出"
    ),
    "outlines of your own places, named as in your data, for the page's map": "自有地区的轮廓（GeoJSON，地名与数据一致），用于页面地图",
    "values for the plans compared (default: those of the report)": "所对比规划的观测值（默认与报告相同）",
    "title of the report": "报告标题",
    "who issues it, below the title": "标题下的发布单位",
    "a Word document whose page and styles the docx takes over": "docx 沿用其版式的 Word 文档",
    "write although files of others are in the way; they stay beside the new ones": "即使有他人的或改动过的文件也写出，原文件改名留在旁边",
}

_STARTS: Final = {
    "examples:": "示例：",
    "example:": "示例：",
    "formats, comma-separated:": "格式，以逗号分隔：",
    "sections, comma-separated:": "章节，以逗号分隔：",
    "schedule, ": "schedule、",
}
_INSIDE: Final = {
    "(default: all installed)": "（默认为已安装的全部）",
    "(default: all)": "（默认为全部）",
    "(default: schedule)": "（默认 schedule）",
    "(exit status 1 where rows have faults)": "（有错行时退出码为 1）",
    "(what became of every column and cell)": "（每一列和单元格的去向）",
    "(exit status 1 where there are errors)": "（有矛盾时退出码为 1）",
    "an empty plan to fill in": "待填的空白规划",
    "the report on the bundled targets, into build/report": "自带指标的报告，写入 build/report",
    "\nfields: ": "\n字段：",
}


def _said(text: str | None) -> str | None:
    if text is None or text in HELP:
        return HELP[text] if text else text
    start = next((word for word in _STARTS if text.startswith(word)), None)
    if start is None:
        return text
    said = _STARTS[start] + text[len(start) :]
    for english, chinese in _INSIDE.items():
        said = said.replace(english, chinese)
    return said


def in_language(parser: argparse.ArgumentParser, lang: str) -> None:
    """Turn the help of a parser and of its commands into the reader's language, and print in it unless told."""
    parser.set_defaults(printed=lang)
    for action in parser._actions:
        if action.dest == "lang" and action.default is None:
            action.default = lang
    if lang == "zh":
        parser.description, parser.epilog = _said(parser.description), _said(parser.epilog)
        for group in parser._action_groups:
            group.title = _said(group.title)
        for action in parser._actions:
            action.help = _said(action.help) if action.help else action.help
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            if lang == "zh":
                for choice in action._choices_actions:
                    choice.help = _said(choice.help)
            for command in action.choices.values():
                in_language(command, lang)
