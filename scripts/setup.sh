#!/usr/bin/env bash
# Makes this machine ready: `scripts/setup.sh run` for the product, `scripts/setup.sh test` for its tests too.
# Does nothing, in a fraction of a second, when everything is there already.
set -euo pipefail
cd "$(dirname "$0")/.."
goal="${1:-run}"
venv=".venv"

say() { printf '%s\n' "$*"; }

find_python() {
    for name in python3 python3.13 python3.12 python3.11; do
        if command -v "$name" >/dev/null && "$name" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null; then
            echo "$name"
            return
        fi
    done
    say "Python 3.11, 3.12 or 3.13 is needed. On Debian 12: apt-get install python3 python3-venv" >&2
    exit 1
}

missing_packages() {
    command -v dpkg-query >/dev/null || return 0
    while read -r package kind _; do
        case "$package" in ''|'#'*) continue ;; esac
        if [ "$kind" = test ] && [ "$goal" = run ]; then continue; fi
        dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'install ok installed' || echo "$package"
    done < system-packages.txt
    "$python" -c 'import ensurepip, venv' 2>/dev/null || echo python3-venv
}

install_packages() {
    local list=("$@")
    local command="apt-get install --yes --no-install-recommends ${list[*]}"
    if [ "$(id -u)" = 0 ]; then
        say "Installing system packages: ${list[*]}"
        apt-get update -qq
        DEBIAN_FRONTEND=noninteractive $command -qq >/dev/null
    elif sudo -n true 2>/dev/null; then
        say "Installing system packages: ${list[*]}"
        sudo apt-get update -qq
        sudo DEBIAN_FRONTEND=noninteractive $command -qq >/dev/null
    else
        say "These system packages are missing: ${list[*]}" >&2
        say "Type this, then start again:" >&2
        say "    sudo apt-get update && sudo $command" >&2
        exit 1
    fi
}

python="$(find_python)"
mapfile -t missing < <(missing_packages)
if [ "${#missing[@]}" -gt 0 ]; then install_packages "${missing[@]}"; fi

wanted=requirements.txt
if [ "$goal" = test ]; then wanted=requirements-dev.txt; fi
stamp="$(cat requirements.txt constraints.txt "$wanted" | sha256sum | cut -d' ' -f1)"
if [ ! -x "$venv/bin/python" ]; then
    say "Making a virtual environment with $("$python" --version)"
    "$python" -m venv "$venv"
fi
if ! grep -qs "$stamp" "$venv/installed-$goal"; then
    say "Installing Python packages (a few minutes the first time)"
    "$venv/bin/python" -m pip install --quiet --disable-pip-version-check --requirement "$wanted"
    echo "$stamp" > "$venv/installed-$goal"
fi
