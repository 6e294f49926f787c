#!/usr/bin/env bash
# Sets up everything the project needs on a fresh Debian or Ubuntu machine: `setup.sh run` or `setup.sh test`.
# Debian packages are installed by name where we may (root, or sudo that asks nothing); otherwise one line says which.
set -euo pipefail
trap 'echo "setup: stopped; start it again and it goes on" >&2; exit 130' INT
cd "$(dirname "$0")/.."
want="${1:-run}"

packages=(espeak-ng ffmpeg libgl1 libegl1 libgl1-mesa-dri)
[ "$want" = test ] && packages+=(xvfb chromium libatomic1 postgresql git)

python=""
for candidate in python3.11 python3.12 python3.13 python3; do
  if command -v "$candidate" >/dev/null &&
    "$candidate" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null; then
    python="$candidate"
    break
  fi
done
if [ -z "$python" ]; then
  echo "setup: ElderApp needs Python 3.11, 3.12 or 3.13, and found none. On Debian: apt-get install python3 python3-venv" >&2
  exit 2
fi
if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
  version="$("$python" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')"
  packages+=("$version")
fi

missing=()
for package in "${packages[@]}"; do
  dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$package")
done
# Ubuntu's chromium is a snap; a Chromium or Chrome that is already there serves as well.
if [[ " ${missing[*]} " == *" chromium "* ]] && command -v chromium chromium-browser google-chrome >/dev/null 2>&1; then
  kept=()
  for package in "${missing[@]}"; do [ "$package" = chromium ] || kept+=("$package"); done
  missing=("${kept[@]}")
fi
if [ "${#missing[@]}" -gt 0 ]; then
  as_root=""
  if [ "$(id -u)" != 0 ]; then
    if command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
      as_root=sudo
    else
      who="as root:"
      command -v sudo >/dev/null && who="sudo"
      echo "setup: Debian packages are missing; install them and start again: $who apt-get install ${missing[*]}" >&2
      exit 2
    fi
  fi
  echo "setup: installing Debian packages: ${missing[*]}"
  log="$(mktemp)"
  if ! { $as_root apt-get update -qq &&
    DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y -qq --no-install-recommends "${missing[@]}"; } >"$log" 2>&1; then
    tail -n 15 "$log" >&2
    echo "setup: the packages could not be installed; the lines above say why" >&2
    exit 2
  fi
fi

extras="[all]"
[ "$want" = test ] && extras="[dev]"
stamp=".venv/.elderapp-$want"
wanted="$(cat pyproject.toml packaging/constraints.txt | sha256sum)"
there() { [ -x .venv/bin/python ] && [ "$(cat "$1" 2>/dev/null)" = "$wanted" ]; }
# What was set up for tests runs as well.
if ! there "$stamp" && ! { [ "$want" = run ] && there .venv/.elderapp-test; }; then
  echo "setup: installing Python packages into .venv (some minutes the first time)"
  # One that was stopped half-way has no pip yet, one whose Python has gone does not start.
  .venv/bin/python -m pip --version >/dev/null 2>&1 || "$python" -m venv --clear .venv
  .venv/bin/python -m pip install --quiet --disable-pip-version-check \
    --constraint packaging/constraints.txt --editable ".$extras"
  echo "$wanted" >"$stamp"
fi
# Programs of others that speak with the record store. Debian's npm is four hundred packages: without one, tests that need
# these say that they are skipped.
brought=tests/node_modules/.elderapp
if [ "$want" = test ] && command -v node npm >/dev/null && ! cmp -s tests/package-lock.json "$brought"; then
  if npm ci --silent --no-audit --no-fund --prefix tests; then
    cp tests/package-lock.json "$brought"
  else
    echo "setup: npm could not bring the record store's other clients; their tests are skipped" >&2
  fi
fi
.venv/bin/elderapp pack keys --quiet
