"""Debian's Chromium with its network cut: what a reader sees of a page opened from disk."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from selenium import webdriver
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.command import Command

AXE = Path(__file__).parent / "node_modules" / "axe-core" / "axe.min.js"
FLAGS = (
    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--disable-dev-shm-usage", "--host-resolver-rules=MAP * ~NOTFOUND",
)  # fmt: skip
OFFLINE = {"offline": True, "latency": 0, "downloadThroughput": 0, "uploadThroughput": 0}


@dataclass(frozen=True, slots=True)
class View:
    """How a page is looked at."""

    width: int
    scheme: str

    def __str__(self) -> str:
        """Name it."""
        return f"{self.width} px {self.scheme}"


VIEWS = tuple(View(width, scheme) for width in (1280, 320) for scheme in ("light", "dark"))


class Browser:
    """One window, used for all pages."""

    def __init__(self, driver: webdriver.Chrome) -> None:
        """Listen to all it asks for and complains of, without a network."""
        self.driver = driver
        self.send("Network.enable")
        self.send("Network.emulateNetworkConditions", **OFFLINE)

    def send(self, method: str, **parameters: Any) -> dict[str, Any]:
        """Give a command of the browser's own protocol."""
        return dict(self.driver.execute_cdp_cmd(method, parameters) or {})

    def evaluate(self, script: str) -> Any:
        """Give what a script says; the content policy of a page does not hold for the browser's own tools."""
        answer = self.send("Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in answer:
            raise RuntimeError(json.dumps(answer["exceptionDetails"])[:2000])
        return answer["result"].get("value")

    def look(self, view: View) -> None:
        """Change the window, and what the reader's system prefers."""
        self.send(
            "Emulation.setDeviceMetricsOverride",
            width=view.width,
            height=900,
            deviceScaleFactor=1,
            mobile=False,
        )
        scheme = {"name": "prefers-color-scheme", "value": view.scheme}
        self.send("Emulation.setEmulatedMedia", features=[scheme])

    def open(self, page: Path, view: View) -> None:
        """Open a page; what earlier ones asked for and complained of is forgotten."""
        self.look(view)
        self.driver.get("about:blank")
        for log in ("browser", "performance"):
            self.driver.get_log(log)
        self.driver.get(page.as_uri())

    @contextmanager
    def without_scripts(self) -> Iterator[None]:
        """Let pages run no script of theirs."""
        self.send("Emulation.setScriptExecutionDisabled", value=True)
        try:
            yield
        finally:
            self.send("Emulation.setScriptExecutionDisabled", value=False)

    def asked_for(self, page: Path) -> list[str]:
        """List what was asked for since a page was opened, other than itself and what it carries in it."""
        events = [json.loads(entry["message"])["message"] for entry in self.driver.get_log("performance")]
        urls = [
            event["params"]["request"]["url"]
            for event in events
            if event["method"] == "Network.requestWillBeSent"
        ]
        return [url for url in urls if url != page.as_uri() and not url.startswith(("data:", "about:"))]

    def complaints(self) -> list[str]:
        """List the errors and warnings since a page was opened."""
        return [entry["message"] for entry in self.driver.get_log("browser") if entry["level"] != "INFO"]

    def press_tab(self, times: int) -> None:
        """Press the tabulator key; all presses go to the browser in one command."""
        presses = [{"type": kind, "value": Keys.TAB} for _ in range(times) for kind in ("keyDown", "keyUp")]
        keyboard = {"type": "key", "id": "keyboard", "actions": presses}
        self.driver.execute(Command.W3C_ACTIONS, {"actions": [keyboard]})


@contextmanager
def chromium(folder: Path) -> Iterator[Browser]:
    """Start a browser with a profile of its own in ``folder``, and end it."""
    os.environ["SE_OFFLINE"] = "true"  # selenium would look for a driver elsewhere if this one were missing
    options = Options()
    options.binary_location = "/usr/bin/chromium"
    for flag in (*FLAGS, f"--user-data-dir={folder}"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    driver = webdriver.Chrome(options=options, service=Service("/usr/bin/chromedriver"))
    try:
        yield Browser(driver)
    finally:
        driver.quit()
