#!/usr/bin/env bash
# real_data.sh TOOL: real laboratory files, where they are at hand (METINDEX_DATA, or ../shared/data beside the
# checkout). They are not part of the project; without them the test is skipped.
set -u
tool=$(realpath "$1")
root=$(cd "$(dirname "$0")/.." && pwd)
data=${METINDEX_DATA:-$root/../shared/data}
if [ ! -e "$data/nhanes_fasting.csv" ]; then
  echo "skipped: no real data at hand; METINDEX_DATA names their folder"
  exit 77
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0

fail() {
  echo "FAILED $1"
  failed=1
}

score() {  # file, options: writes $work/out and $work/err
  local file=$1
  shift
  "$tool" batch "$data/$file" "$@" >"$work/out" 2>"$work/err"
}

# Every output row is its input row and more; there are as many as there were.
same_in_front() {
  awk -v input="$data/$1" '{ sub(/\r$/, ""); if ((getline line < input) <= 0) exit 1; sub(/\r$/, "", line); if (index($0, line) != 1) exit 1 }
    END { if ((getline line < input) > 0) exit 1 }' "$work/out" || fail "$1: the input is not unchanged in front"
}

# n and quartiles (linear between ranks) of homa_ir over rows that pass an awk condition on the named columns.
quartiles() {
  awk -F, -v OFS=, 'NR == 1 { for (i = 1; i <= NF; i++) c[$i] = i; next }
    '"$1"' { print $c["homa_ir"] }' "$work/out" | sort -g | awk -v digits="$2" '{ v[NR - 1] = $1 }
    function q(f,   k, i) { k = (NR - 1) * f; i = int(k); return v[i] + (v[i + 1 < NR ? i + 1 : i] - v[i]) * (k - i) }
    END { printf "n %d, %.*f / %.*f / %.*f\n", NR, digits, q(.25), digits, q(.5), digits, q(.75) }'
}

expect() {  # what, expected, got
  if [ "$2" = "$3" ]; then echo "ok $1: $3"; else fail "$1: expected $2, got $3"; fi
}

both='$c["LBXGLU"] != "" && $c["LBXIN"] != ""'
adults='$c["homa_ir"] != "" && $c["RIDAGEYR"] >= 20 && $c["WTSAF2YR"] > 0'

score nhanes_fasting.csv || fail "nhanes_fasting.csv: exit $?"
same_in_front nhanes_fasting.csv
expect "NHANES 2017-2018, both values" "n 2825, 1.612 / 2.612 / 4.612" "$(quartiles "$both" 3)"
expect "NHANES 2017-2018, adults, valid fast" "n 2251, 1.605 / 2.615 / 4.677" "$(quartiles "$adults" 3)"

score nhanes_2013_2014_fasting_ogtt.csv || fail "nhanes_2013_2014_fasting_ogtt.csv: exit $?"
same_in_front nhanes_2013_2014_fasting_ogtt.csv
expect "NHANES 2013-2014, both values" "n 3088, 1.440 / 2.366 / 4.013" "$(quartiles "$both" 3)"
expect "NHANES 2013-2014, adults, valid fast" "n 2329, 1.363 / 2.286 / 3.896" "$(quartiles "$adults" 3)"

# Coimbra divides by 405.405 (22.5 x 18.018); three of its values are rounded to two decimals.
score coimbra_homa.csv || fail "coimbra_homa.csv: exit $?"
expect "Coimbra, HOMA x 405.405 / 405" "113 within 2e-6 of 116, worst 0.0045" "$(awk -F, 'NR == 1 { for (i = 1; i <= NF; i++) c[$i] = i; next }
  { d = $c["HOMA"] * 405.405 / 405 - $c["homa_ir"]; if (d < 0) d = -d; n++; if (d < 2e-6 * $c["homa_ir"]) close_ones++; if (d > worst) worst = d }
  END { printf "%d within 2e-6 of %d, worst %.4f", close_ones, n, worst }' "$work/out")"

# Hall divides by 405; its own column keeps its name and ours gets another.
score hall_2018_labs.csv || fail "hall_2018_labs.csv: exit $?"
expect "Hall, the same HOMA-IR" "53 of 53" "$(awk -F, 'NR == 1 { for (i = 1; i <= NF; i++) c[$i] = i; next }
  $c["metindex_homa_ir"] != "" { n++; d = $c["homa_ir"] / $c["metindex_homa_ir"] - 1; if (d < 1e-12 && d > -1e-12) same++ }
  END { print same " of " n }' "$work/out")"

