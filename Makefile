# Laurel's commands. `make` alone lists them.
SHELL := /bin/bash
.DEFAULT_GOAL := help
export UV_COMPILE_BYTECODE := 1
UV = $(shell command -v uv || echo .tools/bin/uv)
PYTHON = .venv/bin/python

.PHONY: help
help: ## List these commands
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-10s %s\n", $$1, $$2}'

.PHONY: setup
setup: ## Install everything into this folder (.venv, .tools)
	@config/local/bootstrap

.PHONY: lint
lint: setup ## Check style, types, and that imports only go down the floors
	@LAUREL_LOCAL=1 config/local/lint

.PHONY: fmt
fmt: setup ## Format the code
	@.venv/bin/ruff format . && .venv/bin/ruff check --fix .

.PHONY: test
test: lint ## Run every check and every test (PostgreSQL, Valkey and a browser included)
	@$(PYTHON) -m pytest -n $${LAUREL_TEST_PROCESSES:-2} $(ARGS)
