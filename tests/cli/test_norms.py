import argparse
import json

import pytest

from cqtargets.cli import incentive, norms
from cqtargets.cli.common import CommandError
from cqtargets.cli.help_words import in_language
from cqtargets.errors import ConventionError, UnknownIdError


@pytest.fixture
def run(capsys):
    top = argparse.ArgumentParser()
    commands = top.add_subparsers()
    norms.register(commands)
    incentive.register(commands)
    in_language(top, "zh")

    def call(*arguments):
        options = top.parse_args(arguments)
        assert options.run(options) == 0
        return capsys.readouterr().out

    return call


def test_norms_are_listed(run):
    assert run("norms", "--plan", "care14", "--lang", "en").rstrip().endswith("5 norms")
    assert len(json.loads(run("norms", "--json"))) == 39


def test_steps_are_shown_with_their_end_points(run):
    out = run("norms", "med14.infectious_beds")
    assert "[400000, 700000)" in out
    assert "不低于50张" in out
    assert json.loads(run("norms", "med14.infectious_beds", "--json"))["steps"][1]["size_low"] == 400_000


def test_districts_and_intervals(run):
    arguments = (
        "norms", "med14.infectious_beds", "城口县=197497", "黔江区=487281", "綦江区=980000:1020000",
        "--actual", "黔江区=45", "--actual", "綦江区=90",
    )  # fmt: skip
    facts = json.loads(run(*arguments, "--json"))
    assert [row["required_low"] for row in facts["regions"]] == [20, 50, None]
    assert [row["compliant"] for row in facts["regions"]] == [None, False, None]
    assert facts["regions"][2]["required_low_max"] == 100
    out = run(*arguments)
    assert "没有实有数" in out
    assert "要求至少 80 至 100 张" in out


def test_incentives_are_listed(run):
    out = run("incentive")
    assert "> 500 万元" in out
    assert ">= 300 万元" in out
    assert "yearly (4)" in out
    assert len(json.loads(run("incentive", "--json"))) == 6


def test_incentives_of_one_project(run):
    out = run("incentive", "industry20.production_project=6000", "industry20.international_production_line=2")
    assert out.splitlines()[-1] == "合计1,200万元。"
    facts = json.loads(run("incentive", "industry20.service_platform_investment=500", "--json"))
    assert (facts["paid"], facts["parts"][0]["binds"]) == (0, "threshold")
    passed = run(
        "incentive", "industry20.service_platform_investment=400",
        "--threshold", "industry20.service_platform_investment=600", "--lang", "en",
    )  # fmt: skip
    assert "800,000 yuan is paid" in passed


def test_separate_investments_are_added_on_request(run):
    claims = ("incentive", "industry20.production_project=3000", "industry20.service_platform_investment=2000")
    with pytest.raises(ConventionError, match="--add-all on the command line"):
        run(*claims)
    assert run(*claims, "--add-all").splitlines()[-1] == "合计1,000万元。"


@pytest.mark.parametrize(
    ("arguments", "error", "message"),
    [
        (("norms", "infectious"), UnknownIdError, "nearest: med14.infectious_beds"),
        (("norms", "med14.infectious_beds", "a=x"), CommandError, r"'a=x' is not \[REGION=\]SIZE or \[REGION=\]"),
        (("norms", "med14.infectious_beds", "a=1", "a=2"), CommandError, "a is given twice; give each region once"),
        (("norms", "med14.infectious_beds", "--actual", "a=2"), CommandError, "--actual without a size; write REG"),
        (("norms", "med14.infectious_beds", "a=1", "--actual", "a"), CommandError, "'a' is not REGION=VALUE"),
        (("incentive", "industry20.production_project"), CommandError, "is not KEY=AMOUNT; write industry20"),
        (("incentive", "a=1", "a=2"), CommandError, "a is given twice; give one amount a rule"),
        (("incentive", "production_project=3"), UnknownIdError, "nearest: industry20.production_project"),
    ],
)  # fmt: skip
def test_faults_end_the_command(run, arguments, error, message):
    with pytest.raises(error, match=message):
        run(*arguments)
