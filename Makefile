# The habits of this project. `make help` lists them.

VENV ?= .venv
PYTHON ?= python3
BIN := $(VENV)/bin
READY := $(VENV)/ready
DEV_READY := $(VENV)/ready-dev

.DEFAULT_GOAL := help
.PHONY: help run test torture check format bench pictures sample clean

help: ## Say what there is to make
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: $(READY) ## Open the app (makes a virtual environment on first use)
	@$(BIN)/verdict

test: $(DEV_READY) ## Run the tests
	$(BIN)/pytest -n auto

torture: $(DEV_READY) ## Type at random, click every cell, kill voting processes (takes an hour)
	VERDICT_KILLS=1000 $(BIN)/pytest -n auto tests/faults
	VERDICT_EXAMPLES=1000 $(BIN)/pytest -n auto tests/unit tests/faults/test_meddling.py tests/app/test_safe_text.py
	VERDICT_CELLS=1000000 $(BIN)/pytest -n auto tests/app/test_focus.py
	VERDICT_SOAK_SECONDS=20 VERDICT_SOAK_SEQUENCES=10 $(BIN)/pytest -n 2 tests/terminal/test_soak.py

check: $(DEV_READY) ## Check style, types and the floors of the house
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(DEV_READY) ## Format the code
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: $(DEV_READY) ## Measure, against a yardstick in the same run
	$(BIN)/python -m bench

pictures: $(READY) ## Draw the pictures of the README
	$(BIN)/python docs/make_pictures.py

sample: $(READY) ## Build sample.db from the files in sample/
	$(BIN)/python sample/build.py

clean: ## Remove what was made
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache

$(VENV)/made:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "verdict-tui needs Python 3.11 or newer; name one: make PYTHON=python3.12 ...")'
	$(PYTHON) -m venv $(VENV)
	@touch $@

$(READY): $(VENV)/made pyproject.toml constraints.txt
	$(BIN)/pip install --quiet --disable-pip-version-check -c constraints.txt -e .
	@$(BIN)/python -m compileall -q src $(VENV)/lib || true
	@touch $@

$(DEV_READY): $(READY)
	$(BIN)/pip install --quiet --disable-pip-version-check -c constraints.txt -e ".[dev]"
	@touch $@
