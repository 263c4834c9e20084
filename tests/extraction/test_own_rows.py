"""Rows of our own data set in plain sentences are found again, and counted as the tool counts them."""

import subprocess
import sys
from pathlib import Path

import cqtargets as cq

ROOT = Path(__file__).parents[2]


def counted(path, plan):
    command = [sys.executable, str(ROOT / "tools" / "count_documents.py"), f"{path}={plan}", "--missing"]
    result = subprocess.run(
        command, env={"PYTHONPATH": str(ROOT)}, capture_output=True, text=True, encoding="utf-8", check=True
    )
    return result.stdout


def test_shares_and_counts_of_a_plan_in_plain_sentences_come_back(tmp_path):
    rows = [
        one
        for one in cq.load_catalogue().select(plan="silver24")
        if one.target_low is not None and one.unit and str(one.form) == "level"
    ]
    assert len(rows) >= 4
    lines = [
        f"到{one.target_year}年，{one.name_zh}{'不低于' if str(one.comparator) == '>=' else '达到'}{one.target_low:g}{one.unit}。"
        for one in rows
    ]
    (tmp_path / "plan.txt").write_text("重庆市银发经济工作方案\n\n" + "\n\n".join(lines), encoding="utf-8")
    said = {(one.name, one.low) for one in cq.read_plan(tmp_path / "plan.txt").statements}
    assert said == {(one.name_zh, one.target_low) for one in rows}
    out = counted(tmp_path / "plan.txt", "silver24")
    assert not any(f"silver24 target {one.name_zh} " in out for one in rows)
