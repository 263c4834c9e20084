"""What a name is made of once order and filling words are left aside: 设置中医馆的卫生院比例 is 卫生院中医馆设置率."""

from __future__ import annotations

from typing import Final

from cqtargets.concepts.wording import placeless, stem, touched
from cqtargets.conventions.expressions import expression

__all__ = ["TURNED", "kernel"]

_LEAST: Final = 5
"""Characters a name must keep: 医护比 and 护医比 are two things."""
_ASIDE: Final = expression(r"^(?P<name>[^()]+)\((?P<aside>[^()]+)\)$")
_TURNED: Final = (
    ("生产总值", expression(r"国内生产总值|(?:地区|全市|全省)?生产总值"), "gdp"),
    ("期望寿命", expression(r"期望寿命"), "预期寿命"),
    ("女", expression(r"女性|女生(?=占|比|率|$)"), "妇女"),
    ("老人", expression(r"老人"), "老年人"),
    ("长者", expression(r"长者"), "老年人"),
    ("医保", expression(r"医保"), "医疗保险"),
    ("保险", expression(r"基本(?=医疗保险|养老保险)"), ""),
    ("职工", expression(r"城镇职工(?=医疗保险|养老保险)"), "职工"),
    ("居民", expression(r"城乡居民(?=医疗保险|养老保险|大病保险)"), "居民"),
    ("参加", expression(r"参加(?=[^率]{0,14}保险参保)"), ""),
    ("参加", expression(r"参加(?=[^率]{0,8}保险)"), "参保"),
    ("长护险", expression(r"长护险"), "长期护理保险"),
    ("责险", expression(r"医责险|责任险"), "医疗责任保险"),
    ("健康险", expression(r"健康险"), "健康保险"),
    ("家医", expression(r"家医"), "家庭医师"),
    ("社工", expression(r"社工(?!作)"), "社会工作"),
    ("慢阻肺", expression(r"慢阻肺"), "慢性阻塞性肺疾病"),
    ("乙型肝炎", expression(r"乙型肝炎"), "乙肝"),
    ("艾滋病病毒", expression(r"艾滋病病毒"), "艾滋病"),
    ("hiv", expression(r"hiv"), "艾滋病"),
    ("人乳头瘤病毒", expression(r"人乳头瘤病毒(?:hpv)?"), "hpv"),
    ("除颤", expression(r"自动体外除颤[器仪](?:aed)?"), "aed"),
    ("报销", expression(r"报销"), "支付"),
    ("基金支付", expression(r"基金支付"), "支付"),
    ("采", expression(r"集中(?:带量)?采购"), "集采"),
    ("医疗卫生机构", expression(r"医疗卫生机构"), "医疗机构"),
    ("疾控中心", expression(r"疾控中心"), "疾控机构"),
    ("高等", expression(r"(?:普通)?高等(?:学校|院校)"), "高校"),
    ("普通高校", expression(r"普通高校"), "高校"),
    ("婴幼儿", expression(r"(?:3岁以下)?婴幼儿(?:照护(?:服务)?|托育|(?=托位|普惠托位|普惠性托位))"), "托育"),
    ("托育托位", expression(r"托育(?:服务)?(?:机构)?(?=托位|普惠托位|普惠性托位)"), ""),
    ("普惠性", expression(r"普惠性"), "普惠"),
    ("重性精神", expression(r"重性精神(?:疾病|障碍|病)"), "严重精神障碍"),
    ("诊疗", expression(r"诊疗量|诊疗人次数?|诊疗次数"), "诊疗人次"),
    ("院人次", expression(r"(?<=[入出])院人次(?!占)"), "院"),
    ("基层", expression(r"基层(?:医疗卫生|医疗|卫生)机构"), "基层机构"),
    ("出生时", expression(r"出生时"), ""),
    ("病床", expression(r"(?<!家庭)病床"), "床位"),
    ("卫技", expression(r"卫技人员|卫生专业技术人员"), "卫生技术人员"),
    ("县", expression(r"(?:县市区|县区市|县区|区县|市县区|旗县区|县市)旗|旗县市区|旗县区|县市区|县区市|县区|区县|县市(?!级)"), "县"),
    ("县级", expression(r"县级(?!市)"), "县"),
    ("镇", expression(r"街道乡镇|街镇|镇街(?!道)|(?<![乡城])镇街道"), "乡镇街道"),
    ("村", expression(r"行政村居委会|行政村社区|村居委会|村居(?!民)|城乡社区村"), "村社区"),
    ("增", expression(r"(?:年均|平均|年度)?(?:增长(?:率|速度|幅度)?|增速|增幅)"), "增长"),
    ("癌", expression(r"宫颈癌乳腺癌|乳腺癌宫颈癌"), "两癌"),
    ("两癌", expression(r"(?<=两癌)检查"), "筛查"),
    ("高血压糖尿病", expression(r"高血压(?:2型)?糖尿病|高血压2型糖尿病"), "两病"),
    ("贫困", expression(r"贫困(?=重度|残疾|老年|群众|家庭|户)"), "困难"),
    ("意外险", expression(r"意外险"), "意外伤害保险"),
    ("投保", expression(r"投保"), "参保"),
    ("辅具", expression(r"辅具"), "辅助器具"),
    ("患病率", expression(r"(?<=贫血|缺乏|肥胖|超重)患病率"), "率"),
    ("高值医用耗材", expression(r"高值医用耗材"), "高值耗材"),
    ("九年义务", expression(r"九年义务教育|9年义务教育"), "义务教育"),
    ("医疗费", expression(r"(?<=住院|门诊)医疗费用?"), "费用"),
    ("材料费", expression(r"材料费(?!用)"), "材料费用"),
    ("年毛入", expression(r"[三3]年毛入园"), "教育毛入园"),
    ("规培", expression(r"规培"), "规范化培训"),
    ("检验", expression(r"(?<=检查检验|检验检查)结果"), ""),
    ("院内感染", expression(r"院内感染"), "医院感染"),
    ("住培", expression(r"住培"), "住院医师规范化培训"),
    ("公卫", expression(r"公卫"), "公共卫生"),
    ("分级评价", expression(r"(?:系统)?(?:应用)?(?:功能)?水平分级评价"), "应用水平"),
    ("范化", expression(r"规范化"), "标准化"),
    ("标准化", expression(r"(?:规范化|标准化)(?:建设)?达标"), "标准化"),
    ("公厕", expression(r"公厕"), "公共厕所"),
    ("急救呼叫", expression(r"急救呼叫"), "急救电话"),
    ("派车", expression(r"派车"), "发车"),
    ("自治区", expression(r"自治区级?(?=卫生|健康)"), "省级"),
    ("出院者", expression(r"出院者(?=平均住院)"), ""),
    ("急救车", expression(r"急救车"), "救护车"),
    ("含县级市", expression(r"含县级市"), ""),
    ("蒙", expression(r"蒙中医|蒙医药?中医|中医药?蒙医"), "中医"),
    ("苏木", expression(r"苏木乡镇|乡镇苏木"), "乡镇"),
    ("嘎查", expression(r"嘎查村|村嘎查"), "村"),
    ("旗县", expression(r"旗县(?!市?区)"), "县"),
    ("报告发病率", expression(r"报告发病率"), "发病率"),
    ("均浓度", expression(r"[年平]均浓度"), "浓度"),
    ("pm", expression(r"(?:细颗粒物)?pm2\.5"), "细颗粒物"),
    ("pm10", expression(r"(?:可吸入颗粒物)?pm10"), "可吸入颗粒物"),
    ("心理健康辅导室", expression(r"心理健康辅导室"), "心理辅导室"),
    ("中小学校", expression(r"中小学校"), "中小学"),
    ("站点", expression(r"站点"), "站"),
    ("驿站", expression(r"驿站"), "站"),
    ("性", expression(r"(?<=综合|区域)性"), ""),
    ("目标人群", expression(r"目标人群"), ""),
    ("发生率", expression(r"发生率$"), "率"),
    ("居民委员会", expression(r"(?:社区)?居民委员会"), "居委会"),
    ("社区居委会", expression(r"社区居委会"), "居委会"),
    ("村民委员会", expression(r"村民委员会"), "村委会"),
    ("能耗", expression(r"能耗"), "能源消耗"),
    ("下降", expression(r"(?<=消耗|排放|强度)(?:累计)?下降(?:率|幅度|比例)?$"), "降低"),
    ("大健康产业", expression(r"大健康产业"), "健康产业"),
    ("阶段教育", expression(r"阶段教育"), "阶段"),
    ("校园食堂", expression(r"校园食堂"), "学校食堂"),
)  # fmt: skip
_MARKED: Final = expression("|".join(mark for mark, _, _ in _TURNED))
"""Any sign of a rule: two names of three have none."""
_FILLING: Final = expression(
    r"服务(?!收入|业|产业|消费|价格)|覆盖[率面]?(?=率?$)|覆盖|普及(?=率$)|建设|建成|建有|设|提供|开展|实行|实现|完成(?!率)|达到?(?!标)|具备|具有|能够|能(?=提供|开展|以)|普遍|以不同形式|水平|情况|各级|各类|"
    r"(?<!重点)人群|公民|接受|享有|获得|得到|市民|全部|所有|群众|患者|病人|适龄|符合条件|有条件|有需求|有意愿|总数|总量|数量|总|发放(?=覆盖|率)|(?<=收入|支出|人口)规模$|"
    r"城乡(?!居民(?:基本|医疗|养老|大病|医保))|(?<!城乡)居民(?!基本|医疗保险|养老保险|大病|医保)|"
    r"(?:人)?数(?=占)|所|内|中(?=执业|具|设)|为|其|拥有|每年|年度"
)
TURNED: Final = ("常住", *(touched(pattern.pattern, by) for _, pattern, by in _TURNED), touched(_FILLING.pattern))
"""What the rules of kernels name: each sign in these may go or become another."""
_TOKENS: Final = expression(r"\d+(?:-\d+)?(?:\.\d+)?|[a-z]+|.")


