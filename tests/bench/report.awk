# Makes the Markdown report of run.sh from its results, which are lines: "run NAME rows wall user system kB bytes",
# "start NAME wall ...", "instructions NAME count" (a row), "without NAME reason".
BEGIN {
  label["metindex"] = "`metindex batch`"
  label["metindex-1"] = "`metindex batch --threads 1`"
  label["duckdb"] = "DuckDB"
  label["duckdb-unordered"] = "DuckDB, rows in any order"
  label["polars"] = "Polars"
  label["miller"] = "Miller"
  label["mawk"] = "mawk"
  label["cat"] = "`cat` of the same output"
  label["cat-synced"] = "`cat`, waiting for the disk"
  label["metindex-output"] = "`-o FILE`, waiting for the disk"
  label["metindex-ten"] = "ten indices, four with logarithms"
  label["metindex-ten-1"] = "the same, `--threads 1`"
  label["metindex-all"] = "`--index all`"
  label["metindex-all-1"] = "`--index all --threads 1`"
  label["metindex-gzip"] = "gzip in"
  label["metindex-jsonl"] = "JSON Lines out"
  label["metindex-quoted"] = "every cell quoted"
  label["metindex-progress"] = "`--progress`"
  split("metindex metindex-1 duckdb duckdb-unordered polars miller mawk cat cat-synced", programs, " ")
  split("metindex metindex-output metindex-ten metindex-ten-1 metindex-all metindex-all-1 metindex-gzip metindex-jsonl " \
    "metindex-quoted metindex-progress", \
    cases, " ")
}
$1 == "run" {
  n = ++runs[$2]
  wall[$2, n] = $4 / $3 * 1e9
  cpu[$2, n] = ($5 + $6) / $3 * 1e9
  if ($7 > peak[$2]) peak[$2] = $7
  bytes[$2] = $8 / $3
}
$1 == "calc" { n = ++runs["calc"]; cpu["calc", n] = $2 }
$1 == "start" { start[$2] = $3 }
$1 == "instructions" { instructions[$2] = $3 }
$1 == "without" { reason = $0; sub(/^without [^ ]+ /, "", reason); gsub(/\|/, "\\\\|", reason); without[$2] = reason }

function median_of_sorted(list, n) { return n % 2 ? list[(n + 1) / 2] : (list[n / 2] + list[n / 2 + 1]) / 2 }
function median(values, name,   list, n, i, j, value) {
  n = runs[name]
  for (i = 1; i <= n; i++) {
    value = values[name, i]
    for (j = i; j > 1 && list[j - 1] > value; j--) list[j] = list[j - 1]
    list[j] = value
  }
  return median_of_sorted(list, n)
}
# Median over the rounds of one program's time over another's in the same round.
function ratio(values, name, base,   i) {
  for (i = 1; i <= runs[name]; i++) paired[name, i] = values[name, i] / values[base, i]
  return median(paired, name)
}
function counted(name) { return name in instructions ? instructions[name] : "-" }
function line(name, base) {
  if (name in without) { printf "| %s | not measured: %s | | | | | |\n", label[name], without[name]; return }
  printf "| %s | %.0f | %.2f | %.0f | %s | %.0f | %.0f |\n", label[name], median(wall, name), ratio(wall, name, base), \
    median(cpu, name), counted(name), peak[name] / 1024, bytes[name]
}
function head(first) {
  print "| " first " | wall, ns a row | times metindex |" \
    " CPU, ns a row | instructions a row | peak memory, MB | bytes out a row |"
  print "|---|--:|--:|--:|--:|--:|--:|"
}
function asked(what, limit, at_least, value, unit) {
  printf "| %s | %s %s%s | " (value < 100 ? "%.2f" : "%.0f") "%s | %s |\n", what, at_least ? "at least" : "at most", \
    limit, unit, value, unit, \
    (at_least ? value >= limit : value <= limit) ? "yes" : "no"
}
END {
  printf "%s on %s; load average %s at the start (0: no other program ran). %d rows of %.1f bytes, ", \
    version, machine, load_average, rows, table_bytes / rows
  printf "%d rounds. Programs: %s.\n\n", rounds, versions
  head("scoring the table")
  for (i = 1; i in programs; i++) line(programs[i], "metindex")
  print ""
  head("metindex with")
  for (i = 2; i in cases; i++) line(cases[i], "metindex")
  print ""
  printf "Start-up (a table of 1000 rows), s:"
  for (i = 1; i in programs; i++) if (programs[i] in start)
    printf "%s %s %.2f", (i > 1 ? "," : ""), label[programs[i]], start[programs[i]]
  print ".\n\n| asked | limit | measured | met |\n|---|--:|--:|---|"
  for (i = 1; i in programs; i++) {
    name = programs[i]
    factor = name == "duckdb" || name == "polars" ? 5 : name == "miller" ? 15 : name == "mawk" ? 4 : 0
    if (factor && name in start) asked("times as fast as " label[name], factor, 1, ratio(wall, name, "metindex"), "")
  }
  asked("time over that of " label["cat"], 2.5, 0, ratio(wall, "metindex", "cat"), "")
  value = ratio(wall, "metindex-output", "cat-synced")
  asked("time of `-o FILE` over that of " label["cat-synced"], 2.5, 0, value, "")
  asked("CPU a row, one thread", 150, 0, median(cpu, "metindex-1"), " ns")
  asked("the same, two threads", 150, 0, median(cpu, "metindex"), " ns")
  asked("CPU a row, ten indices, one thread", 500, 0, median(cpu, "metindex-ten-1"), " ns")
  asked("the same, two threads", 500, 0, median(cpu, "metindex-ten"), " ns")
  asked("CPU a row, all indices, one thread", 1500, 0, median(cpu, "metindex-all-1"), " ns")
  asked("the same, two threads", 1500, 0, median(cpu, "metindex-all"), " ns")
  asked("CPU of `calc` with three values", 15, 0, median(cpu, "calc"), " ms")
  for (size = 1000000; size; size = size == many ? 0 : many) {
    name = "memory-" size
    if (name in runs) asked("peak memory at " size / 1000000 " million rows", 64, 0, peak[name] / 1024, " MB")
  }
  print "\nThat the programs agree was checked on 100000 rows:\n"
}
