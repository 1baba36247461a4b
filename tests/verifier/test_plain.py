"""The review in lines: every command, errors that keep what was typed, nothing drawn over."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from claims.model import Document
from db.errors import StoreError
from verifier.cli.plain import COMMANDS, PlainReview
from verifier.desk import Desk
from verifier.searches import Searches


@pytest.fixture
def typed(run, desk_file):
    """Type lines into the review of the small desk; what it told."""

    def call(*lines, query=()):
        result = run(
            "review", *query, "--plain", "--db", desk_file, "--reviewer", "ada",
            stdin="\n".join([*lines, "q"]),
        )  # fmt: skip
        assert result.exit_code == 0, result.stderr
        return result.stdout

    return call


def claim_of(path, claim_id):
    with Desk.open(path, write=False) as desk:
        return desk.claim(claim_id)


def test_the_help_names_every_command_and_each_one_it_names_is_known(typed):
    """? lists them; none of them is answered by `No command`."""
    told = typed("?")
    for command in COMMANDS:
        assert command.words in told
        assert command.shown in told
    for command in COMMANDS:
        if command.act is not None:
            assert "No command" not in typed(command.names[0])


def test_the_page_of_the_line_mode_names_every_command():
    """As the help has it."""
    page = (Path(__file__).parents[2] / "docs" / "line-mode.md").read_text("utf-8")
    for command in COMMANDS:
        assert f"| `{command.shown}` | {command.words} |" in page


def test_a_claim_is_told_with_its_chain_numbers_verdict_and_evidence(typed, desk_file):
    """All that the detail pane of the screen shows, in lines."""
    told = typed(
        "j", "4", "e no screw is missing", "o ask the pilots", "w al",
        "a", "https://port.example/log", "refutes", "b2", "Log of the port", "Port", "p. 3",
        "no screw was lost", "read twice", "2026-05-03", "https://archive.example/1", "no", "i",
    )  # fmt: skip
    last = told[told.rindex("Claim 2") :]
    for words in (
        "unnamed 4/8, false: the ferry had lost a screw", "Two pilots “said”", "confidence 0.50",
        "why: told by its cue", "false by ada", "reason: no screw is missing",
        "note: ask the pilots", "quote: said, in other words",
        "evidence: refutes, Log of the port, Port, p. 3, B2 usually reliable, probably true",
        "https://port.example/log", "“no screw was lost”", "archived at https://archive.example/1",
    ):  # fmt: skip
        assert words in last, words
    with Desk.open(desk_file, write=False) as desk:
        (piece,) = desk.evidence(2)
    assert (piece.accessed, piece.reference.protected, piece.note) == (
        "2026-05-03", False, "read twice",
    )  # fmt: skip


def test_evidence_can_be_given_up_and_needs_an_address(typed, desk_file):
    """A full stop or an empty address adds nothing."""
    told = typed("a", "https://a.example", ".", "a", "", "i")
    assert told.count("No evidence added.") == 2
    assert claim_of(desk_file, 1).evidence_count == 0


def test_one_moves_lists_jumps_and_orders(typed):
    """l, g, G, # and s go where they say."""
    told = typed("G", "l", "g", "l", "# 3", "# 5", "# 99", "#x", "s worth", "s sideways")
    assert "Claim 4, named 6/8, unreviewed: denied: anybody was hurt" in told
    assert "Claim 1, asserted 7/8, unreviewed: Ferry to stop at noon\nClaim 2" in told
    assert "Listed are the claims of ledger.txt." in told
    assert "Not done: no claim 99" in told
    assert "write the claim's number behind it" in told
    assert "sideways" in told


def test_corrections_say_what_the_article_has(typed, desk_file):
    """Level, polarity, modality, words, source; words that are not there are refused."""
    told = typed("j", "c rumour", "c negative", "c possible", "c words a screw",
                 "c source two pilots", "c words never written", "c sideways", "i")  # fmt: skip
    claim = claim_of(desk_file, 2).claim
    assert (claim.strength, claim.polarity, claim.modality) == ("rumour", "negative", "possible")
    assert (claim.text, claim.attributions[0].source_text) == ("a screw", "Two pilots")
    assert "those words do not stand in the article" in told
    assert "Write behind it a level" in told
    assert "the machine read: unnamed" in told


