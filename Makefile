# Two commands do everything on a machine that has Python 3.11 or later: `make demo` and `make test`.
# Every recipe is one or two plain commands; the README gives them for systems without make.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: help demo test lint docs docs-check bench nightly clean

help:  ## say what there is
	@grep -E '^[a-z-]+:.*##' Makefile | sed 's/:.*## / - /'

demo: $(VENV)/installed  ## make an environment, install, share out a real underspend
	$(BIN)/csptool allocate examples/leicestershire-2024-25.xlsx --pot 97905.06 --by "24/25 Funding"

test: $(VENV)/tested  ## run every test
	$(BIN)/python -m pytest

lint: $(VENV)/linted  ## style and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

docs: $(VENV)/tested  ## write docs/cli.md and the README's examples anew
	$(BIN)/python docs/write.py

docs-check: $(VENV)/tested  ## fail where a document says what the program does not
	$(BIN)/python docs/write.py --check

bench: $(VENV)/benched  ## time the sharing beside other packages, a national formula fund and a precept
	$(BIN)/python benchmarks/sharing.py
	$(BIN)/python benchmarks/formula.py
	$(BIN)/python benchmarks/verify.py
	$(BIN)/python benchmarks/precept.py
	$(BIN)/python benchmarks/infer.py

nightly: $(VENV)/tested  ## the property tests, wide
	HYPOTHESIS_PROFILE=nightly $(BIN)/python -m pytest tests/properties

clean:  ## remove the environment and what the tools leave
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis

# one mark for each group of packages, so that a demo need not wait for the tests' tools
$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "csptool needs Python 3.11 or later: make $(MAKECMDGOALS) PYTHON=/path/to/python3.11"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade "pip>=25.1"

$(VENV)/installed: $(VENV)/bin/python pyproject.toml
	$(BIN)/python -m pip install --quiet --editable .
	@touch $@

$(VENV)/tested: $(VENV)/installed
	$(BIN)/python -m pip install --quiet --group test
	@touch $@

$(VENV)/linted: $(VENV)/tested
	$(BIN)/python -m pip install --quiet --group lint
	@touch $@

$(VENV)/benched: $(VENV)/installed
	$(BIN)/python -m pip install --quiet --group bench
	@touch $@
