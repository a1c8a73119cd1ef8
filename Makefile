# Everything a newcomer types. It needs Python 3.11 or newer and the package registries; the rest it fetches itself.
.DEFAULT_GOAL := help
SHELL := /bin/sh
# The first Python on this machine that is new enough.
PYTHON ?= $(shell for python in python3 python3.14 python3.13 python3.12 python3.11; do \
	if $$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then echo $$python; break; fi; done)
ifeq ($(PYTHON),)
$(error Kortelijn heeft Python 3.11 of nieuwer nodig; zet het op deze machine, of wijs het aan met PYTHON=/pad/naar/python3)
endif
BIN := .venv/bin

.PHONY: help demo demo-reset test lint pytest bench format messages lock clean install

help: ## Toon deze lijst
	@echo "Kortelijn: een kort lijntje naar passende ondersteuning."
	@echo
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1@\2/p' Makefile | awk -F@ '{ printf "%-20s %s\n", $$1, $$2 }'
	@echo
	@echo "Kies een poort met PORT=8123 make demo, een eigen database met DATABASE_URL,"
	@echo "en een andere map dan ./var met KORTELIJN_DATA."

demo: ## Start alles met een verzonnen wijk; Ctrl-C stopt alles
	@exec $(PYTHON) -m kortelijn.config.bootstrap demo

demo-reset: ## Gooi de demo weg en begin opnieuw
	@if [ -x $(BIN)/kortelijn ]; then $(BIN)/python -m kortelijn demo-reset; fi
	@exec $(PYTHON) -m kortelijn.config.bootstrap demo

install: ## Zet alles klaar om te ontwikkelen en te testen
	@$(PYTHON) -m kortelijn.config.bootstrap test

test: lint ## Controleer alles: stijl, typen, lagen, sjablonen, migraties en alle tests
	@$(BIN)/python -m pytest -n 2

lint: install ## Alleen de controles, zonder de tests
	@$(MAKE) --no-print-directory --keep-going --jobs 2 $(CHECKS)

CHECKS := check-types check-style check-form check-floors check-templates check-migrations check-packages check-unused
.PHONY: $(CHECKS)

# Runs one control quietly; only what is wrong is shown.
control = @if said=$$($(2) 2>&1); then echo "goed  $(1)"; else echo "FOUT  $(1)"; echo "$$said"; exit 1; fi

check-types:
	$(call control,typen (mypy),$(BIN)/python -m mypy)
check-style:
	$(call control,stijl (ruff check),$(BIN)/ruff check .)
check-form:
	$(call control,vorm (ruff format; make format herstelt),$(BIN)/ruff format --check .)
check-floors:
	$(call control,lagen (import-linter),$(BIN)/lint-imports)
check-templates:
	$(call control,sjablonen (djlint),$(BIN)/djlint --lint kortelijn)
check-migrations:
	$(call control,migraties (makemigrations --check),KORTELIJN_ENV=test $(BIN)/python -m kortelijn makemigrations --check --dry-run)
check-packages:
	$(call control,pakketten (deptry),$(BIN)/deptry .)
check-unused:
	$(call control,ongebruikte code (vulture),$(BIN)/vulture)

bench: install ## Meet hoe snel het is, tegen een ondergrens van dezelfde meting
	@KORTELIJN_ENV=test $(BIN)/python -m bench

format: install ## Zet de code in de juiste vorm
	@$(BIN)/ruff check --quiet --fix-only .
	@$(BIN)/ruff format --quiet .

messages: install ## Verzamel alle teksten in de Engelse vertaling, en zeg wat nog vertaald moet worden
	@$(BIN)/python -m kortelijn.config.messages

lock: install ## Leg de versies van alle pakketten opnieuw vast, met hun controlegetallen
	@$(BIN)/pip-compile $(LOCK) -o requirements.txt pyproject.toml
	@$(BIN)/pip-compile $(LOCK) -o requirements-dev.txt requirements-dev.in
	@$(BIN)/python -m kortelijn.config.node install --package-lock-only --ignore-scripts

LOCK := --quiet --generate-hashes --strip-extras --allow-unsafe --no-header \
	--no-emit-index-url --no-emit-trusted-host --no-emit-find-links

clean: ## Verwijder alles wat gemaakt is: omgeving, pakketten, gegevens
	@if [ -x $(BIN)/kortelijn ]; then $(BIN)/python -m kortelijn demo-reset; fi
	@rm -rf .venv node_modules kortelijn/ui/static/ui .mypy_cache .ruff_cache .pytest_cache .import_linter_cache var
	@echo "Schoon."
