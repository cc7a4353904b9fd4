#!/usr/bin/env bash
# Everything that must hold, in the order of how fast it fails. Ends with pytest's closing line.
set -euo pipefail
cd "$(dirname "$0")/.."
export PATH="$PWD/.venv/bin:$PATH" PYTHONDONTWRITEBYTECODE=1
step() { printf '\n== %s\n' "$*"; }

step "Format"; ruff format --check .
step "Lint"; ruff check .
step "Types"; mypy
step "Architecture"; lint-imports
step "Templates"; djlint webapp briefing_templates --lint --quiet
step "Docstrings of matching"; interrogate --quiet matching
step "Dependencies"; deptry .
step "Spelling"; codespell README.md docs webapp matching briefing_templates tests scripts
step "A browser"
if ! chromium --version; then
    echo "Chromium is missing, so the journeys cannot be tested. On Debian: apt-get install chromium" >&2
    exit 1
fi
step "Tests"
exec pytest -n 2 --dist loadgroup --disable-socket --allow-hosts=127.0.0.1,::1,localhost --allow-unix-socket \
    --cov --cov-report=term:skip-covered --cov-fail-under="${COVERAGE:-95}" -q "$@"
