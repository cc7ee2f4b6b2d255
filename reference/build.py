"""Build every table that is made here: ``python -m reference.build``."""

from reference import build_codes, build_currencies, build_names, build_places, build_towns


def main() -> None:
    """Build the tables and say how many rows each has."""
    tables = (build_codes, build_currencies, build_names, build_places, build_towns)
    for build in (table.build for table in tables):
        for name, count in build().items():
            print(f"{name}\t{count}")


if __name__ == "__main__":
    main()
