"""A kernel of JupyterLab, from its start until a first cell has imported what notebooks use.

    python benchmarks/kernels.py                 # started as always, and forked; JSON lines, then medians

The first forked kernel also waits for the parent it is forked from.
"""

from __future__ import annotations

import json
import statistics
import time
from pathlib import Path

from jupyter_client.manager import KernelManager
from measuring import ROOT, machine

ROUNDS = 5
PROVISIONERS = {"as always": "local-provisioner", "forked": "iscm"}
IMPORTS = "import pandas, matplotlib.pyplot\nfrom iscm_analysis.presentation import charts, show"


def measure(folder: Path, provisioner: str) -> tuple[float, float]:
    """Start a kernel; give the seconds until it answers, and until the imports are done."""
    start = time.perf_counter()
    manager = KernelManager(kernel_name="python3")
    manager.kernel_spec.metadata = {"kernel_provisioner": {"provisioner_name": provisioner}}
    manager.start_kernel(cwd=str(folder))
    client = manager.client()
    client.start_channels()
    client.wait_for_ready(timeout=60)
    ready = time.perf_counter() - start
    reply = client.execute_interactive(IMPORTS, timeout=60)
    imported = time.perf_counter() - start
    client.stop_channels()
    manager.shutdown_kernel(now=True)
    if reply["content"]["status"] != "ok":
        raise RuntimeError(reply["content"])
    return ready, imported


def main() -> None:
    """Measure in rounds and print each figure, then medians; the first round of all is told apart."""
    print(json.dumps(machine()))
    taken: dict[str, list[tuple[float, float]]] = {name: [] for name in PROVISIONERS}
    for number in range(ROUNDS + 1):
        for name, provisioner in PROVISIONERS.items():
            ready, imported = measure(ROOT / "notebooks", provisioner)
            row = {"kernel": name, "round": number, "ready": ready, "imported": imported}
            print(json.dumps(row), flush=True)
            taken[name].append((ready, imported))
    for name, figures in taken.items():
        first, *others = figures
        ready, imported = (statistics.median(one) for one in zip(*others, strict=True))
        print(f"{name:12} ready {ready:5.2f} s, imported {imported:5.2f} s; the first {first[1]:5.2f} s")


if __name__ == "__main__":
    main()
