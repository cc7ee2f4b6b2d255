"""The record in other programs' forms: JSON lines (the stable contract), CSV and Parquet by month."""
