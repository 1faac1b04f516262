# Every target sets itself up: a virtual environment in .venv with the locked requirements.
# Needs Python 3.11 or later with pip, and make. PYTHON=… chooses another interpreter.

PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check -qq
RUN := $(VENV)/.run
DEV := $(VENV)/.dev
DEMO := build/demo
LOCK := --quiet --no-header --no-annotate --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links

.PHONY: help demo test lint format bench reader-eval examples examples-diff lock clean
.DELETE_ON_ERROR:

help:
	@echo "make demo           read the example reports, write a ledger and a dossier"
	@echo "make test           lint, check types, run the tests"
	@echo "make lint           ruff and mypy only"
	@echo "make format         put the code in its form"
	@echo "make bench          measure speed and memory"
	@echo "make reader-eval    score the reader on the test sets in the folder DATA=…"
	@echo "make examples       write anew what the program reads from the examples"
	@echo "make examples-diff  show how a fresh reading of the examples differs"
	@echo "make lock           pin the newest requirements (needs the package index)"
	@echo "make clean          remove what these targets made"

$(BIN)/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Truceline needs Python 3.11 or later: make PYTHON=…")'
	$(PYTHON) -m venv $(VENV)

$(RUN): requirements.lock pyproject.toml | $(BIN)/python
	@echo "Installing the locked requirements into $(VENV) (once)"
	$(PIP) install --require-hashes -r requirements.lock
	$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@

$(DEV): requirements-dev.lock $(RUN)
	@echo "Installing the tools for tests into $(VENV) (once)"
	$(PIP) install --require-hashes -r requirements-dev.lock
	@touch $@

demo: $(RUN)
	@PATH="$(CURDIR)/$(BIN):$$PATH" bash examples/demo.sh $(DEMO)

test: lint
	$(BIN)/python -m pytest

lint: $(DEV)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: $(DEV)
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: $(RUN)
	$(BIN)/python bench/intake.py
	$(BIN)/python bench/ledger.py
	$(BIN)/python bench/speed.py

reader-eval: $(RUN)
	@test -n "$(DATA)" || { echo "Say where the test sets are: make reader-eval DATA=FOLDER" >&2; exit 2; }
	$(BIN)/python bench/reader.py $(DATA)

examples: $(RUN)
	$(BIN)/python examples/check.py regenerate

examples-diff: $(RUN)
	$(BIN)/python examples/check.py diff

lock: $(BIN)/python
	$(PIP) install uv
	$(BIN)/uv pip compile pyproject.toml requirements.in $(LOCK) -o requirements.lock
	$(BIN)/uv pip compile pyproject.toml requirements.in --extra dev -c requirements.lock $(LOCK) -o requirements-dev.lock

clean:
	rm -rf $(VENV) build
