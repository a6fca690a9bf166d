# What a person or a machine does with this clone. Each target sets up what it needs inside .venv and nothing
# outside the folder; `make` alone lists them.

.SHELLFLAGS := -eu -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory
unexport PYTHONHOME PYTHONPATH VIRTUAL_ENV
# Without the bytecode of the run before, each program that a test starts compiles the whole application once more.
unexport PYTHONDONTWRITEBYTECODE

# The Python that makes the virtual environment: the first of these that is 3.11 or later.
PYTHON ?= $(firstword $(foreach name,python3.11 python3 python python3.12 python3.13,$(shell \
	$(name) -c 'import sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $(name))))
VENV := .venv
BIN := $(VENV)/bin
INSTALL := PIP_USER=0 $(BIN)/python -m pip --quiet --disable-pip-version-check --no-input install
FROM_LOCK := --only-binary :all: --require-hashes --requirement
# Of the editor's package only the static files are used: nothing that it depends on is wanted.
ALONE := --no-deps $(FROM_LOCK)
THIS := --no-deps --no-build-isolation --editable .

# Settings of `make run`: PORT and DATA, as in `make run PORT=8080 DATA=/some/folder`.
SERVE := $(if $(PORT),--port "$(PORT)") $(if $(DATA),--data "$(DATA)")

# How many processes share the tests, and how much longer the harnesses run in `make soak`. The page's script is held to
# the second judge three times as often as the rest, to come to as many pairs, and beside it every text is tried that
# might act on a page, every form of the gallery is filled in, axe looks at every page, and audits are filled in on
# visits on which everything goes wrong; what is kept is put through twenty times as many crashes, to come to thousands.
WORKERS ?= 2
SOAK ?= 20
SCRIPTS := tests/browser
CRASH := tests/crash

# The first and the last schedule of `make visits`.
FIRST ?= 0
LAST ?= 59

# What tests write in `make test` stays in memory where the machine has 4 GB for it: they wait for a disk half of the time.
MEMORY := $(shell df -k /dev/shm 2>/dev/null | awk 'NR == 2 && $$4 > 4000000 { print "TMPDIR=/dev/shm" }')

# An environment made in another folder, or whose Python has gone, is made again.
ifneq ($(shell $(BIN)/python -c 'print(open("$(VENV)/place").read())' 2>/dev/null),$(CURDIR))
.PHONY: $(VENV)/place
endif

.PHONY: help
help: ## list these targets
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 12

.PHONY: run
run: install ## open the application (PORT=8000, DATA=formspec-data)
	@exec $(BIN)/formspec serve $(SERVE)

.PHONY: install
install: $(VENV)/run ## set up, and leave .venv/bin/formspec

.PHONY: test
test: $(VENV)/dev ## run the suite (`make soak` looks longer)
	$(MEMORY) $(BIN)/python -m pytest --numprocesses $(WORKERS) --dist loadfile --no-loadscope-reorder $(TESTS)

.PHONY: lint
lint: $(VENV)/dev ## check format, style, types, imports and dependencies
	$(BIN)/ruff format --check
	$(BIN)/ruff check
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/deptry .

.PHONY: check
check: lint test ## everything CI runs: lint and test

.PHONY: format
format: $(VENV)/dev ## put the code in its format
	$(BIN)/ruff format
	$(BIN)/ruff check --fix

.PHONY: soak
soak: $(VENV)/dev ## run the harnesses by chance for longer (SOAK=20 times)
	FORMSPEC_SOAK=$(SOAK) $(BIN)/python -m pytest --numprocesses $(WORKERS) --dist loadfile -m "not browser" --ignore $(CRASH) $(TESTS)
	FORMSPEC_SOAK=$$(($(SOAK) * 20)) $(BIN)/python -m pytest --numprocesses $(WORKERS) --dist loadfile $(CRASH)
	FORMSPEC_SOAK=$$(($(SOAK) * 3)) $(BIN)/python -m pytest --numprocesses $(WORKERS) --dist load $(SCRIPTS)

.PHONY: visits
visits: $(VENV)/dev ## carry out schedules of visits (FIRST=0, LAST=59), a line each
	$(MEMORY) FORMSPEC_SOAK=2 FORMSPEC_SCHEDULE=$(FIRST)-$(LAST) $(BIN)/python -m pytest --verbose \
		--numprocesses $(WORKERS) --dist load --durations 0 --durations-min 0.1 $(SCRIPTS)/visit/test_schedules.py

.PHONY: bench
bench: $(VENV)/dev ## measure ours beside the peers
	$(BIN)/python tests/bench/run.py

.PHONY: lock
lock: $(VENV)/lock/bin/pip-compile ## write the locks again from pyproject.toml
	$(call group,build) > $(VENV)/lock/build.txt
	$(call group,dev) > $(VENV)/lock/dev.txt
	$(COMPILE) --output-file .locks/run.txt pyproject.toml $(VENV)/lock/build.txt
	$(COMPILE) --output-file .locks/dev.txt --extra postgres pyproject.toml $(VENV)/lock/build.txt $(VENV)/lock/dev.txt
	rm -rf $(VENV)/lock/editor
	$(BIN)/python -m pip --quiet download --no-deps --only-binary :all: --dest $(VENV)/lock/editor $$($(call group,editor))
	{ printf '%s \\\n    ' "$$($(call group,editor))"; $(BIN)/python -m pip hash $(VENV)/lock/editor/* | tail -n 1; } \
		> .locks/editor.txt

.PHONY: clean
clean: ## remove what these targets made, and no data
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -prune -exec rm -rf {} +

# The environment, and a stamp for each lock that has been installed in it.

$(VENV)/place:
	@test -n "$(PYTHON)" || { echo "Formspec needs Python 3.11 or later with venv; none was found." >&2; exit 1; }
	@echo "Setting up $(VENV) (once) …"
	@$(PYTHON) -m venv --clear $(VENV)
	@printf %s "$(CURDIR)" > $@

$(VENV)/run: .locks/run.txt .locks/editor.txt pyproject.toml $(VENV)/place
	@$(INSTALL) $(FROM_LOCK) .locks/run.txt
	@$(INSTALL) $(ALONE) .locks/editor.txt
	@$(INSTALL) $(THIS)
	@touch $@

$(VENV)/dev: .locks/dev.txt $(VENV)/run
	@$(INSTALL) $(FROM_LOCK) .locks/dev.txt
	@touch $@

$(VENV)/lock/bin/pip-compile: pyproject.toml $(VENV)/place
	@$(BIN)/python -m venv --clear $(VENV)/lock
	@$(VENV)/lock/bin/python -m pip --quiet --disable-pip-version-check install $$($(call group,lock))
	@touch $@

COMPILE := $(VENV)/lock/bin/pip-compile --quiet --generate-hashes --strip-extras --allow-unsafe --no-header \
	--no-annotate --no-emit-options
group = $(BIN)/python -c 'import sys, tomllib; \
	print(*tomllib.load(open("pyproject.toml", "rb"))["dependency-groups"][sys.argv[1]], sep="\n")' $(1)
