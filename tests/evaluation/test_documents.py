"""The evaluation as documents: what stands on the page, and a bureau's own form."""

import io

import pytest

import cqtargets as cq
from cqtargets.cli import main
from cqtargets.errors import DataFileError, DomainError
from cqtargets.report.page.standing import standing
from cqtargets.report.plan_evaluation import evaluation_report, write_evaluation
from cqtargets.report.request import Request

docx = pytest.importorskip("docx")


@pytest.fixture(scope="module")
def care(cat, obs):
    return cq.evaluate_plan(cat.select(plan="care14"), obs, on=2025)


def texts(path):
    document = docx.Document(path)
    return [paragraph.text for paragraph in document.paragraphs], document


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_document_leads_with_the_conclusion_and_stays_upright(care, tmp_path, lang):
    write_evaluation(care, tmp_path, lang=lang, formats=["docx"])
    lines, document = texts(tmp_path / "evaluation.docx")
    assert next(line for line in lines if len(line) > 80) == care.conclusion(lang)
    assert {section.orientation for section in document.sections} == {docx.enum.section.WD_ORIENT.PORTRAIT}
    footer = document.sections[0].footer.paragraphs[0].text
    assert footer.startswith({"zh": "数值截至2025年11月5日", "en": "Values up to 2025-11-05"}[lang])
    cells = {cell.text for table in document.tables for row in table.rows for cell in row.cells}
    assert not [text for text in cells if "care14." in text]
    assert {"zh": "未完成", "en": "missed"}[lang] in cells


def test_reasons_are_grouped_and_sources_numbered(care):
    report = evaluation_report(care)
    open_ = next(table for table in report.tables if table.columns[0].title == "原因")
    reasons = [row.cells[0].text for row in open_.rows]
    assert len(reasons) == len(set(reasons))
    main_table = report.tables[0]
    assert main_table.note.startswith("数据来源：[1] ")
    assert main_table.columns[0].title == "序号"
    wide = evaluation_report(care, wide=True).tables[0]
    assert {"2023", "2024", "2025", "单位"} <= {column.title for column in wide.columns}


def test_formats_are_refused_before_anything_is_written(care, tmp_path):
    with pytest.raises(DomainError, match="format pdf is not available; write docx, xlsx, md"):
        write_evaluation(care, tmp_path / "a", formats=["pdf"])
    with pytest.raises(DomainError, match="a template serves the format docx"):
        write_evaluation(care, tmp_path / "a", formats=["md"], template="x.docx")
    assert not (tmp_path / "a").exists()


def form(tmp_path, *lines):
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    path = tmp_path / "form.docx"
    document.save(path)
    return path


def test_a_bureaus_own_form_is_filled(care, tmp_path):
    pytest.importorskip("docxtpl")
    own = form(
        tmp_path, "{{ title }}", "{{ conclusion }}", "未完成 {{ counts.missed }} 项",
        "{% for row in missed %}{{ row.name }}：{{ row.value }}/{{ row.target }} {% endfor %}",
    )  # fmt: skip
    write_evaluation(care, tmp_path / "out", formats=["docx"], template=own)
    lines, _ = texts(tmp_path / "out" / "evaluation.docx")
    assert lines[1] == care.conclusion()
    assert lines[2] == "未完成 2 项"
    assert "养老服务床位总量：23.57/达到25万张" in lines[3]


def test_a_form_takes_the_charts_that_its_tags_name(care, tmp_path):
    pytest.importorskip("docxtpl")
    own = form(tmp_path, "{{ title }}", "{{ figures.states }}")
    write_evaluation(care, tmp_path / "out", formats=["docx"], template=own)
    (picture,) = docx.Document(tmp_path / "out" / "evaluation.docx").inline_shapes
    assert 4.0 < picture.width.inches <= 6.2
    plain = form(tmp_path, "{{ title }}")
    write_evaluation(care, tmp_path / "plain", formats=["docx"], template=plain)
    assert not docx.Document(tmp_path / "plain" / "evaluation.docx").inline_shapes