score pima_trap.csv || fail "pima_trap.csv: exit $?"
expect "Pima, nothing of a fast" "glucose_120_band,flags" "$(head -1 "$work/out" | tr -d '\r' | cut -d, -f10-)"
expect "Pima, zeros get no band" "" "$(awk -F, 'NR > 1 && $2 == 0 { print $10 }' "$work/out" | sort -u)"
grep -q '2-hour values' "$work/err" || fail "Pima: the 2-hour values are not named"
grep -q '0 stands for missing' "$work/err" || fail "Pima: the zeros are not named"
score pima_trap.csv --column glucose=Glucose --column insulin=Insulin --unit insulin=uIU/mL
expect "Pima, zeros get no HOMA-IR" 0 "$(awk -F, 'NR > 1 && ($2 == 0 || $5 == 0) && $10 != ""' "$work/out" | wc -l)"

# The German file was made from rows of nhanes_fasting.csv: the same people, the same HOMA-IR but for rounding.
score nhanes_fasting.csv
cp "$work/out" "$work/nhanes"
score nhanes_2017_2018_rewritten_de_semicolon.csv || fail "German file: exit $?"
expect "German file, scored as its origin" "400 of 400" "$(awk -F, 'NR == 1 { for (i = 1; i <= NF; i++) c[$i] = i; next } { print $1 ";" $c["homa_ir"] }' "$work/nhanes" |
  awk -F';' 'NR == FNR { origin[$1] = $2; next } FNR == 1 { next }
    { gsub(",", ".", $11); if ($11 == "") next; n++; d = $11 / origin[$1] - 1; if (d < 0.01 && d > -0.01) same++ } END { print same " of " n }' - "$work/out")"

# The long file was made from them too, its units changed from row to row (251 mg/dL became 13.9 mmol/L). Results below detection stay bounds there.
score nhanes_2017_2018_rewritten_long_mixed_units.tsv
expect "long file without --long, refused" 3 "$?"
grep -q 'add --long id=patient_id,test=test,value=result,unit=unit' "$work/err" || fail "long file: the option is not named"
same_as_origin() {
  awk -F, 'NR == 1 { for (i = 1; i <= NF; i++) c[$i] = i; next } { print $1 "\t" $c["homa_ir"] }' "$work/nhanes" |
    awk -F'\t' 'NR == FNR { origin[$1] = $2; next } FNR == 1 { for (i = 1; i <= NF; i++) c[$i] = i; next }
      { h = $c["homa_ir"]; if (h == "") { bounds += $c["flags"] ~ /censored/; next }
        n++; d = h / origin[$1] - 1; if (d < 0.005 && d > -0.005) same++ }
      END { print same " of " n ", " bounds " bounds" }' - "$work/out"
}
score nhanes_2017_2018_rewritten_long_mixed_units.tsv --long auto || fail "long file: exit $?"
expect "long file, scored as its origin" "145 of 145, 5 bounds" "$(same_as_origin)"
cp "$work/out" "$work/long"
(head -n 1 "$data/nhanes_2017_2018_rewritten_long_mixed_units.tsv"
  tail -n +2 "$data/nhanes_2017_2018_rewritten_long_mixed_units.tsv" | LC_ALL=C sort -t "$(printf '\t')" -k 2,2 -k 1,1) >"$work/by_test.tsv"
"$tool" batch "$work/by_test.tsv" --long auto >"$work/out" 2>"$work/err"
expect "long file, sorted by test, refused" 3 "$?"
"$tool" batch "$work/by_test.tsv" --long auto --gather --quiet >"$work/out"
cmp -s "$work/out" "$work/long" || fail "long file, gathered in memory: not the same"

# A warehouse's table of measurements: LOINC codes, dates of one person in any order, no insulin.
score omop/MEASUREMENT.csv --long id=person_id,test=measurement_source_value,value=value_as_number,unit=unit_source_value,date=measurement_date ||
  fail "OMOP: exit $?"
expect "OMOP, rows with HbA1c" 133 "$(awk -F, 'NR == 1 { for (i = 1; i <= NF; i++) c[$i] = i; next } $c["hba1c_band"] != ""' "$work/out" | wc -l)"
grep -q "glucose, fasting not stated" "$work/err" || fail "OMOP: glucose of unknown fasting state is not named"

score shanghai_t1dm_summary.csv || fail "shanghai: exit $?"
grep -q 'homa_ir:type_1' "$work/err" || fail "Shanghai: HOMA-IR is not withheld in type 1 diabetes"

