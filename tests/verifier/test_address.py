from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verifier.address import archived, canonical, found_in, tracking, without_tracking


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


def test_tracking_parameters_are_named_and_taken_off_as_typed():
    """What selects the page stays, in the order and the spelling in which it was typed."""
    typed = "https://Port.Example/a?UTM_source=x&b=2&a=1&fbclid=9#part"
    assert tracking(typed) == ["UTM_source", "fbclid"]
    assert without_tracking(typed) == "https://Port.Example/a?b=2&a=1#part"
    assert tracking("shelf mark 12?utm") == []
    assert tracking("http://[half") == []
    assert without_tracking("http://[half") == "http://[half"


@pytest.mark.parametrize(
    ("pasted", "address", "around"),
    [
        ("https://port.example/a", "https://port.example/a", ""),
        ("<https://port.example/a>.", "https://port.example/a", ""),
        ("Minutes of May (https://port.example/a)", "https://port.example/a", "Minutes of May"),
        ("Minutes\nhttps://port.example/a_(b)", "https://port.example/a_(b)", "Minutes"),
        ("“https://port.example/a?b=1,2”", "https://port.example/a?b=1,2", ""),
        ("see https://a.example and https://b.example", None, None),
        ("no address", None, None),
        ("", None, None),
    ],
)
def test_an_address_is_found_in_what_was_pasted(pasted, address, around):
    """One address with the words beside it; several or none are left as they are."""
    assert found_in(pasted) == (address, pasted if around is None else around)


@pytest.mark.parametrize(
    ("copy", "page"),
    [
        ("https://web.archive.org/web/20260503/https://a.example/b", "https://a.example/b"),
        ("https://web.archive.org/web/20260503120000id_/http://a.example", "http://a.example"),
        ("https://archive.ph/2026/https://a.example/b?c=1", "https://a.example/b?c=1"),
        ("https://archive.ph/AbCd1", None),
        ("https://a.example/web/2026/https://b.example", None),
    ],
)
def test_an_archives_copy_names_its_page(copy, page):
    """Only where the archive's own address tells it."""
    assert archived(copy) == page


@given(st.text(max_size=300))
def test_any_pasted_text_is_taken_without_an_error(text):
    """Whatever the clipboard holds."""
    address, _ = found_in(text)
    assert address is None or address in text
    tracking(text)
    without_tracking(text)
    archived(text)
