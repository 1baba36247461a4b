"""From nothing to a printed report by what the program itself says: no manual, no knowledge."""

from __future__ import annotations

import re

from verifier.desk import Desk

ARTICLE = """\
Mill to close

The mill will close in May, owner Ida Falk said on Monday. According to rumours, the weir is to be
sold. Police said nobody had been hurt when the wheel broke.
"""


def key_for(review, words):
    """The key that stands beside these words in the help that is open."""
    found = re.findall(rf"(\S+) +{re.escape(words)}", review.screen)
    assert found, review.screen
    return found[-1]  # the first may be what was typed


async def look_up(review, words):
    """Open the help, type what one wants to do, read the key, close it."""
    await review.press("question_mark")
    await review.type(words)
    key = key_for(review, words)
    await review.press("escape")
    return key


async def test_a_newcomer_ingests_judges_three_claims_and_writes_a_report(
    tmp_path, open_review, run, monkeypatch
):
    """The empty screen names the command, the claims appear, the help names every key needed."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "article.txt").write_text(ARTICLE, encoding="utf-8")
    path = tmp_path / "first.db"
    refused = run("review", "--plain", "--db", path)
    assert refused.stderr.strip().endswith("start with verifier ingest")
    Desk.open(path, "ada", create=True).close()
    async with open_review(path) as review:
        command = re.search(r"verifier (ingest \S+ --db \S+)", review.screen)
        assert run(*command[1].split()).exit_code == 0
        review.app.review.look_for_changes()
        await review.settle()
        assert "the weir is to be" in review.screen
        assert "claim 1 of" in review.screen
        verified = await look_up(review, "mark verified")
        false = await look_up(review, "mark false")
        unverifiable = await look_up(review, "mark unverifiable")
        following = await look_up(review, "next claim to review")
        for verdict in (verified, false, unverifiable):
            await review.press(verdict, following)
        await review.press(await look_up(review, "write a report"))
        await review.press("enter")
        assert re.match(r"Report of \d+ claims written to .*report\.md\.", review.message)
    report = (tmp_path / "report.md").read_text(encoding="utf-8")
    assert "Mill to close" in report
    for status in ("verified", "false", "unverifiable"):
        assert status in report
    with Desk.open(path, write=False) as desk:
        assert desk.progress()[0] == 3
