"""Being told to stop: whatever is asked by a signal, the work is put away in order and said in words."""

from __future__ import annotations

import signal
from _thread import interrupt_main
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Timer, main_thread
from types import FrameType

AGAIN_SECONDS = 0.01
NAMES = ("SIGINT", "SIGTERM", "SIGHUP")


class Stopped(KeyboardInterrupt):  # no `except Exception` may keep it
    """Somebody asked the command to stop."""


def _is_swallowed(frame: FrameType | None) -> bool:
    """Say whether Python would only report what is raised here, where an object or an import's lock goes."""
    while frame is not None:
        code = frame.f_code
        if code.co_name == "__del__" or (code.co_name == "cb" and "importlib" in code.co_filename):
            return True
        frame = frame.f_back
    return False


@contextmanager
def stoppable() -> Iterator[None]:
    """Turn signals that end a process into :class:`Stopped`; only the first counts."""
    numbers = [getattr(signal, name) for name in NAMES if hasattr(signal, name)]

    def stop(number: int, frame: FrameType | None) -> None:
        if _is_swallowed(frame):
            Timer(AGAIN_SECONDS, again, [number]).start()
            return
        for other in numbers:
            signal.signal(other, signal.SIG_IGN)
        raise Stopped(signal.Signals(number).name)

    def again(number: int) -> None:
        if signal.getsignal(number) is not stop:
            return
        if hasattr(signal, "pthread_kill"):  # wakes it as well
            signal.pthread_kill(main_thread().ident or 0, number)
        else:
            interrupt_main(signal.Signals(number))

    before = {number: signal.getsignal(number) for number in numbers}
    for number in numbers:
        if before[number] is not signal.SIG_IGN:  # as under nohup
            signal.signal(number, stop)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
