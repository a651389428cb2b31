# What CI does, a person can type. `make install` first.
BIN = .venv/bin

.PHONY: install compiled pure test lint fix docs golden sample model check

install:
	python3 -m venv .venv
	$(BIN)/pip install -e '.[dev]'

compiled:  # what was changed since it was compiled
	$(BIN)/pip install --no-deps -e .

pure:  # take compiled modules away: Python runs the sources, more slowly
	find pipeline -name '*.so' -o -name '*.pyd' | xargs rm -f

test:
	$(BIN)/pytest -n auto

lint:
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

fix:
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

docs:  # the generated parts of README.md
	$(BIN)/python docs/build_readme.py

golden:  # the norms of the sample draft, fingerprints of those of others; review the diff
	$(BIN)/python docs/build_golden.py

sample:  # the sample draft in its other formats
	$(BIN)/python corpora/sample/build.py

model:  # needs the texts of ToTA: TEXTS=folder
	$(BIN)/servanda train corpora/tota-gold corpora/tota-coded corpora/golden \
	  --texts "$(TEXTS)" -o models/strength-en
	$(BIN)/servanda evaluate models/strength-en corpora/tota-gold --with corpora/tota-coded \
	  --with corpora/golden --folds 5 --texts "$(TEXTS)" --record

check:  # all that CI does
	bash .ci/run
