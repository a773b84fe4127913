# The commands a newcomer needs; `make` alone lists them. PYTHON=... chooses another Python.
PYTHON ?= $(shell for each in python3 python3.13 python3.12 python3.11; do \
	$$each -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$each && break; done)
VENV := .venv
RUN := $(VENV)/bin/python
INSTALL := $(RUN) -m pip install --quiet --disable-pip-version-check --require-hashes

.PHONY: help setup setup-dev demo run test stories check crash model bench pins clean
help:
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "%-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

$(VENV)/.runtime: requirements.txt
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed, and none was found (python3 --version)." >&2; exit 2; }
	$(PYTHON) -m venv $(VENV)
	$(INSTALL) -r requirements.txt
	@touch $@

$(VENV)/.dev: $(VENV)/.runtime requirements-dev.txt
	$(INSTALL) -r requirements-dev.txt
	@touch $@

setup: $(VENV)/.runtime ## make the environment in .venv
setup-dev: $(VENV)/.dev

demo: setup ## the whole desk on your machine, with a group day being played
	@$(RUN) main.py demo $(ARGS)

run: setup ## the desk for real: DESK_BOT_TOKENS=... make run
	@$(RUN) main.py run

# Side by side: the tests wait for processes and databases, and the checks have one core to themselves.
test: setup-dev ## all checks and tests
	@$(MAKE) --no-print-directory -j 2 check stories

stories: setup-dev
	$(RUN) -m pytest -q -n 2 --dist loadfile --no-loadscope-reorder

check: setup-dev
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/mypy
	$(VENV)/bin/lint-imports

crash: setup-dev ## kill -9 at 200 random moments, on each database
	$(RUN) -m pytest -q -m crash

model: setup-dev ## 10,000 random steps of a community, with crashes and leaps of the clock
	MODEL_STEPS=10000 $(RUN) -m pytest -q tests/handlers/test_model.py

bench: setup-dev ## speed beside bare echo bots
	$(RUN) -m tests.bench

pins: ## write the pinned requirements anew (needs uv)
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header requirements.in -o requirements.txt
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header requirements-dev.in -o requirements-dev.txt

clean: ## remove the environment and every cache; data stays
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
