from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verifier.address import canonical


@pytest.mark.parametrize(
    ("typed", "stands_for"),
    [
        ("https://Port.Example/a?utm_source=x&id=3&fbclid=9", "https://port.example/a?id=3"),
        ("HTTP://port.example:80/a", "http://port.example/a"),
        ("https://port.example:443", "https://port.example/"),
        ("https://port.example:8443/a", "https://port.example:8443/a"),
        ("https://port.example/a?b=2&a=1", "https://port.example/a?a=1&b=2"),
        ("https://port.example/%7eada/%c3%a9", "https://port.example/~ada/%C3%A9"),
        ("https://port.example/é", "https://port.example/%C3%A9"),
        ("https://port.example/a#part", "https://port.example/a"),
        ("https://port.example/#!/a", "https://port.example/#!/a"),
        (" https://port.example/a \n", "https://port.example/a"),
        ("https://user:word@port.example/a", "https://port.example/a"),
        ("https://pört.example./a", "https://xn--prt-sna.example/a"),
        ("https://port.example/b/../a/./", "https://port.example/a/"),
        ("https://port.example:/a", "https://port.example/a"),
        ("https://port.example/a?&utm_medium=x&&b=2", "https://port.example/a?b=2"),
        ("http://[::1]:80/a", "http://[::1]/a"),
    ],
)
def test_spellings_of_one_page_share_an_address(typed, stands_for):
    assert canonical(typed) == stands_for


@pytest.mark.parametrize(
    "kept",
    [
        "https://parliament.example/votes?session=2019",
        "https://shop.example/item?ref=12",
        "https://archive.example/web/2020/https://port.example/a",
        "doi:10.1000/182",
        "file:///tmp/a.txt",
        "shelf mark 12-B",
        "http://[::1",
        "https://port.example/a//b/",
        "https://port.example/a?q=%26b%3D1",
        "https://port.example/a%2Fb",
        "https://port.example/#/a",
        "port.example/a",
        "https://port.example:99999/a",
        "https://" + "a" * 70 + ".example/",
    ],
)
def test_what_may_tell_two_pages_apart_stays(kept):
    assert canonical(kept) == kept


@given(st.text() | st.from_regex(r"https?://[a-z.:0-9\[\]]{1,12}/[ -~]*", fullmatch=True))
def test_a_canonical_address_is_its_own_canonical_address(typed):
    once = canonical(typed)
    assert canonical(once) == once
