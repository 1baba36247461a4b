"""The lexicon: large enough, each choice with its source, open to a user's own words."""

from __future__ import annotations

import pytest

from claims import lexicon
from claims.errors import LexiconInvalid
from claims.extract import Extractor
from claims.model import Document, Strength

OWN = """
[[group]]
kind = "verb"
level = "alleged"
source = "our desk's style book"
forms = ["reckon", "say"]
"""


def test_it_holds_at_least_250_reporting_verbs():
    """There are 250 verbs that carry an attribution, and every entry says where it comes from."""
    verbs = lexicon.load().kind("verb").values()
    assert sum(entry.carries for entry in verbs) >= 250
    assert all(
        entry.source.strip()
        for kind in lexicon.KINDS
        for entry in lexicon.load().kind(kind).values()
    )


def test_every_level_with_a_cue_has_words():
    """Each level that words can give has words that give it."""
    words = lexicon.load()
    given = {entry.level for kind in lexicon.KINDS for entry in words.kind(kind).values()}
    assert given >= set(Strength) - {Strength.ASSERTED}


def test_a_users_file_replaces_and_adds(tmp_path):
    """A form in the user's file replaces the project's; the version names the content."""
    path = tmp_path / "own.toml"
    path.write_text(OWN, encoding="utf-8")
    own = lexicon.load(path)
    assert own.get("verb", "say").level is Strength.ALLEGED
    assert own.get("verb", "deny") == lexicon.load().get("verb", "deny")
    assert own.version != lexicon.load().version
    claims = Extractor(lexicon=path).extract(
        Document("-", "The mayor said that the road is closed.")
    )
    assert [claim.strength for claim in claims] == [Strength.ALLEGED]


@pytest.mark.parametrize(
    "text",
    [
        "group = 3",
        "[[group]]\nkind = 'verb'\nlevel = 'certain'\nsource = 's'\nforms = ['x']",
        "[[group]]\nkind = 'mood'\nlevel = 'named'\nsource = 's'\nforms = ['x']",
        "[[group]]\nkind = 'verb'\nlevel = 'named'\nforms = ['x']",
        "[[group]]\nkind = 'verb'\nlevel = 'named'\nsource = 's'\nforms = ['']",
        "not toml at all [",
    ],
)
def test_a_file_that_does_not_fit_is_named(tmp_path, text):
    """An unknown level or kind, a missing source, an empty form or no TOML: one line naming the file."""
    path = tmp_path / "own.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(LexiconInvalid, match=r"own\.toml"):
        lexicon.load(path)
