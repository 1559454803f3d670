# Every command of the project; `make help` lists them. All of them work without activating anything.

PYTHON ?= python3
VENV ?= .venv
JOBS ?= logical
PY = $(VENV)/bin/python
MANAGE = $(PY) manage.py
PIP = $(PY) -m pip install --quiet --disable-pip-version-check --require-hashes

# Where the program writes; the settings read the same variable.
VAR_DIR ?= var

# The environment of a Python is of no use to the next one, so that the marks carry its version.
VERSION := $(shell $(PYTHON) -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null)
PRODUCT = $(VENV)/product-$(VERSION)
DEVELOPMENT = $(VENV)/development-$(VERSION)

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help demo install serve test test-fast test-postgres validate lint format lock messages bench lighthouse clean python

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: $(PRODUCT) ## the demo newsroom, from nothing to a running server
	@$(MANAGE) migrate --verbosity 0
	@$(MANAGE) collectstatic --no-input --verbosity 0
	@umask 077; kept=$(VAR_DIR)/demo-password; \
	if [ -n "$$DEMO_PASSWORD" ]; then printf '%s\n' "$$DEMO_PASSWORD" > $$kept; \
	elif [ ! -s $$kept ]; then $(PY) -c 'import secrets; print(secrets.token_urlsafe(9))' > $$kept; fi
	@DEMO_PASSWORD="$$(cat $(VAR_DIR)/demo-password)" $(MANAGE) load_demo
	@exec $(PY) -m cms.server

install: $(PRODUCT) ## the real thing, new or after an upgrade: database, style sheets, the first manager
	@$(MANAGE) migrate --verbosity 0 --skip-checks
	@$(MANAGE) collectstatic --no-input --verbosity 0
	@$(MANAGE) make_crops --verbosity 0
	@$(MANAGE) create_manager
	@$(MANAGE) check
	@echo "Ready: \`make serve\` runs it."

serve: $(PRODUCT) ## run what `make install` prepared
	@exec $(PY) -m cms.server

test: $(DEVELOPMENT) ## everything: SQLite and the browser, then PostgreSQL
	@.ci/provide chromium
	$(PY) -m pytest -q -n $(JOBS)
	TEST_DATABASE=postgres $(PY) -m pytest -q -n $(JOBS) -m "not browser"

test-fast: $(DEVELOPMENT) ## without the browser, the real server, several processes and the longest tests, on SQLite
	$(PY) -m pytest -q -n $(JOBS) -m "not browser and not server and not long"

test-postgres: $(DEVELOPMENT) ## what touches the database, on PostgreSQL
	TEST_DATABASE=postgres $(PY) -m pytest -q -n $(JOBS) -m "not browser"

validate: $(DEVELOPMENT) ## the pages of the demo newsroom through the HTML validator; needs Java
	@.ci/provide java
	$(PY) -m tests.validate

lint: $(DEVELOPMENT) ## style, types, layers, templates, migrations
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	git ls-files -z 'templates/*.html' | xargs -0 -r $(VENV)/bin/djade --target-version 5.2 --check
	$(PY) -m mypy
	$(PY) $(VENV)/bin/lint-imports
	$(MANAGE) check
	$(MANAGE) makemigrations --check --dry-run

format: $(DEVELOPMENT) ## put Python and templates into the form that `make lint` wants
	$(PY) -m ruff check --fix .
	$(PY) -m ruff format .
	git ls-files -z 'templates/*.html' | xargs -0 -r $(VENV)/bin/djade --target-version 5.2

lock: $(DEVELOPMENT) ## requirements*.txt anew from the ranges in pyproject.toml
	$(PY) -m uv pip compile $(LOCK) pyproject.toml -o requirements.txt
	$(PY) -m uv pip compile $(LOCK) pyproject.toml --extra dev -c requirements.txt -o requirements-dev.txt

LOCK = --upgrade --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-config --quiet \
	--custom-compile-command "make lock"

messages: $(DEVELOPMENT) ## collect and compile the catalogues; needs gettext
	@.ci/provide msgfmt
	$(MANAGE) makemessages --all --no-obsolete --no-wrap --add-location file --ignore 'tests/*' --ignore 'var/*' --ignore '.venv/*'
	$(MANAGE) makemessages --all --no-obsolete --no-wrap --add-location file --domain djangojs --ignore 'tests/*' --ignore 'var/*' --ignore '.venv/*'
	$(MANAGE) compilemessages --ignore '.venv'

bench: $(DEVELOPMENT) ## what can be measured, among CLIPS (100,000) or MILLION=1 clips; ONLY=hot,start some of it; WRITE=1 into docs/
	@$(PY) -m tests.benchmarks --clips $(CLIPS) --only "$(ONLY)" $(if $(WRITE),--write docs/benchmarks.md)

CLIPS ?= $(if $(MILLION),1000000,100000)
ONLY ?=

lighthouse: $(DEVELOPMENT) ## the demo's pages through Lighthouse on a phone; needs npx and Chromium
	@.ci/provide chromium npx
	$(PY) -m tests.lighthouse

clean: ## remove what can be made again; the database, media and keys in var/ stay
	rm -rf $(VENV) $(VAR_DIR)/static $(VAR_DIR)/validate .pytest_cache .ruff_cache .mypy_cache .import_linter_cache .hypothesis
	find cms clips tests -name __pycache__ -type d -prune -exec rm -rf {} +

$(PRODUCT): requirements.txt | python
	@echo "Installing the packages into $(VENV) ..."
	@$(PYTHON) -m venv $(VENV)
	@$(PIP) -r requirements.txt
	@touch $@

$(DEVELOPMENT): requirements-dev.txt $(PRODUCT)
	@echo "Installing the tools into $(VENV) ..."
	@$(PIP) -r requirements-dev.txt
	@touch $@

python:
	@command -v $(PYTHON) >/dev/null || { echo "Kurzclips needs Python 3.11 or newer: please install python3." >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Kurzclips needs Python 3.11 or newer, and $(PYTHON) is $(VERSION): please install one and name it, as in \`make demo PYTHON=python3.12\`." >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo "Python's venv is missing: please install the package python3-venv." >&2; exit 1; }
