// duckdb.mjs TABLE OUTPUT: the work with DuckDB, on THREADS threads; ORDER=false lets it mix up the rows,
// which is faster.
import { DuckDBInstance } from '@duckdb/node-api';

const [table, output] = process.argv.slice(2);
const quoted = (path) => `'${path.replaceAll("'", "''")}'`;

// Columns that are copied are read as text, so that 5.0 stays 5.0; insulin also has '<2.0'.
const score = `
  COPY (
    WITH cells AS (
      SELECT *, TRY_CAST(glucose_mg_dl AS DOUBLE) AS g, TRY_CAST(insulin_uiu_ml AS DOUBLE) AS i,
             TRY_CAST(hba1c_pct AS DOUBLE) AS h, TRY_CAST(age AS DOUBLE) AS a, g * i / 405 AS homa_ir
      FROM read_csv(${quoted(table)}, header = true, all_varchar = true, delim = ',', quote = '"', escape = '"'))
    SELECT id, site, sex, age, glucose_mg_dl, insulin_uiu_ml, hba1c_pct, homa_ir,
      CASE WHEN g < 54 THEN NULL WHEN g < 100 THEN 'ada:normal' WHEN g < 126 THEN 'ada:prediabetes (IFG)'
           WHEN g >= 126 THEN 'ada:diabetes range' END AS glucose_band,
      CASE WHEN a < 24 OR a > 83 THEN NULL WHEN i < 2.11 THEN 'tlgs:below reference interval'
           WHEN i <= 12.49 THEN 'tlgs:within reference interval'
           WHEN i > 12.49 THEN 'tlgs:above reference interval' END AS insulin_band,
      CASE WHEN h < 5.7 THEN 'ada:normal' WHEN h < 6.5 THEN 'ada:prediabetes'
           WHEN h >= 6.5 THEN 'ada:diabetes range' END AS hba1c_band,
      CASE WHEN g > 140 THEN NULL WHEN homa_ir <= 1.6 THEN 'jds_practice:normal'
           WHEN homa_ir < 2.5 THEN 'jds_practice:neither normal nor resistant'
           WHEN homa_ir >= 2.5 THEN 'jds_practice:insulin resistance range' END AS homa_ir_band
    FROM cells
  ) TO ${quoted(output)} (HEADER, DELIMITER ',')`;

const instance = await DuckDBInstance.create(':memory:', {
  threads: process.env.THREADS,
  preserve_insertion_order: process.env.ORDER ?? 'true',
});
const connection = await instance.connect();
await connection.run(score);
connection.closeSync();
instance.closeSync();
