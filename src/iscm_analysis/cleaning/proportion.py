"""A part of a whole is said as n of N; a percentage stands beside it only where N can bear one."""

from __future__ import annotations

PERCENT_FROM = 10  # one of nine is a person or a page, not eleven in a hundred


def of_total(n: int, total: int) -> str:
    """Say ``n`` of ``total``, with a percentage when the whole has ten or more.

    >>> of_total(36, 45), of_total(3, 7), of_total(0, 41)
    ('36 of 45 (80 %)', '3 of 7', '0 of 41 (0 %)')

    Raises:
        ValueError: the whole is empty, or smaller than its part.
    """
    if not 0 <= n <= total or total == 0:
        message = f"{n} is no part of {total}"
        raise ValueError(message)
    return f"{n} of {total} ({_percent(n, total)} %)" if total >= PERCENT_FROM else f"{n} of {total}"


def _percent(n: int, total: int) -> str:
    """Round to whole per cent; nothing that occurs becomes 0, and nothing incomplete 100."""
    rounded = int(100 * n / total + 0.5)
    if rounded == 0 and n:
        return "under 1"
    return "over 99" if rounded == 100 and n < total else str(rounded)  # noqa: PLR2004  # per cent
