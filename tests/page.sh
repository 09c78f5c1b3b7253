#!/usr/bin/env bash
# page.sh TOOL LIST PAGE: the page is the one that `metindex list LIST` writes. UPDATE=1 rewrites it.
set -eu
if [ "${UPDATE:-}" = 1 ]; then
  "$1" list "$2" >"$3"
else
  "$1" list "$2" | diff -u "$3" - || { echo "UPDATE=1 ctest -R $2 rewrites $3"; exit 1; }
fi
