"""What is measured: the subject before a number, the noun behind it, and lists of subjects that share a part."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Final

from cqtargets.extraction.wording import either, words_of

__all__ = ["change_of", "cut_noun", "each_subject", "is_bare_verb", "level_tail", "subject_of"]

_NEAR: Final = 24
_LONGEST_VERBS: Final = 14
_REGION: Final = r"(?:全[市省区县州国旗域镇乡]|[我本][市省区县州国]|全自治区|全自治州|各[地区县市州盟]+(?![(地区县市州盟])|省内|市内|城乡居民(?=$))"
_TIME: Final = (
    r"(?:(?:力争|预计|确保)?(?:到|至|截至|截止|截止到|自|从)?(?:(?:19|20)\d\d年?(?:\d{1,2}月)?(?:\d{1,2}日)?(?:年?[底末初中]?之?前|年?[底末初中]|全年|[上下]半年)?(?:[、和及]|[-—至](?=\d))?)+(?:时|期间|以来)?"
    r"|(?:到|至|截至|截止)?(?:\"?十[一二三四五六]五\"?)(?:末|期末|期间|时期|以来)?|(?:到|至|截至)?(?:年末|年底|年内|期末|目前|本世纪中叶|当年末|上年末)|(?:去年|今年|年初|上年|近年)以?来|全年|今年之?内|今年|去年|当年|上年|[上下]半年|现有|近(?:\d+|[一两二三四五六七八九十])年来?|过去[一五三]年|[一三五十]年来|今后[一三五]年|未来[一三五]年|(?:近|最近)?(?:\d{1,2}|[一二两三四五六七八九十]{1,2})年(?:时间|期间|间|来|之?内)?(?=累计|共|总共|合计|增|减|净|年均|年平均|$)|(?:\d{1,2}|[一两二三四五六七八九十]{1,2})年之?内|(?:规划|计划|实施|行动)期(?:内|间)|每(?:学期|学年|季度|半年|周|两年)|每年|逐年|每月|本届政府任期)"
)
_ADVERB: Final = (
    r"(?:其中|其余|力争|确保|保证|预计|争取|努力|推动|推进|促进|使得?|让|将(?!军)|已|要(?!素)|也|都(?!市)|均(?!衡|等)|并(?!发)|且|还|再(?!就|生|融)|仍|即|共计(?=.)|共(?!享|同|建|产|青|性|病)|总(?!体|人|床|量|数|诊|产|供|和|投|额|面|里|装|规|用|户|会)|共有(?!产)|继续|逐步|稳步|不断|着力|积极|加快|特别是|包括|比如|例如|全面|同时|另|另有|则|尚|约有|"
    r"我们|我[局委]|主要(?!指|农|经|污)|总体|基本(?!养|医|公|生|药|标|农|殡|建|消|单|服|保|照|民|口)|进一步|持续|有效|大力|累计|连续|分别|切实|合理|深入|今后|一批|有序|提前|超额|圆满|顺利|陆续|扎实|精准|因地制宜|重点(?!人|专|学|实|项|企|医|群|产|工|镇|县|河|监|对|行|领|区|场|机|领|城|流|建)|计划(?!生|免)|拟|至少|最少|通过(?!率)|实现了?|确定|保持|应当?|须|必须|至少|原则上|一般(?!公|性|债|工)|平均(?!受|住|寿|工|预|期|年|数|价|每|单|浓|响|等)|预期(?!寿)|近(?!视))"
)
_LEAD: Final = re.compile(
    rf"^(?:[\s、,和及与'—\-·]|\"(?![^\"]*\")|以及|{_TIME}|{_REGION}(?!覆盖)|{_ADVERB}|[一二三四五六七八九十]+是|成为全[国球省]首个|做到|在(?:{_REGION}|[一-鿿]{{2,6}}(?:等\d*个?(?:区县|县|地|市)))|[((](?:\d+|[一二三四五六七八九十]{{1,3}})[))]|\d{{1,2}}(?:\.\d{{1,2}}){{1,3}} |\d{{1,2}}[.、](?!\d)|第[一二三四五六七八九十百\d]+条)+"
)
_V: Final = (
    r"(?:提高|提升|增加|增长|上升|扩大|延长|拓展|降低|下降|减少|缩短|压缩|压减|压降|缩小|攀升|跃升|升高|抬升|回升|优化|回落|控制|稳定|保持|维持|巩固|改善|下调|上调|调整|提标|扩面|扩容|发展|恢复|精简|调增|限制|收窄|扩增|扩充|扩展|增|升|提|降|减|扩|缩|控|长|"
    r"由|从)"
)
_TAIL: Final = re.compile(
    rf"(?:力争|预计|确保|已经|已|(?<![人户年月日平地村亩校所院生床次例])均|(?<=比例)均|都|各|分别|也|将|要|应当?|应该|须|可|(?<![失功职智性技节产机效潜])能|总体|基本|原则上|一般|稳步|逐步|持续|进一步|总数|累计|最高|最低|共|约|一直|长期|全部|大幅|首次|连续|每[人户张床家个位](?:每[月年天])?|按照?|[,、]|其中|"
    rf"{_V}(?:到|至|在|为|达到?|于|成|了)|达到|达至|达|保持|维持|为|是|占|有|共有|拥有|设有|配有|配备|实现|完成|超过|突破|跨过|跨上|迈上|站上|约为|居|多于|在|不|的|每[人户张床家个位]|每[月年天日]|仅|向|(?<!不)只|从[^,、\d]{{2,16}}(?:划转|列支|划拨|支出)|每(?:\d+|半|[一两二三])?(?:季度|学期|半年|年|月|周)(?:至少)?)+$"
)
_RISE: Final = "提高|提升|增长|增加|上升|延长|扩大|扩增|调增|上调|上涨|净增|增产|增收|增|升|涨"
_FALL: Final = "下降|降低|减少|缩短|压减|压缩|回落|收窄|缩小|下调|减产|减|降"
_CHANGE: Final = re.compile(rf"(?<!新)(?P<verb>{_RISE}|{_FALL})(?:了|约|近|均)?$")
_REFERENCE: Final = re.compile(
    r"(?:,)?(?:在(?:(?:19|20)\d\d年[底末]?|原有?|现行|现有|上述|该)(?:标准|水平|基数)?的?基础上(?:每[人户月年]+)*(?:再|继续)*|每人每[月年]|每月|再|继续|同比|环比|年均|年平均|平均每年|每年|累计|分别|平均|总体|合计|(?:比|较|与|同)(?:(?:19|20)\d\d年)?的?第[五六七]次(?:全国)?人口普查|(?<![占之别护养])(?:比|较|与|同)(?=(?:19|20)\d\d|上|去|基期|全[国省市]平均|\"?十|[五三]年前|初期))(?:(?:19|20)\d\d年(?:[底末初])?|上年末?|上年同期|去年末?|去年同期|上一?年度?|基期|全[国省市]平均(?:水平)?|\"?十[一二三四五]五\"?(?:末|期末|时期)?|[五三]年前|初期)?(?:相比|比较|水平)?(?:,)?$|按(?:当年|可比|不变)价格?(?:计算)?,?$"
)
_AGAINST: Final = re.compile(
    rf"(?:均|都|分别|也)?(?P<reference>(?:比|较)(?:全[国省市球](?:平均)?(?:水平)?|世界(?:平均)?(?:水平)?|[^,比较]{{0,6}}平均(?:水平)?|同期[^,比较]{{0,8}}))(?P<verb>高|低|多|少|快|慢)(?:出|了|约|近)?$"
    rf"|(?P<reference2>(?:比|较)(?:19|20)\d\d年[^,比较\d]{{2,16}}?)(?P<verb2>{_RISE}|{_FALL})(?:了|约)?$"
    r"|(?P<verb3>高|低|快|慢)于(?P<reference3>(?:全[国省市球]|世界|中部|西部|东部|周边)(?:[^,]{0,4}平均)?(?:水平)?)(?:约|近)?$"
)
_REFERS: Final = re.compile(r"^(?:比|较|与)(?:(?:19|20)\d\d年[底末初]?|上年|去年|基期|全[国省]平均)")
_JOINT: Final = re.compile(r"^(?:的|左右|\"(?=[^\"]*$))")
_LED: Final = re.compile(r"以[^,、]{2,12}为(?:主|核心|重点|主体|依托)的(?=[^,]{2,})")
_LISTED: Final = re.compile(r"等(?=[^、等]{2,}$)")
_DROPPED: Final = (
    "开展 实施 完成 建成 建设 发放 提供 举办 组织 推进 加强 建立 设立 设置 建有 拥有 共有 打造 创建 获批 实现 推动 支持 投入 落实 布局 配备 配置 组建 建好 办好 形成 累计建成 全面完成 "
    "建成投用 已建成 已建 全年完成 规划建设 布局建设 加快建设 落地建设 设有 有 为 在 对 向 对于 由 从 约"
)
_VERBISH: Final = (
    "新增 新建 新改扩建 改造 改造提升 新建改建 培养 培训 招录 选派 惠及 覆盖 服务 帮扶 引进 培育 安排 接种 免费 筛查 救助 扶持 购置 购买 更新 维护 补充 维护更新 加装 改建 扩建 新设 增设 增加 "
    "减少 评选 认定 遴选 派驻 招聘 招收 吸纳 带动 转移 新开工 开工 竣工 筹集 盘活 整治 修复 拆除 关停 淘汰 创成 争创 入选 签约 投放 开通 开办 推出 制定 出台 修订 发布 化解 解决 处置 减免 发布 "
    "检测 抽检 完善 储备 保障 资助 补助 补贴 奖励 支出 收治 接诊 转诊 动员 吸引 下达 争取 筹建 达到 超过 占 增至 提质 升级 试点 新认定 新引进 新培育 净增 续建 迁建 精准帮扶 建设运营 累计 选树 "
    "评定 命名 建设筹集 打造提升 新建成 遴选建设 推广 服务 发展 引育 柔性引进 面向 每年支持 支持建设 规范 提档升级 轮训 配建 共建 参与 扩大 就业 参保 供应"
)
_CUT: Final = re.compile(
    r"开展(?!率)|提供|发放|实施|入选|开诊|投用|投入(?!资金)|投运|运营|实现|享受|纳入|参加(?!人)|接种(?!率|点)|免费|完成|达到|达(?!标)|在(?!校|职|岗|建|册|读|园|院)|给予|进行|下沉|通过|获(?!得感)|落户|启用|用于|投向|(?<!合)并(?!发)|建设(?!者|用|兵|项|$|[,。;])|成功|正式|全部|"
    r"基本(?!公共|医|养|生|药|标|保|农)|挂牌|动工|开工|竣工|建成(?!区)|推进|稳定|高效|提质|上岗|位居|被(?!征)|为(?!老)|顺利|陆续|得到|按|设置|设立|配备|建立|达标|新增|新建|培训(?!机构|基地|班|中心|$|[,。;])|培养(?!基地|$|[,。;])|改造(?!项目|工程|任务|$|[,。;])|以上(?=的)|就近|与(?=[^、]{2,}(?:建立|一体化|实现|签))|"
    r"率先|累计|均|都|规划配套|补建|已|可(?!及|再|支|持|开)|将|接受|领取|获得|从事|参与|取得|受益|脱贫|返乡|就业(?!岗位|人员|困难|培训|服务|见习|创业)|,|;|。|\)(?=$)"
)


def _without_doing(text: str) -> str:
    """A text without the verbs of doing that it begins with."""
    return _dropped().sub("", text) if text[:1] in _DOING else text


_DOING: Final = frozenset(word[0] for word in _DROPPED.split())


@cache
def _dropped() -> re.Pattern[str]:
    words = [word for word in _DROPPED.split() if len(word) > 1]
    single = "在(?!校|职|岗|建|册|编|园|院|读|线)|对(?!象|口|外|接)|为(?!老|民)|向(?!阳)|由|从(?!业|事)|约(?!束)|有(?!效|机|关|害|色|线)"
    return re.compile(rf"^(?:{either(words)}|{single})+(?=.{{2,}})")


@cache
def _verbs() -> re.Pattern[str]:
    known = {*_DROPPED.split(), *_VERBISH.split(), *words_of("verb"), *words_of("form")}
    return re.compile(rf"(?:{either(known)}|了|和|、|及|并|一批)*")


_FIRST_OF_ALL: Final = re.compile(r"成为全[国球省]首个")
_MAKES: Final = "建设 建成 新建 设置 设立 打造 培育 组建 创建 开展 配备 遴选 培养 引进 建立 布局 完成 举办 选派 培训 招录 评选 认定 发展 推出 制定 出台 形成 新增 增加 改造 实施 购置 配置 安排 支持 投放 开通 建好 办好 扶持 创成 获批 争创 启动 推广"
_MAKING_WORDS: Final = tuple(_MAKES.split())
_MAKING: Final = re.compile(
    rf"(?:布局|规划|遴选|支持|分批|试点|重点|新|改|扩|联合|组织|集中|依托|累计|每年)*(?:{'|'.join(_MAKES.split())})$"
)


def making_verb(left: str) -> str:
    """The verb of making that the words before a number end in, else nothing.

    >>> making_verb("依托社区卫生服务中心等建设"), making_verb("人均预期寿命")
    ('建设', '')
    """
    near = left.strip()[-_NEAR:]
    found = _MAKING.search(near) if near.endswith(_MAKING_WORDS) else None
    return found.group() if found else ""


def is_bare_verb(text: str) -> bool:
    """Whether a text is nothing but verbs, as in 新建改建 before a number."""
    return len(text) <= _LONGEST_VERBS and _verbs().fullmatch(text) is not None


@lru_cache(maxsize=64)
def lead_off(text: str) -> str:
    """A text without the time, place and adverbs it begins with.

    >>> lead_off("到2025年,全市人均预期寿命")
    '人均预期寿命'
    """
    return _LEAD.sub("", text)


def level_tail(text: str) -> tuple[str, str]:
    """A text before a number without the verb that leads to it, and that verb.

    >>> level_tail("人均预期寿命提高到"), level_tail("注册护士数分别达到")
    (('人均预期寿命', '提高到'), ('注册护士数', '分别达到'))
    """
    near = max(0, len(text) - _NEAR)
    found = _TAIL.search(text, near)
    start = found.start() if found else len(text)
    return text[:start], text[start:]


@lru_cache(maxsize=64)
def subject_of(left: str) -> tuple[str, str]:
    """The subject in the words before a number, and the verb between them; verbs of doing before the noun go."""
    body, verb = level_tail(lead_off(_FIRST_OF_ALL.sub("", left.strip())))
    body = lead_off(body)
    return _tidy(_without_doing(body)), verb


def change_of(left: str) -> tuple[str, str, str] | None:
    """Subject, verb and reference where the words before a number end in a change by it, else None."""
    text = left.rstrip()
    against = _AGAINST.search(text)
    if against:
        body = _without_doing(lead_off(level_tail(text[: against.start()])[0]))
        verb = against["verb"] or against["verb2"] or against["verb3"]
        place = against["reference3"]
        return _tidy(body), verb, f"比{place}" if place else against["reference"] or against["reference2"]
    found = _CHANGE.search(text)
    if found is None:
        return None
    body = text[: found.start()]
    reference = ""
    while True:
        part = _REFERENCE.search(body)
        if part is None or not part.group():
            break
        reference = part.group() + reference
        body = body[: part.start()]
    body = lead_off(body)
    return _tidy(_without_doing(body)), found["verb"], reference.strip(",")


def refers(left: str) -> bool:
    """Whether the words before a number open a comparison and name nothing."""
    return _REFERS.search(lead_off(left)) is not None


def falls(verb: str) -> bool:
    """Whether a verb is a change downwards."""
    return re.fullmatch(rf"(?:{_FALL}|低|少|慢)", verb) is not None


def cut_noun(right: str) -> tuple[str, str]:
    """The noun right behind a number, and the rest of its clause.

    >>> cut_noun("高龄老人发放津贴")
    ('高龄老人', '发放津贴')
    """
    text = _JOINT.sub("", right.strip())
    led = _LED.match(text)
    text = text[led.end() :] if led else text
    found = _CUT.search(text)
    noun = text[: found.start()] if found else text
    rest = text[found.start() :] if found else ""
    listed = _LISTED.search(noun) if "等" in noun else None
    if listed and "、" in noun[: listed.start()]:
        noun = noun[listed.end() :]
    return _tidy(noun), rest.strip(" ,;。")


_SPOKEN_OF: Final = re.compile(
    r"^[^,\d]{1,20}?(?:总值|收入|人口|指数|率|总额|总量|产值|面积|水平|标准|寿命|企业|床位|规模|人数|支出|投资|价格|产量|养老金)(?=[^率数额]|$)"
)
_MEASURE: Final = re.compile(
    r"(?:床位数?|人次|人数|产量|面积|收入|支出|总额|价格|[^、的]{0,8}率|占比|比例|比重|水平|平均住院日|住院日|(?:人均|平均)?(?:预期)?寿命|年限|产值|增加值)$"
)


def spoken_of(clause: str) -> str:
    """What a clause without a number of its own begins with, where it can be measured.

    >>> spoken_of("地区生产总值连跨两个台阶"), spoken_of("我们全力以赴")
    ('地区生产总值', '')
    """
    found = _SPOKEN_OF.match(lead_off(clause.strip()))
    return found.group() if found else ""


def of_which(name: str, last: str) -> str:
    """A part named behind the whole it belongs to, 其中公立医院 behind 医院病床使用率, with what is measured.

    >>> of_which("公立医院", "医院病床使用率"), of_which("医院", "医疗卫生机构床位"), of_which("医院", "医疗卫生机构")
    ('公立医院病床使用率', '医院床位', '医院')
    """
    measure = _MEASURE.search(last)
    if measure is None or _MEASURE.search(name) or len(name) < 2:
        return name
    place = last.find(name[-2:])
    return f"{name}{last[place + 2 :]}" if place >= 0 and last[place + 2 :] else f"{name}{measure.group()}"


def each_subject(text: str, count: int) -> list[str]:
    """`count` subjects out of a list that may share its beginning or its end; empty where it holds another number.

    Examples
    --------
    >>> each_subject("每千人口执业(助理)医师数和注册护士数", 2)
    ['每千人口执业(助理)医师数', '每千人口注册护士数']
    >>> each_subject("城乡低保标准", 2), each_subject("城镇、农村居民人均可支配收入", 2)
    (['城市低保标准', '农村低保标准'], ['城镇居民人均可支配收入', '农村居民人均可支配收入'])
    """
    graded = _GRADED.fullmatch(text)
    if graded is not None and len(steps := graded["steps"].split("、")) == count:
        return [_tidy(f"{graded['head']}{step}{graded['tail']}") for step in steps]
    for pattern in (r"、|以及|和|与|及", r"、|以及|及", r"、|和", "、", "和|与|及|以及"):
        parts = [part.strip() for part in re.split(rf"(?:{pattern})(?![^(]*\))", text) if part.strip()]
        if len(parts) == count:
            return _completed(parts)
    if count == 2 and "城乡" in text:
        return [text.replace("城乡", "城市", 1), text.replace("城乡", "农村", 1)]
    if count == 2 and "男女" in text:
        return [text.replace("男女", "男性", 1), text.replace("男女", "女性", 1)]
    return []


_GRADED: Final = re.compile(
    r"(?P<head>[^、]*?)(?P<steps>(?P<step>(?:[一二三四五六甲乙丙初中高特]级|[一二三四五]星级?|[轻中重]度|[一二三四五]档))(?:、(?:[一二三四五六甲乙丙初中高特]级|[一二三四五]星级?|[轻中重]度|[一二三四五]档))+)(?P<tail>[^、]*)"
)
"""重度失能一级、二级、三级月支付限额: grades between what they share."""
_MEASURED: Final = re.compile(
    r"(?:率|数|量|比|占比|比重|比例|水平|收入|标准|指数|寿命|人口|人数|床位|面积|额|值|年限|程度|密度|支出|规模|人员|医师|护士|机构|补贴|津贴|年龄|强度|人次|里程|投资|覆盖面|医院|中心|站|个|浓度|天数|产业|行业|经济|企业|增速|增幅|托位|养老金|险|系数)(?:\([^)]*\))?$"
)


_ENDING: Final = re.compile(
    r"(?:死亡率|发病率|患病率|感染率|覆盖率|管理率|参保率|达标率|入学率|入园率|巩固率|普及率|设置率|建成率|检测率|筛查率|接种率|住院率|就诊率|签约率|服务率|报销比例|支付比例|人均可支配收入|"
    r"基础养老金|补贴标准|补助标准|保障标准|最低标准|平均标准|标准|医师数|护士数|床位数|人员数|人数|数量|增加值|投资|收入|总量|增速|占比|比例|比重|水平|面积|产量)$"
)


_GROUP_WORDS: Final = "卫生服务中心|医疗卫生机构|医院|中心|卫生院|卫生室|机构|学校|小学|中学|幼儿园|居民|儿童|老年人|孕产妇|患者|产业|企业"
_GROUP: Final = re.compile(rf".*?(?:{_GROUP_WORDS})")
_GROUP_END: Final = re.compile(rf"(?:{_GROUP_WORDS})$")


def _shared_end(part: str, last: str) -> str:
    """What 孕产妇 shares with 婴儿死亡率: a known ending, else what follows as many characters as the part has."""
    group = _GROUP.match(last) if _GROUP_END.search(part) else None
    if group:
        return last[group.end() :]
    ending = _ENDING.search(last)
    head = last[: ending.start()] if ending else ""
    return ending.group() if ending and head and abs(len(head) - len(part)) == 1 else last[len(part) :]


def is_measured(text: str) -> bool:
    """Whether a name ends in a word for what is measured: a rate, a standard, a number of people."""
    return _MEASURED.search(text) is not None


def _completed(parts: list[str]) -> list[str]:
    head = re.match(r"每(?:百万|十万|1?0?万|千|百)?(?:名|个|张|户)?(?:常住)?(?:人口|老年人|儿童|人|床位)", parts[0])
    last = parts[-1]
    found = []
    for place, part in enumerate(parts):
        name = part
        if place < len(parts) - 1 and not _MEASURED.search(part) and len(last) > len(part) + 1:
            name = part + _shared_end(part, last)
        if place and head and not name.startswith("每"):
            name = head.group() + name
        found.append(_tidy(name))
    return found


_EDGES: Final = re.compile(
    r"^[\s、,和及与\"'—·的]+(?=[^\"]*$)|^[\s、,—·的]+|^了(?!解)|^可提供|(?:今年)?年底前$|(?<=.)年内$|[\s、,:的—]+$"
)


def _tidy(text: str) -> str:
    text = _EDGES.sub("", text)
    text = f"{text})" if "(" in text and text.count("(") == text.count(")") + 1 and not text.endswith("(") else text
    if text.count('"') % 2:
        text = text.strip('"') if text.startswith('"') or text.endswith('"') else text
    return text
