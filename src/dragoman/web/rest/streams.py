"""Streams that are read from the record: one thread each, for a connection must not change threads."""

import queue
import threading
from collections.abc import Callable, Iterator

_AHEAD = 16  # lines that wait to be sent
_LOOK_S = 0.5  # how often a full queue asks whether its reader is still there


def in_one_thread(stream: Callable[[], Iterator[bytes]]) -> Iterator[bytes]:
    """What a generator gives, which runs in a thread of its own; a reader that goes away ends it."""
    waiting: queue.Queue[bytes | BaseException | None] = queue.Queue(maxsize=_AHEAD)
    gone = threading.Event()

    def put(item: bytes | BaseException | None) -> bool:
        while not gone.is_set():
            try:
                waiting.put(item, timeout=_LOOK_S)
            except queue.Full:
                continue
            return True
        return False

    def run() -> None:
        try:
            for line in stream():
                if not put(line):
                    return
            put(None)
        except Exception as error:  # noqa: BLE001 - handed over to the thread that sends
            put(error)

    threading.Thread(target=run, name="export", daemon=True).start()
    try:
        while (item := waiting.get()) is not None:
            if isinstance(item, BaseException):
                raise item
            yield item
    finally:
        gone.set()
