# Every task of this project. `make help` lists them; each sets up what it needs.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

PYTHON ?= $(shell for python in python3 python3.14 python3.13 python3.12 python3.11; do \
	"$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	&& echo "$$python" && break; done)
# Commands and kernels start by the hundred: none may compile pandas anew.
export PYTHONDONTWRITEBYTECODE :=

BIN := .venv/bin
READY := .venv/.ready
WORKERS ?= 2
ARGS ?=
LIMITED ?=
APP_TESTS := tests/app tests/browser/test_app_*.py \
	tests/cli/test_{account,audit,db,db_retain,serve,work}.py
LOAD ?=

$(BIN)/uv:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed: make PYTHON=/path/to/python3" >&2; exit 1; }
	@"$(PYTHON)" -m venv .venv || { echo "$(PYTHON) has no venv module; on Debian: apt install python3-venv" >&2; exit 1; }
	@echo "Installing uv into .venv"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check uv

# --inexact keeps uv itself, which lives in the same environment.
$(READY): uv.lock pyproject.toml | $(BIN)/uv
	@echo "Installing what uv.lock lists into .venv (some minutes when packages must be downloaded)"
	@VIRTUAL_ENV= $(BIN)/uv sync --frozen --inexact --quiet --python $(BIN)/python
	@touch $@

.PHONY: install demo test test-deep coverage mutants lint lab bench campaign sbom clean help

install: $(READY) ## Make .venv and install everything that uv.lock lists

demo: $(READY) ## Import the sample, build two reports, say where they lie
	@$(BIN)/tcb demo

test: lint ## Lint, types, import contracts and every test but the slow campaigns
	@$(BIN)/python -m pytest -n $(WORKERS) --dist loadfile --no-loadscope-reorder -m "not deep" $(ARGS)

test-deep: $(READY) ## Tests marked deep, then the campaigns at full size
	@$(BIN)/python -m pytest -m deep || test $$? -eq 5  # 5: none is marked
	@$(MAKE) coverage
	@$(MAKE) mutants
	@$(MAKE) campaign

coverage: $(READY) ## Branches of the application that its tests take, in every process; 95 % at least
	@$(BIN)/coverage erase
	@$(BIN)/coverage run -m pytest -n $(WORKERS) --dist loadfile -m "not deep" $(APP_TESTS) $(ARGS)
	@$(BIN)/python -m tests.campaigns.branches

# Starts anew: what tests found before says little after they have changed.
mutants: $(READY) ## Faults put into the application's services; tests must find 80 %
	@rm -rf mutants
	@CI=1 $(BIN)/mutmut run --max-children $(WORKERS) | tr '\r' '\n' | tail -n 3
	@$(BIN)/python -m tests.campaigns.mutants

lint: $(READY) ## Style, format, types and import contracts
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo

lab: $(READY) ## Open JupyterLab on the notebooks, with the sample in the lake
	@$(BIN)/tcb lab -- $(ARGS)

# LIMITED="--games 20000 --rounds 1" makes it small, LOAD="--turn 2 --rounds 1 --memory 2000" the
# load on the application; the whole takes about two and a half hours on two cores.
bench: $(READY) ## Timings, as ratios to SQL typed by hand, and to spells, pandas and DuckDB
	@$(BIN)/python -m pytest tests/benchmarks -s -p no:xdist --ignore tests/benchmarks/test_limited.py \
		--ignore tests/benchmarks/test_load.py $(ARGS)
	@$(BIN)/python -W ignore -m tests.benchmarks.limited $(LIMITED)
	@$(BIN)/python -W ignore -m tests.benchmarks.load $(LOAD)

campaign: $(READY) ## Kill imports and mutate inputs at any size; writes tests/campaigns/RESULTS.md
	@$(BIN)/python -m tests.campaigns $(ARGS)

sbom: $(READY) ## List every locked package, as CycloneDX JSON, in sbom.json
	@$(BIN)/uv export --format cyclonedx1.5 --frozen --offline --all-groups --all-extras --quiet --output-file sbom.json

clean: ## Remove the environment, caches and built files; the lake stays
	@rm -rf .venv dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis .benchmarks \
		.import_linter_cache .coverage* mutants
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

help: ## This list
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)
