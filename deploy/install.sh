#!/usr/bin/env bash
# Install a Debian package where that is allowed, or say what is missing.
#
# install.sh COMMAND PACKAGE: nothing happens where COMMAND is there already.
set -euo pipefail
command=$1
package=$2

if command -v "$command" >/dev/null; then
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
    echo "Installing $package."
    apt=("${as_root[@]}" DEBIAN_FRONTEND=noninteractive apt-get -qq)
    "${apt[@]}" update >/dev/null &&
        "${apt[@]}" install --yes --no-install-recommends "$package" >/dev/null &&
        exit 0
fi
echo "$package is missing: install it (apt-get install $package) and try again." >&2
exit 1