# Glucose tolerance tests. The wide one says neither units nor "fasting": minute 0 does, and its unit is that of all.
score ogtt_wide_vanderbilt.csv --index all --column sex=gender.f || fail "Vanderbilt: exit $?"
same_in_front ogtt_wide_vanderbilt.csv
expect "Vanderbilt, Matsuda and areas by hand" "184 of 184" "$(tr -d '"' <"$work/out" | awk -F, 'NR == 1 { for (i = 1; i <= NF; i++) c[$i] = i; next }
  function g(t) { return $c["ogtt_glucose_" t] } function s(t) { return $c["ogtt_insulin_" t] }
  function near(a, b) { d = a / b - 1; return d < 1e-9 && d > -1e-9 }
  { ag = 15 * (g("000") + g("120")) + 30 * (g("030") + g("060") + g("090")); as = 15 * (s("000") + s("120")) + 30 * (s("030") + s("060") + s("090"))
    mg = (g("000") + g("030") + g("060") + g("090") + g("120")) / 5; ms = (s("000") + s("030") + s("060") + s("090") + s("120")) / 5
    fasting = g("000") * s("000"); n++
    if (near($c["auc_glucose_120"], ag) && near($c["auc_insulin_120"], as) && near($c["matsuda_arithmetic"], 10000 / sqrt(fasting * mg * ms)) &&
        near($c["matsuda_trapezoid"], 10000 / sqrt(fasting * ag / 120 * as / 120))) same++ }
  END { print same " of " n }')"
expect "Vanderbilt, OGIS where height and weight are" 169 "$(awk -F, 'NR == 1 { for (i = 1; i <= NF; i++) c[$i] = i; next } $c["ogis_2h"] != ""' "$work/out" | wc -l)"
grep -q 'areas of glucose to 120 min are over samples at 0, 30, 60, 90, 120 min' "$work/err" || fail "Vanderbilt: the samples of the areas are not told"
if grep -q 'warning' "$work/err"; then fail "Vanderbilt: a warning about units that are right"; fi

# NHANES has the 2-hour glucose alone: what is over two samples is given, and nothing over more.
score nhanes_2013_2014_fasting_ogtt.csv --index all || fail "nhanes_2013_2014_fasting_ogtt.csv, all indices: exit $?"
expect "NHANES 2013-2014, areas to 2 hours" "same 1" "$(awk -F, 'NR == 1 { for (i = 1; i <= NF; i++) c[$i] = i; next }
  { both = $c["LBXGLU"] != "" && $c["LBXGLT"] != ""; if (both != ($c["auc_glucose_120"] != "")) differ++; if (both && $c["auc_glucose_120"] != 60 * ($c["LBXGLU"] + $c["LBXGLT"])) differ++ }
  END { print differ ? "differ" : "same", !("matsuda_trapezoid" in c) }' "$work/out")"

# A row for each sample. As a wide table it is refused; venous blood and sensors of one person are two series.
score metwally_ogtt_glucose_long.csv
expect "a series of samples, refused" 3 "$?"
grep -q 'add --long id=SubjectID,minute=Timepoint' "$work/err" || fail "a series of samples: the option is not named"
grep -e SubjectID -e CTRU_Venous "$data/metwally_ogtt_glucose_long.csv" >"$work/venous.csv"
"$tool" batch "$work/venous.csv" --long id=SubjectID,minute=Timepoint,date=ExperimentType --index auc_glucose_180 >"$work/out" 2>"$work/err" || fail "venous samples: exit $?"
expect "venous samples, one row for each test" 48 "$(tail -n +2 "$work/out" | wc -l)"
expect "venous samples, the first area" 29120 "$(awk -F, 'NR == 1 { for (i = 1; i <= NF; i++) c[$i] = i; next } NR == 2 { print $c["auc_glucose_180"] }' "$work/out")"
score metwally_ogtt_glucose_long.csv --long id=SubjectID,minute=Timepoint,date=SampleLocation_ExtractionMethod || fail "series by place: exit $?"
grep -q 'samples passed over, at minutes that no analyte has: -10 (108)' "$work/err" || fail "series by place: the samples passed over are not told"

