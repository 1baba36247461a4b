PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
SAMPLE := sample-desk/sample.db

.PHONY: help review test test-machine bench docs lint clean

help: ## show what make can do
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 16

$(READY): pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet --editable '.[test]'
	@touch $@

$(SAMPLE): $(READY)
	@mkdir -p sample-desk
	$(BIN)/verifier ingest verifier/sample/harbour.md --db $(SAMPLE)

review: $(SAMPLE) ## open the review screen on the sample article
	$(BIN)/verifier review --db $(SAMPLE)

lint: $(READY) ## style, types and import contracts
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

test: lint ## lint, types and every test, with Python alone
	$(BIN)/pytest -n auto --dist=worksteal --ignore=tests/machine

test-machine: $(READY) ## what needs Chromium, tmux or LibreOffice beside Python
	$(BIN)/python -m pip install --quiet --editable '.[test,machine]'
	$(BIN)/pytest -m machine tests/machine

bench: $(READY) ## speed and quality figures (see benchmarks/README.md)
	$(BIN)/python -m benchmarks

docs: $(READY) ## write docs/cli.md and docs/schema.md from commands and schema
	$(BIN)/python -m verifier.cli.manual > docs/cli.md
	$(BIN)/python -m verifier.schema_page > docs/schema.md

clean: ## remove the environment and the sample database
	rm -rf $(VENV) sample-desk