def kernel(name: str, region: str = "") -> str:
    """The characters that carry the meaning of a name, sorted on either side of 占; empty where too few are left, or
    where order tells (护士医师比).

    Numbers and Latin words stay whole; abbreviations are written out; 服务, 设置, 覆盖, 居民 and their like go. A name with
    one more word that means something has another kernel.

    Examples
    --------
    >>> kernel("社区卫生服务中心中医馆设置率") == kernel("设置中医馆的社区卫生服务中心比例")
    True
    >>> kernel("成功治疗率（肺结核）") == kernel("肺结核患者成功治疗率")
    True
    >>> kernel("肺结核患者治疗率") == kernel("肺结核患者成功治疗率"), kernel("床护比")
    (False, '')
    """
    text = placeless(name, region).replace("常住", "")
    aside = _ASIDE.match(text)
    if aside:
        text = aside["aside"] + aside["name"]
    text = stem(text)
    if _MARKED.search(text):
        for mark, pattern, by in _TURNED:
            if mark in text:
                text = pattern.sub(by, text)
    if text.endswith("比"):
        return ""
    share = text.endswith(("率", "覆盖面"))
    text = _FILLING.sub("", text)
    if share and not text.endswith("率"):
        text += "率"
    if len(text) < _LEAST:
        return ""
    return "占".join("".join(sorted(_TOKENS.findall(part))) for part in text.split("占"))
