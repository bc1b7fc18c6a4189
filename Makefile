# Laurel's commands. `make` alone lists them.
SHELL := /bin/bash
.DEFAULT_GOAL := help
PYTHON := .venv/bin/python
# A developer's own machine: seconds as durations, demo people, a movable clock.
export LAUREL_LOCAL := 1
# Compiled once, not by every process that is started: the tests alone start more than a hundred.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help setup up down story lives import replay shell doctor test coverage lint fmt messages browser screenshots campaign bench test-stripe clean

help: ## List these commands
	@echo "Laurel: make COMMAND"
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-8s %s\n", $$1, $$2}'

setup: ## Install everything into this folder (.venv, .tools); the others do it by themselves
	@config/local/bootstrap && $(PYTHON) -m config.local.messages.catalogues

up: setup ## Start Laurel with its own PostgreSQL, Valkey and Stripe simulator (PORT=8000); Ctrl-C ends it
	@exec $(PYTHON) -m config.local.supervisor

down: setup ## End what `make up` started
	@$(PYTHON) -m config.local.stopping

story: setup ## Watch the main job from a posted challenge to a paid winner, in 90 seconds (ARGS=--trouble: with kill -9)
	@$(PYTHON) manage.py story $(ARGS)

lives: setup ## Watch a life of each format, decided by people and by silence (ARGS=question: only that format)
	@$(PYTHON) manage.py lives $(ARGS)

import: setup ## Read a public feed: SOURCE=challenge_gov FILE=… [REPORT=out.jsonl] [SPONSOR=…] [DRY_RUN=1]
	@$(PYTHON) manage.py import_challenges --source "$(SOURCE)" "$(FILE)" $(if $(REPORT),--report "$(REPORT)") \
		$(if $(SPONSOR),--sponsor "$(SPONSOR)") $(if $(filter-out 0 no false,$(DRY_RUN)),--dry-run)

replay: setup ## Replay real contests, every cent compared: CONTESTS=… AWARDS=… [LIMIT=3] [REPORT=out.jsonl] [ARGS=--apart]
	@$(PYTHON) manage.py replay_contests --contests "$(CONTESTS)" --awards "$(AWARDS)" $(if $(LIMIT),--limit "$(LIMIT)") \
		$(if $(REPORT),--report "$(REPORT)") $(ARGS)

shell: setup ## Open a Python shell with Laurel's models
	@$(PYTHON) manage.py shell

doctor: setup ## Say what is wrong with this machine or the running stack, and what helps
	@$(PYTHON) manage.py doctor

# The checks run beside the tests, which wait for processes, browsers and clocks a good part of their time: hence a process
# more than the two cores that they need. The checks speak at the end.
test: browser ## Run every check and every test, on servers of their own (ARGS=… for pytest)
	@mkdir -p test-results; config/local/lint >test-results/lint.txt 2>&1 & lint=$$!; \
		$(PYTHON) -m pytest -n $${LAUREL_TEST_PROCESSES:-3} --dist loadgroup --no-loadscope-reorder $(ARGS); tests=$$?; \
		wait $$lint && echo "make lint: every check passes." || { cat test-results/lint.txt; exit 1; }; exit $$tests

# Not a part of `make test`: measuring makes the tests slower by half. A process that a test kills tells nothing.
coverage: browser ## Measure what the tests of money, engine and judging run through, branches too; below 95 % it fails
	@mkdir -p test-results; $(PYTHON) -m coverage erase; $(PYTHON) -m coverage run -m pytest -q -n $${LAUREL_TEST_PROCESSES:-2} \
		--dist loadgroup --no-loadscope-reorder \
		$(or $(ARGS),tests/payments tests/workers tests/bounties tests/config tests/campaigns); tests=$$?; \
		$(PYTHON) -m coverage combine -q; $(PYTHON) -m coverage report && exit $$tests

lint: setup ## Check format, style, types, imports, migrations, the production settings and the API's schema
	@config/local/lint

screenshots: browser ## Draw every screen for the docs, in both themes, from the stack that `make up` runs here (ARGS="board queue": only these)
	@$(PYTHON) -m tests.browser.pictures $(ARGS)

