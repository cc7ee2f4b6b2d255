"""Write the outputs that the documents show anew: ``python -m tests.docs.regenerate [PAGE ...]``.

Commands and prose stay; read the difference before it is kept. An output ``(regenerate)`` is filled in.
"""

import sys
import tempfile
from pathlib import Path

from tests.docs.blocks import PAGES, ROOT
from tests.docs.sessions import prepare, renew_page


def main(pages: list[str]) -> None:
    """Renew the pages, all of them where none is named; the README always runs, for the record that it leaves."""
    wanted = [page for page in PAGES if page in (pages or PAGES)]
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        record = folder / "README.md" / "dragoman.db"
        for page in dict.fromkeys(("README.md", *wanted)):
            play = folder / page.replace("/", "-")
            play.mkdir()
            prepare(play, page, record)
            old = (ROOT / page).read_text(encoding="utf-8")
            new = renew_page(old, play)
            if page in wanted:
                (ROOT / page).write_text(new, encoding="utf-8")
                print(f"{'changed' if new != old else 'as it was'}  {page}")


if __name__ == "__main__":
    main(sys.argv[1:])
