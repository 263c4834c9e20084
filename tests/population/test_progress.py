"""Long work tells how far it is, to a callback and to the loggers, and to nobody unless asked."""

import logging

import cqtargets as cq


def test_a_forecast_tells_its_pieces_and_changes_no_number():
    told = []
    loud = cq.population.forecast("重庆市", to=2022, draws=300, seed=1, progress=lambda *step: told.append(step))
    quiet = cq.population.forecast("重庆市", to=2022, draws=300, seed=1)
    assert told == [(1, 3), (2, 3), (3, 3)]
    assert (loud.persons == quiet.persons).all()


def test_a_folder_tells_its_pieces(tmp_path):
    told = []
    cq.population.forecast_to_folder(
        tmp_path / "f", to=2022, draws=50, seed=1, block=20, progress=lambda *step: told.append(step)
    )
    assert told[-1] == (2, 2)


def test_chances_tell_each_target(cat, obs):
    told = []
    some = cat.select(plan="med14", binding="约束性")
    some.attain(obs, progress=lambda *step: told.append(step))
    assert told == [(number, len(some)) for number in range(1, len(some) + 1)]


def test_loggers_say_what_is_made(cat, obs, tmp_path, caplog, capsys):
    with caplog.at_level(logging.INFO, logger="cqtargets"):
        cq.population.forecast("重庆市", to=2022, draws=0)
        cq.report.write(cat.select(plan="care14"), obs, tmp_path, formats=["md"], sections=["targets"])
    names = {record.name for record in caplog.records}
    assert names >= {"cqtargets.population", "cqtargets.report"}
    assert capsys.readouterr().err == ""