def test_claims_are_added_split_and_merged(typed, desk_file):
    """+ adds one that was missed, split makes two of one, merge one of two; undo takes them back."""
    told = typed("+ alleged: the owner", "i", "# 2", "split a screw")
    assert "Claim 6 added." in told
    assert claim_of(desk_file, 6).claim.strength == "alleged"
    assert "Split into claims 7 and 8." in told
    assert claim_of(desk_file, 8).claim.wording == "a screw"
    assert "Undone" in typed("u")
    with pytest.raises(StoreError):
        claim_of(desk_file, 8)
    assert "Merged into claim" in typed("# 2", "merge 3")
    assert "merge 13 14" in typed("merge now")


def test_what_the_list_could_be_narrowed_to_and_saved_searches(typed):
    """f counts values; F tells and recalls the searches that the screen saves."""
    Searches().save("weak", "strength:rumour")
    told = typed("f", "F", "F weak", "F strong")
    assert "status: unreviewed 4" in told
    assert "rumour 1" in told
    assert "  weak: strength:rumour" in told
    assert "1 claim.\n\nClaim 3, rumour" in told
    assert "no saved search strong" in told


def test_several_claims_are_marked_after_a_question_as_one_step(typed, desk_file):
    """* asks how many; anything but yes marks none; one undo takes all back."""
    assert "Mark 4 claims set aside?" in typed("* 8", "no")
    assert claim_of(desk_file, 1).status == "unreviewed"
    assert "Marked 4 claims set aside." in typed("* 8", "yes")
    assert claim_of(desk_file, 3).status == "set-aside"
    typed("u")
    assert claim_of(desk_file, 3).status == "unreviewed"


def test_article_paragraph_and_history_are_told(typed):
    """v, V and h."""
    told = typed("j", "3", "v", "V", "h")
    assert "Two pilots said the ferry had lost a screw. According to rumours" in told
    assert "ledger.txt, 1 of 5 claims done" in told
    assert "\n3  Photo: the ferry at the north pier." in told
    assert "    Claim 3, rumour 1/8, unreviewed: the owner will sell it" in told
    assert "ada  marked verified" in told


def test_numbers_and_a_report_of_what_is_listed(typed, tmp_path, monkeypatch):
    """d counts; x writes a file and asks before it writes over one."""
    monkeypatch.chdir(tmp_path)
    told = typed("d", "x notes.txt", "x out.json", "x out.json", "no", query=["pilots"])
    assert "0 of 4 claims done" in told
    assert "write a file behind it that ends in .md" in told
    assert "Nothing written." in told
    written = (tmp_path / "out.json").read_text(encoding="utf-8")
    assert json.loads(written)
    assert "the ferry had lost a screw" in written
    assert "the owner will sell it" not in json.dumps(json.loads(written)["documents"][0]["claims"])


def test_what_could_not_be_written_is_kept_and_tried_again(desk_file, monkeypatch, capsys):
    """Another program holds the lock: one line says so; ! writes the same, on the same claim."""
    other = Desk.open(desk_file, "ben")

    class Typing(io.StringIO):
        """Lets the lock go once the failure was told."""

        def readline(self, *args):
            line = super().readline(*args)
            if line == "!\n":
                other._db.execute("ROLLBACK")
            return line

    with Desk.open(desk_file, "ada") as desk:
        desk._db.patience = 0.02
        other._db.execute("BEGIN IMMEDIATE")
        monkeypatch.setattr("sys.stdin", Typing("e the screw was found\nj\n!\nq\n"))
        PlainReview(desk, "").run()
    other.close()
    told = capsys.readouterr().out
    assert "What you wrote is kept: ! tries again." in told
    assert "Reason kept." in told
    assert claim_of(desk_file, 1).reason == "the screw was found"
    assert claim_of(desk_file, 2).reason is None


def test_what_a_colleague_changed_meanwhile_is_shown_and_asked_about(
    desk_file, monkeypatch, capsys
):
    """Marked by somebody else since it was told: both are known, and nothing is written unasked."""

    def answered(answer):
        with Desk.open(desk_file, "ada") as desk, Desk.open(desk_file, "ben") as other:
            lines = iter(["4\n", answer, "q\n"])

            class Typing(io.StringIO):
                def readline(self, *args):
                    line = next(lines)
                    if line == "4\n":
                        other.mark([1], status="verified", reason=f"seen {answer}")
                    return line

            monkeypatch.setattr("sys.stdin", Typing())
            PlainReview(desk, "").run()
        return capsys.readouterr().out

    told = answered("no\n")
    assert "claim 1, ben: marked verified" in told
    assert "Left as your colleague has it." in told
    assert claim_of(desk_file, 1).status == "verified"
    with Desk.open(desk_file, "ben") as other:
        other.mark([1], status="checking")
    assert "Marked false." in answered("yes\n")
    assert claim_of(desk_file, 1).status == "false"


