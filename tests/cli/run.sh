#!/usr/bin/env bash
# Runs one command-line case: run.sh TOOL FOLDER. In the folder: cmd (one shell line or more, with the
# tool as `metindex`), and what is expected: out, err (nothing if absent), code (0 if absent; 77 skips), and any
# file NAME.expected that the command must have written as NAME. UPDATE=1 rewrites the expectations.
set -u
tool=$(realpath "$1")
case=$(realpath "$2")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/bin" "$work/in"
ln -s "$tool" "$work/bin/metindex"
find "$case" -maxdepth 1 -type f ! -name cmd ! -name out ! -name err ! -name code ! -name '*.expected' -exec cp {} "$work/in" \;
cd "$work/in" || exit 1
env -u NO_COLOR -u COLUMNS PATH="$work/bin:$PATH" LC_ALL=C bash "$case/cmd" >../out 2>../err </dev/null
code=$?
[ "$code" != 77 ] || { echo "skipped: $(basename "$case") cannot run here"; exit 77; }
failed=0
expect() {  # what it was, what it should be
  if [ "${UPDATE:-}" = 1 ]; then
    if [ -s "$1" ]; then cp "$1" "$2"; else rm -f "$2"; fi
  elif ! diff -u "$([ -e "$2" ] && echo "$2" || echo /dev/null)" "$1"; then
    failed=1
  fi
}
expect ../out "$case/out"
expect ../err "$case/err"
if [ "$code" != 0 ]; then echo "$code" >../code; else : >../code; fi
expect ../code "$case/code"
for expected in "$case"/*.expected; do
  [ -e "$expected" ] || continue
  name=$(basename "$expected" .expected)
  expect "./$name" "$expected"
done
exit "$failed"
