"""Printed names brought to one form: what differs in print and not in meaning goes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from string import ascii_letters
from typing import Final

from cqtargets.conventions.expressions import expression
from cqtargets.units import printed_units

__all__ = [
    "REWRITTEN",
    "counts_people_each",
    "folded",
    "forms",
    "full_form",
    "is_ordinary",
    "placeless",
    "plain",
    "shortest_first",
    "stem",
    "touched",
]

_TRADITIONAL: Final = (
    "並佔來個備傳債傷價儀億償優儲兒內兩冊別創劃劑動務勞勢區協參員單嘗嚴國圍園團執報場塵壓壽夠婦嬰學宮實寧審專對導屆層屬崗師帶幫幹庫廁廢廣廳張強後徑從復徵恆惡愛態慮慶憑應戶掃採揮搶撫擁擇擔擴攜攝數斷於時曉書"
    "會條棄業構樓標樞橋機檔檢歲歷殘殺氣決況測準滿濃濟無煉煙熱營爲牀狀獨獲獻現瑪環產異療癡發監盧眾碩碼礎礙種稱積窺節範築篩籌籤糾約納紐純級紛細組結絡統經綜綠網緊線編緩縣總績織繼續羣義聯聲職聽脫腦腫臨臺與興舉"
    "舊艦萬蓋薦藥處蟲衆術衛衞裏補裝裡見規視覽觀觸訂計訓託記訪設診評試話認調謝證識護讓負財貧責費貼資賠質購賽趨車軍輔輪輻轉辦農連進遊運過達違遠適遲選遺鄉醫針銀銷錄鍛鍾鎖鎮鏡長門開間閣關陽隊階際險雙難電鞏響項"
    "預領頭頸顆額願類顫風飲養餘館驗驛髒體鬱鹽麗黃點黨齊齒齡齲龍龜"
)
_SIMPLIFIED: Final = (
    "并占来个备传债伤价仪亿偿优储儿内两册别创划剂动务劳势区协参员单尝严国围园团执报场尘压寿够妇婴学宫实宁审专对导届层属岗师带帮干库厕废广厅张强后径从复征恒恶爱态虑庆凭应户扫采挥抢抚拥择担扩携摄数断于时晓书"
    "会条弃业构楼标枢桥机档检岁历残杀气决况测准满浓济无炼烟热营为床状独获献现玛环产异疗痴发监卢众硕码础碍种称积窥节范筑筛筹签纠约纳纽纯级纷细组结络统经综绿网紧线编缓县总绩织继续群义联声职听脱脑肿临台与兴举"
    "旧舰万盖荐药处虫众术卫卫里补装里见规视览观触订计训托记访设诊评试话认调谢证识护让负财贫责费贴资赔质购赛趋车军辅轮辐转办农连进游运过达违远适迟选遗乡医针银销录锻钟锁镇镜长门开间阁关阳队阶际险双难电巩响项"
    "预领头颈颗额愿类颤风饮养余馆验驿脏体郁盐丽黄点党齐齿龄龋龙龟"
)
_TO_SIMPLIFIED: Final = str.maketrans(_TRADITIONAL, _SIMPLIFIED)
_PRINTED: Final = str.maketrans(_TRADITIONAL + "[]【】〔〕［］{}｛｝〖〗", _SIMPLIFIED + "()()()()()()()")
_QUOTED: Final = frozenset("“”\"'‘’「」『』《》〈〉")
_SPANS: Final = frozenset("-—–~～至")
_SIZE_WORDS: Final = frozenset("百千万")
_TAIL_END: Final = frozenset("到达至为在于过破制:：,，、;；。")
_QUOTES: Final = str.maketrans("", "", "".join(sorted(_QUOTED)))
_ORDINARY: Final = expression(
    rf"(?![\d一二三四五六七八九十其])[^\u0000-/:-@\[-`{{-\u4dff\ua000-\U0010ffff注{_TRADITIONAL}]+(?<![到达至为在于过破])"
)
"""A name of simplified characters, digits and letters alone, without numbering in front and words of change behind: it stays as it is."""
_PLACELESS: Final = expression(
    "[^2十年全我本各辖市省自区县州盟旗社城北天上重河山辽吉黑江浙安福湖广海四贵云陕甘青台内西宁新香澳“”\"'‘’「」『』《》〈〉]{1,6}"
    "(?:(?<=.{6})[^“”\"'‘’「」『』《》〈〉]+)?"
)
"""A name without quotes and without the signs of which a year or a place in front has one among its first six."""
_MARKS: Final = expression(r"[*＊※†‡△▲★☆●○◆■□▪•◎⁰¹²³⁴-⁹]+|(?<=.)[①-⑳]+$|\[\d{1,2}\]$|[（(]?注\s*\d*[）)]?$")
_NUMBERING: Final = expression(
    r"^\s*(?:[①-⑳⒈-⒛⑴-⒇]|[(（]\s*(?:\d{1,3}|[一二三四五六七八九十]{1,3})\s*[)）]|\d{1,3}\s*[.、．)）](?!\d)|"
    r"\d{1,3}\s+(?![岁个分月日年排级天%])(?=\D)|(?!(?:一、二|二、三|三、四)[级期类](?!及?以上))[一二三四五六七八九十]{1,3}\s*[、.．]|[-—–·#]+)\s*"
)
_MARKED: Final = frozenset("*＊※†‡△▲★☆●○◆■□▪•◎⁰¹²³]注") | frozenset(
    map(chr, (*range(0x2074, 0x207A), *range(0x2460, 0x2474)))
)
"""Signs of which footnote marks have one."""
_BEFORE: Final = expression(r"[\s①-⑳⒈-⒛⑴-⒇(（\d一二三四五六七八九十—–·#其:：-]")
"""Signs with which numbering and 其中 begin."""
_OF_WHICH: Final = expression(r"^(?:其中|其它|其他)?\s*[:：]\s*|^其中")
_BINDING: Final = expression(r"\((?:预期性|约束性|倡导性|预期|约束|倡导)(?:指标)?\)")
_TAIL: Final = expression(
    r"(?:力争|基本|全部|均|应|要|将)?(?:达到|达|(?:提高|提升|上升|增加|增长|下降|降低|减少|缩短|扩大)[到至为]|[增降减][到至为]|控制在|稳定在|"
    r"保持在|维持在|不低于|不少于|不高于|不超过|超过|突破|(?<=率)控制|[:：,，、;；。])+$"
)
_YEAR: Final = expression(
    r"^(?:(?:到|至|截至|力争到)?(?:20\d\d)年(?:年?[底末])?(?:前|时(?![间长效]))?|(?:到|至)?十[二三四五六]五(?:期?末|期间|时期)?|年[末底])[,，]?(?=\D|\d(?!\d?月(?!龄)))"
)
_UNITS: Final = frozenset(printed_units()) - {"", "站", "点", "队", "所", "级", "期", "类", "床", "门", "件"} | {
    "所", "级", "类", "件", "10万分之", "十万分之", "万分之", "千分之", "百分之", "百分比", "m2", "g", "克", "克/天", "1/10万", "/10万", "/万", "1/1万", "/1万", "1/万", "/千", "1/千", "万",
    "亿", "女=100", "女性=100", "女孩=100",
    "1:", "1:x",
}  # fmt: skip
_UNIT_LIKE: Final = expression(
    r"(?:单位[:：]?)?(?P<unit>[^()/]*)(?:/(?:每)?(?:百万|千|万|百|十万|10万|[2-9]万)?(?:名|例)?(?:常住|户籍)?(?:人口?|老年人口?|儿童|活产(?:儿|数|婴儿?)?|床|张|户|年|天|日|月|平方公里|平方千米|km2|立方米|m3)?)?"
)
_LAST_GROUP: Final = expression(r"\(([^()]*)\)$")
_DENSITY: Final = expression(
    r"(?:每|^)(?P<size>百|千|万|10万|[2-9]万)(?:名|位|个)?(?:常住|户籍|服务)?(?:人口|居民(?=.)|人均|人(?!次|口|均|以|大))(?:均)?"
)
_EACH: Final = expression(
    r"每(?:百|千|万|10万|[2-9]万)|百元(?=医疗)|^(?:百万?|千|万|10万)(?:名|位)?(?:常住|户籍)?(?:人|老年人|老人|儿童|居民)(?!次|以上|大)"
)
_EACH_SIGNS: Final = frozenset("每百千万0")
_COUNTED_BY: Final = expression(r"每(百|千|万|10万)人口")
_DIGITS: Final = "零一二三四五六七八九"
_SPELLED: Final = expression(r"(?P<tens>[一二三四五六七八九]?)(?P<ten>十?)(?P<one>[一二三四五六七八九]?)(?=周?岁|个月)")
_LATIN: Final = expression(
    r"\((?!(?:N|P|E)?ICU|CCU|CT|MRI|HIV|DRGs?|DIP|HPV|TB|DDDs?|CMI)[A-Za-z][A-Za-z0-9 .+-]{1,14}\)", re.IGNORECASE
)
_EACH_BEHIND: Final = expression(
    r"(?P<name>.{3,})\((?P<each>每(?:百|千|万|10万)(?:例|名|位|个)?(?:活产(?:儿|数|婴儿?)?|(?:常住|户籍|风险|未感染)?(?:人口?|居民)))\)"
)
_SHARE_BEHIND: Final = expression(r"(?<=率)\((?:占)?(?:总)?(?:人口)?(?:占比|比例|百分比|比重)\)$")
_PLACES: Final = expression(
    r"^(?:全|我|本|各)(?:市域?|省|国|区|县|州|盟|旗|地区|自治区|域)|^(?:我国|辖区|辖区内|市域|省域|各地|全社会|城乡)(?:内)?"
)
_NO_PLACE: Final = expression(
    r".{0,2}(?:"
    "公立|公办|民营|民办|社会|脱贫|贫困|帮扶|重点|试点|示范|边境|边远|民族|流行|高危|高发|未达|所有|部分|欠发达|革命|老区|库区|灾区|疫区|病区|林区|矿区|牧区|"
    "一级|二级|三级|基层|县级|市级|省级|区级|专科|综合|中医|女性|男性|妇女|儿童|婴幼|青少|老年|残疾|失能|特困|困难|低收|低保|流动|职工|企业|学生|中小|高校|独生|"
    "门诊|住院|急诊|儿科|兼职|省内|机构|家庭|个人|成人|孕产|跨省|村级|县域|护理|认知|失智|互联|线上|线下|智慧|累计|净增|持证|注册|外来|外资|轻度|中度|"
    "规范|首次|新增|早期|重度|免费|普惠|专职|在岗|死亡|减少|达到|进入|入选|全市|全省|人均|平均|年均|建成|创建|中心城|主城|城镇|乡村|牧业|农业|工业|国贫|自治|非|未)"
)
"""Words that tell which ones are meant, and begin no place's name: 脱贫县 is no county called 脱贫."""
_NAMED_PLACE: Final = expression(
    r"^(?:北京|天津|上海|重庆|河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|四川|贵州|云南|陕西|甘肃|青海|"
    r"台湾|内蒙古|广西|西藏|宁夏|新疆|香港|澳门)(?:维吾尔|壮族|回族)?(?:市|省|自治区|地区|特别行政区)?|"
    r"^(?!每|千|万|.{0,3}(?:城市|社区|小区|城区|地区|山区|园区|设区|行政|农村|乡镇|学校|城乡|街道|国家|居住|住宅|新城|老城|主城|城郊))"
    r"[\u4e00-\u9fff]{2,4}?(?:市(?![场域民级属售值容])|省(?![内级际域外份])|自治区|自治州|区(?![域县划级块])|县(?![域级乡办管聘招内外])|州|盟|旗(?![舰帜]))"
)
_PEOPLE_WORDS: Final = expression(r"^(?:常住|户籍)(?:人口|居民)(?=..)|常住|户籍")
_BED_WORDS: Final = expression(r"(?:编制|实有|实际|可?开放|实际开放|核定)(?=床位)")
_SIZES: Final = (
    ("十万", expression(r"十万"), "10万"), ("000", expression(r"100,?000"), "10万"),
    ("0", expression(r"(?<=每)10,?000"), "万"), ("一万", expression(r"(?<=每)一万"), "万"),
    ("0", expression(r"(?<=每)1,?000"), "千"), ("一千", expression(r"(?<=每)一千"), "千"),
    ("每1", expression(r"(?<=每)1(?=[万千])"), ""),
)  # fmt: skip
_ASSISTANTS: Final = r"执业(?:\(含?助理\)|及助理|、助理|和助理|/助理|\(及助理\))(医师|医生|师)"
_SET_UP: Final = expression(r"(?:规范)?(?:设置|设立|开设|设有|建立)(?:有)?")
_REPLACED: Final = (
    ("周岁", expression(r"(?<=[\d一二三四五六七八九十])周岁"), "岁"), ("助理", expression(_ASSISTANTS), "执业±助理医师"),
    ("助理", expression(r"执业医[师生]\(含执?业?助理(?:医师)?\)"), "执业±助理医师"), ("医生", None, "医师"),
    ("以上", expression(r"\(?含\)?(?=以上)|[及和](?=以上)"), ""), ("(含)", expression(r"(?<=[级岁])\(含\)"), ""),
    ("综合性医院", None, "综合医院"), ("设", _SET_UP, "设"), ("建立", _SET_UP, "设"), ("老年人口", None, "老年人"),
    ("卫生计生", None, "卫生"), ("卫健", None, "卫生"), ("疾病预防", expression(r"疾病预防控制(?=机构|中心|人员)"), "疾控"),
    ("拥有", None, ""), ("配备", None, ""), ("配置", None, ""), ("所占", None, ""), ("应当", None, ""), ("以及", None, ""),
    ("III", None, "Ⅲ"),
)  # fmt: skip
_REPLACEABLE: Final = expression("|".join(re.escape(mark) for mark, _, _ in _REPLACED))
_SPAN: Final = expression(r"(?<=\d)(?:[-—–~～至]+)(?=\d)")
_NOTHING: Final = str.maketrans("\x00", "-", "的和及与、,，·()-—–/;；:：")
_SHARE_TAIL: Final = expression(r"(?:占比|比例|比重|比率|百分比|百分率|率)$")
_COUNT_TAIL: Final = expression(r"(?<=..)(?:总数量|总人数|总数|总量|数量|人数|户数|数)$")
_INNER_COUNT: Final = expression(r"(?:总数|总量|数)(?=占比?|率$)")
_AROUND: Final = re.compile(r"\(\?<?[=!](?:[^()\[\]]|\[[^\]]*\]|\([^()]*\))*\)")


