# Two commands do everything: `make demo` and `make test`. `make help` lists the rest.
# uv is used where it is installed, else venv + pip. Nothing is written outside this folder and the package caches.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
VENV := .venv
BIN := $(VENV)/bin
PYTHON ?= python3
UV := $(shell command -v uv 2>/dev/null)
SHARED := ../shared
OUT := out
SECONDS ?= 600
WORKERS ?= 2

ifneq ($(UV),)
CREATE = test -x $(BIN)/python || uv venv -q --python $(PYTHON) $(VENV)
INSTALL = uv pip install -q --python $(BIN)/python
else
CREATE = test -x $(BIN)/python || { $(PYTHON) -m venv $(VENV) && $(BIN)/python -m pip install -q --upgrade pip; }
INSTALL = $(BIN)/python -m pip install -q --disable-pip-version-check
endif

.PHONY: help setup whole corpus demo seeds test lint eval bench fuzz soak train site serve pictures axe docs clean

help: ## list the targets
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):[^#]*## (.*)/\1\t\2/' | awk -F'\t' '{printf "make %-8s %s\n", $$1, $$2}'

$(VENV)/.ready: pyproject.toml
	@$(CREATE)
	@$(INSTALL) -e . --group dev
	@touch $@

setup: $(VENV)/.ready ## set up the environment in .venv

whole: setup ## set up, with what rebuilds the tables, the documentation and the reader, with Ray and spaCy
	@$(INSTALL) -e '.[ray,spacy]' --group tables --group docs --group train

demo: setup ## read the example dispatches into a record and show what was found
	@$(BIN)/python examples/demo.py $(OUT)/demo

seeds: setup ## read the two reports that started the project (needs ../shared) and score them
	@$(BIN)/python -m evaluation.seeds $(SHARED) $(OUT)/seeds

lint: setup ## ruff, mypy strict, import contract
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check -q .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-cache > $(VENV)/lint-imports.log || { cat $(VENV)/lint-imports.log; exit 1; }

test: setup lint ## lint, types, import contract, all tests, WORKERS (2) files at a time
	@$(BIN)/python -m pytest -n $(WORKERS) --dist loadfile $(PYTEST_ARGS)

eval: setup ## every score the development data allow (needs ../shared); writes docs/evaluation.md
	@$(BIN)/python -m evaluation $(SHARED)

corpus: setup ## check the corpus, count it and compile it into out/corpus
	@$(BIN)/python -m corpus.check --errors
	@$(BIN)/python -m corpus.matrix
	@$(BIN)/python -m corpus.compile --out $(OUT)/corpus

bench: setup ## sentences a second, start-up and memory, as ratios in one run
	@$(BIN)/python -m benchmarks

fuzz: setup ## feed HTML, WARC, feeds, JSON lines, text, PDF, Word and mail with hostile bytes, SECONDS (600) each
	@$(INSTALL) -e . --group fuzz
	@$(BIN)/python -m fuzzing --seconds $(SECONDS) --out $(OUT)/fuzz

soak: setup ## kill the writer 200 times, write a million rows, fuzz; writes docs/soak.md
	@$(INSTALL) -e . --group fuzz
	@$(BIN)/python -m soak --seconds $(SECONDS) --out $(OUT)/soak

RUNS := training/runs
FOLDS := 0 1

train: setup ## train the reader (needs ../shared; two hours on one core); the result goes to training/runs/reader
	@$(INSTALL) -e . --group train
	@$(BIN)/python -m training.train syntax --data $(SHARED) --out $(RUNS)/syntax
	@$(BIN)/python -m training.train acts --data $(SHARED) --out $(RUNS)/acts --start $(RUNS)/syntax
	@$(BIN)/python -m training.train events --data $(SHARED) --out $(RUNS)/events --start $(RUNS)/syntax
	@$(BIN)/python -m training.export --network $(RUNS)/events --out $(RUNS)/reader
	@for fold in $(FOLDS); do \
	    $(BIN)/python -m training.train events --data $(SHARED) --out $(RUNS)/without-$$fold --start $(RUNS)/syntax \
	        --leave-out $$fold/2 && \
	    $(BIN)/python -m training.export --network $(RUNS)/without-$$fold --out $(RUNS)/reader-without-$$fold; done
	@$(BIN)/python -m training.pairs --data $(SHARED) --start $(RUNS)/acts --out $(RUNS)/reader
	@$(BIN)/python -m training.antecedents --data $(SHARED) --out $(RUNS)/reader
	@$(BIN)/python -m training.attributions --data $(SHARED) --reader $(RUNS)/reader --out $(RUNS)/reader
	@$(BIN)/python -m training.allegiance --data $(SHARED) --out $(RUNS)/reader
	@for fold in 0 1; do $(BIN)/python -m training.allegiance --data $(SHARED) --leave-out $$fold/2 --out $(RUNS)/reader-without-$$fold; done
	@$(BIN)/python -m training.belief --data $(SHARED) --readers $(RUNS)/reader-without-{0,1} --out $(RUNS)/reader
	@$(BIN)/python -m training.sides --data $(SHARED) --readers $(RUNS)/reader-without-{0,1} --out $(RUNS)/reader
	@$(BIN)/python -m training.recency --data $(SHARED) --readers $(RUNS)/reader-without-{0,1} --trees $(RUNS)/reader --out $(RUNS)/reader
	@$(BIN)/python -m training.footing --data $(SHARED) --readers $(RUNS)/reader-without-{0,1} --out $(RUNS)/reader

$(VENV)/.docs: pyproject.toml | setup
	@$(INSTALL) -e . --group docs
	@touch $@

docs: $(VENV)/.docs ## build the documentation into site/
	@$(BIN)/mkdocs build -q --strict

site: $(VENV)/.docs ## serve the documentation on 127.0.0.1:8001
	@$(BIN)/mkdocs serve -a 127.0.0.1:8001

$(VENV)/.web: pyproject.toml | setup
	@$(INSTALL) -e '.[web]'
	@touch $@

serve: $(VENV)/.web ## serve the web app on the example record, 127.0.0.1:8000
	@test -f $(OUT)/demo/dispatches.db || $(BIN)/python examples/demo.py $(OUT)/demo > /dev/null
	@$(BIN)/dragoman serve $(OUT)/demo/dispatches.db

pictures: $(VENV)/.web ## draw the pictures of docs/tour.md anew (needs chromium)
	@$(BIN)/python -m tests.docs.tour

axe: ## fetch axe-core (accessibility checks, development only) into .cache
	@mkdir -p .cache/axe && cd .cache/axe && test -f package/axe.min.js || { npm pack --silent axe-core@4 > /dev/null && tar xzf axe-core-*.tgz; }

clean: ## remove what was built; the environment too
	rm -rf $(VENV) $(OUT) site build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .benchmarks
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
