# Good First Day. `make help` lists every target.
.DEFAULT_GOAL := help
.PHONY: help run test soak bench screens format migration clean
export PORT HOST EMPTY
PYTHON := .venv/bin/python

help: ## List every target
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-10s %s\n", $$1, $$2}'

run: ## Install what is missing, fill the practice town once, start site and worker (PORT= HOST= EMPTY=1)
	@scripts/setup.sh run
	@exec $(PYTHON) scripts/run.py

test: ## Install what the tests need and run every check and test
	@scripts/setup.sh test
	@scripts/check.sh

soak: ## The long campaigns of the tests, whole (make test holds a tenth of each)
	@scripts/setup.sh test
	@CAMPAIGN=full $(PYTHON) -m pytest -q tests/faults tests/matching tests/unit/jobs tests/unit/briefing

bench: ## Measurements, one JSON object a line
	@scripts/setup.sh test
	@$(PYTHON) -m scripts.bench

screens: ## A picture of every page and step at 320 and 1280 px, in screens/
	@scripts/setup.sh test
	@$(PYTHON) -m scripts.screens

format: ## Put the code in the house format
	@.venv/bin/ruff format . && .venv/bin/ruff check --fix .

migration: ## Write a migration for changed models (NAME=what_changes)
	@APP_MODE=test .venv/bin/flask --app webapp db revision --autogenerate -m "$(NAME)"

clean: ## Remove what was installed and made, but not the data in instance/
	@rm -rf .venv screens .coverage .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