def touched(pattern: str, by: str = "") -> str:
    """The signs that a rule may take away or bring: none of what stands around, none that it puts back.

    >>> sorted(touched("急救车|抢救车(?=数)", "救护车"))
    ['急', '抢', '护', '护']
    """
    plain = _AROUND.sub("", pattern)
    if not frozenset("()[]?*+.\\^$").isdisjoint(plain):
        return plain + by
    return "".join(sign for choice in plain.split("|") for sign in frozenset(choice) ^ frozenset(by))


REWRITTEN: Final = (
    *(touched(pattern.pattern if pattern else mark, by) for mark, pattern, by in (*_SIZES, *_REPLACED)),
    *(touched(pattern.pattern) for pattern in (_DENSITY, _SPELLED, _SPAN, _SHARE_TAIL, _COUNT_TAIL, _INNER_COUNT)),
    *(touched(pattern.pattern) for pattern in (_PEOPLE_WORDS, _BED_WORDS, _EACH_BEHIND, _SHARE_BEHIND)), ascii_letters, "".join(map(chr, _NOTHING)), "".join(_QUOTED),
)  # fmt: skip
"""What the rules name that change a name behind its place and year: each sign in these may go or become another."""


def plain(name: str) -> str:
    """The name without numbering, footnote marks, 其中 and the unit behind it, in full-width brackets.

    Examples
    --------
    >>> plain("10. 每千人口注册护士数*(人)"), plain("其中：公立医院床位数"), plain("3岁以下婴幼儿入托率")
    ('每千人口注册护士数', '公立医院床位数', '3岁以下婴幼儿入托率')
    """
    text = _bare(name).replace("(", "（").replace(")", "）")
    return text or name.strip()


