"""Single sentences of plans and reports, each with what it says: subjects, comparators, baselines, lists, parts, conditions."""

import pytest

import cqtargets as cq

PLAN = "云湖市健康发展“十五五”规划\n\n二、发展目标\n\n"
REPORT = "2026年云湖市政府工作报告\n\n一、2025年工作回顾\n\n"
MEASURES = "云湖市促进托育服务若干措施\n\n2025年6月1日\n\n"

CASES = [
    (REPORT, "城镇、农村居民人均可支配收入增长5.2%和7.1%。", [("城镇居民人均可支配收入", 5.2, "%"), ("农村居民人均可支配收入", 7.1, "%")]),
    (REPORT, "孕产妇、婴儿死亡率分别降至7.8/10万、3.1‰。", [("孕产妇死亡率", 7.8, "/10万"), ("婴儿死亡率", 3.1, "‰")]),
    (REPORT, "城乡低保标准年人均提高到9600元、7200元。", [("城市低保标准年人均", 9600, "元"), ("农村低保标准年人均", 7200, "元")]),
    (REPORT, "三级医院由4家增至9家。", [("三级医院", 9, "家")]),
    (REPORT, "城乡居民收入比缩小到2.28。", [("城乡居民收入比", 2.28, "")]),
    (REPORT, "全市床位1.2万张，其中：医院0.9万张（占75%）。", [("床位", 1.2, "万张"), ("医院床位", 0.9, "万张"), ("医院床位占比", 75, "%")]),
    (REPORT, "民生支出占比超八成，三分之二以上乡镇卫生院达到推荐标准。", [("民生支出占比", 80, "%"), ("乡镇卫生院达到推荐标准", 200 / 3, "%")]),
    (REPORT, "地区生产总值连跨两个台阶，达到2680亿元，年均增长6.1%。", [("地区生产总值", 2680, "亿元"), ("地区生产总值增长", 6.1, "%")]),
    (REPORT, "老年人口占比18.2%，比全国平均水平低1.3个百分点。", [("老年人口占比", 18.2, "%"), ("老年人口占比低于全国平均水平", -1.3, "个百分点")]),
    (REPORT, "为1.2万户困难老年人家庭实施了适老化改造。", [("困难老年人家庭适老化改造", 1.2, "万户")]),
    (PLAN, "到2027年和2030年，健康素养水平分别不低于36%和40%。", [("健康素养水平", 36, "%"), ("健康素养水平", 40, "%")]),
    (PLAN, "人均预期寿命较目前的79.3岁继续增长，达到80.5岁。", [("人均预期寿命", 80.5, "岁")]),
    (PLAN, "2027年底前，每千人口托位数不低于4.6个；2028年底前，不低于4.8个。", [("每千人口托位数", 4.6, "个"), ("每千人口托位数", 4.8, "个")]),
    (PLAN, "老年助餐服务覆盖85%以上的城市社区、60%以上的行政村。", [("老年助餐服务覆盖城市社区", 85, "%"), ("老年助餐服务覆盖行政村", 60, "%")]),
    (PLAN, "养老服务设施实现城市社区全覆盖。", [("养老服务设施城市社区覆盖率", 100, "%")]),
    (PLAN, "力争全部县级中医医院达到基本标准。", [("县级中医医院达到基本标准比例", 100, "%")]),
    (PLAN, "选树百名最美乡村医生。", [("选树最美乡村医生", 100, "名")]),
    (PLAN, "实施千名青年护士培养计划。", [("青年护士", 1000, "名")]),
    (PLAN, "实施百万人才引进行动，弘扬万众一心精神。", []),
    (PLAN, "村卫生室均有注册乡村医生。", [("村卫生室有注册乡村医生比例", 100, "%")]),
    (PLAN, "各地均有关部门负责。", []),
    (PLAN, "急救车全面配备心电监护仪，所有急救站点接入调度平台。", [("急救站点接入调度平台比例", 100, "%")]),
    (PLAN, "打造城市15分钟、乡村40分钟养老服务圈。", [("城市养老服务圈", 15, "分钟"), ("乡村养老服务圈", 40, "分钟")]),
    (PLAN, "所有乡镇卫生院及85%的村卫生室开展中医药服务。", [("村卫生室开展中医药服务", 85, "%")]),
    (MEASURES, "备案申请应在10个工作日内办结。", [("备案申请办结时间", 10, "个工作日")]),
    (MEASURES, "普惠托位月收费不超过1800元。", [("普惠托位月收费", 1800, "元")]),
    (PLAN, "依托社区卫生服务中心等建设50个医养结合示范机构。", [("医养结合示范机构", 50, "个")]),
    (MEASURES, "对护理型床位每张每年给予2000元运营补贴，最高不超过50万元。", [("护理型床位运营补贴", 2000, "元"), ("护理型床位运营补贴", 50, "万元")]),
    (MEASURES, "护理员与失能老年人的配比不低于1：3，与半失能老年人不低于1：6。", [("护理员与失能老年人的配比", 3, "1:x"), ("半失能老年人", 6, "1:x")]),
    (MEASURES, "新建居住区按照每百户不少于30平方米配套建设养老服务设施。", [("新建居住区每百户养老服务设施", 30, "平方米")]),
    (MEASURES, "第三条 对利用闲置校舍举办托育机构且建筑面积达到600平方米以上的，给予一次性补助20万元。", [("利用闲置校舍举办托育机构补助", 20, "万元")]),
    (MEASURES, "第四条 托育机构评为一级、二级的，分别奖励6万元、3万元。", [("托育机构奖励（一级）", 6, "万元"), ("托育机构奖励（二级）", 3, "万元")]),
    (MEASURES, "护理补贴按失能程度每人每月给予150元、250元。", [("护理补贴", 150, "元"), ("护理补贴", 250, "元")]),
    (MEASURES, "对吸纳毕业3年以内大学生的托育机构，每吸纳1人补助4000元。", [("托育机构补助", 4000, "元")]),
    (MEASURES, "民办托育机构每收住1名残疾儿童，每月补贴310元。", [("民办托育机构补贴", 310, "元")]),
    (PLAN, "每60名失智老年人至少配备2名社会工作者。", [("每60名失智老年人至少配备社会工作者", 2, "名")]),
    (PLAN, "每个建制镇或2—4万人规划设置1个护理站。", [("每个建制镇或2—4万人设置护理站", 1, "个")]),
    (PLAN, "人口低于600人的行政村可联合设置村卫生室。", [("行政村人口", 600, "人")]),
    (PLAN, "建设家庭病床900张，其中2027年300张、2028年600张。", [("家庭病床", 900, "张"), ("家庭病床", 300, "张"), ("家庭病床", 600, "张")]),
    (REPORT, "床位数、护士数分别为4.1万张和5.2万人，较2020年分别增长12.5%和30.1%。",
     [("床位数", 4.1, "万张"), ("护士数", 5.2, "万人"), ("床位数增长", 12.5, "%"), ("护士数增长", 30.1, "%")]),
    (PLAN, "2027年、2028年、2029年分别新建护理站（点）20个、25个、40个。", [("新建护理站（点）", 20, "个"), ("新建护理站（点）", 25, "个"), ("新建护理站（点）", 40, "个")]),
    (PLAN, "培育年销售收入超5亿元的康复辅具企业8家。", [("培育年销售收入超5亿元的康复辅具企业", 8, "家")]),
    (PLAN, "急救站点10分钟到达率达到85%。", [("急救站点10分钟到达率", 85, "%")]),
    (PLAN, "“120”急救电话15秒内接听比例达到92%。", [("“120”急救电话15秒内接听比例", 92, "%")]),
    (PLAN, "在新区布局建设一所三级儿童医院。", [("三级儿童医院", 1, "所")]),
    (PLAN, "患者平均住院日7.4天。", [("患者平均住院日", 7.4, "天")]),
    (PLAN, "每50名住养老人至少配备1名社工、2名康复师。", [("每50名住养老人至少配备社工", 1, "名"), ("每50名住养老人至少配备康复师", 2, "名")]),
    (REPORT, "城镇、农村居民人均可支配收入分别达到39120元、20450元，增长4.8%、6.6%。",
     [("城镇居民人均可支配收入", 39120, "元"), ("农村居民人均可支配收入", 20450, "元"), ("城镇居民人均可支配收入增长", 4.8, "%"), ("农村居民人均可支配收入增长", 6.6, "%")]),
    (MEASURES, "经评估为轻度失智的，每人每月补贴180元；重度失智的，每人每月320元。", [("轻度失智补贴", 180, "元"), ("重度失智补贴", 320, "元")]),
    (MEASURES, "对接收失智老人的机构，按轻、重度失智每人每月分别补贴90元、210元。", [("机构补贴（轻度）", 90, "元"), ("机构补贴（重度）", 210, "元")]),
    (MEASURES, "取得初级、高级职业资格证书的，分别给予600元、1500元奖励。", [("职业资格证书奖励（初级）", 600, "元"), ("职业资格证书奖励（高级）", 1500, "元")]),
    (MEASURES, "改建的公办养老机构，每张床位补助7000元。", [("改建的公办养老机构补助", 7000, "元")]),
    (MEASURES, "首次评定为二级、三级的护理院，分别给予4万元、9万元奖励。", [("护理院奖励（二级）", 4, "万元"), ("护理院奖励（三级）", 9, "万元")]),
    (MEASURES, "单个园区补助总额不超过260万元。", [("单个园区补助总额", 260, "万元")]),
    (MEASURES, "对示范项目按每个托位3000元予以支持。", [("示范项目支持", 3000, "元")]),
    (MEASURES, "护理员与失能老人配比不低于1：4，与介助老人的配比不低于1：12。", [("护理员与失能老人配比", 4, "1:x"), ("介助老人的配比", 12, "1:x")]),
    (REPORT, "常住人口310.6万人，十年增加21.4万人。", [("常住人口", 310.6, "万人"), ("常住人口增加", 21.4, "万人")]),
    (REPORT, "人均预期寿命80.4岁，其中男性77.9岁，女性83.1岁。", [("人均预期寿命", 80.4, "岁"), ("男性人均预期寿命", 77.9, "岁"), ("女性人均预期寿命", 83.1, "岁")]),
    (REPORT, "次均住院费用7310元，按当年价格与上年比较下降1.7%。", [("次均住院费用", 7310, "元"), ("次均住院费用下降", -1.7, "%")]),
    (REPORT, "14家医院与36家护理院签约，实现全覆盖。", [("医院", 14, "家"), ("护理院签约", 36, "家"), ("护理院签约覆盖率", 100, "%")]),
    (REPORT, "三级医院仅3家，45岁以下医师只占31%。", [("三级医院", 3, "家"), ("45岁以下医师占比", 31, "%")]),
    (PLAN, "更新DR 7台、彩超15台。", [("更新DR", 7, "台"), ("彩超", 15, "台")]),
    (PLAN, "完成21万平方米、0.4万户老旧住房改造。", [("老旧住房改造", 21, "万平方米"), ("老旧住房改造", 0.4, "万户")]),
    (PLAN, "康养产业产值突破百亿元，参保人数近千万人。", [("康养产业产值", 100, "亿元"), ("参保人数", 1000, "万人")]),
    (PLAN, "区财政安排专项资金2.4亿元，其中2027年6000万元。", [("区财政安排专项资金", 2.4, "亿元"), ("区财政安排专项资金", 6000, "万元")]),
    (PLAN, "免费为30—65岁户籍妇女开展筛查2.2万人次。", [("30—65岁户籍妇女筛查", 2.2, "万人次")]),
    (PLAN, "急救平均反应时间缩短至11分钟以内。", [("急救平均反应时间", 11, "分钟")]),
    (PLAN, "护理床位由现有的80张增加到240张。", [("护理床位", 240, "张")]),
    (PLAN, "对所有高龄老人提供健康评估服务。", [("高龄老人提供健康评估服务比例", 100, "%")]),
    (MEASURES, "对入住老人给予照护补贴：自理老人每人每月70元，失能老人每人每月280元。", [("自理老人照护补贴", 70, "元"), ("失能老人照护补贴", 280, "元")]),
    (MEASURES, "照护津贴按失能等级发放，一级每人每月180元，二级每人每月90元。", [("一级照护津贴", 180, "元"), ("二级照护津贴", 90, "元")]),
    (MEASURES, "取得高级证书的奖励2600元。", [("取得高级证书奖励", 2600, "元")]),
    (MEASURES, "机构收费一年内涨幅不得超过8%。", [("机构收费一年内涨幅", 8, "%")]),
    (MEASURES, "护理院床位规模一般以80—200张为宜。", [("护理院床位规模", 80, "张")]),
    (MEASURES, "护理员与失能老人、半失能老人的比例分别不低于1：3、1：6。", [("护理员与失能老人", 3, "1:x"), ("半失能老人的比例", 6, "1:x")]),
]  # fmt: skip


