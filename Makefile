# The commands a newcomer needs; `make` alone lists them.
PYTHON ?= python3
VENV := .venv
RUN := $(VENV)/bin/python

.PHONY: help setup setup-dev demo run test check crash bench pins clean
help:
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 14

$(VENV)/.runtime: requirements.txt
	$(PYTHON) -m venv $(VENV)
	$(RUN) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@

$(VENV)/.dev: $(VENV)/.runtime requirements-dev.txt
	$(RUN) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@

setup: $(VENV)/.runtime ## make the environment in .venv
setup-dev: $(VENV)/.dev

demo: setup ## the whole desk on your machine, with a group day being played
	$(RUN) main.py demo

run: setup ## the desk for real: DESK_BOT_TOKENS=... make run
	$(RUN) main.py run

test: check ## all checks and tests
	$(RUN) -m pytest -q

check: setup-dev
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/mypy
	$(VENV)/bin/lint-imports

crash: setup-dev ## kill -9 at 200 random moments, on each database
	$(RUN) -m pytest -q -m crash

bench: setup-dev ## speed beside bare echo bots
	$(RUN) -m tests.bench

pins: ## write the pinned requirements anew (needs uv)
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header requirements.in -o requirements.txt
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header requirements-dev.in -o requirements-dev.txt

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis
