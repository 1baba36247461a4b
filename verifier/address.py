"""One address for one page: what two spellings of it share.

`url-normalize` does the syntax-based and scheme-based normalisation of RFC 3986, section 6.2 (and
puts international names into their ASCII form); here parameters go that only tell how a reader
came to the page. Merging two pages would be worse than keeping one twice, so parameters that can
select a page (`id`, `session`, `source`, `ref`), fragments that do (`#!/a`, `#/a`) and empty parts
of a path (`/web/2020/https://…`) stay.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit, urlunsplit

if TYPE_CHECKING:
    from urllib.parse import SplitResult

_TRACKING = re.compile(
    r"^(utm_.*|mtm_.*|pk_(campaign|kwd|source|medium|content|cid)|at_(medium|campaign|link.*|ptr.*)"
    r"|fbclid|gclid|gclsrc|dclid|gbraid|wbraid|msclkid|twclid|ttclid|yclid|ysclid|igsh|igshid"
    r"|li_fat_id|mc_cid|mc_eid|_ga|_gl|_hsenc|_hsmi|hsctatracking|mkt_tok|oly_anon_id|oly_enc_id"
    r"|vero_id|vero_conv|wickedid|s_cid|ns_(campaign|mchannel|source|linkname)|cmpid|ncid|xtor"
    r"|guccounter|guce_referrer(_sig)?|soc_(src|trk)|__twitter_impression|smid|fb_action_.*)$",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"https?://[^\s<>\"“”«»]+", re.IGNORECASE)
_ARCHIVE = re.compile(
    r"https?://(?:web\.archive\.org/web|archive\.(?:today|ph|is|li|md|vn|fo))"
    r"/\d{4,14}[a-z_]*/(https?://.+)\Z",
    re.IGNORECASE,
)
_EMPTY_PART = "\uffff"
"""Stands for an empty part of a path, which url-normalize would drop; no text holds it."""
_FRAGMENT_KEPT = "%/:=&?~#+!$,;'@()*[]-._"


def canonical(url: str) -> str:
    """The address that stands for all spellings of the same page.

    Anything that is no web address (a file, `doi:…`, a shelf mark) comes back trimmed, unchanged.
    """
    typed = url.strip()
    try:
        parts = urlsplit(typed)
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            return typed
        return _normal(parts)
    except ValueError:
        return typed


def tracking(url: str) -> list[str]:
    """The names of an address's parameters that only tell how a reader came to the page."""
    try:
        query = urlsplit(url.strip()).query
    except ValueError:
        return []
    return [_name(pair) for pair in query.split("&") if pair and _TRACKING.match(_name(pair))]


def without_tracking(url: str) -> str:
    """The address as typed, but for those parameters."""
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return url.strip()
    return urlunsplit(parts._replace(query=_kept(parts.query)))


def found_in(text: str) -> tuple[str | None, str]:
    """The one web address in a pasted text, and the words around it; None for none or several.

    Brackets, quotation marks and a full stop around the address are no part of it.
    """
    found = _ADDRESS.findall(text)
    if len(found) != 1:
        return None, text
    address = found[0].rstrip(".,;:!?'\"”’»›>")
    if address.endswith(")") and address.count("(") < address.count(")"):
        address = address[:-1]
    before, _, after = text.partition(found[0])
    around = [part.strip(" \n\t-–—|:<>()[]«»“”\"'.,") for part in (before, after)]
    return address, " ".join(" ".join(around).split())


def archived(url: str) -> str | None:
    """The address of the page that an archive's copy was made of; None for any other address."""
    found = _ARCHIVE.match(url.strip())
    return found[1] if found else None


def _normal(parts: SplitResult) -> str:
    """A web address in its one spelling. Raises ValueError for a host or port that can't be."""
    from url_normalize import url_normalize  # noqa: PLC0415 - most runs meet no address

    host = parts.netloc.rpartition("@")[2]
    if parts.port is None:  # which raises for a port that is none
        host = host.removesuffix(":")
    path = re.sub("(?<=/)(?=/)", _EMPTY_PART, parts.path)
    kept = _kept(parts.query)
    normal = url_normalize(urlunsplit((parts.scheme, host, path, kept, "")))
    scheme, host, path, query, _ = urlsplit(normal or "")
    if not re.fullmatch(r"[!-~]+", host):
        raise ValueError("no host can have this name")
    fragment = parts.fragment if parts.fragment.startswith(("!", "/")) else ""
    return urlunsplit(
        (
            scheme,
            host,
            path.replace(quote(_EMPTY_PART), ""),
            "&".join(sorted(query.split("&"), key=_name)),
            quote(fragment, safe=_FRAGMENT_KEPT),
        )
    )


def _kept(query: str) -> str:
    """The query's parameters that say something of the page."""
    return "&".join(pair for pair in query.split("&") if pair and not _TRACKING.match(_name(pair)))


def _name(pair: str) -> str:
    return pair.split("=", 1)[0]