@pytest.mark.parametrize(("head", "sentence", "wanted"), CASES)
def test_what_a_sentence_says(head, sentence, wanted):
    found = cq.read_plan(text=head + sentence).statements
    said = [(one.name, one.low if one.low is not None else one.high, one.unit) for one in found]
    assert [(name, pytest.approx(value), unit) for name, value, unit in wanted] == said


@pytest.mark.parametrize(
    "sentence",
    [
        "第3次会议于2025年6月1日9:30召开。", "电话023-63859946，邮编400015。", "三次产业比为10.1：40.9：49.0。", "COVID-19和2型糖尿病患者。",
        "提供7×24小时服务。", "按照《健康中国2030》的部署。", "位居全国第3位。", "办好20件民生实事。", "（三）加强五项工作。", "推进“1+3+N”网络建设。",
    ],
)  # fmt: skip
def test_numerals_that_are_no_values(sentence):
    draft = cq.read_plan(text=PLAN + sentence)
    assert draft.statements == ()
    assert all(draft.account().reason.str.len() > 0)


def test_baselines():
    one = cq.read_plan(text=PLAN + "人均预期寿命由2025年的79.3岁提高到2030年的80.5岁。").statements[0]
    assert (one.baseline, one.baseline_year, one.low, one.year) == (79.3, 2025, 80.5, 2030)
    one = cq.read_plan(text=PLAN + "养老机构床位从9800张增加到1.2万张。").statements[0]
    assert (one.baseline, one.low, one.unit) == (pytest.approx(0.98), 1.2, "万张")


