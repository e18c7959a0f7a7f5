#!/usr/bin/env bash
# Run all tests, those in a browser beside the others: they wait for different things.
#
# test.sh [ARGUMENT ...]: with arguments, pytest alone is run with them.
set -uo pipefail
cd "$(dirname "$0")/.."

if [ $# -gt 0 ]; then
    exec bin/test "$@"
fi
walked=$(mktemp)
trap 'rm -f "$walked"' EXIT
bin/test tests/browser >"$walked" 2>&1 &
bin/test --ignore=tests/browser
others=$?
wait $!
browser=$?
echo "The tests in a browser:"
cat "$walked"
exit $((others || browser))
