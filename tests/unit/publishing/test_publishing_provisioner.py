"""Kernels forked from a preloaded parent: they are ipykernel as it is, and nothing of them stays."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from jupyter_client.blocking.client import BlockingKernelClient
from jupyter_client.manager import KernelManager
from jupyter_client.provisioning import LocalProvisioner

from iscm_analysis.errors import IscmError
from iscm_analysis.publishing.engine import processes, provisioner

Start = Callable[..., KernelManager]

pytestmark = [
    pytest.mark.skipif(not processes.can_fork(), reason="forking is for Linux"),
    pytest.mark.xdist_group("kernels"),  # they share the parent, which takes a second to import
]
SECONDS = 60
NOTEBOOK = """
import os, sys, subprocess, warnings
import matplotlib.pyplot as plt
print(os.getcwd(), __name__, sys.path, get_ipython().__class__, os.environ["GIVEN"])
print("to stderr", sys.argv[:2], file=sys.stderr)
plt.rcParams["font.size"], plt.plot([1, 2])
1 / 0
"""


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Start kernels by a provisioner; in the end they are killed."""
    started = []

    def begin(name: str = "iscm", **options: Any) -> KernelManager:  # noqa: ANN401  # Jupyter's
        manager = KernelManager(kernel_name="python3", transport="ipc", ip=str(tmp_path / f"k{len(started)}"))
        started.append(manager)
        assert manager.kernel_spec is not None
        manager.kernel_spec.metadata = {"kernel_provisioner": {"provisioner_name": name}}
        manager.kernel_spec.argv = options.pop("argv", manager.kernel_spec.argv)
        manager.start_kernel(cwd=str(tmp_path), **options)
        return manager

    yield begin
    for manager in started:
        manager.shutdown_kernel(now=True)


def client_of(manager: KernelManager) -> BlockingKernelClient:
    client = manager.client()
    client.start_channels()
    client.wait_for_ready(timeout=SECONDS)
    return client


def said(manager: KernelManager, code: str) -> list[tuple[str, Any]]:
    """Run code; give what the kernel says of it, without what differs from run to run."""
    heard: list[tuple[str, Any]] = []
    client = client_of(manager)
    client.execute_interactive(
        code,
        timeout=SECONDS,
        output_hook=lambda message: heard.append((message["msg_type"], message["content"])),
    )
    client.stop_channels()
    return [
        (kind, content["traceback"][-1] if kind == "error" else content)
        for kind, content in heard
        if kind not in ("status", "execute_input")
    ]


def pid_of(manager: KernelManager) -> int:
    assert manager.provisioner is not None
    return int(manager.provisioner.pid)