@pytest.mark.parametrize(
    ("title", "period", "base"),
    [
        ("云湖市国民经济和社会发展第十五个五年规划纲要", (2026, 2030), 2025), ("云湖市“十四五”卫生规划", (2021, 2025), 2020),
        ("云湖市人口规划（2021—2030年）", (2021, 2030), 2020), ("云湖市行动方案（2025—2027年）", (2025, 2027), 2024),
    ],
)  # fmt: skip
def test_the_period_of_a_plan(title, period, base):
    setting = cq.read_plan(text=f"{title}\n\n到期末，助餐点达到30个。").setting
    assert (setting.period, setting.base_year, setting.region) == (period, base, "云湖市")
    assert setting.reasons["period"]


def test_what_the_caller_gives_comes_first():
    draft = cq.read_plan(text="助餐点达到30个。", kind="plan", region="松陵市", year=2031, period=(2026, 2031))
    assert (draft.setting.kind, draft.setting.region, draft.setting.reasons["region"]) == ("plan", "松陵市", "given")
    assert draft.statements[0].year == 2031


def test_a_part_of_a_report_without_title_and_date_is_known_by_its_headings():
    draft = cq.read_plan(text="一、2025年工作回顾\n\n新建托育机构12家。\n\n二、2026年重点工作\n\n新建托育机构20家。")
    assert draft.setting.kind == "government_report"
    assert [(one.kind, one.year, one.low) for one in draft.statements] == [("fact", 2025, 12), ("target", 2026, 20)]


