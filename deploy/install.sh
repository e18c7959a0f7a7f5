#!/usr/bin/env bash
# Install Debian packages where that is allowed, or say what is missing.
#
# install.sh WHAT PACKAGE [WHAT PACKAGE ...]: nothing happens where each WHAT is there
# already: a command, a shared library (libname.so.0) or a file (/with/its/path).
set -euo pipefail

is_there() {
    case $1 in
    /*) [ -e "$1" ] ;;
    # Not piped into grep -q, which would end ldconfig with an error.
    *.so.*) [[ $(PATH=$PATH:/sbin:/usr/sbin ldconfig -p) == *"$1 "* ]] ;;
    *) command -v "$1" >/dev/null ;;
    esac
}

packages=()
while [ $# -gt 0 ]; do
    is_there "$1" || packages+=("$2")
    shift 2
done
if [ ${#packages[@]} = 0 ]; then
    exit 0
fi
if [ "$(id -u)" = 0 ]; then
    as_root=(env)
elif sudo -n true 2>/dev/null; then
    as_root=(sudo -n env)
else
    as_root=()
fi
if [ ${#as_root[@]} -gt 0 ] && command -v apt-get >/dev/null; then
    echo "Installing ${packages[*]}."
    apt=("${as_root[@]}" DEBIAN_FRONTEND=noninteractive apt-get -qq)
    "${apt[@]}" update >/dev/null &&
        "${apt[@]}" install --yes --no-install-recommends "${packages[@]}" \
            >/dev/null &&
        exit 0
fi
echo "Missing: ${packages[*]}. Install with: apt-get install ${packages[*]}" >&2
exit 1
