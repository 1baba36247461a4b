"""Five hundred hostile strings in every field that the screen shows: nothing lost, nothing sent."""

from __future__ import annotations

import csv
import random
import re
from itertools import cycle, islice

import pytest
from rich.style import Style
from textual.drivers.headless_driver import HeadlessDriver

from claims.model import Document, Strength
from verifier.desk import Desk
from verifier.safe_text import one_line
from verifier.tui.article import read_view
from verifier.tui.figures import dashboard_lines
from verifier.tui.layout import Pane, claim_lines
from verifier.tui.painting import safe_piece, width_of
from verifier.tui.themes import inks
from verifier.tui.widgets.claim_list import row_segments

PIECES = {
    "markup": ["[red]", "[/red]", "[/", "[00]", "[an]", "\\[", "[@click=app.quit]", "[[", "]"],
    "escape": ["\x1b[31m", "\x1b]52;c;aGk=\x07", "\x1b]0;t\x1b\\", "\x1bP1$r", "\x9b2J", "\x90q"],
    "control": ["\x01", "\x08", "\x0b", "\x0c", "\x1c", "\x1f", "\x7f", "\x85", "\x9c", "\xad"],
    "direction": ["\u202e", "\u202a", "\u2066", "\u2069", "\u200e", "\u061c", "\u2067"],
    "invisible": ["\u200b", "\u200d", "\u2060", "\ufeff", "\U000e0041", "\u180e", "\u2028"],
    "combining": ["e\u0301", "a" + "\u0300" * 40, "\u0489", "n\u0303\u0323", "\u20e3"],
    "picture": ["👩‍👩‍👧", "🏴\U000e0067\U000e007f", "🇦🇹", "👍🏽", "☎\ufe0f", "漢字", "ｆｕｌｌ"],
    "script": ["שלום", "مرحبا", "नमस्ते", "ภาษา", "Ελληνικά", "straße", "İı"],
    "syntax": ["{x}", "$y", "%s", "&lt;", "<b>", "|", "=1+1", "```", "](http://a", "'; --", '"'],
    "long": ["x" * 300, "word " * 80, "漢" * 200, "[" * 150, "\u202e" * 90],
}
SENT_BY_US = re.compile(
    r"\x1b(?:\[[0-9;:?<=>]*[ -/]*[@-~]|\][0-9]*;[^\x07\x1b]*(?:\x07|\x1b\\)|[=>78]|[()][A-Z0-9]|P[^\x1b]*\x1b\\)"
)
BAD = {*range(0x20), *range(0x7F, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A)}
CLAIMS = 500
OPENERS = ("v", "plus", "a", "e", "w", "c", "r", "slash", "d", "x", "question_mark", *"XBRHfFDYlm")
"""Keys that open what shows stored text; programs of the machine are not among them."""


def hostile_strings(number: int = CLAIMS) -> list[str]:
    """The same strings on every machine; each one holds pieces of one to five kinds."""
    chance = random.Random(20260503)
    made: list[str] = []
    for at in range(number):
        kinds = [list(PIECES)[at % len(PIECES)], *chance.sample(list(PIECES), at % 5)]
        words = [chance.choice(PIECES[kind]) for kind in kinds for _ in range(chance.randint(1, 3))]
        chance.shuffle(words)
        made.append(f"{at}" + chance.choice(["", " "]).join(words) + f"{at}")
    return made


STRINGS = hostile_strings()


def fields(at: int) -> dict[str, str]:
    """A hostile string for each field of one claim: over all claims each field sees each string."""
    names = (
        "source", "words", "title", "publisher", "name", "reason", "note", "evidence_title",
        "url", "quote", "locator", "evidence_note", "evidence_publisher", "archive_url",
        "asked", "answer", "embargo",
    )  # fmt: skip
    return dict(zip(names, islice(cycle(STRINGS), at, None), strict=False))


