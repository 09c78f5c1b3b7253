# Compares what metindex wrote with what the program NAME wrote to the file PEER: the input's columns, HOMA-IR to
# 1e-12, bands. They may differ only where insulin is '<2.0': metindex bands the interval, the others have no value.
function differs(what) {
  printf "%s: line %d, %s: metindex '%s', %s '%s'\n", name, NR, what, $0, name, line
  if (++problems == 5) stop()
}
function stop() { stopped = 1; exit 1 }
{
  if ((getline line < peer) <= 0) { differs("missing"); stop() }
  if (split(line, other, ",") != 12 || NF != 13) { differs("number of columns"); next }
  for (column = 1; column <= 12; column++) if (column != 8) {
    if ($column "" == other[column] "") { if (column > 8 && $column != "") bands++; continue }
    if ($6 ~ /^</ && (column == 10 || column == 12) && other[column] == "") alone++
    else differs("column " column)
  }
  if (NR == 1 || ($8 == "" && other[8] == "")) next
  if ($8 == "" || other[8] == "") { differs("HOMA-IR"); next }
  gap = ($8 - other[8]) / $8
  if (gap < 0) gap = -gap
  if (gap > 1e-12) differs("HOMA-IR")
  if (gap > largest) largest = gap
  values++
}
END {
  if (stopped) exit 1
  if ((getline line < peer) > 0) { print name ": more rows than metindex"; problems++ }
  if (NR != rows + 1) { printf "%s: %d rows expected, %d found\n", name, rows, NR - 1; problems++ }
  if (values < rows / 2 || bands < rows) { print name ": too little to compare"; problems++ }
  printf "%s: %d values of HOMA-IR, largest difference %.1g; %d bands equal, %d of '<2.0' by metindex alone\n", \
    name, values, largest, bands, alone
  exit problems > 0
}
