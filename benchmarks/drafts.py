"""Plans read into drafts: a Word file beside python-docx's own walk of its text, a PDF beside pdfplumber's text and tables.

The text is the passages of the tests with other numbers each time, between paragraphs that hold none, so that a statement
stands in every 110 characters or so (175 in the plans of `data/`); the passages alone are three times as dense and cost
twice as much. Processor seconds, the two in turns, the least of several rounds each. Growth is the power of the length with which
the cost of 50 and 500 pages grows; memory is the peak of a fresh process that reads 500 pages, beside that of the import.
"""

from __future__ import annotations

import random
import re
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import cqtargets as cq
from benchmarks.timing import exponent, fresh
from tests.extraction.documents import Pages
from tests.extraction.gold import NAMES, document

BARS = {
    "docx_over_python_docx": 4.0, "pdf_over_pdfplumber": 3.0,
    **{f"{kind}_growth_exponent": 1.1 for kind in ("docx", "html", "txt", "pdf")},
    **{f"{kind}_500_pages_gigabytes": 0.3 for kind in ("docx", "html", "txt", "pdf")},
}  # fmt: skip
_PAGE, _ROUNDS = 620, 4
_BETWEEN = (
    "各部门要把任务落到具体岗位和责任人，做到事前有安排、事中有督促、事后有总结，形成上下衔接、左右配合的工作格局。",
    "坚持预防为主、医防融合的理念，把健康教育贯穿家庭、学校和工作场所，引导居民养成合理膳食、规律作息、心理平衡的生活方式。",
    "完善信息共享机制，打通机构之间的数据壁垒，在保护个人隐私的前提下推动检查结果互认，减少群众重复检查和往返奔波。",
    "鼓励社会力量参与服务供给，公平对待各类主体，在用地、用水、用电和人才评价方面给予同等支持，营造稳定可预期的环境。",
    "加强队伍作风建设，健全培训、考核和激励制度，让愿意留在基层的人员有舞台、有保障、有尊严，让群众感到服务有温度。",
    "强化监督检查，及时发现并纠正工作中的偏差，对推进不力的单位予以提醒，对好的做法及时总结并在面上推开。",
)
_READ = "import cqtargets as cq; cq.read_plan({path!r})"


def lines(pages: int) -> list[str]:
    """The paragraphs of a plan of so many pages; no two of its passages hold the same numbers."""
    chance = random.Random(7)
    made, length = ["云湖市“十五五”卫生健康发展规划"], 0
    while length < pages * _PAGE:
        for name in NAMES:
            for line in filter(str.strip, document(name).splitlines()[1:]):
                text = re.sub(r"(?<![\d.])\d{2,3}(?![\d年.])", lambda _: str(chance.randint(11, 989)), line)
                made += [text, "".join(chance.sample(_BETWEEN, 4))]
                length += sum(map(len, made[-2:]))
    return made


def written(folder: Path, kind: str, pages: int) -> Path:
    """The same paragraphs as a file of a kind."""
    path, text = folder / f"plan{pages}.{kind}", lines(pages)
    if kind == "docx":
        import docx

        made = docx.Document()
        for line in text:
            made.add_paragraph(line)
        made.save(path)
    elif kind == "html":
        path.write_text(f"<html><body>{''.join(f'<p>{line}</p>' for line in text)}</body></html>", encoding="utf-8")
    elif kind == "txt":
        path.write_text("\n\n".join(text), encoding="utf-8")
    else:
        _printed(path, text)
    return path


def _printed(path: Path, text: list[str]) -> None:
    pages, down = Pages(), 60
    for line in text:
        for start in range(0, len(line), 36):
            pages.text(50 if start else 74, down, line[start : start + 36], 13)
            down += 20
            if down > 780:
                pages.new_page()
                down = 60
    pages.save(path)


def _walked(path: Path) -> list[str]:
    import docx

    return [item.text for item in docx.Document(str(path)).iter_inner_content() if hasattr(item, "text")]


def _plumbed(path: Path) -> list[Any]:
    import pdfplumber

    found: list[Any] = []
    with pdfplumber.open(path) as book:
        for page in book.pages:
            found += [page.extract_text(), page.extract_tables()]
            page.close()
    return found


def _ratio(one: Callable[[], object], other: Callable[[], object]) -> float:
    spent: tuple[list[float], list[float]] = ([], [])
    for _ in range(_ROUNDS):
        for work, times in zip((one, other), spent, strict=True):
            start = time.process_time()
            work()
            times.append(time.process_time() - start)
    return min(spent[0]) / min(spent[1])


def measure() -> dict[str, float]:
    """Ratios to the readers beneath, growth and memory."""
    found = {"import_gigabytes": fresh("import cqtargets as cq; cq.read_plan").gigabytes}
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        for kind, beside, walk in (
            ("docx", "docx_over_python_docx", _walked),
            ("pdf", "pdf_over_pdfplumber", _plumbed),
        ):
            path = written(folder, kind, 100 if kind == "docx" else 20)
            found[beside] = _ratio(lambda path=path: cq.read_plan(path), lambda path=path, walk=walk: walk(path))
        bare = fresh("import cqtargets as cq; cq.read_plan").processor_seconds
        for kind in ("docx", "html", "txt", "pdf"):
            costs = [fresh(_READ.format(path=str(written(folder, kind, pages)))) for pages in (50, 500)]
            found[f"{kind}_growth_exponent"] = exponent((50, 500), [cost.processor_seconds - bare for cost in costs])
            found[f"{kind}_500_pages_gigabytes"] = costs[-1].gigabytes
    return found