def folded(name: str) -> str:
    """The name in half-width characters, without blanks: what printing alone changes.

    >>> folded("每千人口　执业（助理）医师数 "), folded("１５岁以上人群吸烟率")
    ('每千人口执业(助理)医师数', '15岁以上人群吸烟率')
    """
    return name if _ORDINARY.fullmatch(name) else _folded(name)


@lru_cache(maxsize=2048)
def _folded(name: str) -> str:
    return "".join(unicodedata.normalize("NFKC", name).split()).translate(_TO_SIMPLIFIED)


def is_ordinary(name: str) -> bool:
    """Whether a name holds simplified characters, digits and letters alone, and nothing to be taken off it but a place.

    >>> is_ordinary("床位数"), is_ordinary("床位数（张）"), is_ordinary("床位數"), is_ordinary("1.床位数")
    (True, False, False, False)
    """
    return _ORDINARY.fullmatch(name) is not None


def counts_people_each(name: str) -> bool:
    """Whether the name speaks of so many for each hundred, thousand ... of something.

    >>> counts_people_each("千人口床位数"), counts_people_each("每千名老年人养老床位数"), counts_people_each("床位数")
    (True, True, False)
    """
    if _EACH_SIGNS.isdisjoint(folded(name)):
        return False
    return bool(_EACH.search(_sized(_bare(name))))


