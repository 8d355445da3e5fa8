# make run     install what is missing and start ConvLab   (PORT=8501; GPU=1 for an NVIDIA card)
# make test    install what the tests need and run everything
# make format  put the code into the shape that `make test` asks for

PORT ?= 8501
PYTHON ?= python3
WORKERS ?= 2
WANTED := requirements$(if $(filter 1,$(GPU)),-gpu).txt

VENV := .venv
BIN := $(VENV)/bin
HAS := $(VENV)/has-
PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input --quiet
# Nothing for root, sudo where it asks no password, otherwise a command that fails.
AS_ROOT = $(shell [ "$$(id -u)" = 0 ] || { sudo -n true 2>/dev/null && echo sudo -n || echo false; })
APT_INSTALL = $(AS_ROOT) apt-get update -qq >/dev/null 2>&1; \
	$(AS_ROOT) env DEBIAN_FRONTEND=noninteractive apt-get install -qq --no-install-recommends >/dev/null 2>&1

.PHONY: run test lint types tests format chromium
.DELETE_ON_ERROR:

run: $(HAS)$(WANTED)
	@echo "ConvLab is at http://localhost:$(PORT) (Ctrl+C stops it)"
	@exec $(BIN)/streamlit run app.py --server.port $(PORT)

test: lint types tests

lint: $(HAS)test-tools
	@$(BIN)/ruff check --quiet .
	@$(BIN)/ruff format --quiet --check . || { echo "Some files are not in shape: make format"; exit 1; }

types: $(HAS)test-tools
	@$(BIN)/mypy --no-error-summary

# Whatever measures time has the machine for itself; a browser wants processes of its own.
tests: $(HAS)test-tools chromium
	@$(BIN)/python -m pytest -q tests/benchmarks
	@$(BIN)/python -m pytest -q -n $(WORKERS) --ignore tests/benchmarks --ignore tests/browser
	@$(BIN)/python -m pytest -q -n $(WORKERS) --dist loadfile tests/browser

format: $(HAS)test-tools
	@$(BIN)/ruff check --quiet --fix-only .
	@$(BIN)/ruff format --quiet .

$(HAS)$(WANTED): $(WANTED) | $(BIN)/pip
	@echo "Installing what $(WANTED) lists; the first time takes some minutes"
	@rm -f $(HAS)requirements*
	@$(PIP) uninstall --yes tensorflow tensorflow-cpu 2>/dev/null
	@$(PIP) install -r $(WANTED)
	@touch $@

$(HAS)test-tools: requirements-test.txt $(HAS)$(WANTED)
	@echo "Installing what requirements-test.txt lists"
	@$(PIP) install -r requirements-test.txt
	@touch $@

$(BIN)/pip:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	  echo "ConvLab needs Python 3.11 or newer; $(PYTHON) is $$($(PYTHON) --version 2>&1 || true)." \
	    "Point to another one with: make run PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV) >/dev/null 2>&1 || { \
	  rm -rf $(VENV); $(APT_INSTALL) python3-venv; $(PYTHON) -m venv $(VENV) >/dev/null 2>&1; } || { \
	  rm -rf $(VENV); \
	  echo "Python's venv module is missing. Install it, then try again: sudo apt-get install python3-venv" >&2; \
	  exit 1; }

# Chromium, and the one library that Playwright's own program misses on a bare Debian.
chromium: $(HAS)test-tools
	@ready() { \
	    { command -v chromium || command -v chromium-browser || command -v google-chrome || \
	      command -v google-chrome-stable; } >/dev/null && $(BIN)/playwright --version >/dev/null 2>&1; }; \
	  ready || { echo "Installing Chromium"; $(APT_INSTALL) chromium libatomic1; ready; } || { \
	  echo "The browser tests need Chromium. Install it, then try again:" \
	    "sudo apt-get install chromium libatomic1" >&2; exit 1; }
