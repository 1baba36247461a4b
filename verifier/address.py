"""One address for one page: what two spellings of it share.

Follows the syntax-based and scheme-based normalisation of RFC 3986, section 6.2, and drops
parameters that only tell how a reader came to the page. Merging two pages would be worse than
keeping one twice, so parameters that can select a page (`id`, `session`, `source`, `ref`) stay.
"""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit, urlunsplit

_TRACKING = re.compile(
    r"^(utm_.*|mtm_.*|pk_(campaign|kwd|source|medium|content|cid)|at_(medium|campaign|link.*|ptr.*)"
    r"|fbclid|gclid|gclsrc|dclid|gbraid|wbraid|msclkid|twclid|ttclid|yclid|ysclid|igsh|igshid"
    r"|li_fat_id|mc_cid|mc_eid|_ga|_gl|_hsenc|_hsmi|hsctatracking|mkt_tok|oly_anon_id|oly_enc_id"
    r"|vero_id|vero_conv|wickedid|s_cid|ns_(campaign|mchannel|source|linkname)|cmpid|ncid|xtor"
    r"|guccounter|guce_referrer(_sig)?|soc_(src|trk)|__twitter_impression|smid|fb_action_.*)$",
    re.IGNORECASE,
)
_PORTS = {"http": 80, "https": 443}
_UNRESERVED = re.compile(r"%([0-9A-Fa-f]{2})")
_KEPT = "%/:=&?~#+!$,;'@()*[]-._"


def canonical(url: str) -> str:
    """The address that stands for all spellings of the same page.

    Anything that is no web address (a file, `doi:…`, a shelf mark) comes back trimmed, unchanged.
    """
    typed = url.strip()
    try:
        parts = urlsplit(typed)
        port = parts.port
    except ValueError:
        return typed
    scheme = parts.scheme.lower()
    if scheme not in _PORTS or not parts.hostname:
        return typed
    host = parts.hostname.rstrip(".")
    if ":" in host:
        host = f"[{host}]"
    if port is not None and port != _PORTS[scheme]:
        host = f"{host}:{port}"
    path = _escapes(quote(parts.path, safe=_KEPT)) or "/"
    query = _escapes(quote(_without_tracking(parts.query), safe=_KEPT))
    fragment = parts.fragment if parts.fragment.startswith(("!", "/")) else ""
    return urlunsplit((scheme, host, path, query, quote(fragment, safe=_KEPT)))


def _without_tracking(query: str) -> str:
    """The query's other parameters by name; those of one name keep their order."""
    pairs = [pair for pair in query.split("&") if pair]
    kept = [pair for pair in pairs if not _TRACKING.match(_name(pair))]
    return "&".join(sorted(kept, key=_name))


def _name(pair: str) -> str:
    return pair.split("=", 1)[0]


def _escapes(text: str) -> str:
    """Percent escapes in one spelling: upper case, none where the character needs none."""

    def spell(match: re.Match[str]) -> str:
        char = chr(int(match[1], 16))
        return char if re.fullmatch(r"[A-Za-z0-9._~-]", char) else match[0].upper()

    return _UNRESERVED.sub(spell, text)
