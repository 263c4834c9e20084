"""Numerals that are no values: dates, codes, numbering, ages, denominators, ranks, durations and their kin."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache, lru_cache
from string import ascii_letters
from typing import Final

from cqtargets.conventions.reasons import Reason

__all__ = ["qualifier_spans"]

_CN: Final = "[一二两三四五六七八九十百零〇]"
_NUM: Final = r"\d+(?:\.\d+)?"
_NOUN_AHEAD: Final = r"(?=[^\s,。;、:)左上以的及至到\d])"
_AGE: Final = re.compile(
    rf"\d+[-—~至]\d+个月(?:\(含\))?(?=[婴幼]|\d[\d.]*元)|(?:{_NUM}\s*(?:周岁|岁|月龄|个月龄)?\s*[-—~至到]\s*)?{_NUM}\s*(?:周岁|岁|月龄)(?:\(含\))?(?:及以上|以上|及以下|以下|以内)?"
)
_LEVEL_AHEAD: Final = re.compile(
    r"(?:达到|达|提高到|提升到|提高至|提升至|增加到|延长到|延长至|为|到|至|超过|突破|约|近|在|是|不低于|不高于|不少于|不超过|由|从|提高|增加|"
    r"上升|延长|增长|年的|期望寿命|预期寿命|年龄)\s*$"
)
_PATTERNS: Final[tuple[tuple[str, re.Pattern[str]], ...]] = (
    (
        "doc_address",
        re.compile(
            r"(?:邮编|邮政编码)[:]?\s*\d{6}|https?://[^\s\u4e00-\u9fff]{1,200}|(?<![\w.])[A-Za-z0-9_.]{1,40}@[A-Za-z0-9_.]{1,40}|(?<!\d)\d{3,4}-\d{7,8}(?!\d)"
        ),
    ),
    ("doc_address", re.compile(r"(?=1\d{10})(?<![\d.])\d{11}(?![\d.])")),
    (
        "doc_number",
        re.compile(
            r"\[\s*\d{4}\s*\]\s*第?\s*\d+\s*号|(?<=第)\d+号|\d+号(?=文|令|公告|楼|院|线)|(?<=[路街道巷弄村])\d+号|No\.\s?\d+|[A-Z]{1,3}/?T?\s?\d{3,6}(?:\.\d+)?[-—]\d{4}"
        ),
    ),
    (
        "doc_date",
        re.compile(
            r"(?:19|20)\d\d\s*年?\s*(?:[-—~]+|至|到)\s*(?:19|20)\d\d\s*年?(?!\d)|(?:19|20)\d\d年(?:\d{1,2}月(?:\d{1,2}[日号])?)?(?:[-—至](?:\d{1,2}月)?\d{1,2}[日月])?(?:[底末初中]|以前|以来)?"
            r"|(?<!\d)(?:19|20)\d\d[-./]\d{1,2}[-./]\d{1,2}(?!\d)|(?<!\d)(?:19|20)\d\d[-—](?:19|20)\d\d(?!\d)|(?<!\d)(?:19|20)\d\d(?=[、,和及与]\s*(?:19|20)\d\d年?)|\d{1,2}月\d{1,2}[日号](?:[—至\-]\d{1,2}[日号])?"
            r"|(?<!\d)\d{1,2}月(?:底|末|份|初|中旬|上旬|下旬)|\d{1,2}[—\-至]\d{1,2}月(?:份)?|[二][零〇一二三四五六七八九]{3}年|\d{2}世纪|\d{2}年代"
            r"|(?<![\d.])(?:19|20)\d\d(?=[\"“”]?(?:最|年度|财年|学年|规划|行动|战略|愿景|议程|远景|计划|纲要))|(?<=中国)(?:19|20)\d\d(?!年)"
        ),
    ),
    (
        "doc_clock",
        re.compile(
            r"(?<![\d:.])(?:[01]?\d|2[0-3])[::][0-5]\d(?:[::][0-5]\d)?(?=\s*(?:[-—至]|时|开|起|前|后|,|$))(?<=\d\d:\d\d)|(?:(?<=[日午晚早间])|(?<=[^低高少多大小]于)|(?<=[^高低升降优增减缩]至))\s*\d{1,2}:[0-5]\d(?![\d:])|(?<!\d)\d{1,2}时(?:\d{1,2}分)?(?!间)|[上下]午\d{1,2}[::点时]\d{0,2}"
        ),
    ),
    (
        "doc_plan_period",
        re.compile(r"[\"“”]?(?:十[一二三四五六七]|九|八)五[\"“”]?(?=时期|规划|期间|以来|末|开局|中期|[\"“”])"),
    ),
    (
        "doc_place",
        re.compile(
            rf"(?:专栏|附件|附表|附录|(?<!发)表|图)\s*(?:\d+(?:[-—.]\d+)?|{_CN}+)|第\s*(?:\d+|{_CN}+)\s*(?:章|节|条|款|项|部分|篇|编)"
        ),
    ),
    (
        "doc_ordinal",
        re.compile(
            rf"第\s*(?:\d+|{_CN}+)(?:\s*[—\-至]\s*(?:\d+|{_CN}+))?\s*(?:次|届|位|名|批|轮|期|个|号|代|类|产业|大|家|年|季度|产|方阵|方|手|线|时间|站|师|人民)?"
        ),
    ),
    (
        "doc_rank",
        re.compile(
            rf"(?:前|全国|全省|居|列|排名|位居|位列)\s*(?:第)?(?:\d+|{_CN}+)\s*(?:名|位|强)(?!患|老|儿|医|护|社|市|群)|(?:\d+|{_CN}+)强(?=县|市|区|企|,|。|、)|百强|[\d{_CN}]连冠"
        ),
    ),
    ("doc_parts_ratio", re.compile(rf"{_NUM}(?:\s*:\s*{_NUM}){{2,}}")),
    (
        "doc_code",
        re.compile(
            r"(?<![A-Za-z])(?![A-Z][A-Z\-]{1,6}\s?\d{1,6}余?(?:台|套|部|辆|架|张|间|座|支|把|块|个(?!性)))[A-Za-z][A-Za-z.\-]{0,30}\s?\d[\dA-Za-z.\-]{0,30}|(?<![\d.])\d+(?:\.\d+)?(?!(?:km|kg|cm|mm|mg|ml|kW|MW|GW|TEU|m2|m|t|h|min)(?![A-Za-z]))[A-Za-z][A-Za-z\d\-]*"
            r"|(?<=[\"“])\d[\d+A-Za-z]*(?=[\"”])|\d+(?:\s*\+\s*[\dA-Za-zN]+)+|(?<![\dA-Za-z])(?:[\dA-Za-z]{1,6}\s*\+\s*){1,6}\d{1,6}|(?<![\d.])1[12]\d{3}(?=热线|平台|服务)|(?<![\d.])(?:120|110|119|122|12320|12345|12356|12349|96\d{3})(?=急救|调度|指挥|热线|[一-鿿]{2,8}(?:热线|专线)|[\"“”])"
            r"|\d+\s*[×xX*]\s*\d+(?=\s*小时)|\d+型(?!号)|\d+人制|\d+(?:排|导|维|价)(?=及以上|螺旋|X|C|[^水])"
        ),
    ),
    ("doc_numbering", re.compile(r"\((?:(?<=^\()|(?<=[。;\n:,]\()|(?<=[。;\n:,] \())\d{1,2}\)")),
    ("doc_numbering", re.compile(r"^\d{1,2}(?:\.\d{1,2}){1,3} (?=[一-鿿])|^\d{1,2} (?=[一-鿿][一-鿿、（）()]{1,14}$)")),
    (
        "doc_numbering",
        re.compile(r"^\s*\d{1,3}\s*[.．、](?!\d)|[①-⑳]|(?:(?<=[。;])|(?<=[^\d]:))\s*\d{1,2}[.．、](?!\d)"),
    ),
    (
        "doc_denominator",
        re.compile(
            rf"每\s*{_NUM}\s*万?\s*(?:[-—~至到]\s*)?{_NUM}\s*万\s*(?:名|人|户)?|每[^,;。、\d]{{1,6}}1\s*(?:名|人|张|户|家|个|例)(?=[^,;。]{{0,4}}(?:补|奖|给|按|资))|每(?:增加|新增|超过?){_NUM}\s*万?(?:人次|人|名|张|个|户)|每(?:服务|从业|工作|缴费|任职|参保)满?\d+年|每(?:新增|新建|收住|接收|招用|吸纳|培养|培训|引进|服务|照护|建设|增加|建成|安置|聘用)1\s*(?:名|人|张|户|家|个|例)|\d+个(?=(?:设区市|县|区县|市县|乡镇|街道|社区)(?:\([^)]*\))?(?:各|均))|(?<!\d)(?:1|一)个(?=(?:行政村|乡镇|街道|县|区县|社区)[^,;。]{{0,8}}(?:设|建|配))|(?:每|或)\s*{_NUM}(?:\s*[-—~至]\s*{_NUM})?\s*万人(?=口?[^,;。\d]{{0,4}}(?:规划|设置|应|设|建|配))|每\s*(?:\d+|{_CN}+)?\s*(?:百万|十万|万|千|百)\s*(?:名|个|张|户|人|位|家)?|每\s*(?:\d+|{_CN}+)\s*(?:名|个|张|户|人|位|家|平方公里|公里|亩|年|月|天|日|周|小时|个月|季度)"
        ),
    ),
    (
        "doc_duration",
        re.compile(
            rf"(?:(?:这|过去|今后|未来|近|前|后|接下来|连续|提前|为期|有效期|历时|首个|持续|补贴|缓缴|不满|满)\s*)(?:\d+|{_CN}+)\s*(?:多)?(?:个)?(?:年|月|周|天|季度|小时|学期)(?:来|间|内)?|(?:\d+|{_CN}+)(?:多)?年(?:来|间|累计|共|增长|期间|期(?![末间])|以来|时间)"
            rf"|(?:\d+|{_CN}+)\s*(?:年|个月|天|个?工作日|日|周)(?:之)?内(?=[^,。;、]{{2}})(?!予?以?(?:完成[^,。;]{2}|审定|审核|初审|作出|作出|出具|送达|公示|受理|核实|完工|办理)|予?以?(?:完成)?(?:办结|答复|审结|拨付|反馈|回复|处置))"
        ),
    ),
    (
        "doc_circle",
        re.compile(
            rf"(?:\d+|{_CN}+)\s*(?:分钟|小时|公里|刻钟)(?=[^,。;\d]{{0,10}}(?:圈|交通圈|生活圈|服务圈))|\d+\s*(?:分钟|小时|公里)(?=[、和][^,。;、\d]{{0,8}}\d+\s*(?:分钟|小时|公里)[^,。;\d]{{0,10}}圈)|一刻钟"
        ),
    ),
    (
        "doc_limit_in_name",
        re.compile(
            r"\d+(?:\.\d+)?\s*(?:秒|分钟|小时|个?工作日)(?:之|以)?内(?=[^,。;、\d]{1,14}(?:率|比例)[^,。;\d]{0,8}\d)"
            r"|\d+(?:\.\d+)?\s*(?:分钟|小时|公里|米)(?=[^,。;、\d]{0,8}(?:覆盖率|可达率|通达率|到达率|达标率|响应率)[^,。;\d]{0,8}\d)"
        ),
    ),
    ("doc_counting", re.compile(r"\d+\s*(?:件|项)(?:省级?|市级?|重点|民生|为民|惠民)*(?:实事|重点任务|重点工作)")),
    ("doc_share_of_nation", re.compile(r"(?<!\d)1/(?!10?万)\d+(?!\d)")),
)


_FIRST: Final[dict[str, str]] = {
    "doc_address": r"[邮A-Za-z0-9_.]",
    "doc_date": r"[\d二]",
    "doc_code": r"[\dA-Za-z]",
    "doc_numbering": r"[\s\d①-⑳(]",
    "doc_duration": rf"[\d{_CN[1:-1]}这过今未近前后接连提为有历首持补缓不满]",
    "doc_rank": rf"[\d{_CN[1:-1]}前全居列排位百\[]",
}
"""What the kinds of qualifier begin with, asked at each place before the rest of their patterns."""
_LITERAL: Final = ("\\(", "(?=1")
"""Beginnings of patterns that are quick to look for as they stand."""
_QUICK: Final = tuple(
    (
        reason,
        re.compile(f"(?={_FIRST[reason]})(?:{pattern.pattern})")
        if reason in _FIRST and not pattern.pattern.startswith(_LITERAL)
        else pattern,
    )
    for reason, pattern in _PATTERNS
)
_DIGIT: Final = re.compile(r"\d")
_NUMERAL: Final = re.compile(r"[一二两三四五六七八九十百千万零〇①-⑳]")
"""Without one of these no numeral is spelled in a text."""
_CODED: Final = frozenset(f'{ascii_letters}+×*"“”型制排导维价线台务救度挥')
"""Signs of which one stands in or beside each code."""
_CLAUSE_ENDS: Final = re.compile(r"[,。;](?!\s*\d)")
_MARKS: Final[dict[str, str]] = {
    "doc_duration": "年月天日周时季学",
    "doc_number": "号]N-—",
    "doc_clock": ":时午",
    "doc_plan_period": "五",
    "doc_place": "栏附表图第",
    "doc_ordinal": "第",
    "doc_rank": "前国省居列排强冠",
    "doc_parts_ratio": ":",
    "doc_denominator": "每或个",
    "doc_circle": "圈刻",
    "doc_limit_in_name": "内率",
    "doc_counting": "件项",
    "doc_share_of_nation": "/",
}
"""Signs without which a kind of qualifier does not stand in a text: looked for before its pattern is."""
_SPELLED_MARKS: Final[dict[str, str]] = {**_MARKS, "doc_date": "二", "doc_numbering": "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"}
_SPELLED: Final = frozenset(
    {
        "doc_date",
        "doc_plan_period",
        "doc_place",
        "doc_ordinal",
        "doc_rank",
        "doc_denominator",
        "doc_duration",
        "doc_circle",
        "doc_numbering",
    }
)
"""Kinds of qualifier that stand in Chinese numerals, too."""
_SIGNS: Final = frozenset("".join(_SPELLED_MARKS.values()))
_Finder = tuple[str, Callable[[str, int, int], Iterator[re.Match[str]]]]
"""A kind and what finds it."""


@lru_cache(maxsize=4096)
def _finders(signs: frozenset[str], counted: bool) -> tuple[_Finder, ...]:
    """The kinds that may stand where these signs do, in the order in which they are sought; all of them but a code."""
    marks = _MARKS if counted else _SPELLED_MARKS
    return tuple(
        (reason, pattern.finditer)
        for reason, pattern in _QUICK
        if (counted or reason in _SPELLED) and (reason not in marks or not signs.isdisjoint(marks[reason]))
    )


def qualifier_spans(text: str) -> list[tuple[int, int, Reason]]:
    """Where numerals stand that are no values, with what each is; spans do not overlap.

    Examples
    --------
    >>> [reason for _, _, reason in qualifier_spans("2025年,每千人口3岁以下婴幼儿托位数达到4.5个")]
    ['date', 'denominator', 'age']
    """
    taken = bytearray(len(text))
    found: list[tuple[int, int, Reason]] = []
    digits = False
    for start, end, counted in _stretches(text):
        digits = digits or counted
        if not counted and _NUMERAL.search(text, start, end) is None:
            continue
        stretch = text[start:end]
        for reason, finditer in _finders(_SIGNS.intersection(stretch), counted):
            if reason == "doc_code" and _CODED.isdisjoint(stretch):
                continue
            for match in finditer(text, start, end):
                _claim(match.start(), match.end(), reason, taken, found)
    if digits:
        for match in _AGE.finditer(text) if "岁" in text or "月龄" in text or "个月" in text else ():
            if _is_age(text, match):
                _claim(match.start(), match.end(), "doc_age", taken, found)
        for reason, mark, finder in _CONDITIONS:
            for start, end in finder(text) if mark in text else ():
                _claim(start, end, reason, taken, found)
    return sorted(found)


def _stretches(text: str) -> Iterator[tuple[int, int, bool]]:
    """The clauses of a text, neighbours together while they hold digits or hold none: where each begins and ends, and which."""
    first = _DIGIT.search(text)
    if first is None:
        if text:
            yield 0, len(text), False
        return
    begin = start = 0
    held, digit = False, first.start()
    for end in [*(found.end() for found in _CLAUSE_ENDS.finditer(text)), len(text)]:
        counted = digit < end
        if counted is not held:
            if start > begin:
                yield begin, start, held
            begin, held = start, counted
        if counted:
            later = _DIGIT.search(text, end)
            digit = later.start() if later is not None else len(text)
        start = end
    if begin < len(text):
        yield begin, len(text), held


@cache
def _said(code: str) -> Reason:
    return Reason(code)


def _claim(start: int, end: int, reason: str, taken: bytearray, found: list[tuple[int, int, Reason]]) -> None:
    if start < end and 1 not in taken[start:end]:
        taken[start:end] = b"\x01" * (end - start)
        found.append((start, end, _said(reason)))


_WHOSE_AGE: Final = re.compile(
    r"(?:的)?(?:老年|人口|儿童|婴幼儿|以|及|居民|人群|妇女|女|户籍|常住|农村|城镇|适龄|失能|独居|高龄|低保|困难|在校|患者|职工|劳动)"
)


def _is_age(text: str, match: re.Match[str]) -> bool:
    """An age group: a noun, or another age group, stands behind it and no level verb before it."""
    ahead = text[match.end() : match.end() + 1]
    if _LEVEL_AHEAD.search(text[max(0, match.start() - 8) : match.start()]):
        behind = text[match.end() : match.end() + 6]
        if text[: match.start()].rstrip().endswith("为"):
            return re.match(r"(?!左右|以|的|上下)[一-鿿]{2}", behind) is not None
        return _WHOSE_AGE.match(behind) is not None
    return ahead not in ("", ",", "。", ";", "左", ")")


_SIZE: Final = re.compile(
    rf"(?<![\d.]){_NUM}\s*(?:万|亿)?(?:人次|张|人|米|元|亩|平方米|公里|户|家|个|名|种)(?:床位)?(?:\(含\))?(?:及)?(?:以上|以下)(?=(?:的)?[^\s,。;、)的左])"
)
_SIZED: Final = re.compile(
    r"(?:机构|企业|医院|养老院|乡镇|村|社区|单位|区县|县|学校|幼儿园|项目|农村|中小学|人口|园区|患者|地区|家庭|小区)"
)


def _sizes(text: str) -> list[tuple[int, int]]:
    """Conditions of size: 收托50人以上的机构, 海拔1500米以上农村学校."""
    found = []
    for match in _SIZE.finditer(text):
        rest = text[match.end() : match.end() + 12]
        of = rest.startswith("的")
        head = text[max(0, match.start() - 6) : match.start()]
        many = of and re.search(r"张|人|米|元|亩|公里", match.group()) and _SIZED.search(re.split("[,。;、]", rest)[0])
        if (
            many
            or (of and _SIZED.match(rest[1:]))
            or (
                re.search(r"海拔$|收托$|床位$|规模$|人口$|年(?:产值|收入|服务量)$|超过$", head)
                and (of or _SIZED.match(rest))
            )
        ):
            found.append(match.span())
    return found


_REACHED: Final = re.compile(
    rf"(?:达到?|超过?|突破|逾|[高低]于|不少于|不低于|不足|满|在)\s*{_NUM}\s*(?:万|亿)?(?:人次|张|人|米|元|亩|平方米|公里|户|家|个|名|种|年|份|餐|例|分|小时|天|次|%)(?:\(含\))?(?:及?以上|及?以下)?的"
    r"(?=增设|增配|加设|设置|设立|配备|配置|可以?|应当?|须|要|给予|予以|按|每|再|部分|[一-鿿]{0,4}(?:奖励|补助|补贴)"
    r"|解除|取消|责令|扣[减除]|不予|终止|暂停|约谈|通报|限期|不得"
    r"|[^,。;]{0,24}(?:机构|企业|医院|养老院|单位|地区|家庭|项目|平台|老年人|个人|患者|集群|园区|产业园|基地|服务[站点]|中心|食堂|助餐点|卫生院|幼儿园|人员))"
)
"""达到50人的机构, 超过10万人的增设分中心: of which size something is, or from which on more is asked for or given."""
_ON_CONDITION: Final = re.compile(
    rf"{_NUM}\s*(?:万|亿)?(?:人次|张|人|米|元|亩|平方米|公里|户|家|个|名|种|年|岁|次|天|个月|%|份|餐|例|分|小时)(?:\(含\))?(?:及)?(?:以上|以下|以内)?的(?=,)"
)
_MARKED: Final = re.compile(
    rf"{_NUM}\s*分(?:\(含\))?(?:及)?(?:以上|以下)?(?=的?[^,。;\d]{{0,2}}为(?:优|良|合格|不合格))"
)
"""90分以上为优秀: from which mark on a thing is called so."""
_SHARED_OUT: Final = re.compile(rf"{_NUM}%(?:[、和]{_NUM}%)+(?=比例(?:分|拨|兑|发|承|负|支|到|逐|予))")
"""按50%、30%、20%比例拨付: in which parts a sum is paid out."""
_WORKED: Final = re.compile(
    rf"(?:毕业|租期|工龄|从业|任职|居住|入住|运营|经营|缴费|参保|离校|租赁期限?|服务期限?|服务年限)(?:时间|年限)?(?:满|达到?|超过)?\s*{_NUM}\s*(?:年|个月|天)(?:以上|以内|以下|内)?(?=[^,。;、])"
)
_PAID_FROM: Final = re.compile(
    rf"(?<=[额入资值款)])\s*{_NUM}\s*(?:万|亿)?元(?:\(含\))?以上(?:\(含\))?的(?=[^,。]{{0,24}}(?:机构|企业|单位|项目|个人|平台|主体))"
)
_KINDS_OF_CARE: Final = re.compile(
    r"(?<=提供|开展|具备)\s*\d+(?:类|种|项)(?:\(含\))?(?:及?以上)?(?:、?\d+(?:类|种|项)(?:及?以上)?)?(?=(?:的)?中医)"
)
"""提供6类以上中医药服务: what those of a share can do."""
_POPULATION: Final = re.compile(
    rf"{_NUM}\s*(?:[-—~至]\s*{_NUM}\s*)?万(?:人口|人)?(?:以上|以下|以内)?(?:常住)?(?:人口?)?(?:以上|以下|以内)?的(?=区县|县|城市|乡镇|区|街道)|{_NUM}万以上人口的(?=区县|县)"
)


def _found(pattern: re.Pattern[str]) -> Callable[[str], list[tuple[int, int]]]:
    return lambda text: [match.span() for match in pattern.finditer(text)]


_CONDITIONS: Final[tuple[tuple[str, str, Callable[[str], list[tuple[int, int]]]], ...]] = (
    ("doc_size", "以", _sizes),
    ("doc_size", "的", _found(_REACHED)),
    ("doc_size", "元", _found(_PAID_FROM)),
    ("doc_size", "的,", _found(_ON_CONDITION)),
    ("doc_size", "分", _found(_MARKED)),
    ("doc_parts_ratio", "%比例", _found(_SHARED_OUT)),
    ("doc_size", "中医", _found(_KINDS_OF_CARE)),
    ("doc_condition_time", "", _found(_WORKED)),
    ("doc_date", "半年", _found(re.compile("[上下]半年"))),
    ("doc_size", "万", _found(_POPULATION)),
)
"""The kinds of condition, each with a sign without which it does not stand in a text."""