@pytest.mark.parametrize(
    ("heading", "kind", "year"), [("2025年主要工作", "fact", 2025), ("2026年主要工作", "target", 2026)]
)
def test_a_report_heading_with_a_year_tells_what_was_done_from_what_is_to_come(heading, kind, year):
    text = f"2026年云湖市政府工作报告\n\n{heading}\n\n新建村卫生室12所，每个县至少有1所二级医院。"
    found = cq.read_plan(text=text).statements
    assert (found[0].kind, found[0].year) == (kind, year)
    assert found[1].kind == ("fact" if kind == "fact" else found[1].kind)


def test_an_article_or_a_community_is_no_place():
    text = "关于支持托育服务的若干措施\n\n第一条社区托育机构给予一次性补助5万元。"
    assert cq.read_plan(text=text).setting.region == ""


def test_a_table_set_with_blanks_a_row_a_line_comes_whole():
    text = "云湖市人口规划（2021—2030年）\n\n专栏1 主要指标\n\n指标 单位 2020年 2025年 2030年\n总人口 万人 212.6 220 228\n出生人口性别比 — 111.2 ≤109 ≤107\n"
    found = cq.read_plan(text=text)
    rows = [one for one in found.statements if one.rule == "table"]
    said = [(one.name, one.low, one.high, one.year, one.baseline) for one in rows]
    assert said == [
        ("总人口", 220, None, 2025, 212.6),
        ("总人口", 228, None, 2030, 212.6),
        ("出生人口性别比", None, 109, 2025, 111.2),
        ("出生人口性别比", None, 107, 2030, 111.2),
    ]


