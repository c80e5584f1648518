"""Whoever asks a command to stop is heard, also where Python swallows what is raised."""

from __future__ import annotations

import os
import signal
import time

import pytest

from iscm_analysis.stopping import Stopped, stoppable


class Asked:
    """Something during whose end somebody asks to stop."""

    def __del__(self) -> None:
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(0.001)  # it is heard here, where nothing can be raised


def test_it_is_said_again_until_it_is_heard() -> None:
    def work() -> None:
        asked = Asked()
        del asked
        time.sleep(10)

    before = time.monotonic()
    with pytest.raises(Stopped, match="SIGTERM"), stoppable():
        work()
    assert time.monotonic() - before < 5


def test_only_the_first_word_counts() -> None:
    def work() -> None:
        try:
            os.kill(os.getpid(), signal.SIGTERM)
            time.sleep(10)
        finally:
            os.kill(os.getpid(), signal.SIGINT)

    with pytest.raises(Stopped, match="SIGTERM"), stoppable():
        work()
