# Each target is one line and is what CI runs.

help:        ## show this list
	@grep -E '^[a-z]+: *##' $(MAKEFILE_LIST) | sed 's/: *## /\t/'
run:         ## open the workbench on the sample library
	uv run workbench
test:        ## run all tests
	uv run --group dev pytest
lint:        ## check style and formatting
	uv run --group dev ruff check . && uv run --group dev ruff format --check .
types:       ## check types, strictly, code and tests
	uv run --group dev mypy
imports:     ## check who imports whom
	uv run --group dev lint-imports
bench:       ## print the benchmarks' tables
	uv run --group dev python -m benchmarks
screenshots: ## draw the pictures of the README
	uv run --group dev python -m tests.docs.pictures

.PHONY: help run test lint types imports bench screenshots
