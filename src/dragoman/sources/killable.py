"""A process that answers requests and can be killed: parsers of hostile input hang or eat memory.

Each way a message is its length (4 bytes, big-endian) and that many bytes. The process is started when first needed,
used again, and started anew after it was killed or died; its address space is limited, and it ends with its parent.
"""

import os
import resource
import selectors
import subprocess
import sys
import time
from collections.abc import Callable
from typing import BinaryIO

from dragoman.errors import InstallationError
from dragoman.records import Record

LENGTH_BYTES = 4
_START = "import sys; sys.path[:] = {path!r}; from {module} import main; main()"
_START_S = 20.0  # loading the libraries takes 0.6 s, much more on a busy machine; it does not count as the input's time
_CHUNK_BYTES = 1 << 16


class Worker(Record, frozen=True, kw_only=True):
    """What a process runs."""

    module: str  # whose ``main`` answers
    hello: bytes  # a first request that loads what the process needs
    memory_bytes: int  # its address space
    what: str  # its name in messages
    remedy: str  # what to do where it does not start
    start: str = _START


class KillableProcess:
    """Asks a process, and kills it when it takes too long. Close it."""

    def __init__(self, worker: Worker) -> None:
        self._worker = worker
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def process_id(self) -> int | None:
        """The id of the process at work; ``None`` while there is none."""
        return self._process.pid if self._process else None

    def close(self) -> None:
        """End the process. It is started anew when asked again."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.wait()
            for pipe in (process.stdin, process.stdout):
                if pipe is not None:
                    pipe.close()

    def ask(self, message: bytes, *, timeout_s: float) -> bytes | str:
        """The answer to a request, or why there is none.

        Raises:
            InstallationError: the process does not start.
        """
        process = self._process or self._launch()
        outcome = _exchange(process, _framed(message), time.monotonic() + timeout_s)
        if outcome is None:
            self.close()
            return f"no answer within {timeout_s:g} s"
        if not outcome:
            self.close()
            return "the process died, from lack of memory or an error in the input"
        return outcome

    def _launch(self) -> subprocess.Popen[bytes]:
        worker = self._worker
        path = [entry or str(os.getcwd()) for entry in sys.path]  # noqa: PTH109
        self._process = subprocess.Popen(
            [sys.executable, "-c", worker.start.format(path=path, module=worker.module), str(worker.memory_bytes)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,  # Ctrl-C at the terminal is for the caller to handle
            env={**os.environ, "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"},  # threads' stacks count as memory
        )
        if not _exchange(self._process, _framed(worker.hello), time.monotonic() + _START_S):
            self.close()
            raise InstallationError(
                f"the {worker.what} process does not start",
                values=f"within {_START_S:g} s and {worker.memory_bytes} bytes",
                remedy=worker.remedy,
            )
        return self._process


def serve(answer: Callable[[bytes], bytes]) -> None:
    """Answer requests on standard input until it ends. The first argument is the address space in bytes."""
    limit = int(sys.argv[1])
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    while (request := read_message(sys.stdin.buffer)) is not None:
        sys.stdout.buffer.write(_framed(answer(request)))
        sys.stdout.buffer.flush()


def read_message(stream: BinaryIO) -> bytes | None:
    """The next message; ``None`` at the end of the stream."""
    head = stream.read(LENGTH_BYTES)
    return stream.read(int.from_bytes(head, "big")) if len(head) == LENGTH_BYTES else None


def _framed(message: bytes) -> bytes:
    return len(message).to_bytes(LENGTH_BYTES, "big") + message


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
