# Each line is a command you could type. PYTHON is the one thing the machine has to bring.
PYTHON ?= python3.11
BIN := .venv/bin
READY := .venv/.ready
RULES := tests/browser/node_modules/.ready
PEERS := .venv-peers

unexport PYTHONDONTWRITEBYTECODE  # with it every start compiles what it imports

.PHONY: reports test browser lint lab bench clean

reports: $(READY)  ## the whole site into reports/
	$(BIN)/iscm build

test: $(READY)  ## every check, then the whole suite with coverage
	COVERAGE_FILE=$(CURDIR)/.coverage $(BIN)/pytest --numprocesses auto --dist loadgroup --cov --cov-report term-missing:skip-covered

browser: $(READY) $(RULES)  ## every page of reports/ in Chromium, without a network; needs chromium-driver and npm
	$(BIN)/pytest --numprocesses auto --dist loadgroup tests/browser

lint: $(READY)  ## style, types, the stair of imports, notebooks without outputs
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/nbstripout --verify notebooks/*.ipynb

lab: $(READY)  ## JupyterLab on the notebooks
	JUPYTER_DEFAULT_PROVISIONER_NAME=iscm $(BIN)/jupyter lab notebooks

bench: $(READY) $(PEERS)/.ready  ## how fast builds are beside papermill, Jupyter Book and a plain script: 20 minutes
	$(BIN)/python benchmarks/engine.py
	$(BIN)/python benchmarks/engine.py --site
	$(BIN)/python benchmarks/incremental.py
	$(BIN)/python benchmarks/incremental.py --sweep
	$(BIN)/python benchmarks/kernels.py
	$(BIN)/python benchmarks/evidence.py

$(READY): requirements.lock pyproject.toml
	@echo "setting up .venv: this takes about a minute, once"
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-build-isolation --no-deps --editable .
	touch $(READY)

$(RULES): tests/browser/package.json
	npm install --prefix tests/browser --no-package-lock --ignore-scripts --no-audit --no-fund --silent
	touch $@

$(PEERS)/.ready: benchmarks/peers.txt
	test -x $(PEERS)/bin/python || $(PYTHON) -m venv $(PEERS)
	$(PEERS)/bin/python -m pip install --quiet --disable-pip-version-check --requirement benchmarks/peers.txt
	touch $@

clean:  ## what the commands above made
	rm -rf .venv $(PEERS) tests/browser/node_modules reports/* .coverage* .mypy_cache .pytest_cache .ruff_cache
	git checkout --quiet reports/README.md
