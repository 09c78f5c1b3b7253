#!/usr/bin/env bash
# run.sh [--rows N] [--rounds N] [--many N]: how fast metindex scores a table, beside other programs doing the same
# work, as Markdown on standard output. UPDATE=1 writes it into README.md as well. What is measured: README.md.
#   --rows    rows of the table (5000000)
#   --rounds  how often each program is measured (5)
#   --many    rows of the long table for peak memory (50000000; 0: none)
# METINDEX_BENCH_DIR keeps tables and packages for the next run; otherwise a temporary folder, removed.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
make_table=$root/build/release/tests/make_table
rows=5000000 rounds=5 many=50000000
counted=(10000 30000)  # rows of the tables on which instructions are counted
while [ $# -gt 1 ]; do
  case $1 in
    --rows) rows=$2 ;;
    --rounds) rounds=$2 ;;
    --many) many=$2 ;;
    *) break ;;
  esac
  shift 2
done
[ $# = 0 ] || { sed -n '2,7s/^# //p' "$0" >&2; exit 2; }

if [ -n "${METINDEX_BENCH_DIR:-}" ]; then
  work=$(realpath "$METINDEX_BENCH_DIR")
else
  work=$(mktemp -d)
  trap 'rm -rf "$work"' EXIT
fi
mkdir -p "$work/peers"
results=$work/results.tsv
: >"$results"

say() { echo "run.sh: $*" >&2; }

prepare() {
  "$root/examples/install-packages.sh" g++ cmake ninja-build time mawk miller valgrind hyperfine jq >&2
  (cd "$root" && cmake --preset release && cmake --build --preset release --target metindex_tool make_table) \
    >"$work/build.log" || { cat "$work/build.log" >&2; exit 1; }
  export METINDEX=$root/build/release/metindex PEERS=$work/peers
  cp "$here/peers/package.json" "$PEERS"
  if command -v npm >/dev/null; then
    npm install --prefix "$PEERS" --no-package-lock --no-audit --no-fund >"$work/npm.log" 2>&1 ||
      say "DuckDB and Polars could not be installed: $work/npm.log"
  fi
  grep -m 1 '^model name' /proc/cpuinfo >"$work/machine" || uname -m >"$work/machine"
}

table() {  # name, options of make_table: written once, kept with METINDEX_BENCH_DIR
  local file=$work/$1
  shift
  [ "$file" -nt "$make_table" ] || { "$make_table" "$@" >"$file.part" && mv "$file.part" "$file"; }
}

input_of() {  # case, kind of table (small, rows, ...)
  case $1 in
    metindex-ten | metindex-ten-1) echo "$work/$2-wide.csv" ;;
    metindex-all | metindex-all-1) echo "$work/$2-full.csv" ;;
    metindex-quoted) echo "$work/$2-quoted.csv" ;;
    metindex-gzip) echo "$work/$2.csv.gz" ;;
    cat | cat-synced) echo "$work/$2-scored.csv" ;;
    *) echo "$work/$2.csv" ;;
  esac
}

# Few rows suffice where each gives kilobytes.
rows_of() {
  case $1 in
    metindex-all | metindex-all-1) echo $((rows / 2)) ;;
    metindex-jsonl) echo $((rows / 10)) ;;
    *) echo "$rows" ;;
  esac
}

program_of() {  # cases that differ in their table alone are metindex
  case $1 in metindex-quoted | metindex-gzip) echo metindex ;; *) echo "$1" ;; esac
}

score() {  # case, kind of table, command in front ...
  local name=$1 kind=$2
  shift 2
  rm -f "$work/out"
  "$here/score.sh" "$(program_of "$name")" "$(input_of "$name" "$kind")" "$work/out" "$@" 2>"$work/err" </dev/null
}

# One run: its name in the report, rows, wall, user and system seconds, peak memory in kB, bytes written.
measure() {  # name, case, rows
  # Once unmeasured: it waits neither for memory that the machine has lent elsewhere, nor for another one's bytes.
  score "$2" "$3" || { cat "$work/err" >&2; exit 1; }
  sync
  score "$2" "$3" "$here/timed.sh" "$work/times" || { cat "$work/err" >&2; exit 1; }
  echo "run $1 $3 $(cat "$work/times") $(stat -c %s "$work/out")" >>"$results"
}

tables() {
  table small.csv --rows 1000
  table small-wide.csv --rows 1000 --wide
  table small-full.csv --rows 1000 --full
  table small-quoted.csv --rows 1000 --quoted
  local kind
  for kind in "$rows" "${counted[@]}"; do
    table "$kind.csv" --rows "$kind"
    table "$kind-wide.csv" --rows "$kind" --wide
    [ "$kind" = "$rows" ] || table "$kind-full.csv" --rows "$kind" --full
    table "$kind-quoted.csv" --rows "$kind" --quoted
  done
  table "$((rows / 10)).csv" --rows $((rows / 10))
  table "$((rows / 2))-full.csv" --rows $((rows / 2)) --full
  for kind in small "$rows" "${counted[@]}"; do
    [ "$work/$kind.csv.gz" -nt "$work/$kind.csv" ] || gzip -1 <"$work/$kind.csv" >"$work/$kind.csv.gz"
    score metindex "$kind" && mv "$work/out" "$work/$kind-scored.csv"
  done
}

