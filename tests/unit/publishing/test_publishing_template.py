from __future__ import annotations

import base64
import hashlib

from iscm_analysis.publishing.template import asset, fingerprint


def test_style_and_script_go_into_a_page_without_notes_and_indentation() -> None:
    style, script = asset("style.css"), asset("script.js")
    assert "/*" not in style
    assert "\n " not in style
    assert [line for line in script.splitlines() if line.startswith(("//", " ")) or not line] == []


def test_words_in_quotes_keep_their_blanks() -> None:
    assert 'content: " (" attr(href) ")"' in asset("style.css")
    assert '"http://schemas.openxmlformats.org/package/2006"' in asset("script.js")


def test_a_script_is_named_by_its_sha256() -> None:
    digest = hashlib.sha256(b"1").digest()
    assert fingerprint("1") == f"sha256-{base64.b64encode(digest).decode()}"
