"""Being told to stop: whatever is asked by a signal, the work is put away in order and said in words."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import NoReturn

NAMES = ("SIGINT", "SIGTERM", "SIGHUP")


class Stopped(KeyboardInterrupt):  # no `except Exception` may keep it
    """Somebody asked the command to stop."""


@contextmanager
def stoppable() -> Iterator[None]:
    """Turn signals that end a process into :class:`Stopped`; only the first counts."""
    numbers = [getattr(signal, name) for name in NAMES if hasattr(signal, name)]

    def stop(number: int, _frame: FrameType | None) -> NoReturn:
        for other in numbers:
            signal.signal(other, signal.SIG_IGN)
        raise Stopped(signal.Signals(number).name)

    before = {number: signal.getsignal(number) for number in numbers}
    for number in numbers:
        if before[number] is not signal.SIG_IGN:  # as under nohup
            signal.signal(number, stop)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
