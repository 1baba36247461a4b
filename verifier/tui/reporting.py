"""Write a report from the screen: what is listed, to a file, whole or not at all."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from db.errors import Interrupted

if TYPE_CHECKING:
    from pathlib import Path

    from verifier.desk import Desk
    from verifier.tui.clerk import Job


class Written(NamedTuple):
    """What was written: how many claims, and what the format lacks, a line each.

    beside is how many of them stand neither in the body nor in a headline.
    """

    claims: int
    beside: int
    lacking: list[str]


def write_report(desk: Desk, job: Job[Written], query: str, form: str, path: Path) -> Written:
    """Write the report of a query's claims.

    Breaks off when nobody waits for the job any more. Raises Refused where the file can't be
    written, and Interrupted.
    """
    from verifier.config import press_of, template_of  # noqa: PLC0415 - as below
    from verifier.reports import warnings, written  # noqa: PLC0415 - not before one is wanted
    from verifier.reports.arrange import MAIN_ZONES  # noqa: PLC0415 - as above
    from verifier.whole_file import written_whole  # noqa: PLC0415 - as above

    data = desk.report_records(query)
    press = press_of()
    lacking = warnings(form, data, press)
    with written_whole(path) as stream:
        for piece in written(form, data, template_of(form), press):
            if job.cancelled.is_set():
                raise Interrupted
            stream.write(piece)
    zones = [row.stored.claim.zone for document in data.documents for row in document.claims]
    return Written(len(zones), sum(zone not in MAIN_ZONES for zone in zones), lacking)
