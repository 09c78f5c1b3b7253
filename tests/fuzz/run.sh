#!/usr/bin/env bash
# The fuzzers of build/fuzz (cmake --preset fuzz && cmake --build --preset fuzz):
#   run.sh                  all of them, a fixed number of runs each from a fixed seed
#   run.sh TARGET SECONDS   one of them for so long; what it learns is kept in build/fuzz/learnt/TARGET
#   run.sh TARGET runs=N    one of them, so many runs from the fixed seed
# An input that breaks a promise is kept as findings/TARGET/crash-...; every build's fuzz_replay shows it again.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
build=$here/../../build/fuzz

if [ $# -eq 0 ]; then
  printf '%s\n' 'batch runs=4000' 'long_table runs=4000' 'header runs=1500' 'value runs=12000' 'csv runs=5000' 'formula runs=40000' |
    xargs -P 2 -L 1 "$here/run.sh"
  exit
fi

target=$1
mkdir -p "$here/findings/$target"
fuzz() { # LEARNT OPTION ...
  mkdir -p "$1"
  "$build/tests/fuzz/fuzz_$target" -timeout=20 -max_len=1000 -dict="$here/$target.dict" \
    -artifact_prefix="$here/findings/$target/" "${@:2}" "$1" "$here/corpus/$target" "$here/findings/$target"
}

case $2 in
  runs=*)
    work=$(mktemp -d)
    trap 'rm -rf "$work"' EXIT
    if ! fuzz "$work/learnt" -seed=1 -"$2" >"$work/log" 2>&1; then
      tail -n 80 "$work/log" >&2
      exit 1
    fi
    echo "$target: $(grep '^Done ' "$work/log")" ;;
  *) fuzz "$build/learnt/$target" -max_total_time="$2" ;;
esac
