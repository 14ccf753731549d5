# The one door. A fresh clone needs Python 3.11 or newer and make; each target sets up what it uses.

.DEFAULT_GOAL := help
.PHONY: help setup site serve docs test proof lint golden sheets bench oldest package clean system checkers lighthouse peers

BIN := .venv/$(if $(filter Windows_NT,$(OS)),Scripts,bin)
READY := .venv/.ready
JOBS ?= 2
PYTEST := $(BIN)/pytest -n $(JOBS) --dist worksteal

help: ## show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

site: $(READY) ## build the site from content/
	$(BIN)/whyfolio build

serve: $(READY) ## show the site while you write
	$(BIN)/whyfolio serve

docs: $(READY) ## build the documentation into site/docs/
	$(BIN)/python tools/docs.py

test: $(READY) system checkers ## run the tests
	$(PYTEST)

proof: $(READY) system checkers lighthouse ## run the tests with full counts; a skipped test fails
	$(BIN)/python tools/proof.py

lint: $(READY) ## check style, format, types and the floors
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo

golden: $(READY) ## write the expected outputs anew; read the diff before you commit it
	$(BIN)/pytest tests/golden --update-golden

sheets: $(READY) system ## draw contact sheets of the pages into sheets/
	$(BIN)/python tools/sheets.py

bench: $(READY) system peers ## measure build, start-up and documents against their budgets
	.cache/bench/bin/python tests/bench/run.py
	.cache/bench/bin/python tests/bench/documents.py

oldest: $(READY) system ## run a sample of the tests with the oldest packages that are allowed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check 'uv>=0.9,<1'
	$(BIN)/uv venv --quiet --clear --python $(BIN)/python .cache/oldest
	$(BIN)/uv pip install --quiet --python .cache/oldest --resolution lowest-direct \
	  --editable '.[all,dev]'
	$(subst .venv,.cache/oldest,$(BIN))/python -m pytest -n $(JOBS) --dist worksteal \
	  -p no:cacheprovider tests/unit tests/cli tests/formats tests/golden tests/diagnostics

package: $(READY) ## pack the wheel and the source archive into dist/
	$(BIN)/python -m build --no-isolation --outdir dist

setup: $(READY) system checkers ## install everything, run nothing

clean: ## remove what was built and the environment
	rm -rf .venv .cache .whyfolio dist sheets .pytest_cache .mypy_cache .ruff_cache .hypothesis
	rm -rf .import_linter_cache site/public site/review site/private site/docs site/.*.next
	find generator tests tools -name __pycache__ -type d -prune -exec rm -rf {} +

system:
	@tools/system-packages.sh

checkers: $(READY)
	@tools/checkers.sh

lighthouse: $(READY)
	@tools/checkers.sh tests/quality/lighthouse

peers: $(READY)
	@tools/bench-python.sh
	@PACKAGES_FOR=.cache/bench/bin/python tools/checkers.sh tests/bench/peers

$(READY): pyproject.toml
	@found=; for python in $(PYTHON) python3 python3.13 python3.12 python3.11; do \
	  if "$$python" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' \
	    2>/dev/null; then found=$$python; break; fi; done; \
	if [ -z "$$found" ]; then echo "whyfolio needs Python 3.11 or newer, with venv;" \
	  "name yours with: make PYTHON=/path/to/python" >&2; exit 1; fi; \
	if ! $(BIN)/python -m pip --version >/dev/null 2>&1; then \
	  "$$found" -m venv --clear .venv; fi
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[all,dev]'
	@touch $@
