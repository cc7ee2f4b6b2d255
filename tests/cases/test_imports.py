"""Case 50: no import of the package, and no reading of a text, opens a connection."""

import subprocess
import sys

WATCHING = """
import sys
sys.path[:0] = {paths!r}
seen = []
sys.addaudithook(lambda event, arguments: seen.append(event) if event.startswith("socket.") else None)
import importlib, pkgutil
import dragoman
for module in pkgutil.walk_packages(dragoman.__path__, "dragoman."):
    if not module.name.endswith("__main__"):
        importlib.import_module(module.name)
from dragoman.sources import open_sources
from dragoman.config import Limits
list(open_sources([sys.argv[1]], limits=Limits()))
reached = sorted(set(seen) - {{"socket.gethostname", "socket.__new__"}})
print(*reached)
sys.exit(bool(reached))
"""


def test_case_50_no_import_and_no_reading_opens_a_connection(tmp_path) -> None:
    feed = tmp_path / "feed.xml"
    feed.write_text(
        '<rss version="2.0"><channel><item><link>http://127.0.0.1:9/</link><title>T</title></item></channel></rss>'
    )
    script = WATCHING.format(paths=[entry for entry in sys.path if entry])
    done = subprocess.run([sys.executable, "-c", script, str(feed)], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.strip()) == (0, ""), done.stderr
