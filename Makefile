# `make` alone lists what there is.
.DEFAULT_GOAL := help
.PHONY: help setup run test fast near test-long test-windows bench figures shots guide lint messages messages-read lock licences sbom build installer installer-check windows clean

# Compiled modules are kept, whatever the surroundings ask for: without them each of a thousand children compiles the program anew.
unexport PYTHONDONTWRITEBYTECODE

VENV := .venv
BIN := $(VENV)/bin
# Each process has half of the files; who is done takes half of what the other still has, so that none waits at the end.
PYTEST := $(BIN)/python -m pytest -q -n 2 --dist worksteal --max-worker-restart=0 -o tmp_path_retention_policy=failed -o tmp_path_retention_count=1
# Workspaces in memory: every save waits for the disk otherwise, three times as long as it works. tests/on_disk.py says which stay there.
IN_MEMORY := $(shell [ -w /dev/shm ] && df -Pk /dev/shm | awk 'NR == 2 && $$4 > 4000000 { print "PYTEST_DEBUG_TEMPROOT=/dev/shm" }')
COMPILE := $(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-annotate -q
DATED := SOURCE_DATE_EPOCH=$$(git log -1 --format=%ct) PYTHONHASHSEED=0
WINDOW := $(or $(DISPLAY),$(WAYLAND_DISPLAY),$(filter Darwin,$(shell uname -s)))

help: ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  make \1|\2/' | column -t -s '|' 2>/dev/null || grep -hE '## ' Makefile

$(VENV)/.ready: requirements.lock requirements-dev.lock pyproject.toml .ci/setup
	@VENV=$(VENV) .ci/setup

setup: $(VENV)/.ready ## everything the program needs, in .venv (asks nothing)
	@:

run: setup ## the window; without a display the same window, driven offscreen on sample data
	@$(if $(WINDOW),$(BIN)/prossce-desktop,QT_QPA_PLATFORM=offscreen $(BIN)/python -m tests.tools.guided_run)

lint: setup ## style, types, import contracts
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --quiet --check .
	@$(BIN)/mypy --strict prossce_desktop benchmarks tests/tools
	@$(BIN)/lint-imports --no-logo

test: lint ## everything that must hold
	@.ci/packages
	@$(IN_MEMORY) $(PYTEST) -o faulthandler_timeout=1200 -o faulthandler_exit_on_timeout=true

fast: setup ## the tests one runs every minute
	@$(IN_MEMORY) $(PYTEST) -m "not slow and not heavy"

near: setup ## the tests that import what was changed since main, or what imports it
	@$(IN_MEMORY) $(PYTEST) -m "not heavy" $$($(BIN)/python .ci/near.py)

test-long: setup ## every test, property tests and fault suites at full length; the fault table stands at its end
	@.ci/packages
	@HYPOTHESIS_PROFILE=long $(PYTEST) --ignore=tests/faults; held=$$?; \
	HYPOTHESIS_PROFILE=long $(PYTEST) tests/faults && exit $$held

test-windows: setup ## in Wine: the quick tests, what Windows does differently, the command line, the window
	@$(BIN)/python .ci/test_windows.py

bench: setup ## what is measured, against what
	@$(BIN)/python -m benchmarks

figures: ## how the code stands, in numbers; FOLDER=… is another checkout to compare with
	@$(BIN)/python -m tests.tools.figures $(FOLDER)

shots: setup ## every window and page as a picture, in shots/
	@QT_QPA_PLATFORM=offscreen $(BIN)/python -m tests.tools.shots shots/

guide: setup shots ## the user's guide as PDF, in dist/, with pictures of the window as it is now
	@$(BIN)/python .ci/guide_pictures.py shots
	@SOURCE_DATE_EPOCH=$$(git log -1 --format=%ct) $(BIN)/python .ci/guide.py dist/ProSSCE-Desktop-guide.pdf

messages: setup ## collect texts, bring catalogues up to date, compile the complete ones
	@$(BIN)/python .ci/messages.py

messages-read: setup ## say that somebody read all texts that are new
	@$(BIN)/python .ci/messages.py --read

lock: setup ## newest allowed versions into the locks
	@$(COMPILE) --upgrade -c .ci/constraints.txt -o requirements.lock pyproject.toml
	@$(COMPILE) --upgrade -c requirements.lock --group pyproject.toml:dev -o requirements-dev.lock

licences: setup ## what is inside, under which licence; fails on GPL or unknown
	@$(BIN)/python .ci/licences.py

sbom: setup ## the list of parts as CycloneDX, in dist/
	@$(DATED) $(BIN)/python .ci/sbom.py

build: setup ## the program as a folder for this system, in dist/
	@.ci/packages
	@$(DATED) $(BIN)/pyinstaller --noconfirm --log-level WARN build.spec
	@$(BIN)/python .ci/licences.py >/dev/null
	@$(BIN)/python .ci/bundle_check.py dist/prossce-desktop

installer: build sbom ## what people install on this system; on Linux .deb, .tar.xz and a portable zip
	@$(DATED) $(BIN)/python .ci/installers.py

installer-check: setup ## install, upgrade and remove the Windows installer under Wine: a stand-in, and what make windows made
	@$(BIN)/python .ci/installer_check.py

windows: setup ## the program for Windows, built in Wine: folder, installer and portable zip, in dist/
	@.ci/packages windows
	@$(DATED) $(BIN)/python .ci/windows.py -m PyInstaller --noconfirm --log-level WARN --distpath dist/windows --workpath build/windows/work build.spec
	@$(BIN)/python .ci/windows_needs.py dist/windows/prossce-desktop
	@$(BIN)/python .ci/licences.py >/dev/null
	@$(BIN)/python .ci/bundle_check.py dist/windows/prossce-desktop --wine
	@$(DATED) $(BIN)/python .ci/sbom.py windows
	@$(DATED) $(BIN)/python .ci/installers.py windows dist/windows/prossce-desktop

clean: ## remove what was made, except .venv
	@rm -rf build dist shots .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
