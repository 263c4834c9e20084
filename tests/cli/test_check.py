import json

import pytest

from cqtargets.cli import parser
from cqtargets.cli.common import CommandError


def run(capsys, *arguments):
    options = parser("zh").parse_args(["check", *arguments])
    status = options.run(options)
    return status, capsys.readouterr().out


def test_bundled_plans_have_errors_and_end_with_status_one(capsys):
    status, out = run(capsys)
    assert status == 1
    assert "[矛盾] 同一指标数值不同：二级以上综合医院设置老年医学科的比例" in out
    assert "    care14.geriatric_department_share  ≥65%  渝府发〔2022〕15号 专栏1 第9行" in out
    assert out.rstrip().splitlines()[-1] == "矛盾 3, 存疑 18, 提示 11"


def test_json_has_the_same_facts(capsys):
    status, out = run(capsys, "--json")
    facts = json.loads(out)
    assert status == 1
    assert facts["targets"] == 296
    assert sum(facts["counts"].values()) == len(facts["findings"])
    first = facts["findings"][0]
    assert [side["value"] for side in first["sides"]] == [60, 65]
    assert first["statement"]["en"]


def test_language_and_severity(capsys):
    status, out = run(capsys, "--lang", "en", "--severity", "note")
    assert status == 1
    assert "[note] a later document moves a target: Nursing-type beds" in out
    assert "[error]" not in out
    assert out.rstrip().splitlines()[-1] == "error 3, warning 18, note 11"


def test_a_file_with_and_without_a_conflict(capsys, write_csv):
    conflict = write_csv(
        "name_zh,concept,plan,target_year,target_low,unit\n床位,beds,a,2025,8,张\n床位,beds,b,2025,9,张\n"
    )
    status, out = run(capsys, str(conflict), "--lang", "en")
    assert (status, out.rstrip().splitlines()[-1]) == (1, "error 1, warning 0, note 0")
    agreement = write_csv(
        "name_zh,concept,plan,target_year,target_low,unit\n床位,beds,a,2025,8,张\n床位,beds,b,2025,8,张\n"
    )
    assert run(capsys, str(agreement)) == (0, "矛盾 0, 存疑 0, 提示 0\n")


def test_a_file_that_cannot_be_used_ends_the_command(tmp_path, capsys):
    with pytest.raises(CommandError, match=r"missing\.csv"):
        run(capsys, str(tmp_path / "missing.csv"))
