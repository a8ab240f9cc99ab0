"""Score a wide table by the SQL beside this file, without anything of cpch: `hand_written.py TABLE OUTPUT`, both Parquet."""

import sys
from pathlib import Path

import duckdb


def main() -> None:
    """Read the table, write the results."""
    table, output = sys.argv[1:]
    query = Path(__file__).with_suffix(".sql").read_text("utf-8")
    with duckdb.connect() as connection:
        connection.execute("SET VARIABLE path = $path", {"path": table})
        connection.sql(query).write_parquet(output)


if __name__ == "__main__":
    main()
