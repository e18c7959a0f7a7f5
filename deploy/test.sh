#!/usr/bin/env bash
# Run all tests in three parts at once: in a browser, of pages, and all others.
#
# test.sh [ARGUMENT ...]: with arguments, pytest alone is run with them.
set -uo pipefail
cd "$(dirname "$0")/.."

if [ $# -gt 0 ]; then
    exec bin/test "$@"
fi
# Each part waits now and then, for files and other programs: three keep two processors
# at work.
browser=(tests/browser)
pages=(tests/login tests/office tests/portal)

said=$(mktemp -d)
trap 'rm -rf "$said"' EXIT
bin/test "${browser[@]}" >"$said/browser" 2>&1 &
in_browser=$!
bin/test "${pages[@]}" >"$said/pages" 2>&1 &
of_pages=$!
others=("${browser[@]}" "${pages[@]}")
bin/test "${others[@]/#/--ignore=}"
failed=$?
tell() {
    wait "$2" || failed=1
    echo "The tests of $1:"
    cat "$said/$1"
}
tell browser $in_browser
tell pages $of_pages
exit $failed
