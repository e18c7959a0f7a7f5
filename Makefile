# `make start` and `make test` are all that a newcomer needs; `make` lists the rest.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

# The Python that .venv is made from; without it the first of 3.11 to 3.13 found.
PYTHON ?=
# Where `make start` answers.
PORT ?= 8080
# How many families `make bench` makes: small, medium or large.
SIZE ?= small
# What else pytest or the benchmark is told: make test ARGS="-k dashboard -x".
ARGS ?=
# Where packages are kept, outside the checkout so that several can share them.
EGGS ?= $(or $(XDG_CACHE_HOME),$(HOME)/.cache)/hcc-ehcportal/eggs

# What letters are made into PDF with: libraries and a font, each with its package.
LETTERS := libpangoft2-1.0.so.0 libpangoft2-1.0-0 \
  libharfbuzz-subset.so.0 libharfbuzz-subset0 \
  /usr/share/fonts/truetype/dejavu/DejaVuSans.ttf fonts-dejavu-core

# What files are scanned for viruses with; the tests start one of their own.
SCANNER := /usr/sbin/clamd clamav-daemon

# What calls of several machines are counted in; the tests start one of their own, too.
COUNTER := redis-server redis-server

# bin/instance takes a PYTHON in its environment for its own interpreter.
unexport PYTHON

# Buildout runs again when a pin has changed, or when the packages are elsewhere.
BUILT := .venv/built
ifneq ($(shell cat $(BUILT) 2>/dev/null && ls -d $(EGGS)/*/Plone-* 2>/dev/null | head -1 | wc -l),$(EGGS) 1)
  MISSING := again
endif


.PHONY: help
help: ## List what can be made
	@echo "The portal where families follow an EHC needs assessment. What can be made:"
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-9s %s\n", $$1, $$2 }' Makefile

.PHONY: build
build: $(BUILT) ## Make the environment: .venv, bin/instance, bin/test and the lint tools

$(BUILT): buildout.cfg deploy/wsgi.ini.in versions.cfg setup.py $(MISSING)
	@deploy/build.sh "$(EGGS)" $(PYTHON)
	@echo "$(EGGS)" > $@

.PHONY: again
again:

.PHONY: start
start: $(BUILT) ## Start the demonstration council on http://localhost:8080 (PORT=)
	@deploy/install.sh $(LETTERS) || echo "Without it, letters are shown but not saved." >&2
	@exec deploy/start.sh "$(PORT)"

.PHONY: code
code: $(BUILT) ## Print the newest sign-in code that the demonstration mailed
	@bin/python -m hcc.ehcportal.demo.mailbox

.PHONY: test
test: $(BUILT) ## Run all tests, in a real browser too (ARGS="-k dashboard")
	@deploy/install.sh chromium chromium $(LETTERS) $(SCANNER) $(COUNTER)
	@echo "Running the tests."
	@deploy/test.sh $(ARGS) || { \
	  echo "Tests failed. One alone: make test ARGS=\"-k part_of_its_name\"" >&2; exit 1; }

.PHONY: examples
examples: $(BUILT) ## Record the examples in docs/ from a running site anew
	@echo "Recording."
	@EHC_RECORD=1 bin/test -q tests/api/live/test_examples.py

.PHONY: lint
lint: $(BUILT) ## Check style, imports between rooms and untranslated sentences
	@deploy/lint.sh

.PHONY: format
format: $(BUILT) ## Put Python, ZCML, XML and templates into their form
	@echo "Formatting."
	@.venv/bin/ruff check --fix-only --quiet .
	@.venv/bin/ruff format .
	@bin/zpretty --inplace src

.PHONY: messages
messages: $(BUILT) ## Collect every sentence for translators into locales/
	@echo "Collecting the sentences."
	@deploy/messages.sh src/hcc/ehcportal/locales/hcc.ehcportal.pot

.PHONY: bench
bench: $(BUILT) ## Measure the portal in a site of many families (SIZE=small, medium, large)
	@echo "Measuring: a site of SIZE=$(SIZE)."
	@PYTHONPATH=benchmarks bin/python benchmarks/run.py --size "$(SIZE)" $(ARGS) || { \
	  echo "The benchmark failed: see above." >&2; exit 1; }

.PHONY: clean
clean: ## Remove what was built; the site in var/ and the packages stay
	@echo "Removing .venv, bin, parts and caches. The site stays in var/, and the"
	@echo "packages in $(EGGS)."
	@rm -rf .venv bin parts develop-eggs build dist .installed.cfg src/*.egg-info
	@rm -rf .pytest_cache .ruff_cache .hypothesis .import_linter_cache
	@find src tests benchmarks -name __pycache__ -prune -exec rm -rf {} +
