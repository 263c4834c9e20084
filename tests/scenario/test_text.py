import pytest
from hypothesis import given
from hypothesis import strategies as st

import cqtargets as cq
from cqtargets.errors import DataFileError, OutputError

text = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12)
number = st.floats(allow_nan=False, allow_infinity=False)
factor = st.floats(min_value=0, max_value=1e300)
target = st.one_of(
    text,
    st.lists(text, min_size=2, max_size=3, unique=True),
    st.dictionaries(st.sampled_from(["plan", "binding", "concept", "region"]), text, min_size=1),
)
change = st.one_of(
    st.builds(lambda where, value, year: cq.Set(where, target=value, target_year=year), target, number, st.integers(1900, 2200)),
    st.builds(lambda where, value: cq.Scale(where, "baseline", value), target, number),
    st.builds(lambda where, value: cq.Shift(where, "period_start", by=value), target, st.integers(-20, 20)),
    st.builds(lambda where, word: cq.Set({"population": where}, variant=word), text, text),
    st.builds(lambda where, value: cq.Scale({"population": where}, "mortality", value), text, factor),
    st.builds(lambda where, value: cq.Shift({"norm": where}, "low", by=value), text, number),
)  # fmt: skip


@given(name=text.filter(str.strip), one=change, note=st.text(st.characters(exclude_categories=["Cs"])))
def test_any_scenario_comes_back_exactly(name, one, note):
    scenario = cq.Scenario(name, [one], note)
    assert cq.Scenario.from_toml(scenario.to_toml()) == scenario


def test_several_changes_keep_their_order(tmp_path):
    scenario = cq.Scenario(
        "推迟并提高",
        [
            cq.Shift({"plan": "med14", "binding": "约束性"}, "target_year", by=1),
            cq.Scale("*", "target", 1.1),
            cq.Set({"population": "重庆市"}, variant="low"),
            cq.Scale({"norm": "med14.infectious_beds"}, "low", 1.2),
        ],
        note='因 "疫情"\n推迟',
    )
    path = cq.write_scenario(scenario, tmp_path / "late.toml")
    assert cq.read_scenario(path) == scenario
    assert path.read_text(encoding="utf-8").startswith(
        'name = "推迟并提高"\nnote = "因 \\"疫情\\"\\n推迟"\n\n[[change]]\n'
    )


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ('name = "x"\n[[chnage]]\nwhere = "a"', "unknown key 'chnage'; nearest: change"),
        ('name = "x"\n[[change]]\nwere = "a"\nset = {target = 1}', "change 1: unknown key 'were'; nearest: where"),
        ('name = "x"\n[[change]]\nwhere = "a"\nset = {targt = 1}', "no field 'targt' to set; nearest: target"),
        ('name = "x"\n[[change]]\nwhere = "a"', "one of set, scale and shift is needed, none is there"),
        ('name = "x"\n[[change]]\nwhere = "a"\nset = {target=1}\nscale = {target=1}', "set and scale is there"),
        ('name = "x"\n[[change]]\nwhere = "a"\nscale = {target=1, baseline=1}', "scale holds several fields"),
        ('name = "x"\n[[change]]\nwhere = "a"\nset = 1', "set holds no field"),
        ('name = "x"\n[[change]]\nwhere = "a"\nset = {where = 1}', "no field 'where'"),
        ('name = "x"\n[[change]]\nwhere = 3\nset = {target = 1}', "where is 3"),
        ('name = "x"\n[change]\nwhere = "a"', "changes are tables of their own"),
        ('name = "x"\nnote = 3', "note is no text"),
        ("[[change]]", "the scenario has no name"),
        ('name = "x"\n[[change]\n', "this is not TOML"),
        ('name = "x"\n' + '[[change]]\nwhere = "a"\nset = {target = 1}\n' * 2, "two changes of one thing"),
    ],
)
def test_faults_are_named(body, message):
    with pytest.raises(DataFileError) as caught:
        cq.Scenario.from_toml(body, "late.toml")
    assert message in str(caught.value)
    assert "late.toml" in str(caught.value)


def test_all_faults_of_a_file_at_once():
    with pytest.raises(DataFileError) as caught:
        cq.Scenario.from_toml('nam = "x"\n[[change]]\nwhere = "a"\nset = {x = 1}\n[[change]]\nshift = {target = 1}')
    assert len(caught.value.problems) == 4


def test_files_that_cannot_be_used(tmp_path):
    with pytest.raises(DataFileError, match="cannot be read"):
        cq.read_scenario(tmp_path / "none.toml")
    (tmp_path / "latin.toml").write_bytes('name = "后"'.encode("gb18030"))
    with pytest.raises(DataFileError, match="is not UTF-8"):
        cq.read_scenario(tmp_path / "latin.toml")
    with pytest.raises(OutputError, match="is a folder"):
        cq.write_scenario(cq.Scenario("x"), tmp_path)