def _bare(name: str) -> str:
    return name if _ORDINARY.fullmatch(name) else _bared(name)


@lru_cache(maxsize=2048)
def _bared(name: str) -> str:
    text = name.replace("m²", "m2").replace("㎡", "m2")
    if not _MARKED.isdisjoint(text):
        text = _MARKS.sub("", text)
    for _ in range(2):
        if _BEFORE.match(text):
            text = _OF_WHICH.sub("", _NUMBERING.sub("", text, count=1), count=1)
    text = "".join(unicodedata.normalize("NFKC", text).split()).translate(_PRINTED)
    if "(" in text:
        text = _BINDING.sub("", text)
    before = ""
    while before != text:
        before = text
        if text[-1:] in _TAIL_END:
            text = _TAIL.sub("", text)
        found = _LAST_GROUP.search(text) if text.endswith(")") else None
        if found and _is_unit(found.group(1)):
            text = text[: found.start()]
        text = text.rstrip("%‰")
    return text


def _sized(text: str) -> str:
    """The number of people a name counts for, in one form: 每千, 每万, 每10万."""
    for mark, pattern, by in _SIZES:
        if mark in text:
            text = pattern.sub(by, text)
    return text


def _is_unit(text: str) -> bool:
    found = _UNIT_LIKE.fullmatch(text)
    return bool(text) and (text in _UNITS or (found is not None and (found["unit"] in _UNITS or text[0] == "/")))


