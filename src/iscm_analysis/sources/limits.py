"""Reading an input nobody has seen yet: in a process of its own, with limits on time and memory."""

from __future__ import annotations

import contextlib
import faulthandler
import gc
import json
import multiprocessing
import os
import sys
import traceback
import warnings
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from multiprocessing.connection import Connection
from multiprocessing.context import BaseContext
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

from iscm_analysis.errors import InvalidInputError, Problem

Reader = Callable[[Path], Any]
PARTING = 2.0  # seconds
HINT = "open it in a spreadsheet program and save it again as .xlsx"


@dataclass(frozen=True, slots=True)
class Limits:
    """What reading one input may take: seconds, and bytes above what was in use at the start."""

    seconds: float = 9.0
    memory: int = 900_000_000


class ReaderCrash(Exception):  # noqa: N818  # it only carries the traceback of the other process
    """What happened in the other process, for whoever mends the reader."""


def run_limited(read: Reader, path: Path, limits: Limits | None = None) -> Any:  # noqa: ANN401  # plain JSON
    """Give what ``read(path)`` gives (plain JSON: no frames, no tuples), read in another process.

    Raises:
        InvalidInputError: ``read`` raised it, failed otherwise, took too long or too much, or died.
    """
    allowed = limits or Limits()
    receiver, sender = _context().Pipe(duplex=False)
    child = _context().Process(target=_serve, args=(read, path, sender, allowed))  # type: ignore[attr-defined]  # every context has it
    try:
        child.start()
        sender.close()
        answer = _answer(receiver, child, path, allowed)
        child.join(PARTING)  # one that has answered ends by itself, and so saves what measures it
    finally:
        if (
            child.pid is not None
        ):  # whoever is stopped between its start and here would wait for it at the end
            child.kill()
            child.join()
        receiver.close()
    return _result(answer, path)


def _context() -> BaseContext:
    return multiprocessing.get_context("fork" if sys.platform == "linux" else "spawn")


def _answer(receiver: Connection, child: BaseProcess, path: Path, limits: Limits) -> dict[str, Any]:
    if not receiver.poll(limits.seconds):
        raise _refusal(path, f"could not be read within {limits.seconds:g} seconds")
    try:
        answer: dict[str, Any] = json.loads(receiver.recv_bytes())
    except EOFError:
        child.join()
        message = f"the program that read it broke off (exit code {child.exitcode})"
        raise _refusal(path, message) from None
    return answer


def _result(answer: dict[str, Any], path: Path) -> Any:  # noqa: ANN401  # plain JSON
    if "problems" in answer:
        raise InvalidInputError([Problem(**problem) for problem in answer["problems"]])
    if "crash" in answer:
        raise _refusal(path, answer["message"]) from ReaderCrash(answer["crash"])
    return answer["result"]


def _refusal(path: Path, message: str) -> InvalidInputError:
    return InvalidInputError([Problem("error", path.name, message, HINT)])


def _serve(read: Reader, path: Path, sender: Connection, limits: Limits) -> None:
    """Read in the child; whatever happens becomes one answer, and nothing is printed."""
    with _quiet():
        _bound(limits)
        answer = _attempt(read, path)
    sender.send_bytes(answer)
    sender.close()


def _attempt(read: Reader, path: Path) -> bytes:
    try:
        return json.dumps({"result": read(path)}).encode()
    except InvalidInputError as error:
        answer: dict[str, Any] = {"problems": [asdict(problem) for problem in error.problems]}
    except MemoryError:
        answer = {"crash": "MemoryError", "message": "needs more memory to read than one input may take"}
    except BaseException as error:  # noqa: BLE001  # a reader of foreign files may raise anything
        message = f"could not be read; it is damaged or no file of its kind ({type(error).__name__})"
        answer = {"crash": traceback.format_exc(limit=-8), "message": message}
    return json.dumps(answer).encode()


@contextlib.contextmanager
def _quiet() -> Iterator[None]:
    """Keep what libraries print of a broken file off the user's screen."""
    faulthandler.disable()
    gc.disable()  # a process of seconds has nothing to collect
    warnings.simplefilter("ignore")
    with Path(os.devnull).open("wb") as nowhere:
        for stream in (1, 2):
            os.dup2(nowhere.fileno(), stream)
    yield


def _bound(limits: Limits) -> None:
    """Limit memory and processor time of this process, where the system can."""
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415  # POSIX only

    seconds = int(limits.seconds) + 2
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    in_use = Path("/proc/self/statm")
    if in_use.exists():
        most = int(in_use.read_text(encoding="ascii").split()[0]) * resource.getpagesize() + limits.memory
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_AS, (most, most))
