"""Articles out of HTML, in a process of its own that can be killed: bad pages hang or eat memory.

The process is started when first needed, reused, and started anew after it dies. A page that kills it, or takes too
long, is tried once more with the faster engine, then given up.
"""

import os
import selectors
import subprocess
import sys
import time
from types import TracebackType
from typing import Self

import msgspec

from dragoman.article.extract_worker import LENGTH_BYTES
from dragoman.config import Limits
from dragoman.errors import InstallationError, RefusedInput
from dragoman.records import Record

_START = "import sys; sys.path[:] = {path!r}; from dragoman.article.extract_worker import main; main()"
_ENGINES = ("trafilatura", "resiliparse")  # first and second try
_START_S = 20.0  # loading the libraries takes 0.6 s, much more on a busy machine; it does not count as the page's time
_CHUNK_BYTES = 1 << 16


class Extraction(Record, frozen=True, kw_only=True):
    """What a page gave."""

    text: str | None = None  # None or empty: no article in it
    title: str | None = None
    byline: str | None = None
    published: str | None = None
    publisher: str | None = None
    url: str | None = None
    engine: str = (
        ""  # "trafilatura", "resiliparse", or "stripped" for a page nested too deep or with too many attributes
    )


class Extractor:
    """Takes articles out of pages; a context manager, because it holds a process."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the process. The extractor can be used again afterwards."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.wait()
            for pipe in (process.stdin, process.stdout):
                if pipe is not None:
                    pipe.close()

    @property
    def process_id(self) -> int | None:
        """The id of the process at work; ``None`` while there is none."""
        return self._process.pid if self._process else None

    def extract(self, html: str, *, url: str | None = None, fragment: bool = False) -> Extraction:
        """The article in ``html``; a ``fragment`` is content as feeds carry it, all of it wanted.

        Raises:
            RefusedInput: the page took too long or too much memory, twice.
        """
        reasons = []
        for engine in _ENGINES:
            request = {"html": html, "url": url, "engine": engine, "fragment": fragment}
            answer = self._ask(msgspec.json.encode(request))
            if isinstance(answer, bytes):
                return msgspec.json.decode(answer, type=Extraction)
            reasons.append(f"{engine}: {answer}")
        raise RefusedInput(
            "a page cannot be taken apart",
            values=f"{len(html)} characters; {'; '.join(reasons)}",
            remedy="Raise extract_timeout_s or extract_memory_bytes, or give its text",
        )

    def _ask(self, message: bytes) -> bytes | str:
        """The answer to a request, or why there is none."""
        process = self._process or self._launch()
        deadline = time.monotonic() + self._limits.extract_timeout_s
        outcome = _exchange(process, len(message).to_bytes(LENGTH_BYTES, "big") + message, deadline)
        if outcome is None:
            self.close()
            return f"no answer within {self._limits.extract_timeout_s:g} s"
        if not outcome:
            self.close()
            return "the process died, from lack of memory or an error in the page"
        return outcome

    def _launch(self) -> subprocess.Popen[bytes]:
        code = _START.format(path=[entry or str(os.getcwd()) for entry in sys.path])  # noqa: PTH109
        self._process = subprocess.Popen(
            [sys.executable, "-c", code, str(self._limits.extract_memory_bytes)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,  # Ctrl-C at the terminal is for the caller to handle
            env={**os.environ, "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"},  # threads' stacks count as memory
        )
        hello = msgspec.json.encode({"html": "", "url": None, "engine": "resiliparse", "fragment": True})
        ready = _exchange(self._process, len(hello).to_bytes(LENGTH_BYTES, "big") + hello, time.monotonic() + _START_S)
        if not ready:
            self.close()
            raise InstallationError(
                "the HTML process does not start",
                values=f"within {_START_S:g} s and {self._limits.extract_memory_bytes} bytes",
                remedy="Check that trafilatura, lxml_html_clean and resiliparse are installed and that it gets 300 MB",
            )
        return self._process


def _exchange(process: subprocess.Popen[bytes], message: bytes, deadline: float) -> bytes | None:
    """Send a message and take the answer; empty when the process ended, ``None`` when the time did."""
    assert process.stdin is not None
    assert process.stdout is not None
    unsent, answer = memoryview(message), bytearray()
    os.set_blocking(process.stdin.fileno(), False)
    with selectors.DefaultSelector() as selector:
        selector.register(process.stdout, selectors.EVENT_READ)
        selector.register(process.stdin, selectors.EVENT_WRITE)
        while (left := deadline - time.monotonic()) > 0:
            for key, _ in selector.select(left):
                if key.fileobj is process.stdout:
                    chunk = os.read(process.stdout.fileno(), _CHUNK_BYTES)
                    answer += chunk
                    if not chunk:
                        return b""
                else:
                    try:
                        unsent = unsent[os.write(process.stdin.fileno(), unsent[:_CHUNK_BYTES]) :]
                    except BrokenPipeError:
                        return b""
                    if not unsent:
                        selector.unregister(process.stdin)
            if len(answer) >= LENGTH_BYTES and len(answer) - LENGTH_BYTES >= int.from_bytes(
                answer[:LENGTH_BYTES], "big"
            ):
                return bytes(answer[LENGTH_BYTES:])
    return None