@lru_cache(maxsize=2048)
def stem(text: str) -> str:
    """What is left of a bare name once wording that carries no meaning is one: 占比, 比例 and 率; 数 and 总量; 设置 and 设立."""
    text = _sized(text if _QUOTED.isdisjoint(text) else text.translate(_QUOTES))
    if _REPLACEABLE.search(text):
        for mark, pattern, by in _REPLACED:
            if mark in text:
                text = pattern.sub(by, text) if pattern is not None else text.replace(mark, by)
    if not _SPANS.isdisjoint(text):
        text = _SPAN.sub("\x00", text)
    if "岁" in text or "个月" in text:
        text = _SPELLED.sub(_in_figures, text)
    if not _SIZE_WORDS.isdisjoint(text):
        text = _DENSITY.sub(lambda found: f"每{found['size']}人口", text)
    text = text.translate(_NOTHING)
    shared = _SHARE_TAIL.sub("率", text)
    if shared.endswith("率"):
        return _INNER_COUNT.sub("", shared).lower()
    return _COUNT_TAIL.sub("", shared).lower()


def _in_figures(found: re.Match[str]) -> str:
    """十五 before 岁 as 15."""
    tens, one = found["tens"], found["one"]
    if not found["ten"]:
        return "".join(str(_DIGITS.index(sign)) for sign in tens + one)
    return str(10 * (_DIGITS.index(tens) if tens else 1) + (_DIGITS.index(one) if one else 0))


