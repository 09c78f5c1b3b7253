#!/usr/bin/env bash
# score.sh PROGRAM TABLE OUTPUT [COMMAND ...]: scores TABLE with one of the programs that are compared, run under
# COMMAND (time, valgrind). Programs that begin with metindex are the tool METINDEX; duckdb and polars need the
# packages of peers/package.json in the folder PEERS. 77: the program is not installed.
set -eu
program=$1 table=$2 output=$3
shift 3
here=$(cd "$(dirname "$0")" && pwd)
threads=2
# Ten indices, four of them with logarithms: quicki, tyg, mets_ir and mcauley.
ten=homa_ir,homa_b,homa_s,firi,fgir_mg_dl,eag_mg_dl,quicki,tyg,mets_ir,mcauley

needs() {
  command -v "$1" >/dev/null || { echo "skipped: $1 is not installed" >&2; exit 77; }
}

node_peer() {
  needs node
  [ -e "${PEERS:-none}/node_modules" ] || { echo "skipped: PEERS holds no node packages" >&2; exit 77; }
  cp "$here/peers/$1.mjs" "$PEERS"  # node looks for packages beside the script
  script=$PEERS/$1.mjs
}

case $program in
  metindex) exec "$@" "$METINDEX" batch "$table" >"$output" ;;
  metindex-output) exec "$@" "$METINDEX" batch "$table" -o "$output" ;;
  metindex-1) exec "$@" "$METINDEX" batch --threads 1 "$table" >"$output" ;;
  metindex-ten) exec "$@" "$METINDEX" batch --index "$ten" "$table" >"$output" ;;
  metindex-all) exec "$@" "$METINDEX" batch --index all "$table" >"$output" ;;
  metindex-ten-1) exec "$@" "$METINDEX" batch --threads 1 --index "$ten" "$table" >"$output" ;;
  metindex-all-1) exec "$@" "$METINDEX" batch --threads 1 --index all "$table" >"$output" ;;
  metindex-jsonl) exec "$@" "$METINDEX" batch --format jsonl "$table" >"$output" ;;
  metindex-progress) exec "$@" "$METINDEX" batch --progress "$table" >"$output" ;;
  duckdb) node_peer duckdb; exec "$@" env THREADS=$threads node "$script" "$table" "$output" ;;
  duckdb-unordered) node_peer duckdb; exec "$@" env THREADS=$threads ORDER=false node "$script" "$table" "$output" ;;
  polars) node_peer polars; exec "$@" env POLARS_MAX_THREADS=$threads node "$script" "$table" "$output" ;;
  miller) needs mlr; exec "$@" mlr --icsv --ocsv put -f "$here/peers/score.mlr" "$table" >"$output" ;;
  mawk) needs mawk; exec "$@" mawk -F, -f "$here/peers/score.awk" "$table" >"$output" ;;
  cat) exec "$@" cat "$table" >"$output" ;;  # TABLE: what metindex wrote
  cat-synced) exec "$@" dd if="$table" of="$output" bs=128k conv=fsync status=none ;;  # the same, until the disk has it
  *) echo "score.sh: no program is called '$program'" >&2; exit 2 ;;
esac
