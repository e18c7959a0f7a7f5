#!/usr/bin/env bash
# Make .venv and run buildout in it.
#
# build.sh EGGS [PYTHON]: packages are kept in the folder EGGS; without PYTHON the
# first Python found of those that Plone 6.2 runs on is taken.
set -euo pipefail
cd "$(dirname "$0")/.."
eggs=$1
candidates=${2:-python3.11 python3.12 python3.13 python3}
log=.venv/buildout.log

fail() {
    printf '%s\n' "$@" >&2
    exit 1
}

pin() {
    sed -n "s/^$1 = //p" versions.cfg
}

find_python() {
    local candidate
    for candidate in $candidates; do
        if "$candidate" -c 'import sys
sys.exit(not (3, 11) <= sys.version_info < (3, 14))' 2>/dev/null; then
            echo "$candidate"
            return
        fi
    done
    fail "No Python 3.11, 3.12 or 3.13 found (looked for: $candidates)." \
        "Install one (Debian: apt-get install python3.11-venv) or name it:" \
        "  make build PYTHON=/path/to/python3.11"
}

make_environment() {
    local python version
    python=$(find_python)
    version=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
    echo "Making .venv from $python (Python $version)."
    if ! "$python" -c 'import ensurepip' 2>/dev/null; then
        # Debian keeps what makes an environment in a package of its own.
        deploy/install.sh - "python$version-venv"
    fi
    "$python" -m venv --clear .venv
}

# setuptools stays below 83, for the packages that buildout builds with it. ruff is
# a program of its own, which buildout cannot install.
install_tools() {
    .venv/bin/python -m pip install --quiet --disable-pip-version-check \
        "setuptools>=75.8.2,<83" \
        "zc.buildout==$(pin zc.buildout)" \
        "ruff==$(pin ruff)" ||
        fail "pip could not install buildout. Is the package index reachable?" \
            "Then run the same command again."
}

# -U: nobody's own defaults. -N: the pins say all, so nothing newer is looked for.
# The checkout itself is built with .venv's setuptools instead of one fetched anew,
# and a module is compiled when it is first imported: most never are. (In the
# environment, pip's "no" options are switched on by 0.)
run_buildout() {
    PIP_NO_BUILD_ISOLATION=0 PIP_NO_COMPILE=0 PYTHONWARNINGS=ignore \
        .venv/bin/buildout -UN "buildout:eggs-directory=$eggs" 2>&1 |
        tee "$log" |
        awk '/^Got / && ++got % 25 == 0 { print "  " got " packages"; fflush() }'
}

if ! .venv/bin/python -c '' 2>/dev/null; then
    make_environment
fi
install_tools
mkdir -p "$eggs"
# Buildout trusts the metadata that it finds, and would miss a new requirement.
rm -rf src/*.egg-info
echo "Running buildout. The first time it fetches about 330 packages: some minutes."
# One of so many downloads may stumble; what was fetched is kept.
run_buildout || run_buildout || {
    tail -n 20 "$log" >&2
    fail "Buildout failed; all it said is in $log. If a download failed, run the" \
        "same command again: it goes on where it stopped. If a version is missing," \
        "add it to versions.cfg."
}