@pytest.mark.parametrize(
    "words",
    ["{{ figures.stats }}", "{{ konklusion }}", "{% for row in rows %}{{ row.nam }}{% endfor %}", "{% for row in %}"],
)
def test_a_form_with_an_unknown_tag_writes_nothing(care, tmp_path, words):
    pytest.importorskip("docxtpl")
    with pytest.raises(DataFileError, match=r"form.docx"):
        write_evaluation(care, tmp_path / "out", formats=["docx", "md"], template=form(tmp_path, words))
    assert not (tmp_path / "out").exists()
    (tmp_path / "text.docx").write_text("no document")
    with pytest.raises(DataFileError, match="this is no Word document"):
        write_evaluation(care, tmp_path / "out", formats=["docx"], template=tmp_path / "text.docx")


PLAN = """序号,指标,单位,2020年基期,2021年,2023年,2025年实际,2025年目标,属性,责任单位
1,每千人口医疗卫生机构床位数,张,6.1,6.3,6.8,7.4,7.2,预期性,市卫生健康委
2,养老机构护理型床位占比,%,40,43,50,57,60,约束性,市民政局
3,孕产妇死亡率,1/10万,9.1,9.0,8.6,8.4,8,预期性,市卫生健康委
"""


def test_one_command_makes_the_form_of_an_own_plan(tmp_path, capsys):
    (tmp_path / "plan.csv").write_text(PLAN, encoding="utf-8")
    status = main(
        ["evaluate", str(tmp_path / "plan.csv"), "--on", "2025", "--out", str(tmp_path / "out"), "--lang", "zh"]
    )
    said = capsys.readouterr()
    assert status == 0
    assert "可评估3项：超额完成1项、未完成2项" in said.out
    assert "孕产妇死亡率目标8/10万，实际8.4/10万" in said.out
    assert "采用表中的实际值" in said.err
    assert {path.suffix for path in (tmp_path / "out").iterdir() if path.suffix} >= {".docx", ".xlsx", ".md"}


def test_several_plans_make_one_evaluation_each(tmp_path, capsys):
    assert main(["evaluate", "--on", "2025", "--region", "重庆市", "--format", "md", "--out", str(tmp_path)]) == 0
    assert {"care14", "med14", "silver24"} <= {path.name for path in tmp_path.iterdir()}
    assert capsys.readouterr().out.count("截至2025年底") >= 4
    assert main(["evaluate", "--on", "2010", "--plan", "care14"]) == 2
    assert io.StringIO(capsys.readouterr().err).readline().startswith("cqtargets: ")


def test_alternatives_count_once_and_the_document_says_so(care):
    report = evaluation_report(care)
    (main,) = [table for table in report.tables if table.caption == "主要指标完成情况"]
    assert main.note.endswith("第15、16项择一完成，计为1项。")
    (open_,) = [table for table in report.tables if table.caption == "尚不可评估的指标与需补充的数据"]
    counted = sum(int(row.cells[1].text) for row in open_.rows)
    assert f"另有{counted}项不可评估" in care.conclusion()
    words = [block.words for section in report.sections for block in section.blocks if hasattr(block, "words")]
    assert any(f"补充收集{counted}项指标的数据" in text for text in words)
    assert not any("综合实现程度" in section.title for section in report.sections)  # two of sixteen enter


def test_no_key_stands_in_a_reason(cat, obs):
    report = evaluation_report(cq.evaluate_plan(cat.select(plan="med14"), obs, on=2025))
    printed = [cell.text for table in report.tables for row in table.rows for cell in row.cells]
    assert any("随 人均预期寿命 同比例变化" in text for text in printed)
    assert not any("life_expectancy" in text for text in printed)
    held, _ = standing(Request(catalogue=cat.select(plan="med14"), observations=obs, on=2025))
    told = [words[lang] for words in held["whys"] for lang in ("zh", "en")]
    assert any("随 人均预期寿命 同比例变化" in text for text in told)
    assert not any("life_expectancy" in text for text in told)


