# Needs Python 3.11 to 3.13 and nothing else: PYTHON=python3.12 make demo
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export COUNTERCLAIM_HOME ?= $(CURDIR)/.counterclaim
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.DEFAULT_GOAL := help
.PHONY: help demo up test test-faults check install install-dev lock clean

help: ## show what can be made
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

demo: install ## run everything here, submit the sample articles, print the report (Ctrl-C ends)
	@$(BIN)/counterclaim demo $(DEMO)

up: install ## run everything here
	@$(BIN)/counterclaim up $(UP)

test: install-dev ## the whole suite, with real servers and worker processes
	$(BIN)/python -m pytest $(TESTS)

test-faults: install-dev ## the long fault tests
	$(BIN)/python -m pytest -m faults tests

check: install-dev ## linters, types, import contracts
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

install: $(VENV)/.installed ## make the environment in .venv

install-dev: $(VENV)/.installed-dev ## the same with the tools for tests and checks

$(VENV)/.python:
	@$(PYTHON) -c 'import sys; v = sys.version_info; sys.exit(0 if (3, 11) <= v[:2] <= (3, 13) else f"Python 3.11 to 3.13 is needed, this is {v[0]}.{v[1]}; name another: PYTHON=python3.12 make demo")'
	@$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/.installed: $(VENV)/.python requirements.lock pyproject.toml
	@echo "installing into $(VENV) (the first time this takes a minute)"
	@$(BIN)/python -m pip install -qq --require-hashes --requirement requirements.lock
	@$(BIN)/python -m pip install -qq --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.installed-dev: $(VENV)/.installed requirements-dev.lock
	@$(BIN)/python -m pip install -qq --require-hashes --requirement requirements-dev.lock
	@touch $@

lock: ## renew the lock files (needs uv on the path)
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header \
	  -qq --upgrade pyproject.toml requirements-build.in --output-file requirements.lock
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header \
	  -qq --upgrade --extra flower --constraint requirements.lock pyproject.toml requirements-build.in --output-file requirements-flower.lock
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header \
	  -qq --upgrade --group dev --constraint requirements.lock --output-file requirements-dev.lock

clean: ## remove the environment and caches; stored data stays in $(COUNTERCLAIM_HOME)
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
