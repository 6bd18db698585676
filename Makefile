# Two commands matter to a newcomer: `make run` and `make test`. `make help` lists the rest.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin

# Where a shell forbids Python to keep what it compiled, as images of containers like to, each process of the tests, and
# each that a test starts, compiles all anew: 14 s of processor time for the tests alone, in each of three processes.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help run test test-slow check format lint types imports bench soak quality inputs picture reference lock clean

help: ## list the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-10s %s\n", $$1, $$2}'

# One environment for running, a superset for developing; each is rebuilt when its lock changes.
$(VENV)/.run: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Briefbot needs Python 3.11 or newer; say which with: make $(MAKECMDGOALS) PYTHON=python3.12"; exit 2; }
	@echo "Setting up (once, about a minute) ..."
	@test -x $(BIN)/pip || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.dev: requirements-dev.lock $(VENV)/.run
	@echo "Setting up the developer's tools (once, about a minute) ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@

run: $(VENV)/.run ## set up and run: a briefing in the terminal, or the bot when a token is set
	@$(BIN)/briefbot run

test: $(VENV)/.dev ## set up and pass the tests, on every core
	$(BIN)/python -m pytest -n auto --dist worksteal

test-slow: $(VENV)/.dev ## the tests that take minutes, and those that try examples by chance with many more
	$(BIN)/python -m pytest -m "slow or hypothesis" --hypothesis-profile=many -o faulthandler_timeout=0

check: format lint types imports test ## everything that must be green before a commit

format: $(VENV)/.dev
	$(BIN)/ruff format --check .

lint: $(VENV)/.dev
	$(BIN)/ruff check .

types: $(VENV)/.dev
	$(BIN)/mypy

imports: $(VENV)/.dev
	$(BIN)/lint-imports

bench: $(VENV)/.dev ## print the tables of speeds (an hour; `python -m bench PART` prints one)
	$(BIN)/python -m bench

soak: $(VENV)/.dev ## the endurance runs in full: kills, thousands of channels, every zone, a year (some four hours)
	$(BIN)/python -m bench.soak

quality: $(VENV)/.dev ## print how well the bot judges (needs the development data)
	$(BIN)/python bench/quality.py

inputs: $(VENV)/.dev ## the reader and the messages against what nobody here wrote (needs the development data)
	$(BIN)/python -m bench.inputs

picture: $(VENV)/.dev ## draw the README's picture, and every kind of message on dark and light (needs chromium)
	$(BIN)/python -m docs.picture

reference: $(VENV)/.dev ## write the reference of settings and commands anew
	$(BIN)/python -m docs.write_reference

# The locks carry hashes and no index address, for every supported Python and platform.
LOCK := uv pip compile --quiet --universal --generate-hashes --no-header --python-version 3.11
lock: ## pin the newest allowed versions anew (needs uv)
	$(LOCK) pyproject.toml --extra postgres --extra vectors --group build -o requirements.lock
	$(LOCK) pyproject.toml --extra postgres --extra vectors --group build --group dev -c requirements.lock -o requirements-dev.lock

clean: ## remove the environment and the caches, never ./data
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
