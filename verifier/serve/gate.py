"""Who may come in: this machine's own browser, with the token, from our own page.

The token keeps out other users and programs of the machine; the name in `Host` keeps out pages
that point a name of theirs at this machine (DNS rebinding); `Origin` keeps out pages that other
servers of this machine show in the same browser.
"""

from __future__ import annotations

import re
import secrets
from ipaddress import ip_address
from typing import TYPE_CHECKING

from aiohttp import hdrs, web

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

HOST = re.compile(r"(\[[0-9A-Fa-f:.]{2,45}\]|[0-9A-Za-z.]{1,63})(?::([0-9]{1,5}))?")
HEADERS = {
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
# The terminal in the page writes its own style elements; scripts come from files alone.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; font-src 'self'; "
    "img-src data:; connect-src 'self' ws://{host}; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'"
)


def is_loopback(name: str) -> bool:
    """Tell whether a host's name or address is this machine's own: localhost, 127.x.x.x, ::1."""
    if name.lower() == "localhost":
        return True
    try:
        return ip_address(name).is_loopback
    except ValueError:
        return False


def is_here(host: str) -> bool:
    """Tell whether a `Host` header names this machine, with any port."""
    match = HOST.fullmatch(host)
    return match is not None and is_loopback(match[1].strip("[]"))


class Gate:
    """Refuses with 403 whatever lacks the token, the right host or the right origin."""

    def __init__(self, token: str) -> None:
        self._token = token.encode()

    @web.middleware
    async def __call__(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Let a request through, or refuse it in a plain sentence.

        The address that was printed carries the token: it becomes a cookie, and leaves the
        address line.
        """
        if not is_here(request.host):
            raise web.HTTPForbidden(text="Refused: this address is not the machine's own.\n")
        if not _is_ours(request):
            raise web.HTTPForbidden(text="Refused: asked for by a page of another origin.\n")
        if self._fits(request.query.get("token")):
            answer = web.Response(status=303, headers={hdrs.LOCATION: "/"})
            answer.set_cookie(
                cookie_name(request), self._token.decode(), httponly=True, samesite="Strict"
            )
            return answer
        if not self._fits(request.cookies.get(cookie_name(request))):
            raise web.HTTPForbidden(text="Refused: open the address that verifier serve printed.\n")
        return await handler(request)

    def _fits(self, given: str | None) -> bool:
        return given is not None and secrets.compare_digest(
            given.encode("utf-8", "replace"), self._token
        )


def cookie_name(request: web.Request) -> str:
    """Name the cookie after the port: browsers share the cookies of a host over its ports."""
    match = HOST.fullmatch(request.host)
    assert match is not None
    return f"verifier-{match[2] or 80}"


def _is_ours(request: web.Request) -> bool:
    """Tell whether our own page asks; a browser names the origin of every websocket."""
    origin = request.headers.get(hdrs.ORIGIN)
    if origin is None:
        return hdrs.UPGRADE not in request.headers
    return origin == f"http://{request.host}"


async def set_headers(request: web.Request, response: web.StreamResponse) -> None:
    """Give every answer the headers that keep it within this machine and this page."""
    response.headers.update(HEADERS)
    host = request.host if is_here(request.host) else "127.0.0.1"
    response.headers["Content-Security-Policy"] = POLICY.format(host=host)