@lru_cache(maxsize=2048)
def forms(name: str, region: str = "") -> tuple[str, ...]:
    """The stems a name may be looked up by, the fullest first.

    What follows the first leaves out the year and the place in front, 常住 and 户籍, the kind of bed, and counts for
    another number of people (每万人口 for 每千人口).

    Examples
    --------
    >>> forms("到2025年全市人均预期寿命达到（岁）")
    ('到2025年全市人均预期寿命', '全市人均预期寿命', '人均预期寿命')
    """
    bare = _bare(name)
    found: list[str] = []
    for text in dict.fromkeys(_shortened(bare, region)):
        reading = stem(text)
        if reading and reading not in found:
            found.append(reading)
    for reading in list(found):
        found.extend(_other_sizes(reading))
    return tuple(dict.fromkeys(found))


def full_form(name: str) -> str:
    """The first of the forms of a name, with its year and place.

    >>> full_form("全市人均预期寿命（岁）")
    '全市人均预期寿命'
    """
    bare = _bare(name)
    return stem(bare) or stem(_ahead(bare, "")[-1])


def _shortened(bare: str, region: str) -> Iterator[str]:
    dated, once, twice = _ahead(bare, region)
    yield from (bare, dated, once, twice)
    if "常住" in bare or "户籍" in bare:
        yield _PEOPLE_WORDS.sub("", dated)
        yield _PEOPLE_WORDS.sub("", twice)
    if ")" in bare:
        yield _aside(twice)
    if "床位" in bare:
        yield _BED_WORDS.sub("", twice)
        yield _BED_WORDS.sub("", _PEOPLE_WORDS.sub("", twice))


def _aside(text: str) -> str:
    """The name without what brackets only explain: an abbreviation, the births or people that a rate is counted for."""
    text = _SHARE_BEHIND.sub("", _sized(_LATIN.sub("", text)))
    found = _EACH_BEHIND.fullmatch(text)
    if found is None:
        return text
    return found["name"] if found["name"].endswith("率") or "活产" in found["each"] else found["each"] + found["name"]


def placeless(name: str, region: str = "") -> str:
    """The bare name without the year and the place in front.

    >>> placeless("3.到2025年全市每千常住人口编制床位数（张）")
    '每千常住人口编制床位数'
    """
    return _ahead(_bare(name), region)[-1]


def shortest_first(name: str, region: str = "") -> tuple[str, ...]:
    """The name without year and places, and as it stands with what may be one.

    >>> shortest_first("2025年城乡医院数"), shortest_first("医院数")
    (('医院数', '城乡医院数', '2025年城乡医院数'), ('医院数',))
    """
    bare = _bare(name)
    dated, once, twice = _ahead(bare, region)
    return (twice,) if twice == bare else tuple(dict.fromkeys((twice, once, dated, bare)))


def _ahead(bare: str, region: str) -> tuple[str, str, str]:
    """Without the year in front, without one place and without two."""
    return (bare, bare, bare) if not region and _PLACELESS.fullmatch(bare) else _behind(bare, region)


@lru_cache(maxsize=2048)
def _behind(bare: str, region: str) -> tuple[str, str, str]:
    dated = _YEAR.sub("", bare if _QUOTED.isdisjoint(bare) else bare.translate(_QUOTES), count=1)
    once = _YEAR.sub("", _without_place(dated, region), count=1)
    return dated, once, once if once == dated else _YEAR.sub("", _without_place(once, region), count=1)


def _without_place(text: str, region: str) -> str:
    for name in (region, region[:-1] if len(region) > 2 else ""):
        if name and text.startswith(name) and len(text) > len(name) + 1:
            return text[len(name) :]
    for pattern, least in ((_PLACES, 2), (_NAMED_PLACE, 3)):
        found = pattern.match(text)
        if found and len(text) - found.end() >= least and (pattern is _PLACES or not _NO_PLACE.match(text)):
            return text[found.end() :]
    return text


def _other_sizes(reading: str) -> Iterator[str]:
    found = _COUNTED_BY.match(reading) if reading.startswith("每") else None
    if found:
        for size in ("千", "万", "10万", "百"):
            if size != found.group(1):
                yield f"每{size}人口{reading[found.end() :]}"
