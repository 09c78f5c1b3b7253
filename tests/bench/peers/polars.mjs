// polars.mjs TABLE OUTPUT: the work with Polars, streaming, on POLARS_MAX_THREADS threads.
import pl from 'nodejs-polars';

const [table, output] = process.argv.slice(2);

// Every column is read as text, so that 5.0 stays 5.0; insulin also has '<2.0', which casts to null.
const number = (column, name) => pl.col(column).cast(pl.Float64, false).alias(name);
const [g, i, h, a, homa] = ['g', 'i', 'h', 'a', 'homa_ir'].map((name) => pl.col(name));

// The label of the first condition that holds; no label for null.
function label(name, [condition, text], ...others) {
  let chain = pl.when(condition).then(pl.lit(text));
  for (const [other, otherText] of others) chain = chain.when(other).then(pl.lit(otherText));
  return chain.otherwise(pl.lit(null)).alias(name);
}

pl.scanCSV(table, { inferSchemaLength: 0 })
  .withColumns(
    number('glucose_mg_dl', 'g'), number('insulin_uiu_ml', 'i'), number('hba1c_pct', 'h'), number('age', 'a'))
  .withColumns(g.mul(i).div(405).alias('homa_ir'))
  .withColumns(
    label('glucose_band', [g.lt(54), null], [g.lt(100), 'ada:normal'], [g.lt(126), 'ada:prediabetes (IFG)'],
      [g.gtEq(126), 'ada:diabetes range']),
    label('insulin_band', [a.lt(24).or(a.gt(83)), null], [i.lt(2.11), 'tlgs:below reference interval'],
      [i.ltEq(12.49), 'tlgs:within reference interval'], [i.gt(12.49), 'tlgs:above reference interval']),
    label('hba1c_band', [h.lt(5.7), 'ada:normal'], [h.lt(6.5), 'ada:prediabetes'], [h.gtEq(6.5), 'ada:diabetes range']),
    label('homa_ir_band', [g.gt(140), null], [homa.ltEq(1.6), 'jds_practice:normal'],
      [homa.lt(2.5), 'jds_practice:neither normal nor resistant'],
      [homa.gtEq(2.5), 'jds_practice:insulin resistance range']))
  .drop('g', 'i', 'h', 'a')
  .sinkCSV(output)
  .collectSync();
