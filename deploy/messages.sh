#!/usr/bin/env bash
# Collect every sentence of the portal into the catalogue CATALOGUE.
#
# messages.sh CATALOGUE
set -euo pipefail
cd "$(dirname "$0")/.."

bin/i18ndude rebuild-pot --pot "$1" --create hcc.ehcportal src/hcc/ehcportal