# HOMA2 as its authors had it from the Oxford calculator, beside ours, where we have a value: %B within 0.06, %S within 0.07, and
# IR, which they made as 100 / %S or took from the calculator with one decimal.
homa2_agreement() {  # columns of %B, %S, IR in the file, tolerance of IR, ending of our ids
  awk -F, -v their_b="$1" -v their_s="$2" -v their_ir="$3" -v near="$4" -v ending="$5" '
    function apart(x, y) { return x > y ? x - y : y - x }
    NR == 1 { for (i = 1; i <= NF; i++) c[$i] = i; b = c["homa2_b" ending]; s = c["homa2_s" ending]; ir = c["homa2_ir" ending]; next }
    $b == "" { refused += $0 ~ /homa2_b[a-z_]*:outside_domain/; next }
    { n++; same_b += apart($b, $c[their_b]) <= 0.06; same_s += apart($s, $c[their_s]) <= 0.07
      same_ir += apart($ir, $c[their_ir]) <= near * ($ir > 1 ? $ir : 1) }
    END { printf "of %d %%B %d, %%S %d, IR %d; %d refused", n, same_b, same_s, same_ir, refused }' "$work/out"
}
homa2() {  # file, options
  score "$@" || fail "$1: exit $?"
  same_in_front "$1"
}
insulin=homa2_b,homa2_s,homa2_ir
c_peptide=homa2_b_cpeptide,homa2_s_cpeptide,homa2_ir_cpeptide

# Diabetes 1999-2010 obeys 6.00 pmol per uIU: with 6.945 no row agrees.
homa2 homa2_insulin_nhanes_diabetes_1999_2010.csv --index "$insulin" --unit glucose=mg/dL --unit insulin=uIU/mL
expect "HOMA2, diabetes 1999-2010, insulin at 6.00" "of 1958 %B 1958, %S 1958, IR 1958; 184 refused" "$(homa2_agreement HOMA2_B HOMA2_S HOMA2_IR 0.02 "")"
homa2 homa2_insulin_nhanes_diabetes_1999_2010.csv --index "$insulin" --unit glucose=mg/dL --unit insulin=uIU/mL --insulin-factor 6.945
expect "HOMA2, diabetes 1999-2010, insulin at 6.945" "of 1941 %B 0, %S 0, IR 0; 201 refused" "$(homa2_agreement HOMA2_B HOMA2_S HOMA2_IR 0.02 "")"
# NHANES 2003-2004 obeys 6.95, by which its column Insulin was made: with 6.00 no row agrees. Glucose is mg/dL x 0.056. In the one
# row where IR is 4 % apart, %S is 2.7, and a step of its last digit as much.
homa2 homa2_insulin_nhanes_2003_2004.csv --index "$insulin" --column glucose=Glucose --unit glucose=mmol/L --column insulin=Insulin --unit insulin=pmol/L
expect "HOMA2, 2003-2004, pmol/L as given" "of 2845 %B 2845, %S 2845, IR 2844; 293 refused" "$(homa2_agreement HOMA2B HOMA2S HOMA2IR 0.02 "")"
homa2 homa2_insulin_nhanes_2003_2004.csv --index "$insulin" --column glucose=Glucose --unit glucose=mmol/L --column insulin=insulin --unit insulin=uIU/mL --insulin-factor 6.95
expect "HOMA2, 2003-2004, insulin at 6.95" "of 2845 %B 2845, %S 2845, IR 2844; 293 refused" "$(homa2_agreement HOMA2B HOMA2S HOMA2IR 0.02 "")"
homa2 homa2_insulin_nhanes_2003_2004.csv --index "$insulin" --column glucose=Glucose --unit glucose=mmol/L --column insulin=insulin --unit insulin=uIU/mL
expect "HOMA2, 2003-2004, insulin at 6.00" "of 2755 %B 0, %S 0, IR 0; 383 refused" "$(homa2_agreement HOMA2B HOMA2S HOMA2IR 0.02 "")"
# C-peptide needs no factor; both files have it in nmol/L.
homa2 homa2_cpeptide_diabetes_clusters.csv --index "$c_peptide" --unit glucose=mmol/L --unit c_peptide=nmol/L
expect "HOMA2, NHANES III, C-peptide" "of 984 %B 984, %S 984, IR 984; 52 refused" "$(homa2_agreement HOMA2_B HOMA2_S HOMA2_IR 0.02 _cpeptide)"
# Here the calculator was not fed with the glucose of the file but with another of the same survey: what the unit tests can show
# without it is in homa2_published_test.cpp. IR depends little on glucose.
homa2 homa2_cpeptide_nhanes3.csv --index "$c_peptide" --unit glucose=mg/dL --unit c_peptide=nmol/L
expect "HOMA2, NHANES III, C-peptide, IR to one decimal" "of 9962 %B 42, %S 482, IR 9371; 902 refused" "$(homa2_agreement HOMA2B HOMA2S HOMA2IR 0.06 _cpeptide)"

score homa2_insulin_nhanes_2003_2004.csv
expect "headers that differ only in case, refused" 3 "$?"
grep -q -- '--column glucose=' "$work/err" || fail "headers that differ in case: no option is offered"
exit "$failed"
