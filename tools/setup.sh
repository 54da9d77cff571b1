#!/usr/bin/env bash
# Installs what a make target needs: the environment .venv with the locked packages and, on Debian
# and Ubuntu, the missing system packages. Whatever is already there stays as it is.
#
#   tools/setup.sh run      requirements.txt, and the libraries that Qt loads
#   tools/setup.sh check    requirements-dev.txt
#   tools/setup.sh test     both, and the programs that operate a real window on a virtual screen
#
# PYTHON names the interpreter that makes .venv; by default it is the first that fits.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

oldest=11 newest=14 # Python 3.x; the newest one that the locked packages are built for
qt_packages="libgl1 libegl1 libxkbcommon-x11-0 libfontconfig1 libglib2.0-0 libdbus-1-3
  libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxcb-shape0"
screen_packages="xvfb xdotool openbox"

say() { printf '%s\n' "$@"; }
fail() {
  printf '%s\n' "$@" >&2
  exit 1
}

# Newer releases call libglib2.0-0 libglib2.0-0t64.
names_here() {
  if apt-cache show libglib2.0-0t64 >/dev/null 2>&1; then
    printf '%s\n' "${@/%libglib2.0-0/libglib2.0-0t64}"
  else
    printf '%s\n' "$@"
  fi | paste -sd ' ' -
}

# apt_install WHY PACKAGE...: installs the packages, or prints the command that does.
apt_install() {
  local why=$1 as_root=
  shift
  command -v apt-get >/dev/null ||
    fail "$why" "Please install it; on Debian the packages are called: $*"
  if [ "$(id -u)" != 0 ]; then
    sudo -n true 2>/dev/null ||
      fail "$why" "Run this command, then make again:" \
        "    sudo apt-get update && sudo apt-get install -y $(names_here "$@")"
    as_root="sudo -n"
  fi
  say "$why" "Installing with apt-get: $*"
  $as_root apt-get update -q || say "apt-get update failed; continuing with the present package lists."
  # shellcheck disable=SC2046 # a list of words
  $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends \
    -o DPkg::Lock::Timeout=300 $(names_here "$@") </dev/null || fail "apt-get could not install: $*"
}

find_python() {
  local candidate candidates=(python3 python3.14 python3.13 python3.12 python3.11 python)
  [ -z "${PYTHON:-}" ] || candidates=("$PYTHON")
  for candidate in "${candidates[@]}"; do
    if "$candidate" -c "import sys; sys.exit(not (3, $oldest) <= sys.version_info[:2] <= (3, $newest))" \
      2>/dev/null; then
      printf '%s\n' "$candidate"
      return
    fi
  done
  fail "Python 3.$oldest to 3.$newest is needed; looked for: ${candidates[*]}" \
    "Name one, for example: make run PYTHON=/path/to/python3.$newest"
}

make_venv() {
  local python
  python=$(find_python)
  say "Making .venv with $("$python" --version)"
  rm -rf .venv
  if "$python" -c 'import ensurepip, venv' 2>/dev/null; then
    "$python" -m venv .venv
  elif "$python" -m venv --without-pip .venv 2>/dev/null &&
    "$python" -m pip --python .venv/bin/python install -q --disable-pip-version-check pip; then
    : # Debian packages ensurepip separately, but an installed pip can stand in for it
  else
    rm -rf .venv
    apt_install "This Python cannot make a virtual environment." \
      "$("$python" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')"
    "$python" -m venv .venv
  fi
  printf '%s\n' "$python" >.venv/.python
}

# A stamp is written last and holds what .venv was made from. No stamp means that .venv is incomplete,
# a different one that it is stale (another lock or Python, a moved folder).
signature() {
  pwd -P
  readlink -f .venv/bin/python
  cat requirements.txt
  [ "$1" = requirements.txt ] || cat "$1"
}

up_to_date() {
  [ -x .venv/bin/python ] && [ "${PYTHON:-$(cat .venv/.python)}" = "$(cat .venv/.python)" ] &&
    signature "$1" | cmp -s - ".venv/.made-$1"
} 2>/dev/null

install_packages() {
  ! up_to_date "$1" || return 0
  up_to_date requirements.txt || make_venv
  rm -f .venv/.made-*
  say "Installing the packages of $1"
  PIP_USER=0 .venv/bin/python -m pip install --disable-pip-version-check --no-input --no-deps \
    --only-binary :all: -r "$1" || fail "pip could not install the packages of $1."
  .venv/bin/python -m pip check --disable-pip-version-check
  signature requirements.txt >.venv/.made-requirements.txt
  signature "$1" >".venv/.made-$1"
}

# Asks the loader, not the package manager, which libraries Qt lacks.
missing_libraries() {
  local qt
  qt=$(echo .venv/lib/python3*/site-packages/PySide6)
  { LC_ALL=C ldd "$qt"/Qt/plugins/platforms/lib{qxcb,qoffscreen}.so "$qt"/Qt{Widgets,Svg}.abi3.so ||
    true; } 2>&1 | awk '/not found/ { print $1 }' | sort -u | paste -sd ' ' -
}

missing_programs() {
  local program
  for program in "$@"; do
    command -v "$program" >/dev/null || printf '%s ' "$program"
  done
}

# need_system_packages PROGRAM...: the libraries that Qt loads, and these programs.
need_system_packages() {
  [ "$(uname -s)" = Linux ] || return 0
  local libraries programs
  libraries=$(missing_libraries)
  programs=$(missing_programs "$@")
  [ -n "$libraries$programs" ] || return 0
  # shellcheck disable=SC2086 # lists of words
  apt_install "Missing on this system: $programs$libraries" \
    ${libraries:+$qt_packages} ${programs:+$screen_packages}
  libraries=$(missing_libraries)
  [ -z "$libraries" ] || fail "Qt still cannot load: $libraries"
}

case ${1:-} in
  run)
    install_packages requirements.txt
    need_system_packages
    ;;
  check) install_packages requirements-dev.txt ;;
  test)
    install_packages requirements-dev.txt
    need_system_packages Xvfb xdotool openbox
    ;;
  *) fail "usage: tools/setup.sh run | check | test" ;;
esac