def test_what_stands_beside_a_verdict_is_told_and_noted(run, desk_file):
    """Sign-off, a blind second reading, a reply, an embargo: as on the screen."""

    def typed(reviewer, *lines):
        return run("review", "--plain", "--db", desk_file, "--reviewer", reviewer,
                   stdin="\n".join([*lines, "q"])).stdout  # fmt: skip

    typed("ada", "j", "4", "e no screw is missing")
    told = typed("ben", "j", "B", "yes", "i", "B", "verified", "the log has one", "i", "S", "i")
    hidden, shown = told.split("Begun: verdict")
    assert "Claim 2, unnamed 4/8, false" in hidden
    assert "second reading: the ferry" in shown
    assert "no screw is missing" not in shown.split("Yours: ")[0]
    assert "Yours: verified by ben" in shown
    assert "differs" in shown
    assert "signed off by ben" in shown
    assert "Withdrawn." in typed("ben", "j", "S withdraw")
    told = typed("ada", "j", "R", "the owner", "2026-05-03", "2026-05-09", "", "", "i",
                 "R", "the owner", "", "", "no comment", "", "i")  # fmt: skip
    assert "reply: the owner, asked" in told
    assert "“no comment”" in told
    told = typed("ada", "j", "H", "claim", "2100-01-01", "the court said so", "i", "H", "yes", "i")
    assert "held back until 2100-01-01 00:00 UTC: the court said so" in told
    assert "Embargo lifted." in told
    assert "held back" not in told[told.rindex("Claim 2") :]


def test_what_is_alike_and_what_was_checked_before_is_told(run, typed, desk_file, tmp_path):
    """m: claims that say the same, then fact-checks with their rating."""
    with Desk.open(desk_file, "ben") as desk:
        text = desk.document(1).text + "\n\nMore."
        desk.store(Document("again.txt", text), [desk.claim(2).claim])
    checks = tmp_path / "checks.csv"
    checks.write_text("claim,rating\nThe ferry had lost a screw,Mostly false\n", encoding="utf-8")
    assert run("factchecks", "import", checks, "--db", desk_file).exit_code == 0
    told = typed("L", "j", "m", "4", "L", "yes")
    assert "mark this claim first" in told
    assert "Look-alikes marked false: 1." in told
    assert claim_of(desk_file, 6).status == "false"
    assert "100%  Claim 6, unnamed 4/8, unreviewed: the ferry had lost a screw" in told
    assert "checked before, likely: “The ferry had lost a screw” (Mostly false)" in told
    assert "D\n" not in typed("D")


def test_an_empty_desk_says_what_to_do_first(run, tmp_path):
    """No claim: the command that brings some."""
    path = tmp_path / "new.db"
    Desk.open(path, "ada", create=True).close()
    told = run("review", "--plain", "--db", path, stdin="\nq\n").stdout
    assert "verifier ingest article.txt --db new.db" in told


def test_evidence_is_changed_and_taken_away(typed, desk_file):
    """A lists it, A 1 asks field by field, A 1 away takes it off; a dash empties a field."""
    told = typed("a https://port.example/log", "A", "A 1", "refutes", "B2", "p. 3", "", "-", "", "",
                 "", "", "A 2", "A 1 gone")  # fmt: skip
    assert "evidence: context, https://port.example/log" in told
    assert "Evidence changed." in told
    assert told.count("write the number of a piece behind it") == 2
    with Desk.open(desk_file, write=False) as desk:
        (piece,) = desk.evidence(1)
    assert (piece.stance, piece.grade, piece.locator) == ("refutes", "B2", "p. 3")
    assert "Evidence taken away" in typed("A 1 away")
    assert claim_of(desk_file, 1).evidence_count == 0


def test_a_person_needs_no_address(typed, desk_file):
    """A title is enough; then the kind is asked."""
    typed("a", "", "supports", "", "The pilot", "", "", "", "", "", "", "", "person")
    with Desk.open(desk_file, write=False) as desk:
        (piece,) = desk.evidence(1)
    assert (piece.reference.title, piece.reference.kind) == ("The pilot", "person")


