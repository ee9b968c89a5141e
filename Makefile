# Quoth: `make chat` talks to the article, `make test` runs the suite.
# Both first set up .venv, once; they need Python 3.11 or newer and a package index.

PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready

.DEFAULT_GOAL := help
.PHONY: help setup chat ask test torture record lint eval baseline bench bench-folder scale ablation follow-ups quotations calibration reader carrier pictures clean

help:  ## list what can be made
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## */\t/' | expand -t 12

setup: $(READY)  ## set up .venv; does nothing when it is up to date

$(READY): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Quoth needs Python 3.11 or newer; name one: make PYTHON=python3.12 $(MAKECMDGOALS)" >&2; exit 2; }
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@echo "Setting up .venv (first use; a few minutes) ..." >&2
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check \
	  --constraint constraints.txt --editable '.[dev]'
	@touch $(READY)

chat: $(READY)  ## talk to the article in the terminal
	@$(BIN)/quoth chat

ask: $(READY)  ## answer one question: make ask Q="Who is Malashenko?"
	@$(if $(value Q),,$(error Name a question: make ask Q="Who is Malashenko?"))
	@$(BIN)/quoth ask -- "$$Q" || test $$? -eq 1
ask: export Q := $(value Q)

test: $(READY)  ## run the whole suite
	@$(BIN)/python -m pytest -n 2 --dist loadgroup

torture: $(READY)  ## attack every promise at length: kills, mutants, full disks, load, fuzzing (some 15 minutes)
	@QUOTH_TORTURE=1 $(BIN)/python -m pytest tests/faults

frameworks: $(READY)  ## install LangChain, LlamaIndex and FastMCP into .venv, and ask Quoth through them
	@$(BIN)/pip install -q -c constraints.txt -e ".[langchain,llama-index]" "fastmcp-slim[client]"
	@$(BIN)/python -m pytest tests/quoth/test_frameworks.py tests/assistant/serve/test_another_client.py

DIR ?= recording
record: $(READY)  ## record what users see, to prove that a change keeps it: make record DIR=before
	@$(BIN)/python -m tests.recording record $(DIR)

lint: $(READY)  ## check style, types and import contracts
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check
	@$(BIN)/mypy
	@$(BIN)/lint-imports

eval: $(READY)  ## measure and gate retrieval on the labelled questions
	@$(BIN)/quoth-eval eval/data/article.jsonl
	@$(BIN)/quoth-eval eval/data/cells/cells.jsonl

baseline: $(READY)  ## accept what is measured now as the baseline of the gate
	@$(BIN)/quoth-eval eval/data/article.jsonl --update-baseline

bench: $(READY)  ## compare speed and memory with the floor and the plain script
	@$(BIN)/python -m eval.benchmark

FILES ?= 10000
bench-folder: $(READY)  ## measure refreshing a large folder that changes: make bench-folder FILES=10000
	@$(BIN)/python -m eval.benchmark --folder $(FILES)

SIZE ?= 20000
scale: $(READY)  ## measure a folder beside a store: make scale SIZE=20000
	@$(BIN)/python -m eval.benchmark.scale --size $(SIZE)

conversion: $(READY)  ## measure and gate what is read of files whose right text is known
	@$(BIN)/python -m eval.conversion

SETS ?= eval/data/article.jsonl
ablation: $(READY)  ## print what each signal is worth: make ablation SETS="FOLDER FILE.jsonl"
	@$(BIN)/python -m eval.studies.ablation $(SETS)

follow-ups: $(READY)  ## print what following a conversation is worth: make follow-ups SETS="..."
	@$(BIN)/python -m eval.studies.follow_ups $(SETS)

SOURCE ?=
quotations: $(READY)  ## print how well and how fast quotations are told: make quotations SOURCE=FOLDER
	@$(if $(SOURCE),,$(error Name the documents: make quotations SOURCE=FOLDER))
	@$(BIN)/python -m eval.studies.quotations -s "$(SOURCE)"

calibration: $(READY)  ## print the weights of the confidence and how they carry over: make calibration SETS="..."
	@$(BIN)/python -m eval.studies.calibration $(SETS)

reader: $(READY)  ## train the reader: make reader DATA=FOLDER (two hours; goes on where it was stopped)
	@$(if $(DATA),,$(error Name the folder of the rows: make reader DATA=FOLDER))
	@$(TRAIN) reader $(DATA)

carrier: $(READY)  ## train the carrier of follow-ups: make carrier DATA=FOLDER (a quarter of an hour)
	@$(if $(DATA),,$(error Name the folder of the rows: make carrier DATA=FOLDER))
	@$(TRAIN) carrier $(DATA)

TRAIN = env -u OPENBLAS_CORETYPE -u OPENBLAS_L2_SIZE $(BIN)/python -m eval.training

pictures: $(READY)  ## take the pictures in the READMEs anew
	@$(BIN)/python -m assistant.tui.pictures .github/pictures

clean:  ## remove .venv and caches
	rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