@pytest.mark.parametrize("sentence", ["每千名老年人拥有养老床位数达到36-41张。", "每千人口拥有医疗床位不少于7张。"])
def test_a_rate_per_thousand_is_a_target_and_no_norm(sentence):
    assert [one.kind for one in cq.read_plan(text=PLAN + sentence).statements] == ["target"]


@pytest.mark.parametrize(
    ("title", "years"),
    [("青禾省卫生健康工作要点", None), ("青禾省2027年卫生健康工作要点", 2027), ("青禾市2027年民生实事项目", 2027), ("2027年青禾区养老服务工作计划", 2027)],
)  # fmt: skip
def test_a_paper_of_one_year_sets_targets_for_it(title, years):
    draft = cq.read_plan(text=f"{title}\n\n一、扩大供给。新建护理站15个，县域就诊率达到91%。")
    assert {(one.kind, one.year) for one in draft.statements} == {("target", years)}
    assert draft.setting.end_year == years


def test_opinions_with_a_goal_set_targets_and_opinions_without_ask():
    goal = "青禾县关于加快发展养老服务的实施意见\n\n到2028年，养老服务更加完善。\n\n（一）机构护理员持证率不低于92%。"
    assert [(one.kind, one.year) for one in cq.read_plan(text=goal).statements] == [("target", 2028)]
    asked = "青禾县关于规范养老机构的意见\n\n（一）机构护理员持证率不低于92%。"
    assert [one.kind for one in cq.read_plan(text=asked).statements] == ["norm"]


def test_a_reply_without_a_date_speaks_of_the_year_it_names():
    text = "对第18号建议的答复\n\n王某代表：\n\n我县共有护理站26家。截至2027年6月，覆盖乡镇81个。"
    assert [(one.kind, one.year, one.low) for one in cq.read_plan(text=text).statements] == [
        ("fact", 2027, 26),
        ("fact", 2027, 81),
    ]


def test_a_party_committee_is_no_place():
    assert cq.read_plan(text="对第6号提案的答复\n\n致公省委：\n\n2026年全省新建护理站26家。").setting.region == ""


def test_what_is_expected_beyond_the_known_years_is_no_fact():
    text = "云湖市“十五五”老龄规划\n\n一、发展基础\n\n2025年末老年人口占比21.4%，预计2030年将达到26%左右。"
    assert [(one.kind, one.year) for one in cq.read_plan(text=text).statements] == [("fact", 2025), ("target", 2030)]


def test_a_comparator_behind_the_last_value_of_a_list_holds_for_all():
    found = cq.read_plan(text=PLAN + "婴儿死亡率、孕产妇死亡率分别降到2.5‰、7/10万以下。").statements
    assert [(one.comparator, one.high) for one in found] == [("<=", 2.5), ("<=", 7)]


def test_what_follows_a_norm_in_its_sentence_is_asked_for_too():
    text = (
        PLAN.replace("二、发展目标", "二、设施布局")
        + "社区食堂按照每1.2万人设置1处，建筑面积100—150平方米，绿地率不低于30%。"
    )
    assert [one.kind for one in cq.read_plan(text=text).statements] == ["norm", "norm", "norm"]


def test_what_each_place_is_to_have_is_a_goal_among_goals_and_a_norm_elsewhere():
    sentence = "每个县至少有1所老年病医院。"
    assert [one.kind for one in cq.read_plan(text=PLAN + sentence).statements] == ["target"]
    elsewhere = PLAN.replace("二、发展目标", "三、设施标准")
    assert [one.kind for one in cq.read_plan(text=elsewhere + sentence).statements] == ["norm"]


def test_a_ratio_is_no_time_of_day():
    draft = cq.read_plan(text=MEASURES + "护理员与老人配比不低于1：15，食堂上午9：30至11：30开放。")
    assert [one.high for one in draft.statements] == [15]
    assert "clock time" in set(draft.account().reason)


@pytest.mark.parametrize(
    "title", ["松陵省老龄人口监测报告（2027年）", "松陵省2027年卫生健康状况报告", "松陵省养老服务统计简报（2027年）"]
)
def test_a_report_of_what_is_known_tells_facts_of_its_year(title):
    draft = cq.read_plan(text=f"{title}\n\n全省护理站312家，覆盖率81%，比上年提高2.4个百分点。")
    assert {(one.kind, one.year) for one in draft.statements} == {("fact", 2027)}


def test_a_paper_without_a_kind_tells_what_stands_at_a_years_end():
    draft = cq.read_plan(
        text="松陵省养老服务材料\n\n2027年末，全省护理站312家，比上年增加20家。\n\n到2030年，护理站达到400家。"
    )
    assert [(one.kind, one.year) for one in draft.statements] == [("fact", 2027), ("fact", 2027), ("target", 2030)]


