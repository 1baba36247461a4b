"""What the desk hands to other programs: a text to the clipboard, an address to a browser.

No text ever passes a shell: programs are started with their words apart, and an address is one word
that begins with http.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from verifier.errors import Refused
from verifier.protecting import PROTECTED
from verifier.safe_text import one_line

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from db.records import Evidence, StoredDocument

SECONDS = 3
"""A clipboard program that takes longer is given up."""
LONGEST = 4_000


def over_ssh(environment: Mapping[str, str] = os.environ) -> bool:
    """Whether the terminal is on another machine than we are."""
    return bool(environment.get("SSH_CONNECTION") or environment.get("SSH_TTY"))


def clipboard_command(environment: Mapping[str, str] = os.environ) -> list[str] | None:
    """The local program that takes a text for the clipboard; None where none can reach it."""
    if over_ssh(environment):
        return None
    known: list[tuple[bool, list[str]]] = [
        (sys.platform == "darwin", ["pbcopy"]),
        (bool(environment.get("WAYLAND_DISPLAY")), ["wl-copy"]),
        (bool(environment.get("DISPLAY")), ["xclip", "-selection", "clipboard"]),
    ]
    for here, command in known:
        if here and shutil.which(command[0], path=environment.get("PATH")):
            return command
    return None


def copied_with(command: Sequence[str], text: str) -> bool:
    """Give a text to a clipboard program; whether it took it."""
    try:
        done = subprocess.run(  # noqa: S603 - one of three known programs, no shell
            list(command),
            input=text.encode(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def web_address(text: str | None) -> str | None:
    """An address that can be opened: http or https, a host, no blank and no control character."""
    address = (text or "").strip()
    if not address.isprintable() or len(address) > LONGEST or any(map(str.isspace, address)):
        return None
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    return address if parts.scheme in {"http", "https"} and parts.hostname else None


def addresses(document: StoredDocument, evidence: Sequence[Evidence]) -> list[tuple[str, str]]:
    """What can be opened from a claim: labels and addresses, the evidence's first, each once."""
    found: dict[str, str] = {}
    for label, address in _of_evidence(evidence):
        found.setdefault(address, label)
    article = web_address(document.url)
    if article is not None:
        found.setdefault(article, "article")
    return [(label, address) for address, label in found.items()]


def _of_evidence(evidence: Sequence[Evidence]) -> list[tuple[str, str]]:
    found = []
    for number, one in enumerate(evidence, 1):
        reference = one.reference
        for label, text in (
            (f"evidence {number}", reference.url_typed or reference.url),
            (f"archive {number}", one.archive_url),
        ):
            address = web_address(text)
            if address is not None:
                found.append((label, address))
    return found


def leaving(
    document: StoredDocument, evidence: Sequence[Evidence]
) -> tuple[list[tuple[str, str]], list[Evidence]]:
    """What may leave of a claim's addresses, and the evidence whose addresses stay here.

    A protected reference's address leaves by no way, not as an archive's nor under another piece.
    """
    protected = [one for one in evidence if one.reference.protected]
    secret = {address for _, address in _of_evidence(protected)}
    found = [pair for pair in addresses(document, evidence) if pair[1] not in secret]
    return found, [one for one in protected if _of_evidence([one])]


def staying(evidence: Sequence[Evidence]) -> str:
    """Say that the addresses of protected references stay here, and what may be said instead."""
    if not evidence:
        return ""
    many = "s" if len(evidence) > 1 else ""
    told = f"The address{'es' if many else ''} of {'a ' if not many else ''}protected source{many}"
    said = dict.fromkeys(one.reference.public_wording or "" for one in evidence)
    words = " or ".join(f"“{one_line(one)}”" for one in said if one)
    return f"{told} stay{'' if many else 's'} here; say instead: {words or PROTECTED}."


def opening_command(
    configured: Sequence[str], environment: Mapping[str, str] = os.environ
) -> list[str] | None:
    """The command that opens an address: the settings', else the system's, None for none."""
    if configured:
        return list(configured)
    name = "open" if sys.platform == "darwin" else "xdg-open"
    return [name] if shutil.which(name, path=environment.get("PATH")) else None


def open_with(command: Sequence[str], address: str) -> None:
    """Start the command with the address as its last word, and leave it to itself.

    Raises Refused where there is no such command, or for what is no web address.
    """
    checked = web_address(address)
    if checked is None:
        raise Refused("address", "not of the web; only http and https are opened")
    try:
        subprocess.Popen(  # noqa: S603 - the settings' command, no shell, a checked address
            [*command, checked],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError as error:
        raise Refused(
            command[0], "can't be started", "Set open_command in the settings."
        ) from error
