# What can be done in a checkout. `make demo` and `make test` set up everything they need, in .venv.

PYTHON ?= python3
BIN := .venv/bin
# More workers than cores only wait for each other; tests on pseudo-terminals spend most of their time waiting.
PYTEST := $(BIN)/python -m pytest -q -n auto

.PHONY: demo test test-all lint types schemas region bench bundle clean

demo: .venv/installed
	@$(BIN)/cpch assess examples/belmara.yaml --no-input
	@echo
	@echo "That was an example. To answer the questions yourself:"
	@echo
	@echo "    .venv/bin/cpch assess"
	@echo

test: lint types
	$(PYTEST) $(TESTFLAGS)

test-all: lint types
	CPCH_MATRIX=whole $(PYTEST) --cov --cov-report= $(TESTFLAGS)
	$(BIN)/python -m coverage report --show-missing --skip-covered --include 'src/cpch_cli/core/*' --fail-under 100

lint: .venv/installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: .venv/installed-dev
	$(BIN)/mypy

schemas: .venv/installed
	@mkdir -p schemas
	@for kind in diagnostic overlay answers report comparison plan roadmap consolidation row result; do \
		$(BIN)/cpch schema $$kind > schemas/$$kind.schema.json; done

region: .venv/installed
	$(BIN)/python examples/make_region.py

# How fast it is, as ratios: see docs/benchmarks.md. It takes a while, and means something only while nothing else runs.
bench: .venv/installed-dev
	@$(BIN)/python benchmarks/run.py

# Everything that an installation without a network needs, in one folder: see README.
bundle: .venv/installed
	rm -rf dist/bundle
	$(BIN)/python -m pip wheel --quiet --disable-pip-version-check --wheel-dir dist/bundle '.[all]'

clean:
	rm -rf .venv build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis .coverage

.venv/installed: pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "cpch needs Python 3.11 or later. Name one: make PYTHON=python3.11 ..."; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@echo "Installing into .venv (once; this can take a minute) ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[all]'
	@touch $@

.venv/installed-dev: .venv/installed
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@
