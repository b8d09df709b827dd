# Two commands need nothing but Python 3.11 or newer, git and make:
#
#   make demo     a real retailer's year, analysed: prints the verdict and where the report is
#   make test     all tests
#
# Both make .venv from locked requirements first (some minutes the first time, then not again).

VENV := .venv
PYTHON := $(VENV)/bin/python
INSTALL := $(PYTHON) -m pip install --quiet --disable-pip-version-check --no-input --retries 10 --timeout 60
PEERS := benchmarks/.venv-peers
PEERS_NEW := benchmarks/.venv-peers-new
OUT := out/demo
JOBS := 2

.PHONY: demo test bench lint lock codes clean

demo: $(VENV)/.demo
	$(VENV)/bin/coterie demo -o $(OUT) --no-studio

test: $(VENV)/.test
	@scripts/browser
	@scripts/postgres
	@scripts/mariadb
	@scripts/java
	$(PYTHON) -m pytest -rs -n $(JOBS) --dist loadfile

bench: $(VENV)/.test $(PEERS)/.made $(PEERS_NEW)/.made
	$(PYTHON) benchmarks/run.py

lint: $(VENV)/.test
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/mypy
	$(VENV)/bin/lint-imports

lock:
	scripts/lock

codes: $(VENV)/.test
	$(PYTHON) scripts/codes.py
	$(PYTHON) scripts/method_words.py
	$(PYTHON) scripts/cli_reference.py
	$(PYTHON) scripts/python_reference.py

clean:
	rm -rf $(VENV) $(PEERS) $(PEERS_NEW) out

# The package itself is installed as a link to src/, without build isolation and without asking for dependencies.
$(VENV)/.core: requirements/core.txt requirements/build.txt pyproject.toml scripts/make_venv
	@test -x $(PYTHON) || { echo "making $(VENV)"; scripts/make_venv $(VENV); }
	@echo "installing the locked requirements into $(VENV)"
	@$(INSTALL) --require-hashes -r requirements/core.txt -r requirements/build.txt
	@$(INSTALL) --no-build-isolation --no-deps --no-index --editable .
	@touch $@

$(VENV)/.demo: $(VENV)/.core requirements/demo.txt
	@$(INSTALL) --require-hashes -r requirements/demo.txt
	@touch $@

$(VENV)/.test: $(VENV)/.core requirements/test.txt
	@$(INSTALL) --require-hashes -r requirements/test.txt
	@touch $@

# The libraries that benchmarks compare with, in the versions of which they still run.
$(PEERS)/.made: benchmarks/peers.txt scripts/make_venv
	@scripts/make_venv $(PEERS) 11
	@$(PEERS)/bin/python -m pip install --quiet --disable-pip-version-check --no-input --require-hashes -r $<
	@touch $@

# Those that want Python 3.12; without it their questions keep the results they had.
$(PEERS_NEW)/.made: benchmarks/peers-new.txt scripts/make_venv
	@mkdir -p $(PEERS_NEW)
	@if command -v python3.12 >/dev/null && python3.12 -c pass 2>/dev/null; then \
	  python3.12 -m venv --clear $(PEERS_NEW) && \
	  $(PEERS_NEW)/bin/python -m pip install --quiet --disable-pip-version-check --no-input --require-hashes -r $<; \
	else echo "python3.12 is not on the PATH: pymc-marketing, clvkit and scikit-fuzzy are not measured"; fi
	@touch $@
