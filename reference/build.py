"""Build every table that is made here: ``python -m reference.build``."""

from reference import build_codes, build_names, build_places, build_towns


def main() -> None:
    """Build the tables and say how many rows each has."""
    for build in (build_codes.build, build_names.build, build_places.build, build_towns.build):
        for name, count in build().items():
            print(f"{name}\t{count}")


if __name__ == "__main__":
    main()
