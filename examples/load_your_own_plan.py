"""
How do I load my own plan?
==========================

Three columns suffice: 指标, 目标年 and 目标值. Notice that "65%以上", "5—10" and "提高1岁" are understood as printed, and that
a file with faults names every one of them at once.
"""

from pathlib import Path
from tempfile import TemporaryDirectory

import cqtargets as cq

PLAN = """指标,单位,属性,基期年,基期值,目标年,目标值
每千人口床位数,张,预期性,2020,7.64,2025,8
老年医学科设置比例,%,预期性,2020,40,2025,65%以上
传承工作室,个,,,,2025,5—10
人均预期寿命,岁,预期性,2020,81.5,2025,提高1岁
"""

with TemporaryDirectory() as folder:
    path = Path(folder) / "成都.csv"
    path.write_text(PLAN, encoding="gb18030")
    plan = cq.read_catalogue(path, plan="chengdu")
    print(plan)
    print(plan.paths(on=2023)[["name_zh", "value", "unit", "reason"]].to_string(index=False))

    path.write_text(PLAN.replace("2025,8", "2019,八张").replace("预期性", "预期"), encoding="utf-8")
    try:
        cq.read_catalogue(path)
    except cq.DataFileError as error:
        print(error)
