#!/usr/bin/env bash
# agree.sh METINDEX MAKE_TABLE ROWS PROGRAM ...: the programs that are compared do the same work: same rows in the same
# order, HOMA-IR equal to 1e-12, bands equal (what may differ: agree.awk). Skipped (77) if one is not installed.
set -eu
METINDEX=$(realpath "$1")
export METINDEX
make_table=$(realpath "$2")
rows=$3
shift 3
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# The same bytes on every machine.
[ "$("$make_table" --rows 1000 --wide | cksum)" = "3716841044 40501" ] || { echo "make_table: not the table it was"; exit 1; }
"$make_table" --rows "$rows" >"$work/table.csv"
"$here/score.sh" metindex "$work/table.csv" "$work/scored.csv" 2>"$work/err" || { cat "$work/err"; exit 1; }
for program in "$@"; do
  "$here/score.sh" "$program" "$work/table.csv" "$work/peer.csv"
  awk -F, -v rows="$rows" -v name="$program" -v peer="$work/peer.csv" -f "$here/agree.awk" "$work/scored.csv"
done
