.PHONY: help setup run test bench
.DEFAULT_GOAL := help

help: ## this list
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/make \1\t\2/p' Makefile | expand -t 14

setup: ## everything that running and testing need
	@packaging/setup.sh test

run: ## the whole loop on this machine: hub, tablet, a demo centre
	@trap 'stopped=yes' INT; packaging/setup.sh run && .venv/bin/elderapp demo || [ "$$stopped" ] # Ctrl-C is no error

test: ## every check and test
	@packaging/setup.sh test
	@.venv/bin/poe test

bench: ## what it costs, as ratios
	@packaging/setup.sh test
	@.venv/bin/poe bench
