#!/usr/bin/env bash
# Bytes in, bytes out: metindex between the tools people have. The tests run every line.
set -eu

echo '# mean HOMA-IR by site'
metindex batch --quiet <cohort.csv |
  awk -F, 'NR > 1 && $8 != "" { n[$2]++; s[$2] += $8 } END { for (k in n) printf "%s %.2f (n = %d)\n", k, s[k] / n[k], n[k] }' | sort

echo '# rows with a problem, and what it is'
metindex batch --quiet cohort.csv | awk -F, '$NF ~ /implausible|not_a_number/ { print $1, $NF }'

echo '# HbA1c bands, counted'
metindex batch --quiet cohort.csv | awk -F, 'NR > 1 { print $11 == "" ? "no band" : $11 }' | sort | uniq -c | sed 's/^ *//'

echo '# does every row have what it needs?'
if metindex batch --strict --quiet cohort.csv >/dev/null 2>&1; then echo yes; else echo "no, exit code $?"; fi

echo '# one number from JSON'
metindex calc --glucose 95 --insulin 12 --format json | grep -A1 '"homa_ir"' | tail -n 1 | tr -d ' ,'

echo '# a unit, converted'
metindex convert 48 mmol/mol %
