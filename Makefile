# Set-up, run and checks. `make help` lists the targets.

PYTHON ?= python3
WORKERS ?= auto
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
PYTEST := PYTHONWARNDEFAULTENCODING=1 $(BIN)/python -m pytest -q -n $(WORKERS) --dist=worksteal

export PIP_DISABLE_PIP_VERSION_CHECK := 1
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help

# ---- what people run -----------------------------------------------------------------------------

.PHONY: help demo test check
help:  ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-15s %s\n", $$1, $$2 }' Makefile

demo: $(READY)  ## score the example campaign into build/demo/summary.xlsx
	@mkdir -p build/demo
	@status=0; $(BIN)/aidscore batch examples/pilot-city -o build/demo/summary.xlsx || status=$$?; \
	if [ $$status -ne 1 ]; then echo "demo: aidscore ended with $$status, expected 1" >&2; exit 1; fi; \
	echo "demo: one record of the example is broken on purpose, so aidscore ended with 1 as it should; see build/demo/summary.xlsx"

test: $(READY)  ## run the tests; WORKERS=2 takes two processes, not one for each core
	$(PYTEST) $(COVERAGE)

check: format-check lint types imports sizes messages-check docs-check coverage  ## run every check, tests with coverage included
	@echo "check: all good"

# ---- the parts of check --------------------------------------------------------------------------

.PHONY: format-check lint types imports sizes messages-check docs-check coverage
format-check: $(READY)
	$(BIN)/ruff format --check

lint: $(READY)  ## look for likely mistakes with ruff
	$(BIN)/ruff check

types: $(READY)  ## check the types with mypy
	$(BIN)/mypy

imports: $(READY)  ## check who imports whom
	$(BIN)/lint-imports --no-logo

sizes: $(READY)  ## check sizes, and that only cli prints, exits and writes
	$(BIN)/python tools/sizes.py

messages-check: $(READY)
	$(BIN)/python tools/messages.py --check

docs-check: $(READY)
	$(BIN)/python tools/docs.py --check

coverage: COVERAGE := --cov
coverage: test  ## run the tests and measure what they reach

# ---- what maintainers run ------------------------------------------------------------------------

.PHONY: format messages docs pictures prove test-lowest faults fuzz mutants bench wheel-test wheelhouse wheelhouse-test clean
format: $(READY)  ## format the code and mend what ruff can mend
	$(BIN)/ruff check --fix-only --quiet
	$(BIN)/ruff format

messages: $(READY)  ## bring the message catalogs up to date with the code
	$(BIN)/python tools/messages.py

docs: $(READY)  ## write the generated parts of the docs
	$(BIN)/python tools/docs.py

pictures: $(READY)  ## take the pictures of the README anew; needs chromium, soffice, pdftoppm
	$(BIN)/python tools/pictures.py

LAWS = $(filter-out tests/test_form%,$(shell grep -l '^@given' tests/test_*.py))
prove: export HYPOTHESIS_PROFILE := thorough
prove: $(READY)  ## try all laws on many more examples, other ones at every run, and forms with LibreOffice
	$(PYTEST) $(LAWS)
	FORM_PROOF=600 PYTHONWARNDEFAULTENCODING=1 $(BIN)/python -m pytest -q -s tests/test_form_proof.py tests/test_form_roundtrip.py

fuzz: $(READY)  ## feed 500,000 damaged files to the reader
	$(BIN)/python tools/fuzz.py

mutants: $(READY)  ## change the arithmetic in 400 places, one by one, and list what no test notices; takes minutes
	$(BIN)/python tools/mutants.py

LOWEST := build/lowest
test-lowest: $(READY)  ## run the tests with the lowest versions of the dependencies
	@$(PYTHON) -m venv --clear $(LOWEST)
	@$(BIN)/python tools/lowest.py >$(LOWEST)/constraints.txt
	@$(LOWEST)/bin/python -m pip install --quiet --constraint $(LOWEST)/constraints.txt hatchling
	@$(LOWEST)/bin/python -m pip install --quiet --constraint $(LOWEST)/constraints.txt --no-build-isolation --editable '.[test]'
	PYTHONWARNDEFAULTENCODING=1 $(LOWEST)/bin/python -m pytest -q -n auto --maxprocesses=$(WORKERS) --dist=worksteal $(TESTS)

faults: $(READY)  ## let 1,000 random system calls fail or kill commands that write files
	$(BIN)/python tools/faults.py --number 1000

LARGEST := 20000
bench: $(READY)  ## measure the speed into docs/performance.md; LARGEST=100000 for more records; never part of the checks
	$(BIN)/python -m bench --largest $(LARGEST)

wheel-test: $(READY)  ## build the wheel from the sdist, install it elsewhere, use it from an empty folder
	@sh tools/wheel-test.sh $(BIN)/python

WHEELHOUSE := build/wheelhouse
wheelhouse: $(READY)  ## build a folder that installs aidscore without network, on Windows and on Linux
	$(BIN)/python tools/wheelhouse.py --output $(WHEELHOUSE)

wheelhouse-test: wheelhouse  ## install from that folder without network and use the command
	@sh tools/wheelhouse-test.sh $(PYTHON)

clean:  ## remove what was built, and .venv
	rm -rf $(VENV) build dist .coverage .coverage.* .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find src tests tools -name __pycache__ -type d -prune -exec rm -rf {} +

# ---- set-up: once, and again when the pinned versions change --------------------------------------

$(READY): pyproject.toml constraints.txt | $(BIN)/python
	@echo "set-up: installing the pinned versions into $(VENV)"
	@$(BIN)/python -m pip install --quiet --constraint constraints.txt hatchling
	@$(BIN)/python -m pip install --quiet --constraint constraints.txt --no-build-isolation --editable '.[dev]'
	@touch $@

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "set-up: aidscore needs Python 3.11 or newer; '$(PYTHON)' is $$($(PYTHON) --version 2>&1)." >&2; \
	  echo "        Name another one: make PYTHON=python3.12 test" >&2; exit 1; }
	@$(PYTHON) -m venv --clear $(VENV) || { rm -rf $(VENV); \
	  echo "set-up: '$(PYTHON) -m venv' failed; on Debian and Ubuntu: apt-get install python3-venv" >&2; exit 1; }