def test_a_value_of_another_day_than_the_evaluation_has_its_day(care):
    assert "实际23.57万张（2025年11月5日），差1.43万张" in care.conclusion()


def test_a_status_that_does_not_exist_is_refused_beside_a_negative_weight(tmp_path, capsys):
    plan = tmp_path / "plan.csv"
    plan.write_text(
        "指标,单位,基期年,基期值,目标年,目标值,状态,权重,地区\n甲,个,2020,1,2025,3,快好了,-2,甲市\n", encoding="utf-8"
    )
    out = tmp_path / "out"
    assert main(["evaluate", str(plan), "--on", "2025", "--out", str(out), "--lang", "en"]) == 2
    printed = capsys.readouterr().err
    assert "'快好了'" in printed or "快好了" in printed
    assert "column 'weight'" in printed
    assert not out.exists()


YEARS = (
    "指标,单位,属性,2020年,2021年,2022年,2023年,2024年,2025年,2025年目标,责任单位,权重\n"
    "每千人口注册护士数,人,约束性,3.1,3.2,3.4,3.6,3.7,3.9,4.1,市卫生健康委,2\n"
    "养老机构护理型床位占比,%,约束性,38,43,47,52,56,近62,≥60,市民政局,1\n"
    "15岁以上人群吸烟率,%,预期性,25.6,25.0,24.4,23.8,23.1,22.9,≤22,市卫生健康委,1\n"
    "医院平均住院日,天,预期性,9.2,9.0,8.8,8.5,8.3,8.1,8左右,各医疗机构,1\n"
)


@pytest.fixture
def own(write_csv):
    path = write_csv(YEARS, "plan.csv")
    return cq.evaluate_plan(
        cq.read_catalogue(path, plan="p", region="甲市"), cq.read_observations(path, region="甲市"), on=2025
    )


def test_the_page_shows_every_year_in_small_type_and_the_unit_that_the_name_leaves_open(own):
    table = evaluation_report(own).tables[0]
    assert [column.title for column in table.columns] == [
        "序号", "指标", "属性", "基期", "2021", "2022", "2023", "2024", "2025", "目标", "完成情况", "责任单位",
    ]  # fmt: skip
    assert table.small
    assert [cell.text for cell in table.rows[0].cells[3:9]] == ["3.1", "3.2", "3.4", "3.6", "3.7", "3.9"]
    assert table.rows[0].cells[1].text == "每千人口注册护士数（人）"
    assert table.rows[1].cells[8].text == "近62"
    assert table.note == "数据来源：plan.csv。"
    english = evaluation_report(own, lang="en").tables[0]
    assert (english.rows[1].cells[8].text, english.rows[3].cells[9].text) == ("about 62", "about 8")


def test_the_conclusion_says_how_far_and_on_which_side(own):
    text = own.conclusion()
    assert "每千人口注册护士数（约束性）目标4.1人，实际3.9人，差0.2人" in text
    assert "15岁以上人群吸烟率目标22%，实际22.9%，高0.9个百分点" in text
    assert "“左右”未注明幅度1项" in text
    assert "0.9 percentage points above" in own.conclusion("en")
    steps = [block.words for block in evaluation_report(own).sections[-1].blocks]
    assert any(line.startswith("明确1项指标的可评估目标") and "医院平均住院日" in line for line in steps)
    assert not any("补充收集" in line for line in steps)


def test_under_way_what_is_short_is_behind_and_not_missed(write_csv):
    path = write_csv(YEARS, "plan.csv")
    plan, seen = cq.read_catalogue(path, plan="p", region="甲市"), cq.read_observations(path, region="甲市")
    report = evaluation_report(cq.evaluate_plan(plan, seen, on=2023, stage="midterm"))
    titles = [section.title for section in report.sections]
    assert "三、滞后的指标" in titles
    assert not any("未完成" in title for title in titles)
    steps = [block.words for block in report.sections[-1].blocks]
    assert any(line.startswith("对滞后的") for line in steps)