def test_the_years_of_a_plan_of_three_years_end_with_it():
    head = "云湖市养老服务提升三年行动方案（2024—2026年）\n\n二、重点任务\n\n"
    draft = cq.read_plan(text=head + "2024年年底前完成困难老年人家庭适老化改造900户，三年累计完成3200户。")
    assert [(one.name, one.low, one.year) for one in draft.statements] == [
        ("困难老年人家庭适老化改造", 900.0, 2024),
        ("困难老年人家庭适老化改造", 3200.0, 2026),
    ]


@pytest.mark.parametrize(
    ("title", "section", "sentence", "wanted"),
    [
        ("河源县养老服务三年行动方案（2025—2027年）", "主要任务", "3年内累计改造300户。", ("target", 2027)),
        ("云山市两年攻坚计划（2025—2026年）", "主要任务", "两年共新建站点30个。", ("target", 2026)),
        ("云山市健康产业发展规划（2021—2035年）", "发展目标", "十五年累计引进企业300家。", ("target", 2035)),
        ("云湖市“十五五”健康规划", "发展目标", "规划期内共培养医生500名。", ("target", 2030)),
        ("云湖市“十五五”健康规划", "发展目标", "五年累计新增托位3000个。", ("target", 2030)),
        ("云湖市“十五五”健康规划", "发展基础", "五年累计新增托位1800个。", ("fact", 2025)),
        ("云湖市“十五五”健康规划", "发展目标", "近三年累计新增托位900个。", ("fact", 2025)),
        ("云湖市民政局2025年工作总结", "主要成效", "新增托位900个。", ("fact", 2025)),
        ("云湖市民政局二〇二五年度工作总结", "下步打算", "新增托位400个。", ("target", 2026)),
        ("关于做好2026年托育服务工作的通知", "工作任务", "新增托位420个。", ("target", 2026)),
        ("云湖市2026年工作任务分解表", "托育服务", "新增托位420个。", ("target", 2026)),
        ("云湖市托育机构设置规范（试行）", "人员配备", "持证率达到90%以上。", ("norm", None)),
        ("关于调整托育机构补助标准的通知", "工作要求", "托位使用率力争超过70%。", ("target", None)),
    ],
)  # fmt: skip
def test_what_a_document_is_dates_its_sentences(title, section, sentence, wanted):
    draft = cq.read_plan(text=f"{title}\n\n一、{section}\n\n{sentence}")
    assert [(one.kind, one.year) for one in draft.statements] == [wanted]


def test_a_letter_of_answer_speaks_of_its_own_year_and_of_what_is_to_come():
    text = (
        "云湖市卫生健康委关于市政协第12号提案的答复函\n\n一、办理情况\n\n截至今年5月底，康复医院6家。2024年，培训康复师180人次。\n\n"
        "下半年，我们将再建成康复站9个。\n\n二、下一步工作\n\n到2027年，康复床位达到2600张。\n\n2025年6月20日"
    )
    found = [(one.kind, one.low, one.year) for one in cq.read_plan(text=text).statements]
    assert found == [("fact", 6, 2025), ("fact", 180, 2024), ("target", 9, 2025), ("target", 2600, 2027)]


def test_a_paragraph_of_several_years_goes_on_with_the_last_one():
    text = PLAN + "到2027年，托位达到3000个。到2030年，托位达到4000个。普惠托位占比达到70%。"
    assert [one.year for one in cq.read_plan(text=text).statements] == [2027, 2030, 2030]


def test_numbers_of_sections_are_no_values_and_keep_their_blank():
    draft = cq.read_plan(text="云湖市托育机构规范\n\n2 功能用房\n\n2.1 活动室面积不小于60平方米。\n\n3 人员")
    assert [(one.name, one.low) for one in draft.statements] == [("活动室面积", 60)]
    assert list(draft.account().query("reason == 'numbering'").text) == ["2 ", "2.1 ", "3 "]


def test_the_year_of_a_government_report_is_the_one_before_its_name():
    text = "2025年卫生事业统计公报与2026年市政府工作报告（摘编）\n\n2025年末，全市共有医院41家。今年新增托位300个以上。"
    draft = cq.read_plan(text=text, region="云湖市")
    assert [(one.kind, one.low, one.year) for one in draft.statements] == [("fact", 41, 2025), ("target", 300, 2026)]