@pytest.mark.parametrize(
    ("lines", "theirs", "told"),
    [
        (
            ["a https://port.example/2"],
            lambda desk: desk.mark([1], status="false"),
            "Evidence added.\nYou saw it verified; meanwhile ben marked false.",
        ),
        (
            ["A 1", "", "E5", "", "", "", "", "", "", "", "yes"],
            lambda desk: desk.change_evidence(desk.evidence(1)[0], {"grade": "A1"}),
            "  you: changed evidence: grade E5\n",
        ),
        (["A 1 away"], lambda desk: desk.remove_evidence(1), "no piece of evidence 1"),
        (
            ["S", "yes"],
            lambda desk: desk.mark([1], status="false"),
            "You saw it verified; meanwhile ben marked false.",
        ),
        (
            ["c rumour", "no"],
            lambda desk: desk.set_claim(1, strength="named"),
            "Left as your colleague has it.",
        ),
    ],
    ids=["evidence added", "evidence changed", "evidence taken away", "sign-off", "correction"],
)
def test_what_a_colleague_did_meanwhile_is_told_by_every_act(
    desk_file, monkeypatch, capsys, lines, theirs, told
):
    """Evidence, sign-off and correction: both versions, and a question where one would go."""
    with Desk.open(desk_file, "ben") as other, Desk.open(desk_file, "ada") as desk:
        other.mark([1], status="verified")
        other.add_evidence(1, url="https://port.example/log", grade="C3")
        left = iter([*lines, "q"])

        class Typing(io.StringIO):
            first = True

            def readline(self, *args):
                if self.first:
                    self.first = False
                    theirs(other)
                return f"{next(left)}\n"

        monkeypatch.setattr("sys.stdin", Typing())
        PlainReview(desk, "").run()
        assert told in capsys.readouterr().out
        assert desk.verify_log().problem is None


def test_versions_are_compared_in_the_words_of_the_screen(typed, desk_file):
    """D: reworded with the old words, new, gone, kept."""
    with Desk.open(desk_file, "ada") as desk:
        first = desk.document(1)
        rows = [row.claim for row in desk.claims_of(1)]
        desk.mark([2], status="false", reason="no screw is missing")
        desk.revise(Document("second.txt", f"{first.text}\n\nMore."), rows[:3], 1)
    told = typed("D", query=["is:superseded"])
    assert "Kept with the verdict  3" in told
    assert "Gone: as it stands in the earlier version  " in told
    assert "unnamed 4/8, false: the ferry had lost a screw" in told


def test_copies_and_addresses_are_told_where_no_program_takes_them(typed, desk_file, monkeypatch):
    """Words, place, citation, address, but never that of a protected source; no control sequence."""
    monkeypatch.setenv("SSH_TTY", "/dev/pts/1")
    with Desk.open(desk_file, "ada") as desk:
        desk.add_evidence(
            2, url="https://zq-host.example/1", archive_url="https://zq-copy.example/1",
            protected=True, public_wording="a person at the yard",
        )  # fmt: skip
    told = typed("j", "y", "y words", "y citation", "y address", "O", "y all")
    told = told[told.index("No program here") :]
    assert "“the ferry had lost a screw” (paragraph 2 · ledger.txt)" in told
    assert "\nthe ferry had lost a screw\n" in told
    assert "“the ferry had lost a screw”, said by Two pilots" in told
    assert told.count("stays here; say instead: “a person at the yard”.") == 2
    assert "zq-" not in told
    assert "\x1b" not in told
    assert "or one of these: words, citation, address" in told
    typed("j", "a https://port.example/1")
    assert "https://port.example/1\n" in typed("j", "O").split("stays here")[1]


def test_searches_are_saved_deleted_and_narrowed_by_value(typed):
    """F save, F delete and f FIELD VALUE do what the screen's windows do."""
    told = typed("f strength rumour", "F save weak", "F", "f strength rumour", "F delete weak", "F",
                 "f sideways x")  # fmt: skip
    assert "The search is now: strength:rumour" in told
    assert "Saved: weak." in told
    assert "  weak: strength:rumour" in told
    assert "The search is now: all claims" in told
    assert "No saved search." in told
    assert "write a field and a value" in told


def test_the_note_is_written_in_the_reviewers_own_editor(typed, desk_file, monkeypatch):
    """E opens it; what the editor leaves is the note."""
    monkeypatch.setenv("VERIFIER_EDITOR", "sh -c 'echo seen twice > \"$0\"'")
    assert "Note kept." in typed("E")
    assert claim_of(desk_file, 1).note == "seen twice"
