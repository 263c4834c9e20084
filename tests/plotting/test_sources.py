"""The source below a chart of the gallery is that of the targets drawn."""

import pytest

from cqtargets.plotting.theme import figure_of
from tests.plotting.gallery import CHARTS, tool
from tests.plotting.seen import texts

OF_TARGETS = (
    "path", "path_bound", "required_growth", "gap", "dashboard", "progress", "attainment", "attainment_refused", "waterfall",
    "scenarios", "scenario_stock", "target_slope", "candidates", "entry", "revisions", "states",
)  # fmt: skip


def plain(text):
    return "".join(text.split())


@pytest.mark.parametrize("name", OF_TARGETS)
def test_the_documents_named_are_those_that_print_what_is_drawn(name):
    cat = tool.catalogue()
    ax = CHARTS[name](lang="zh")
    figure_of(ax).canvas.draw()
    said = [text.get_text() for text in texts(ax)]
    lines = "\n".join(said).split("\n")
    source = next(line for line in lines if line.startswith("来源：")).removeprefix("来源：")
    words = [plain(text) for text in said]
    drawn = [target for target in cat if any(plain(target.name_zh) in word for word in words)]
    if name == "states":
        drawn = list(cat.select(plan="care14"))
    assert drawn
    printing = {cat.document(target.plan).label for target in drawn}
    cited = {document for document in printing if document in source}
    assert cited
    assert source == "、".join(sorted(cited, key=source.index))
    by_name = {}
    for target in drawn:
        by_name.setdefault(target.name_zh, set()).add(cat.document(target.plan).label)
    longest = [one for one in by_name if not any(one != other and one in other for other in by_name)]
    assert [one for one in longest if not by_name[one] & cited] == []
