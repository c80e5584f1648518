"""Where templates lie, and what they may call; without nbconvert, which takes long to import."""

from __future__ import annotations

import base64
import hashlib
import re
from functools import cache
from pathlib import Path

from jinja2 import Environment

from iscm_analysis.languages import words

TEMPLATES = Path(__file__).parent / "templates"


_NOTE = re.compile(r"/\*.*?\*/|^\s*//.*?$", re.DOTALL | re.MULTILINE)
_LOOSE = re.compile(r"\s*([{};,])\s*")


@cache
def asset(name: str) -> str:
    """Return a stylesheet or script as it is written into the page: without notes and indentation."""
    text = _NOTE.sub("", (TEMPLATES / "iscm" / name).read_text(encoding="utf-8"))
    if name.endswith(".css"):
        return _LOOSE.sub(r"\1", text).strip()
    return "\n".join(line.strip() for line in text.splitlines() if line.strip())


def fingerprint(script: str) -> str:
    """Name a script the way a content security policy does."""
    return "sha256-" + base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()


def equip(environment: Environment) -> Environment:
    """Give templates what they call; only what is marked ``safe`` goes in as it is."""
    environment.autoescape = True
    environment.globals.update(asset=asset, fingerprint=fingerprint, words=words)
    return environment
