#!/usr/bin/env bash
# Run all tests in two halves, which wait for different things: one is in a browser.
#
# test.sh [ARGUMENT ...]: with arguments, pytest alone is run with them.
set -uo pipefail
cd "$(dirname "$0")/.."

if [ $# -gt 0 ]; then
    exec bin/test "$@"
fi
# The rooms that are tried after the pages were walked, so that both take as long.
after=(tests/office tests/portal)

walk() {
    local failed=0
    bin/test tests/browser || failed=1
    bin/test "${after[@]}" || failed=1
    return $failed
}

walked=$(mktemp)
trap 'rm -f "$walked"' EXIT
walk >"$walked" 2>&1 &
bin/test --ignore=tests/browser "${after[@]/#/--ignore=}"
others=$?
wait $!
browser=$?
echo "The tests in a browser, of the office and of families' pages:"
cat "$walked"
exit $((others || browser))
