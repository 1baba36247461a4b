"""Text in, claims out: what is claimed, who is said to have said it, how firmly.

Importing this package loads nothing; the public names resolve on first use.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

_HOMES = {
    "Attribution": "claims.model",
    "Claim": "claims.model",
    "Document": "claims.model",
    "Strength": "claims.model",
    "Extractor": "claims.extract",
    "extract_claims": "claims.extract",
}

__all__ = sorted(_HOMES)  # noqa: PLE0605 (a computed list keeps names and homes together)


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
