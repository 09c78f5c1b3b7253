#!/usr/bin/env bash
# timed.sh FILE COMMAND ...: runs the command and writes "wall user system kB" to FILE: seconds, and its peak memory.
# GNU time alone gives hundredths of a second, which is too coarse; bash gives thousandths but no memory.
set -eu
file=$1
shift
exec 3>&2
TIMEFORMAT='%3R %3U %3S'
{ time "$(type -P time)" -f %M -o "$file.memory" "$@" 2>&3; } 2>"$file"
echo "$(cat "$file") $(tail -n 1 "$file.memory")" >"$file"