cases=()
# Who can do it: one run on a small table, whose time is the start-up. The others are named with their reason.
find_cases() {
  local name reason
  for name in "$@"; do
    if score "$name" small; then
      score "$name" small "$here/timed.sh" "$work/times"
      echo "start $name $(cat "$work/times")" >>"$results"
      cases+=("$name")
    else
      reason=$(head -n 1 "$work/err")
      echo "without $name ${reason//"$work/"/}" >>"$results"
      say "without $name: $reason"
    fi
  done
}

# Instructions per row of those that valgrind can run: the difference between two tables, so without start-up.
instructions() {  # case
  local kind count=()
  case $1 in duckdb* | polars | miller | cat* | metindex-jsonl | metindex-output) return ;; esac
  for kind in "${counted[@]}"; do
    score "$1" "$kind" valgrind --tool=callgrind --callgrind-out-file=/dev/null --log-file="$work/callgrind"
    count+=("$(awk '/Collected/ { print $NF }' "$work/callgrind")")
  done
  echo "instructions $1 $(((count[1] - count[0]) / (counted[1] - counted[0])))" >>"$results"
}

agree() {
  local peers=() name
  for name in "${cases[@]}"; do
    case $name in duckdb | polars | miller | mawk) peers+=("$name") ;; esac
  done
  say "checking that the programs agree"
  "$here/agree.sh" "$METINDEX" "$make_table" 100000 "${peers[@]}" >"$work/agree" ||
    { cat "$work/agree" >&2; exit 1; }
}

memory() {
  local size
  for size in 1000000 "$many"; do
    [ "$size" != 0 ] || continue
    table "$size.csv" --rows "$size"
    say "memory at $size rows"
    measure "memory-$size" metindex "$size"
  done
  [ -n "${METINDEX_BENCH_DIR:-}" ] || rm -f "$work/$many.csv"
}

# A card of three values: CPU in milliseconds, the mean of many runs.
start_of_calc() {
  hyperfine -N --warmup 5 --runs 100 --export-json "$work/calc.json" \
    "$METINDEX calc --glucose 92 --insulin 19 --hba1c 5.4" >"$work/calc.log" 2>&1
  echo "calc $(jq '.results[0] | (.user + .system) * 1000' "$work/calc.json")" >>"$results"
}

rounds() {
  local round at name
  for round in $(seq "$rounds"); do
    say "round $round of $rounds"
    for at in "${!cases[@]}"; do  # each round begins with another program
      name=${cases[$(((at + round) % ${#cases[@]}))]}
      measure "$name" "$name" "$(rows_of "$name")"
    done
    start_of_calc
  done
}

versions() {
  sed -n 's/^ *"\([^"]*-api\|nodejs-polars\)": "\([^"]*\)".*/\1 \2,/p' "$here/peers/package.json" | tr '\n' ' '
  echo "node $(node --version 2>/dev/null || echo '(absent)'), $(mlr --version), $(mawk -W version 2>&1 | head -n 1)"
}

report() {
  awk -v rows="$rows" -v many="$many" -v rounds="$rounds" -v table_bytes="$(stat -c %s "$work/$rows.csv")" \
    -v machine="$(sed 's/.*: //' "$work/machine"), $(nproc) cores" -v load_average="$(cat "$work/load")" \
    -v version="$("$METINDEX" --version) ($(git -C "$root" describe --always --dirty 2>/dev/null || true))" \
    -v versions="$(versions)" \
    -f "$here/report.awk" "$results"
  sed 's/^/    /' "$work/agree"
}

write_readme() {
  awk -v report="$work/report.md" '/^<!-- end of what run.sh writes/ { skip = 0 } !skip { print }
    /^<!-- run.sh writes/ { skip = 1; print ""; while ((getline line < report) > 0) print line; print "" }' \
    "$here/README.md" >"$work/README.md"
  cp "$work/README.md" "$here/README.md"
}

cut -d' ' -f1 /proc/loadavg >"$work/load"
prepare
say "tables in $work"
tables
sync
find_cases metindex metindex-1 duckdb duckdb-unordered polars miller mawk cat cat-synced \
  metindex-output metindex-ten metindex-ten-1 metindex-all metindex-all-1 metindex-gzip metindex-jsonl metindex-quoted metindex-progress
agree
rounds
memory
for name in "${cases[@]}"; do instructions "$name"; done
report >"$work/report.md"
cat "$work/report.md"
[ "${UPDATE:-}" != 1 ] || write_readme
rm -f "$work/out"