@pytest.fixture(scope="module")
def hostile_desk(tmp_path_factory, make_claim):
    """A document, a claim, a verdict and evidence for each string."""
    path = tmp_path_factory.mktemp("hostile") / "[b]hostile\u202e.db"
    with Desk.open(path, STRINGS[7], create=True) as desk:
        desk._db.execute("PRAGMA synchronous=OFF")
        for at in range(CLAIMS):
            given = fields(at)
            text = f"{given['source']} said {given['words']}. And then [nothing] else."
            claim = make_claim(text, given["words"], Strength.RUMOUR, "said", given["source"])
            document = Document(
                given["name"], text, title=given["title"], publisher=given["publisher"]
            )
            desk.store(document, [claim])
            desk.mark([at + 1], status="false", reason=given["reason"], note=given["note"])
            desk.add_evidence(
                at + 1,
                url=given["url"],
                title=given["evidence_title"],
                publisher=given["evidence_publisher"],
                quote=given["quote"],
                locator=given["locator"],
                note=given["evidence_note"],
                archive_url=given["archive_url"],
                accessed="2026-05-03",
            )
            if at % 5 == 0:
                with desk.together():
                    desk.ask_reply(
                        at + 1, asked=given["asked"], on="2026-05-03", deadline="2026-05-04"
                    )
                    desk.answer_reply(at + 1, answer=given["answer"], on="2026-05-04")
                    desk.embargo(claim_id=at + 1, until="2100-01-01", reason=given["embargo"])
        checks = path.parent / "checks.csv"
        with checks.open("w", encoding="utf-8", newline="") as stream:
            rows = csv.writer(stream)
            rows.writerow(("id", "claim", "title", "rating", "publisher"))
            for at in range(CLAIMS):
                rows.writerow((at, *(STRINGS[(at + by) % CLAIMS] for by in (1, 2, 3, 4))))
        assert desk.import_factchecks(str(checks), lambda _: None).counts.added == CLAIMS
    return path


def squeezed(text: str) -> str:
    """Without blanks: where a line is cut, blanks give way to the line's end."""
    return re.sub("[ \t\r\n\u00a0]+", "", text)


def shown(lines) -> str:
    """What stands on lines, one behind the other."""
    return squeezed("".join(segment.text for line in lines for segment in line))


def controls(text: str) -> set[str]:
    return {hex(ord(char)) for char in text if ord(char) in BAD}


def test_the_strings_are_many_different_and_hostile():
    """500 strings, no two alike, each kind of piece in at least fifty of them."""
    assert len(set(STRINGS)) == CLAIMS
    for pieces in PIECES.values():
        assert sum(any(piece in made for piece in pieces) for made in STRINGS) >= 50


def test_each_string_is_whole_in_each_field_of_list_and_detail(hostile_desk):
    """As itself or as its pictures, on lines that fit the pane: no character is lost, none obeyed."""
    look = inks("night")
    pane = Pane(62, look, Style())
    with Desk.open(hostile_desk, STRINGS[7], write=False) as desk:
        for at in range(CLAIMS):
            view, given = read_view(desk, at + 1), fields(at)
            lines = claim_lines(view, pane)
            detail = shown(lines)
            assert not controls(detail)
            assert max(map(width_of, lines)) <= pane.width
            assert squeezed(safe_piece(view.article.text[slice(*view.shown)])) in detail
            for name, text in given.items():
                if name in {"asked", "answer", "embargo"} and at % 5:
                    continue
                if name not in {"name", "words", "title", "publisher"}:
                    assert squeezed(one_line(text)) in detail, (name, text)
            row = row_segments(view.stored, 4000, look, Style())
            assert squeezed(one_line(given["words"])) in shown([row])
            assert not controls(shown([row]))


def test_hostile_names_stand_on_the_dashboard_as_pictures(hostile_desk):
    """Reviewer and voices."""
    with Desk.open(hostile_desk, "ada", write=False) as desk:
        lines = dashboard_lines(desk.overview(), Pane(120, inks("night"), Style()))
    assert not controls(shown(lines))
    assert squeezed(one_line(STRINGS[7]))[:8] in shown(lines)


class Terminal(HeadlessDriver):
    """A terminal that keeps every byte that it is sent."""

    sent: list[str]

    @property
    def is_headless(self) -> bool:
        return False

    def write(self, data: str) -> None:
        self.sent.append(data)


async def test_no_control_byte_of_the_data_is_sent_to_the_terminal(hostile_desk, open_review):
    """Lists, details, galley, dialogs, dashboard, help: what is sent beside the text is ours."""
    async with open_review(hostile_desk, size=(100, 48)) as review:
        driver = review.app._driver
        driver.sent, driver.__class__ = [], Terminal
        review.app.refresh(layout=True)
        await review.press(*["pagedown"] * 11, *["j"] * 5, *["k"] * 10)
        for opener in OPENERS:
            await review.press(opener, "escape", "escape")
        await review.press("1", "u", "y", "space", "space", "4", "escape")
        sent = "".join(driver.sent)
        driver.__class__ = HeadlessDriver
    assert len(sent) > 100_000
    assert "[/red]" in sent
    rest = SENT_BY_US.sub("", sent)
    assert controls(rest.replace("\r", "").replace("\n", "")) == set()
    clipboards = [command for command in SENT_BY_US.findall(sent) if "]52" in command]
    assert not any("aGk=" in command for command in clipboards)
