# The work in awk: mawk -F, -f score.awk TABLE. '<2.0' counts as 0, so it gives no HOMA-IR and no band.
BEGIN { OFS = ","; OFMT = CONVFMT = "%.15g" }
NR == 1 { print $0, "homa_ir", "glucose_band", "insulin_band", "hba1c_band", "homa_ir_band"; next }
{
  g = $5 + 0; i = $6 + 0; h = $7 + 0
  homa = ""; glucose = ""; insulin = ""; hba1c = ""; resistance = ""
  if (g >= 54) glucose = g < 100 ? "ada:normal" : g < 126 ? "ada:prediabetes (IFG)" : "ada:diabetes range"
  if (h > 0) hba1c = h < 5.7 ? "ada:normal" : h < 6.5 ? "ada:prediabetes" : "ada:diabetes range"
  if (i > 0) {
    if (g > 0) {
      homa = g * i / 405
      if (g <= 140) resistance = homa <= 1.6 ? "jds_practice:normal" : \
        homa < 2.5 ? "jds_practice:neither normal nor resistant" : "jds_practice:insulin resistance range"
    }
    if ($4 == "" || ($4 >= 24 && $4 <= 83)) insulin = i < 2.11 ? "tlgs:below reference interval" : \
      i <= 12.49 ? "tlgs:within reference interval" : "tlgs:above reference interval"
  }
  print $0, homa, glucose, insulin, hba1c, resistance
}
