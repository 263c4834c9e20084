"""Draw the first pages of a final, a mid-term and a yearly evaluation of an invented county for the guide.

    python tools/evaluation_pictures.py [FOLDER]

Writes `evaluation-final-zh.png` and its kin into FOLDER (`docs/_static` by default). LibreOffice, pdftoppm and Pillow must be
installed. The plan and its values are made up: look at each picture before it is committed.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import cqtargets as cq
from cqtargets.report.plan_evaluation import write_evaluation
from tools.render_report import convert

ROOT = Path(__file__).resolve().parents[1]
STAGES = (("final", 2025), ("midterm", 2023), ("annual", 2024))
PLAN = """云溪县“十四五”养老与健康规划主要指标完成情况表,,,,,,,,,,,
序号,指标,单位,2020年基期值,2025年目标值,2021年,2022年,2023年,2024年,2025年,属性,责任单位
1,人均预期寿命,岁,77.2,78.2,77.4,77.6,77.9,78.1,78.3,预期性,县卫健局
2,孕产妇死亡率,1/10万,14.2,≤12,13.9,13.1,12.8,12.2,11.5,预期性,县卫健局
3,每千人口执业（助理）医师数,人,2.4,3.0,2.5,2.6,2.8,2.9,3.0,约束性,县卫健局
4,每千人口拥有3岁以下婴幼儿托位数,个,1.2,4.5,1.8,2.6,3.3,3.9,4.3,约束性,县卫健局
5,养老机构护理型床位占比,%,38,55,41,46,50,54,57,约束性,县民政局
6,养老服务床位总数,张,1200,1600,1250,1310,1400,1500,1560,预期性,县民政局
7,老年大学,所,1,3,1,1,2,2,3,预期性,县教育局
"""
MOST_COLOURS = 32
DOTS = 66
TOP, BOTTOM = 0.09, 0.96


def picture(document: Path, out: Path) -> None:
    """The first page without its margins above and below, in few colours."""
    from PIL import Image

    convert([document], "pdf", document.parent)
    page = document.with_suffix(".pdf")
    subprocess.run(
        [
            "pdftoppm",
            "-r",
            str(DOTS),
            "-png",
            "-f",
            "1",
            "-l",
            "1",
            "-singlefile",
            str(page),
            str(page.with_suffix("")),
        ],
        check=True,
    )
    with Image.open(page.with_suffix(".png")) as image:
        width, height = image.size
        printed = image.crop((0, int(TOP * height), width, int(BOTTOM * height)))
        printed.convert("L").quantize(MOST_COLOURS).save(out, optimize=True)


def main(arguments: list[str]) -> int:
    folder = Path(arguments[0]) if arguments else ROOT / "docs" / "_static"
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as private:
        table = Path(private) / "云溪县.csv"
        table.write_text(PLAN, encoding="utf-8")
        plan, seen = cq.read_catalogue(table), cq.read_observations(table)
        for stage, year in STAGES:
            found = cq.evaluate_plan(plan, seen, on=year, stage=stage)
            for lang, issuer in (("zh", "云溪县发展改革委"), ("en", "Yunxi county")):
                place = Path(private) / stage / lang
                write_evaluation(found, place, lang=lang, formats=("docx",), issuer=issuer)
                picture(place / "evaluation.docx", folder / f"evaluation-{stage}-{lang}.png")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
