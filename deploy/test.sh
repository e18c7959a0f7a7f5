#!/usr/bin/env bash
# Run all tests in three parts at once, which take about the same time.
#
# test.sh [ARGUMENT ...]: with arguments, pytest alone is run with them.
set -uo pipefail
cd "$(dirname "$0")/.."

if [ $# -gt 0 ]; then
    exec bin/test "$@"
fi
# Each part waits now and then, for files and other programs: three keep two processors
# at work.
first=(tests/browser tests/office)
second=(tests/login tests/portal)

said=$(mktemp -d)
trap 'rm -rf "$said"' EXIT
bin/test "${first[@]}" >"$said/first" 2>&1 &
of_first=$!
bin/test "${second[@]}" >"$said/second" 2>&1 &
of_second=$!
others=("${first[@]}" "${second[@]}")
bin/test "${others[@]/#/--ignore=}"
failed=$?
tell() {
    wait "$2" || failed=1
    echo "The tests of ${*:3}:"
    cat "$said/$1"
}
tell first $of_first "${first[@]}"
tell second $of_second "${second[@]}"
exit $failed