def test_a_kernel_says_what_one_started_as_always_says(start: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIVEN", "to the kernel")
    forked, stock = start("iscm"), start("local-provisioner")
    assert isinstance(forked.provisioner, provisioner.ForkedProvisioner)
    assert isinstance(forked.provisioner.process, provisioner.ForkedKernel)
    assert isinstance(stock.provisioner, LocalProvisioner)
    assert not isinstance(stock.provisioner, provisioner.ForkedProvisioner)
    ours = said(forked, NOTEBOOK)
    assert ours == said(stock, NOTEBOOK)
    assert {kind for kind, _ in ours} == {"stream", "display_data", "error"}


def test_the_environment_asks_for_it_by_name() -> None:
    code = (
        "from jupyter_client.manager import start_new_kernel\n"
        "manager, client = start_new_kernel()\nprint(type(manager.provisioner.process).__name__)\n"
        "client.stop_channels(); manager.shutdown_kernel(now=True)"
    )
    asked = {**os.environ, "JUPYTER_DEFAULT_PROVISIONER_NAME": "iscm"}
    done = subprocess.run(
        [sys.executable, "-c", code], env=asked, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout.splitlines()[-1:]) == (0, ["ForkedKernel"]), done.stderr


def test_whoever_wants_nothing_imported_from_the_working_folder_gets_that(start: Start) -> None:
    shown = "import sys; print('' in sys.path)"
    ours = [
        start(name, extra_arguments=["--IPKernelApp.ignore_cwd=True"])
        for name in ("iscm", "local-provisioner")
    ]
    safe = start(env={**os.environ, "PYTHONSAFEPATH": "1"})
    for manager in (*ours, safe):
        assert said(manager, shown) == [("stream", {"name": "stdout", "text": "False\n"})]


def test_a_figure_is_shown(start: Start) -> None:
    shown = said(start(), "import matplotlib.pyplot as plt\nplt.plot([1, 2]);")
    assert [(kind, sorted(content["data"])) for kind, content in shown] == [
        ("display_data", ["image/png", "text/plain"])
    ]


def test_a_loop_is_interrupted_and_the_kernel_goes_on(start: Start) -> None:
    manager = start()
    client = client_of(manager)
    client.execute("while True: pass")
    time.sleep(0.5)
    manager.interrupt_kernel()
    assert client.get_shell_msg(timeout=SECONDS)["content"]["ename"] == "KeyboardInterrupt"
    client.stop_channels()
    assert said(manager, "print(1)") == [("stream", {"name": "stdout", "text": "1\n"})]


def test_after_a_restart_it_is_another_process_that_knows_nothing(start: Start) -> None:
    manager = start()
    before = pid_of(manager)
    assert said(manager, "x = 1") == []
    manager.restart_kernel()
    assert pid_of(manager) != before
    assert "NameError" in said(manager, "x")[0][1]


def test_nothing_is_left_when_it_is_shut_down_or_killed(start: Start) -> None:
    for now in (False, True):
        manager = start()
        assert said(manager, "import subprocess; child = subprocess.Popen(['sleep', '600'])") == []
        pid = pid_of(manager)
        (child,) = Path(f"/proc/{pid}/task/{pid}/children").read_text("ascii").split()
        manager.shutdown_kernel(now=now)
        assert not Path(f"/proc/{pid}").exists()
        assert not Path(f"/proc/{child}").exists()


@pytest.mark.parametrize(
    ("code", "ended"), [("os._exit(3)", 3), ("os.kill(os.getpid(), 9)", -signal.SIGKILL)]
)
def test_its_death_is_noticed(start: Start, code: str, ended: int) -> None:
    manager = start()
    client = client_of(manager)
    client.execute(f"import os; {code}")
    assert manager.provisioner is not None
    process = manager.provisioner.process
    assert process.wait() == ended
    assert not manager.is_alive()
    client.stop_channels()


def test_after_a_change_of_the_library_a_new_parent_imports_it(
    start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = start(), start()
    monkeypatch.setattr(provisioner, "library_digest", lambda _digests: "changed")
    third = start()
    parents = [one.provisioner.process.worker.parent for one in (first, second, third) if one.provisioner]
    assert parents[0] is parents[1] is not parents[2]
    assert said(first, "print(1)") == said(third, "print(1)")


def test_a_parent_that_ends_too_early_is_said(start: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    class Dead(processes.ForkedProcesses):
        def __init__(self) -> None:
            super().__init__()
            self.process.kill()

    monkeypatch.setattr(provisioner, "ForkedProcesses", Dead)
    monkeypatch.setattr(provisioner, "_parents", {})
    with pytest.raises(
        IscmError, match="the parent of kernels ended with exit code -9; start the kernel again"
    ):
        start()


def test_what_cannot_be_forked_starts_as_always(start: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    other = start(argv=[sys.executable, "-X", "utf8", "-m", "ipykernel_launcher", "-f", "{connection_file}"])
    lasting = start(independent=True)
    monkeypatch.setattr(provisioner, "can_fork", lambda: False)
    for manager in (other, lasting, start()):
        assert manager.provisioner is not None
        assert not isinstance(manager.provisioner.process, provisioner.ForkedKernel)
        assert said(manager, "print(1)") == [("stream", {"name": "stdout", "text": "1\n"})]
