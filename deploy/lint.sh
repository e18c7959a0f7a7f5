#!/usr/bin/env bash
# Check the whole checkout; say of every check whether it passed, and how to mend it.
set -uo pipefail
cd "$(dirname "$0")/.."
failed=0

check() {
    local title=$1 remedy=$2 said
    shift 2
    if said=$("$@" 2>&1); then
        printf '  %-42s passed\n' "$title"
    else
        failed=1
        printf '  %-42s FAILED\n\n%s\n\n  -> %s\n\n' "$title" "$said" "$remedy"
    fi
}

translated() {
    find src -name '*.pt' -print0 |
        xargs -0 -r bin/i18ndude find-untranslated --nosummary
}

# Fails when a sentence is not in the catalogue, or no longer in the code.
collected() {
    local fresh catalogue=src/hcc/ehcportal/locales/hcc.ehcportal.pot
    fresh=$(mktemp -d)
    deploy/messages.sh "$fresh/hcc.ehcportal.pot" >/dev/null &&
        diff <(sentences "$catalogue") <(sentences "$fresh/hcc.ehcportal.pot")
    local result=$?
    rm -r "$fresh"
    return $result
}

sentences() {
    grep -E '^(#\. Default|msgid|")' "$1" | grep -vE '^"[A-Za-z-]+: .*\\n"$'
}

echo "Checking style, rooms and translations."
check "ruff: Python" "make format mends most of it" \
    .venv/bin/ruff check --quiet --output-format concise .
check "ruff: form of Python" "make format" \
    .venv/bin/ruff format --check --quiet --output-format concise .
check "zpretty: ZCML, XML and templates" "make format" bin/zpretty --check src
check "import-linter: who imports whom" "the contracts are in pyproject.toml" \
    bin/lint-imports --no-logo --no-cache
check "i18ndude: no untranslated sentence" \
    "give the tag i18n:translate or i18n:attributes" translated
check "i18ndude: every sentence collected" "make messages" collected

if [ $failed = 1 ]; then
    echo "Lint failed: mend what is marked FAILED above." >&2
    exit 1
fi
echo "Lint passed."
