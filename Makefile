# One list of commands. `make demo` and `make test` set themselves up on a fresh machine with Python 3.11+ and git.
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
RUN = .venv/bin/python
PYTEST = $(RUN) -m pytest -n auto --dist loadfile --no-loadscope-reorder
FOLDERS = bot handlers delivery blocks exports storage rulebook domain sandbox bench tests

# Every process that a test starts would compile the whole program again.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: demo test check bench bench-rulebook migrate shots kill kill-clocks crowd lock

demo: .venv  ## a whole workspace in the browser, no Slack account needed
	$(RUN) -m bot demo

test: .venv  ## every test
	@$(RUN) -m pytest -n0 --collect-only >/dev/null || true  # compiles the tests once, not once a worker
	$(PYTEST)

check: .venv  ## everything CI runs besides the tests
	$(RUN) -m ruff check $(FOLDERS)
	$(RUN) -m ruff format --check $(FOLDERS)
	$(RUN) -m mypy $(FOLDERS)
	.venv/bin/lint-imports
	$(PYTEST) tests/domain tests/rulebook --cov --cov-report=term --cov-fail-under=100

bench: .venv  ## measured figures, each against a named baseline
	$(RUN) -m bench

bench-rulebook: .venv  ## the rulebook against one pattern after another, with plots
	$(RUN) -m bench.rulebook --draw

migrate: .venv  ## bring the database of DATABASE_URL up to date
	$(RUN) -m bot migrate

shots: .venv  ## make docs/pictures anew
	$(RUN) -m tests.shots

kill: .venv  ## fifty kill -9 during proposals and approvals with a flaky Slack
	$(RUN) -m tests.faults.kill --rounds 50

kill-clocks: .venv  ## two clocks, fifty kill -9 and three outages over 100 periods, on SQLite and on PostgreSQL
	$(RUN) -m tests.faults.clocks --weeks 25 --kills 50 --outages 3
	$(RUN) -m tests.faults.clocks --weeks 25 --kills 50 --outages 3 --postgres

crowd: .venv  ## fifty people at once on each of ten posts, on SQLite and on PostgreSQL
	$(RUN) -m tests.faults.crowd

lock: .venv  ## resolve the dependencies anew
	.venv/bin/uv pip compile --universal --python-version 3.11 --generate-hashes \
		--no-annotate --no-header --upgrade --extra demo --group dev pyproject.toml -o requirements.lock -q

.venv: requirements.lock pyproject.toml
	@test -n "$(PYTHON)" || { echo "Onevoice needs Python 3.11 or newer with venv."; exit 1; }
	$(PYTHON) -m venv .venv
	.venv/bin/pip install --quiet --require-hashes -r requirements.lock
	.venv/bin/pip install --quiet --no-deps --no-build-isolation --editable .
	@touch .venv
