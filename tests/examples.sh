#!/usr/bin/env bash
# examples.sh TOOL: every pipeline of examples/pipelines.sh runs, and prints what stands in pipelines.txt.
set -eu
tool=$(realpath "$1")
root=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/bin"
ln -s "$tool" "$work/bin/metindex"
cd "$root/examples"
env -u NO_COLOR -u COLUMNS PATH="$work/bin:$PATH" LC_ALL=C.UTF-8 bash pipelines.sh >"$work/out" 2>&1
if [ "${UPDATE:-}" = 1 ]; then
  cp "$work/out" pipelines.txt
else
  diff -u pipelines.txt "$work/out"
fi
