"""What stands between shell and collector instead of sockets: a queue of messages, and captured streams."""

from __future__ import annotations

import codecs
import io
import os
import select
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from jupyter_client.session import Session, json_packer, json_unpacker

from iscm_analysis.publishing.verdict import OUTPUT_LIMIT

CHUNK = 65_536
WATCH_MILLISECONDS = 100

Message = dict[str, Any]


class Wire(Session):
    """Takes what ipykernel's shell would send to its session, and keeps it in order for the collector.

    Text of one stream gathers until something else is said. Every message goes through JSON as it would on
    its way through a socket. A cell that says more than ``OUTPUT_LIMIT`` bytes is handed to ``on_flood``.
    """

    def __init__(self, on_flood: Callable[[], None] = lambda: None) -> None:
        """Start empty; ``on_flood`` must not return when memory matters."""
        super().__init__()
        self.messages: deque[Message] = deque()
        self.lock = threading.RLock()
        self.on_flood = on_flood
        self.drain: Callable[[], None] = lambda: None
        self._cell = ""
        self._said = 0
        self._stream = ""
        self._text: list[str] = []

    def begin(self, cell: str) -> None:
        """Let what comes next belong to ``cell``."""
        self._cell, self._said = cell, 0

    def msg(self, msg_type: str, content: object = None, *_args: object, **_options: object) -> Message:
        """Word a message as nbclient reads it."""
        return {
            "header": {"msg_type": msg_type},
            "parent_header": {"msg_id": self._cell},
            "msg_type": msg_type,
            "content": content or {},
        }

    def send(
        self,
        _socket: object,
        message: Message | str,
        content: object = None,
        *_args: object,
        **_options: object,
    ) -> Message:
        """Keep a message, after the text that was written before it."""
        kept: Message = message if isinstance(message, dict) else self.msg(message, content)
        packed = json_packer(kept["content"])
        with self.lock:
            self.drain()
            self._count(len(packed))
            self.end_text()
            self.messages.append({**kept, "content": json_unpacker(packed)})
        return kept

    def write(self, stream: str, text: str) -> None:
        """Add text to a stream."""
        with self.lock:
            self._count(len(text))
            if stream != self._stream:
                self.end_text()
            self._stream = stream
            self._text.append(text)

    def end_text(self) -> None:
        """Make a message of the text gathered so far."""
        text, self._text = "".join(self._text), []
        if text:
            self.messages.append(self.msg("stream", {"name": self._stream, "text": text}))

    def _count(self, size: int) -> None:
        self._said += size
        if self._said > OUTPUT_LIMIT:
            self._text.clear()
            self.messages.clear()
            self.on_flood()


class Stream(io.TextIOBase):
    """``sys.stdout`` or ``sys.stderr`` of a cell, as ipykernel's stream looks from inside a cell."""

    encoding = "UTF-8"
    errors = None

    def __init__(self, name: str, wire: Wire, descriptor: int) -> None:
        """Write to ``wire``; processes a cell starts write to ``descriptor``."""
        self.name, self._wire, self._descriptor = name, wire, descriptor
        self._process = os.getpid()

    def write(self, text: str) -> int:
        """Write text, after what was written to the descriptor before."""
        if not isinstance(text, str):
            message = f"write() argument must be str, not {type(text)}"
            raise TypeError(message)
        if os.getpid() != self._process:  # a process the cell has forked reaches us through the pipe
            os.write(self._descriptor, text.encode(errors="replace"))
            return len(text)
        self._wire.drain()
        self._wire.write(self.name, text)
        return len(text)

    def isatty(self) -> bool:
        """Say no, as ipykernel does."""
        return False

    def writable(self) -> bool:
        """Say yes."""
        return True

    def fileno(self) -> int:
        """Give the descriptor, for processes a cell starts."""
        return self._descriptor

    def flush(self) -> None:
        """Do nothing: what is written is there."""


class _Pipe:
    """What is written to a file descriptor, below Python."""

    def __init__(self, name: str, descriptor: int, wire: Wire) -> None:
        self.name, self.descriptor, self.wire = name, descriptor, wire
        self.decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self.original = os.dup(descriptor)
        self.reader, writer = os.pipe()
        os.set_blocking(self.reader, False)
        os.dup2(writer, descriptor)
        os.close(writer)

    def read(self) -> None:
        """Take what is there."""
        try:
            while data := os.read(self.reader, CHUNK):
                if text := self.decoder.decode(data):
                    self.wire.write(self.name, text)
        except BlockingIOError:
            return

    def restore(self) -> None:
        os.dup2(self.original, self.descriptor)
        os.close(self.original)


class _Reader:
    """Takes what has come through pipes; each thread that reads has one of its own."""

    def __init__(self, pipes: list[_Pipe], wire: Wire) -> None:
        self.pipes, self.wire = {pipe.reader: pipe for pipe in pipes}, wire
        self.poll = select.poll()
        for reader in self.pipes:
            self.poll.register(reader, select.POLLIN)

    def take(self, wait: int = 0) -> None:
        for reader, event in self.poll.poll(wait):
            if event & select.POLLIN:
                with self.wire.lock:
                    self.pipes[reader].read()


@contextmanager
def captured(wire: Wire) -> Iterator[None]:
    """Send both streams to ``wire``: what Python writes, and what C code and other processes write."""
    pipes = [_Pipe("stdout", 1, wire), _Pipe("stderr", 2, wire)]
    stop = threading.Event()

    def watch() -> None:  # a pipe that nobody empties would stop the process that writes to it
        reader = _Reader(pipes, wire)
        while not stop.is_set():
            reader.take(WATCH_MILLISECONDS)

    before = sys.stdout, sys.stderr, wire.drain
    wire.drain = _Reader(pipes, wire).take
    sys.stdout, sys.stderr = Stream("stdout", wire, 1), Stream("stderr", wire, 2)
    threading.Thread(target=watch, daemon=True, name="captured output").start()
    try:
        yield
    finally:
        wire.drain()
        stop.set()
        sys.stdout, sys.stderr, wire.drain = before
        for pipe in pipes:
            pipe.restore()
