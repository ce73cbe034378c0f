# deskq: `make run` serves a demo office, `make check` runs every check and test. All files are made in .venv/ and instance/.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PO := deskq/translations/fa/LC_MESSAGES/deskq.po
STEP := $(PYTHON) tests/tools/steps.py one
export FLASK_APP := deskq
export FLASK_SKIP_DOTENV := 1
# Byte code is kept: without it each start compiles 1,300 modules.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help run dev test check checks soak lint-web audit affected affected-map bench bench-scale mutate pages seed bundles vendor messages lock clean

help: ## list these commands
	@awk -F':.*## ' '/^[a-z-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: export DESKQ_DEMO ?= 1
run: export DESKQ_PRINTER ?= $(if $(filter 1,$(DESKQ_DEMO)),fake,browser)
run: $(VENV)/run.ready ## set everything up and serve the demo office on http://127.0.0.1:8000
	@echo "[3/4] database ..."
	@$(BIN)/flask db upgrade
	@if [ "$(DESKQ_DEMO)" = 1 ]; then $(BIN)/flask seed --no-line; fi
	@echo "[4/4] starting ..."
	@exec $(BIN)/python run.py

dev: export DESKQ_DEMO ?= 1
dev: export DESKQ_PRINTER ?= $(if $(filter 1,$(DESKQ_DEMO)),fake,browser)
dev: $(VENV)/run.ready ## serve the demo office, restart on changes of code and translations, cache nothing
	@$(BIN)/flask db upgrade
	@$(BIN)/flask seed --no-line
	@exec $(BIN)/python deploy/dev.py

test: check ## the same as check

check: ## ruff, mypy --strict, biome, stylelint, pytest in random order, node --test
	@$(PYTHON) tests/tools/steps.py whole "make check" $(MAKE) --no-print-directory checks

checks: export NOT_RUN := $(VENV)/not-run
checks:
	@$(STEP) "install" $(MAKE) --no-print-directory $(VENV)/test.ready
	@rm -f $(NOT_RUN)
	@$(STEP) "lint of scripts and styles" $(MAKE) --no-print-directory lint-web
	@$(STEP) "lint" sh -ec '$(BIN)/ruff format --check . && $(BIN)/ruff check .'
	@$(STEP) "types" $(BIN)/mypy
	@$(STEP) "tests" $(BIN)/pytest -n auto --maxprocesses 4 --dist worksteal -m "not load and not soak" $(PYTEST_ARGS)
	@$(STEP) "tests of load" $(BIN)/pytest -m "load and not soak" $(PYTEST_ARGS)
	@$(PYTHON) tests/tools/programs.py not-run $(NOT_RUN)

affected: $(VENV)/test.ready ## the tests that your change can make fail, a minute of them at most (SINCE=commit, ALL=1)
	@$(BIN)/python -m tests.affected

affected-map: $(VENV)/test.ready ## record what affected chooses by, or take new tests into it (ANEW=1: all anew, ONLY=tests/queue/)
	@$(BIN)/python -m tests.affected map

soak: $(VENV)/test.ready ## the tests that take too long for every change (.ci/nightly runs them in parts)
	$(BIN)/pytest -m soak $(PYTEST_ARGS)

lint-web: ## biome and stylelint over scripts and style sheets
	@if command -v npm >/dev/null; then $(MAKE) --no-print-directory node_modules/.ready && npm run --silent lint; \
	elif [ "$$CI" = true ]; then echo "npm is not here, and CI must have it."; exit 1; \
	else echo "SKIPPED: biome and stylelint need node and npm."; echo npm >> "$${NOT_RUN:-/dev/null}"; fi

audit: $(VENV)/test.ready ## the locked libraries: versions, hashes, and known weaknesses where there is a network
	$(BIN)/python deploy/audit.py

bench: $(VENV)/test.ready ## measure, as ratios inside one run (BENCH=smoke: short form; BENCH=peak, messages, estimate ...: a part)
	$(BIN)/python -m tests.load.bench $(BENCH)

bench-scale: $(VENV)/test.ready ## many offices on nginx, workers, PostgreSQL and Redis (SCALE=smoke: short form)
	$(BIN)/python -m tests.load.bench_scale $(SCALE)

mutate: $(VENV)/test.ready ## put small faults into code and templates, count those the tests notice (MUTATE="--seed 7 --code 100")
	$(BIN)/python -m tests.mutate

pages: $(VENV)/test.ready ## show how pages differ from what is kept, and keep them, after an intended change of pages (tests/kept_pages)
	PAGES=write $(BIN)/pytest -q -n auto --maxprocesses 4 --dist worksteal tests/kept_pages

seed: export DESKQ_DEMO ?= 1
seed: $(VENV)/run.ready ## fill the demo office with one morning
	$(BIN)/flask db upgrade
	$(BIN)/flask seed

bundles: node_modules/.ready ## put the modules of each screen into one file (after a change under static/js)
	npm run --silent bundle

vendor: node_modules/.ready ## fetch the pinned browser libraries, fonts and icons anew
	node deploy/vendor.mjs

messages: $(VENV)/test.ready ## collect the words of templates and code for translation
	$(BIN)/pybabel -q extract -F deskq/translations/babel.cfg -k gettext -k _ -k N_ --no-location --omit-header --sort-output -o deskq/translations/deskq.pot .
	$(BIN)/pybabel -q update -i deskq/translations/deskq.pot -d deskq/translations -D deskq --omit-header --no-fuzzy-matching --ignore-obsolete
	@cat deskq/translations/header.txt $(PO) > $(PO).new && mv $(PO).new $(PO)
	$(BIN)/pybabel -q compile -d deskq/translations -D deskq

lock: ## pin all dependencies with hashes (needs uv)
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header pyproject.toml -o requirements.lock
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --group dev -c requirements.lock pyproject.toml -o requirements-dev.lock

clean: ## delete .venv/ and instance/, with the database and the encryption keys
	rm -rf $(VENV) instance

node_modules/.ready: package-lock.json
	@$(PYTHON) deploy/bootstrap/again.py npm 300 npm ci --no-audit --no-fund
	@touch $@

$(VENV)/made:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "deskq needs Python 3.11 or newer."; exit 1; }
	@echo "[1/4] virtual environment ..."
	@$(PYTHON) -m venv $(VENV) 2>/dev/null || { rm -rf $(VENV) && $(PYTHON) -m venv --without-pip $(VENV); }
	@touch $@

$(VENV)/run.ready: requirements.lock $(PO) | $(VENV)/made
	@echo "[2/4] libraries (about half a minute) ..."
	@$(BIN)/python deploy/bootstrap/install.py requirements.lock
	@$(BIN)/pybabel -q compile -d deskq/translations -D deskq
	@touch $@

$(VENV)/test.ready: requirements-dev.lock $(VENV)/run.ready
	@echo "[2/4] libraries for the tests ..."
	@$(BIN)/python deploy/bootstrap/install.py requirements-dev.lock
	@touch $@