CAMPAIGN_events := tests/campaigns/test_events.py
CAMPAIGN_postgres := tests/campaigns/test_postgres.py
CAMPAIGN_clocks := tests/campaigns/test_clocks.py
CAMPAIGN_gameday := tests/campaigns/test_gameday.py
CAMPAIGN_payouts := tests/payments/payouts/test_killed.py
CAMPAIGN_webhooks := tests/campaigns/test_webhooks.py
CAMPAIGN_restore := tests/campaigns/test_restore.py,tests/campaigns/test_restore_drill.py
CAMPAIGN_books := tests/campaigns/test_books.py
CAMPAIGN_races := tests/campaigns/test_races.py,tests/campaigns/test_races_of_requests.py
CAMPAIGN_deadline := tests/campaigns/test_deadline.py
CAMPAIGN_schema := tests/campaigns/test_schema.py
CAMPAIGN_planted := tests/campaigns/test_planted.py
CAMPAIGN_locks := tests/campaigns/test_locks.py
CAMPAIGN_mutants := tests/campaigns/test_mutants.py
CAMPAIGN_crawl := tests/browser/test_every_page.py,tests/browser/journeys/test_main_job.py
CAMPAIGN_markup := tests/attacks/test_markup.py,tests/attacks/test_mails.py,tests/attacks/test_exports.py
CAMPAIGN_blind := tests/bounties/judging/test_blindness.py
CAMPAIGN_load := tests/campaigns/load/campaign.py
# Every row above: its name, and the tests that are the campaign (they read their options by tests/campaigns/options.py).
CAMPAIGNS = $(foreach row,$(filter CAMPAIGN_%,$(.VARIABLES)),$(if $(filter tests/%,$($(row))),$(row:CAMPAIGN_%=%)=$($(row))))
campaign: setup ## Break it on purpose for long: NAME=… or all; without a NAME it lists the campaigns; SEED=… repeats one
	@$(if $(filter crawl all,$(NAME)),config/local/browser)
	@$(PYTHON) -m tests.campaigns $(CAMPAIGNS) -- $(MAKEOVERRIDES)

bench: setup ## Measure ratios, growth, plans and pages: all, or NAME="board plans" [ROUNDS=5] [ROWS=10000] [ARGS=--write-docs]; or NAME=export, ranking
	@$$(command -v uv || echo .tools/bin/uv) sync --frozen --quiet --inexact --group bench \
		|| echo "Celery could not be installed: its row stays empty."
	@case "$(NAME)" in export|ranking) $(PYTHON) -m tests.bench.$(NAME) $(ARGS);; \
		*) $(PYTHON) -m tests.bench $(NAME) --rounds $(or $(ROUNDS),5) --rows $(or $(ROWS),1000000) $(ARGS);; esac

test-stripe: setup ## Run the journeys of money against Stripe's own test mode (STRIPE_TEST_KEY=sk_test_…)
	@if [ -n "$$STRIPE_TEST_KEY" ]; then \
		$(PYTHON) -m pytest tests/payments/stripe/test_journeys.py -m real_stripe -p no:randomly -q; \
	else echo "Nothing was run: STRIPE_TEST_KEY holds no key of Stripe's test mode (sk_test_…)."; fi

CAMPAIGN_enumerating := tests/attacks/test_enumerating.py,tests/attacks/test_weighing.py
CAMPAIGN_uploads := tests/attacks/test_uploads.py
CAMPAIGN_nonsense := tests/attacks/test_nonsense.py
CAMPAIGN_assigning := tests/attacks/test_assigning.py
CAMPAIGN_doors := tests/test_authorisation.py,tests/test_authorisation_of_pages.py
comma := ,
# The last of them counts what all of them noticed.
GUARDED := payments/test_dropped_guards bounties/test_guards_of_entering bounties/test_guards_of_judging \
	bounties/accounts/test_guards_of_accounts bounties/ballots/test_guards_of_ballots bounties/ideas/test_guards_of_ideas \
	bounties/community/test_guards_of_community bounties/service_levels/test_guards_of_service_levels \
	bounties/awards/test_disqualifying bounties/challenges/test_templating bounties/entries/test_pictures \
	bounties/entries/test_screening bounties/entries/test_similarity test_guards
CAMPAIGN_guards := $(subst $() ,$(comma),$(GUARDED:%=tests/%.py))

.PHONY: audit
audit: setup ## Look for known weaknesses of the locked packages; fails where the advisories can't be read (ADVISORIES=osv)
	@config/local/audit

messages: setup ## Bring the catalogues of translators up to date with the source (ARGS=--missing lists what is to do)
	@$(PYTHON) manage.py messages $(ARGS)

fmt: setup ## Format the code
	@.venv/bin/ruff format . && .venv/bin/ruff check --fix .

browser: setup
	@config/local/browser

clean: ## End the stack and remove its state: database, files, e-mails, logs
	@if [ -x $(PYTHON) ]; then $(PYTHON) -m config.local.stopping; fi
	@python3 -m config.local.cleaning
