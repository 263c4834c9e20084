# Each target needs nothing but Python 3.11+: it makes its own virtual environment first.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# A file's tests stay on one core, so that what they share is made once.
SPREAD := -n auto --dist loadfile
# What the tests run with, to the version and hash; without the file, the newest that pyproject.toml allows.
LOCK := $(wildcard requirements-test.lock)

.PHONY: report test check test-oldest test-newest smoke lock lint docs bench backtest fuzz clean

report: $(VENV)/.report
	$(BIN)/cqtargets report

test: $(VENV)/.test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/pytest $(SPREAD)

# What is run while one works: nothing slow, no program outside Python.
check: $(VENV)/.test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/pytest $(SPREAD) -m "not slow and not external" --hypothesis-profile=quick

lint: $(VENV)/.test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

# Warnings of old dependencies about each other are not ours to mend.
test-oldest:
	$(PYTHON) -m venv .venv-oldest
	.venv-oldest/bin/python -m pip install --quiet --editable ".[read,report,test]" --constraint tests/oldest.txt
	.venv-oldest/bin/pytest $(SPREAD) -o filterwarnings=default

# The newest releases of everything, whatever the virtual environment of `make test` holds.
test-newest:
	$(PYTHON) -m venv .venv-newest
	.venv-newest/bin/python -m pip install --quiet --upgrade --upgrade-strategy eager --editable ".[read,report,test]"
	.venv-newest/bin/pytest $(SPREAD)

# The wheel and the source archive in empty environments without network: SMOKE="--python python3.13 --set newest" for one.
smoke: $(VENV)/.test
	$(BIN)/python tools/smoke.py $(SMOKE)

# The newest versions of today, for every platform and Python. Commit what it writes when the tests pass with it.
lock:
	$(PYTHON) -m venv .venv-lock
	.venv-lock/bin/python -m pip install --quiet uv
	.venv-lock/bin/uv pip compile --no-config --quiet --universal --upgrade --python-version 3.11 --generate-hashes --custom-compile-command "make lock" \
	  --no-annotate --extra read --extra report --extra test pyproject.toml --output-file requirements-test.lock

docs: $(VENV)/.docs
	$(BIN)/python -m sphinx -W --keep-going -q -b html docs build/docs

backtest: $(VENV)/.report
	$(BIN)/python tools/backtest.py $(if $(PANEL),--panel $(PANEL)) --write docs/attainment.md

# Damaged files through every reader, and texts that hypothesis thinks of anew: FUZZ_SECONDS=3600 for an hour. No network.
FUZZ_SECONDS ?= 300
FUZZ_SEED ?= $(shell date +%s)
fuzz: $(VENV)/.test
	$(BIN)/python tools/fuzz.py --seconds $(FUZZ_SECONDS) --seed $(FUZZ_SEED)
	$(BIN)/pytest tests/test_robustness.py -k "reader_raise or scenario_file or plan_text" --hypothesis-profile=fuzz

# Some five minutes.
bench: $(VENV)/.test
	$(BIN)/python -m pip install --quiet --editable ".[bench]"
	$(BIN)/python -m benchmarks --write docs/benchmarks.md

$(BIN)/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.report: $(BIN)/python pyproject.toml
	$(BIN)/python -m pip install --quiet --editable ".[report]"
	@touch $@

ifeq ($(LOCK),)
$(VENV)/.test: $(BIN)/python pyproject.toml
	$(BIN)/python -m pip install --quiet --editable ".[read,report,test]"
	@touch $@ $(VENV)/.report
else
$(VENV)/.test: $(BIN)/python pyproject.toml $(LOCK)
	$(BIN)/python -m pip install --quiet --require-hashes --requirement $(LOCK)
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@ $(VENV)/.report
endif

$(VENV)/.docs: $(BIN)/python pyproject.toml
	$(BIN)/python -m pip install --quiet --editable ".[report,docs]"
	@touch $@ $(VENV)/.report

clean:
	rm -rf $(VENV) .venv-oldest .venv-newest .venv-lock build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis
