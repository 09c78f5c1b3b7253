#!/usr/bin/env bash
# formulas.sh TOOL PAGE: the page of formulas is the one that the tool writes. UPDATE=1 rewrites it.
set -eu
if [ "${UPDATE:-}" = 1 ]; then
  "$1" list formulas >"$2"
else
  "$1" list formulas | diff -u "$2" - || { echo "UPDATE=1 ctest -R formulas rewrites $2"; exit 1; }
fi
