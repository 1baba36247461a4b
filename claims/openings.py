"""What stands before the words of a line: list marks, times, datelines, kickers, stage directions.

None of it is anybody's statement, and the parser stumbles over it; so the paragraph begins behind
it. By visible signs only, and no farther than `REACH` characters.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

REACH = 120
"""No opening is longer than this, in characters."""
_BOLD = 2
_STAGED = 80
_NAME_WORDS = 8

_AGENCY = (
    r"(?:Reuters|REUTERS|AP|AFP|UPI|PA|CNN|BBC|dpa|DPA|Xinhua|ANSA|TASS|Tass|Kyodo|Bloomberg|CBS|NBC|"
    r"ABC|Fox\sNews|PTI|ANI|IANS|RFE/RL|EFE|"
    r"[A-Z]+\s(?:NEWS|Newswire|NEWSWIRE|WIRE)|(?:PR\s|GLOBE\s)NEWSWIRE|PRNewswire|BUSINESS\sWIRE)"
)
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?"
_DATE = rf"(?:{_MONTH}\s\d{{1,2}}|\d{{1,2}}\s{_MONTH})(?:,?\s\d{{4}})?"
_CAPITALS = r"[A-Z][A-Z.’'-]*[A-Z.](?:\s[A-Z][A-Z.’'-]*){0,3}"
_REGION = r"(?:,?\s(?:[A-Z][\w.’'-]*)(?:\s[A-Z][\w.’'-]*){0,2})?"
_DASH = r"(?:--|—|–|-)"
_CLOCK = r"\d{1,2}[:.h]\d{2}(?::\d{2})?(?:\s?[ap]\.?m\.?)?(?:\s(?:GMT|UTC|BST|[ECMP][SD]?T))?"
_DIRECTION = (
    r"on[ -]camera|off[ -]camera|off[ -]mike|voice[ -]?over|v\.?o\.?|through\s(?:an?\s)?(?:translator|interpreter)|"
    r"translated|speaking\s[A-Z][a-z]+|in\s[A-Z][a-z]+|laugh(?:s|ing|ter)?|chuckl(?:es|ing)|applause|cheer(?:s|ing)|"
    r"boo(?:s|ing)|cross-?talk|inaudible|unintelligible|music(?:\splaying)?|pause[sd]?|sighs?|sic|"
    r"via\s(?:phone|telephone|satellite|video|skype)|on\sthe\sphone|continues|cont[’']d|begin\svideo(?:\s?clip|\s?tape)?|"
    r"end\svideo(?:\s?clip|\s?tape)?|video\s?(?:clip|tape)\splays|commercial\sbreak|end"
)

_HEADING = (
    r"NOTES?|TOTALS?|WARNING|SUMMARY|COSTS?|LENGTH|HEIGHT|BUILT|DATE|TIME|PLACE|LOCATION|WHERE|WHEN|WHAT|WHY|HOW|"
    r"EDITOR[’']?S\sNOTE|SOURCES?|RELATED|SUBJECT|CLAIMS?|FACTS?|VERDICT|RATING|RESULTS?|CONCLUSION|BACKGROUND|"
    r"CONTEXT|IMPORTANT|TIPS?|ALSO|DETAILS|DEATHS|INJURED|KEY\s(?:POINTS|FACTS)|(?:THE\s)?BOTTOM\sLINE"
)

_OPENING = re.compile(
    rf"""(?:
      [•‣◦▪●■►▶✓✔·]\s*
    | [*+]\s+(?=\S) | \#{{1,6}}\s+ | \*\*(?=\S) | __(?=\S)
    | >>+\s* | >\s+
    | \(?\d{{1,3}}[.)](?:\s+|(?=["“‘']))(?=["“‘'(]?[A-Z])
    | \d{{1,3}}/\d{{0,3}}\s+(?=["“‘'(]?[A-Z])
    | \(?[a-hA-H]\)\s+(?=["“‘']?[A-Z])
    | \[{_CLOCK}\]\s* | \({_CLOCK}\)\s+
    | {_CLOCK}\s*(?:{_DASH}|:|\|)\s+(?=["“‘']?[A-Z])
    | \d{{1,3}}\s?(?:s|secs?|m|mins?|minutes?|h|hrs?|hours?|d|days?)\sago[\s:|·–—-]+(?=\S)
    | [(\[](?i:{_DIRECTION})[)\]]:?\s+(?=\S)
    | {_CAPITALS}{_REGION}(?:,\s{_DATE})?\s?(?:{_DASH}\s?)?\(/?{_AGENCY}/?\)\s?{_DASH}+\s*(?=\S)
    | [A-Z][a-z]+{_REGION}(?:,\s{_DATE})?\s?\({_AGENCY}\)\s?{_DASH}+\s*(?=\S)
    | {_CAPITALS}{_REGION},\s{_DATE}\s?\([A-Z][\w&/. ]{{1,30}}\)\s?{_DASH}+\s+(?=\S)
    | {_CAPITALS}{_REGION},\s{_DATE}\s?{_DASH}+\s+(?=\S)
    | {_CAPITALS}{_REGION}\s?(?:--|—|–)\s*(?=["“‘']?[A-Z])
    | \({_AGENCY}\)\s?(?:{_DASH}+\s*)?(?=["“‘']?[A-Z])
    | (?:BREAKING(?:\sNEWS)?|Breaking(?:\snews)?|EXCLUSIVE|Exclusive|JUST\sIN|DEVELOPING|WATCH|LISTEN|LIVE|UPDATED?|Update|ALERT|CORRECTION)
      \s?(?:\d{{0,2}}\s?)?(?::|{_DASH})\s+(?=\S)
    | (?:SIR|MADAM|Sir|Madam|Dear\s(?:Sirs?|Madam|Editors?|Sir\sor\sMadam))\s?(?:,|{_DASH}|:)\s+(?=\S)
    | (?:{_HEADING}):\s+(?=\S)
    | RT\s+(?=@\w)
    )""",
    re.VERBOSE,
)
_ASKED = re.compile(r"[QA]\.\s+(?=[\"“‘'(]?[A-Z])")
_FEWEST_ASKED = 1
_DASHED = re.compile(r"[-–]\s+(?=\S)")
_STAGE = re.compile(rf"[(\[](?:(?i:{_DIRECTION})|[A-Z][A-Z ’'./&-]{{2,}})[)\]][.:]?", re.VERBOSE)
_STOP = re.compile(r"[.!?…][\"'”’)\]]*$")


def is_interview(lines: Sequence[str]) -> bool:
    """Do lines open with *Q.* and *A.*, so that the letters are no part of a name?"""
    opened = [line[0] for line in lines if _ASKED.match(line)]
    return min(opened.count("Q"), opened.count("A")) >= _FEWEST_ASKED


def opening(line: str, *, asked: bool = False) -> int:
    """How many characters at the start of a line stand before its words; 0 for most lines.

    asked: the lines are an interview's, where *Q.* and *A.* are no words.
    """
    found = _ASKED.match(line) if asked else None
    at = 0 if found is None else found.end()
    while at < REACH:
        found = _OPENING.match(line, at, at + REACH) or (
            _DASHED.match(line, at) if _is_item(line) else None
        )
        if found is None or found.end() >= len(line):
            break
        at = found.end()
    return at


def closing(line: str) -> int:
    """How many characters at the end of a line stand behind its words: marks of bold type."""
    return _BOLD if len(line) > 2 * _BOLD and line.endswith(("**", "__")) else 0


def is_stage_direction(line: str) -> bool:
    """*(END VIDEO CLIP)*, *[crosstalk]*: a line that tells what is heard, not what is said."""
    return len(line) <= _STAGED and _STAGE.fullmatch(line) is not None


def _is_item(line: str) -> bool:
    """A dash opens an item of a list, where it is no signature below a quotation."""
    return _STOP.search(line[-5:]) is not None or line.count(" ") > _NAME_WORDS
