#!/usr/bin/env bash
# Run all tests in four parts at once, which take about the same time.
#
# test.sh [ARGUMENT ...]: with arguments, pytest alone is run with them.
set -uo pipefail
cd "$(dirname "$0")/.."

if [ $# -gt 0 ]; then
    exec bin/test "$@"
fi
# Each part waits now and then, for files and other programs: four keep two processors
# at work. All tests that are in none of these are the last part.
parts=("tests/browser tests/portal" "tests/login" "tests/office tests/content")

said=$(mktemp -d)
trap 'rm -rf "$said"' EXIT
running=()
others=()
for i in "${!parts[@]}"; do
    read -ra rooms <<<"${parts[i]}"
    bin/test "${rooms[@]}" >"$said/$i" 2>&1 &
    running[i]=$!
    others+=("${rooms[@]/#/--ignore=}")
done
bin/test "${others[@]}"
failed=$?
for i in "${!parts[@]}"; do
    wait "${running[i]}" || failed=1
    echo "The tests of ${parts[i]}:"
    cat "$said/$i"
done
exit $failed
