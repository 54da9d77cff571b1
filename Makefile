# Every target first brings .venv up to date with tools/setup.sh; when nothing is to do, that takes
# a fraction of a second.
#   PYTHON=python3.13    the interpreter that .venv is made from (otherwise the first that fits)
#   ARGS="..."           arguments for the program, pytest or the benchmarks

PYTHON ?=
ARGS ?=
SETUP = PYTHON='$(PYTHON)' bash tools/setup.sh
BIN = .venv/bin

.PHONY: help run test check bench rooms lock clean

help:
	@echo "make run      start Dividing Line"
	@echo "make test     run the whole test suite"
	@echo "make check    lint, formatting, types, import contracts"
	@echo "make bench    measure speed and accuracy"
	@echo "make rooms    draw which room imports which"
	@echo "make lock     choose the locked versions anew, from pyproject.toml"
	@echo "make clean    remove .venv and all caches"

run:
	@$(SETUP) run
	$(BIN)/python main.py $(ARGS)

test:
	@$(SETUP) test
	$(BIN)/python -m pytest -n auto --dist worksteal $(ARGS)

check:
	@$(SETUP) check
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench:
	@$(SETUP) test
	$(BIN)/python -m benchmarks $(ARGS)

rooms:
	@$(SETUP) check
	@$(BIN)/python -m tools.rooms

lock:
	@$(SETUP) check
	$(BIN)/python tools/lock.py

clean:
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
