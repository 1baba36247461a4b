"""Tell headlines, bylines, captions and boilerplate from the body, by visible signs only.

What is unclear is body: a zone hides claims from the reviewer's first look, so it takes a plain
mark of the trade. Nothing longer than 800 characters is looked at.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from claims.model import Zone

if TYPE_CHECKING:
    from collections.abc import Sequence

LOOK = 400
"""Longest paragraph, in characters, that may be other than body; twice that for cookie notices."""

_NAME = r"[A-Z][\w.’'-]*(?:\s+(?:(?:de|del|van|von|der|bin|al|la|le)\s+)?[A-Z][\w.’'-]*){1,3}"
_OUTLET = (
    r"(?:Associated Press|AP|Reuters|AFP|Agence France-Presse|UPI|Bloomberg|CNN|BBC News|Xinhua|"
    r"Press Association|PA Media|Staff (?:Writer|Reporter)|staff (?:writer|reporter)|"
    r"(?:[A-Z]\w+ ){0,3}(?:Correspondent|Editor|correspondent|editor|reporter|Reporter))"
)
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?"
_DAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_CLOCK = r"\d{1,2}[:.]\d{2}(?:\s*[ap]\.?\s?m\.?)?|\d{1,2}\s*[ap]\.?\s?m\.?"
_DATE = (
    rf"(?:{_DAY},?\s+)?(?:{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?|\d{{1,2}}(?:st|nd|rd|th)?\s+{_MONTH})"
    rf"(?:,?\s+\d{{4}})?|\d{{4}}-\d\d-\d\d|\d{{1,2}}/\d{{1,2}}/\d{{2,4}}"
)
_WHEN = rf"(?:(?:{_DATE}|{_CLOCK}|{_DAY}|at|on|GMT|UTC|BST|E[SD]?T|P[SD]?T|C[SD]?T|[,|·–—-])\s*)+"

_BYLINE = re.compile(
    rf"""(?:
      (?:By|BY|by|Words\sby|Written\sby|Posted\sby|Compiled\sby|Story\sby)\s?:?\s+
        (?:(?:[A-Z][\w.’'@-]*|and|&|for|of|the|in|with|at|on|,|\||/|–|—|-|staff|writers?|reporters?|correspondents?|editors?|[a-z]+\s(?:editor|correspondent|reporter|writer))[\s,]*){{1,14}}
    | \(?(?:Additional\s|Further\s)?(?:[Rr]eporting|[Ww]riting|[Ee]diting)\s(?:and\s(?:writing|editing)\s)?by\s.{{1,300}}
    | (?:Last\s)?(?:[Uu]pdated?|UPDATED|[Pp]ublished|PUBLISHED|[Pp]osted|[Mm]odified)(?:\s(?:at|on))?\s*:?\s+{_WHEN}
    | (?=.{{0,40}}(?:\d|day)){_WHEN}
    | (?:{_DATE})\s*[|·,]?\s+(?:{_CLOCK})(?:\s[A-Z]{{2,4}})?
    | (?:From\s)?(?:[Ss]taff|[Ww]ire|[Aa]gency|[Nn]ews)\s(?:and\s(?:wire|agency)\s)?(?:[Rr]eports?|[Ss]ervices?)
    | (?:The\s)?{_OUTLET}
    | {_NAME}(?:\sand\s{_NAME})?\s*[,|/–—-]\s*(?:The\s)?{_OUTLET}
    | [A-Z][A-Z .’'-]{{2,30}}(?:,\s[A-Z][\w. ]{{1,20}})?(?:,\s{_DATE})?\s*\((?:Reuters|AP|AFP|UPI|CNN|dpa|Xinhua|Bloomberg)\)\s*[-–—]*
    | [A-Z][A-Z .’'-]{{2,30}},\s{_DATE}\s*[-–—]*
    )\.?\s*""",
    re.VERBOSE,
)
_CREDIT = re.compile(
    r"(?:[A-Z].{0,200}\s)?(?:contributed (?:to|reporting|to the reporting)|assisted with) ?"
    r"(?:(?:to )?this (?:report|story|article|piece))?(?: from [A-Z][\w ,.]{1,60})?\.?"
)
_CAPTION = re.compile(
    r"""(?:
      (?:(?:File|FILE|Stock|Handout|Main|Top|Cover)\s)?(?:Photo|PHOTO|Image|IMAGE|Picture|PICTURE|Photograph|Caption|Graphic|Illustration|Infographic|Chart|Map)s?
        (?:\s(?:credit|courtesy|by|via)\b|\s?:|\s[A-Z]{2,}|$)
    | (?:FILE|File)\s?(?:-|–|—|PHOTO|photo|picture|image)
    | (?:Pictured|PICTURED)(?:\s(?:above|below|left|right|here))?\s?[:,]
    | \(?(?:AP\sPhoto|AFP\sPhoto|Reuters/|REUTERS/|Getty\sImages|EPA/|Photo(?:graph)?s?\sby|Photo\scourtesy|Image\scredit|Image\sby|Picture\sby)
    | (?:Photo|Image)\s?(?:©|\(c\))
    )""",
    re.VERBOSE,
)
_CAPTION_END = re.compile(
    r"(?:\((?:AP Photo|AFP|Photo(?:graph)?:? |Photo by|Picture:|Image:|Reuters|REUTERS|Getty|EPA|File)"
    r"[^()]{0,120}\)|\bREUTERS/[A-Z][\w ./-]{2,60}|(?:AFP|Photograph|Photo|[A-Z]\w+)/(?:AP|AFP|Getty Images|Reuters|EPA|Rex)|"
    r"\bvia Getty Images|(?:Photo(?:graph)?|Picture|Image|Credit): ?[A-Z][\w ./’'-]{2,60})[.)]?$"
)
_BOILERPLATE = re.compile(
    r"""(?:
      (?:Read|READ)\s(?:more|MORE|next|NEXT|also|ALSO|the\sfull\s(?:story|article|report))\b
    | (?:Also\sread|See\salso|SEE\sALSO|Related(?:\s(?:articles?|stories|coverage|topics|content|links|posts))?\s?(?::|$)|RELATED\b|More\s(?:on\sthis|from\s[A-Z]|stories|news|like\sthis)|Most\s(?:read|popular|viewed)\b|Trending(?:\snow)?\s?(?::|$)|You\smay\salso\slike|You\smight\slike|Recommended\s(?:for\syou|stories|reading)|Don[’']t\smiss\s?:)
    | (?:Subscribe|SUBSCRIBE)\b
    | (?:Sign|SIGN)[\s-](?:up|UP|in|IN)\s(?:now|here|today|to|for|with|NOW|HERE|FOR)\b
    | (?:Register|Log\sin|Login)\s(?:now|here|for\sfree|to\s(?:read|continue|comment|access))
    | Already\sa\s(?:subscriber|member)|(?:Become\sa|Create\san?)\s(?:subscriber|member|account)\b
    | (?:Share|SHARE)\s(?:this|THIS|on|via|your\s(?:thoughts|views|story))\b|(?:Tweet|Email|Print|Pin)\sthis\b
    | (?:Follow|FOLLOW|Like|Find|Join)\s(?:us|US|me|him|her|them|the\s(?:author|writer|reporter))\s(?:on|at|ON)\b
    | Follow\s.{1,80}\s(?:on\s(?:Twitter|X|Facebook|Instagram|Bluesky|Mastodon|Threads|LinkedIn)\b|at\s@|@)|Follow\s@
    | (?:Download|Get)\s(?:the|our|your)\s.{0,60}(?:\bapp\b|newsletter|e-?mail\sbriefing)
    | (?:Click|Tap)\s(?:here|below|through)\b
    | (?:©|\(c\)\s|\(C\)\s|&copy;|Copyright\b|COPYRIGHT\b)
    | (?:This|The)\s(?:article|story|post|piece|report|column|interview)\s(?:was\s|has\s(?:been\s)?)?(?:(?:originally|first|also)\s)+(?:been\s)?(?:published|appeared|ran|posted)
    | This\smaterial\smay\snot\sbe\b|All\s(?:Rights|rights)\s(?:Reserved|reserved)
    | (?:Contact\s(?:us\b|the\s(?:author|writer|reporter|newsroom|editor)s?\b|[A-Z][\w.’'-]+(?:\s[A-Z][\w.’'-]+)?\s(?:at|on)\s\S*[@\d]))
    | (?:Media|Press|News)\s(?:contacts?|enquiries|inquiries|office)\s?:|For\s(?:more|further|media|press)\s(?:information|details|enquiries|inquiries)\b.{0,80}(?:contact|visit|call|e-?mail|go\sto)\b
    | (?:Tel|Telephone|Phone|E-?mail|Fax)\s?:\s|(?:Got|Have|Do\syou\shave)\sa\s(?:tip|story)\b|Have\ssomething\sto\sadd\b|Do\syou\sknow\smore\b
    | (?:ADVERTISEMENT|Advertisement|Sponsored|SPONSORED|Promoted)(?:\s(?:content|by\s.{1,40}))?$
    | (?:Story|Article)\scontinues\s(?:below|after)|(?:Scroll\sdown|Continue\sreading)\b
    | (?:Comments?|Leave\sa\s(?:comment|reply)|View\scomments|Join\sthe\s(?:conversation|discussion)|Terms\s(?:of\s(?:use|service)|and\sconditions)|Privacy\s(?:policy|notice|settings)|Cookie\s(?:policy|notice|settings|preferences)|Skip\sto\s(?:content|main\scontent))(?:\s?[|·].{0,80})?$
    | Thank\syou\sfor\s(?:reading|signing\sup|subscribing)\b|(?:Support|Donate\sto)\s(?:our|independent)\s(?:journalism|reporting|newsroom)
    )""",
    re.VERBOSE,
)
_COOKIES = re.compile(
    r"""\b(?:we|site|website|page|publisher|partners?)\b.{0,40}\buses?\b.{0,30}\bcookies\b
    | \b(?:accept|allow|manage|reject|enable|disable)\b.{0,30}\bcookies\b
    """,
    re.VERBOSE | re.IGNORECASE,
)
_BOILERPLATE_WITHIN = re.compile(
    r"""\bmay\snot\sbe\s(?:published,\sbroadcast|reproduced|redistributed)
    | \bAll\sRights\sReserved\b
    | \b(?:sign\sup|subscribe|delivered|straight\sto|sent\sto)\b.{0,80}\b(?:newsletters?|inbox)\b
    | \bnewsletter\b.{0,60}\b(?:sign\sup|subscribe|inbox)\b
    | \bcan\sbe\sreached\s(?:at|on|by|via)\s.{0,40}[@\d]
    """,
    re.VERBOSE | re.IGNORECASE,
)
_WRITER = (
    r"(?:reporter|correspondent|columnist|staff writer|freelance|contributor|contributing|"
    r"senior writer|journalist|blogger|bureau chief)"
)
_BIOGRAPHY = re.compile(
    rf"(?:{_NAME}|The (?:author|writer)|He|She) (?:is|was|covers|writes|reports|has (?:covered|reported|written))\b"
    rf".{{0,120}}?(?:\b{_WRITER}\b|\bfor (?:this|the) (?:newspaper|site|paper|magazine)\b|"
    r"\bthe author of\b.{0,200}(?:@|book|novel|press|publish)|@\w+|\bon Twitter\b)"
)
_ABOUT = re.compile(rf"({_NAME}) (?:is|was|has|covers|writes|reports|edits|teaches|works|lives)\b")
# Weaker signs: they count for the last paragraph, about somebody the text has not named before.
_STRANGER = re.compile(
    r"([A-Z][\w.’'-]+)(?:\s[A-Z][\w.’'-]+){0,3} (?:is|holds|teaches|works|studies|writes)\b.{0,80}?"
    r"\b(?:[Ss]tudent|graduate|researcher|academic|lecturer|professor|fellow|analyst|writer|author|"
    r"editor|lawyer|activist|consultant|economist|historian|scholar|director|degree)\b"
)
_SPEAKER = re.compile(r"[A-Z][\w.’' -]{0,40}:\s*$|(?:Q|A)[.:]\s")
_SPOKEN = re.compile(r"\bI\b|^(?:Good (?:morning|afternoon|evening)|Thank|Hello|Welcome|Well)\b")
_STOP = re.compile(r"[.!?;:,…][\"'”’)\]]*$")
_WORD = re.compile(r"\w[\w.’'-]*")
_SMALL = frozenset(
    "a an and as at but by for from in into is of on or over the to up via vs with".split()
)


def zones(texts: Sequence[str]) -> list[Zone]:
    """The zone of each paragraph of a document, given in order."""
    kinds = [_by_itself(text) for text in texts]
    shouted = sum(_all_caps(text) for text in texts) * 4 > len(texts) + 4
    _mark_headlines(texts, kinds, shouted=shouted)
    _mark_biography(texts, kinds)
    return kinds


def is_apart(line: str) -> bool:
    """Does the line stand by itself (a byline, a caption, boilerplate), whatever surrounds it?"""
    return _by_itself(line) is not Zone.BODY or _SPEAKER.match(line) is not None


def _by_itself(text: str) -> Zone:
    """What a paragraph's own words say."""
    head = text[:LOOK]
    if len(text) <= LOOK:
        if _BYLINE.fullmatch(head) or _CREDIT.fullmatch(head):
            return Zone.BYLINE
        if _CAPTION.match(head) or _CAPTION_END.search(head):
            return Zone.CAPTION
        if _BOILERPLATE.match(head) or _BOILERPLATE_WITHIN.search(head):
            return Zone.BOILERPLATE
    if len(text) <= 2 * LOOK and _COOKIES.search(text):
        return Zone.BOILERPLATE
    return Zone.BODY


def _mark_headlines(texts: Sequence[str], kinds: list[Zone], *, shouted: bool) -> None:
    """Mark the lines above the body and the subheads within it."""
    above = not shouted
    for place, text in enumerate(texts):
        if kinds[place] is not Zone.BODY:
            continue
        if place + 1 == len(texts) or _SPEAKER.match(text) or not _title_sized(text):
            above = False
        elif (not shouted and _all_caps(text)) or (above and _is_title(text, texts[place + 1])):
            kinds[place] = Zone.HEADLINE
        else:
            if not above and not shouted and _is_subhead(texts, place):
                kinds[place] = Zone.HEADLINE
            above = False


def _title_sized(text: str) -> bool:
    """Is it short, and does it hold words?"""
    if len(text) > 200 or not text[0].isprintable() or text[0] in "([*•-–—@#":
        return False
    return 0 < len(_WORD.findall(text)) <= 25


def _is_title(text: str, after: str) -> bool:
    """A line above the body: without a full stop, or with nearly all words capitalised."""
    if _STOP.search(text) is None:
        return len(_WORD.findall(text)) > 1 and not text[0].islower()
    if _SPOKEN.search(text):
        return False
    if text[-1] == "?" and len(after) >= 2 * len(text) + 40:
        return True
    return text[-1] not in ":;," and len(_WORD.findall(text)) > 3 and _capitalised(text) >= 0.85


def _is_subhead(texts: Sequence[str], place: int) -> bool:
    """A short line in title case, without a stop, between longer paragraphs of prose."""
    text, before, after = texts[place], texts[place - 1], texts[place + 1]
    words = _WORD.findall(text)
    if not 1 < len(words) <= 10 or _STOP.search(text) or not text[0].isupper():
        return False
    prose = len(after) >= 2 * len(text) + 40 and _STOP.search(before[-5:]) is not None
    return prose and (_capitalised(text) >= 0.8 or len(after) >= 150 <= len(before))


def _capitalised(text: str) -> float:
    """The share of the words that open with a capital, small words of titles left out."""
    words = [word for word in _WORD.findall(text) if word.lower() not in _SMALL]
    return sum(not word[0].islower() for word in words) / max(len(words), 1)


def _all_caps(text: str) -> bool:
    """A short line of capitals; with a full stop only where it is no shouted sentence."""
    if len(text) > 150 or not text.isupper() or text[0] == "(":
        return False
    words = _WORD.findall(text)
    letters = sum(map(str.isalpha, text))
    if letters < 4 or letters * 2 < len(text):
        return False
    stopped = text.endswith((".", ":", "!", "?"))
    return len(words) <= 15 and (
        not stopped or (text[-1] == "." and len(words) <= 3 and letters > 5)
    )


def _mark_biography(texts: Sequence[str], kinds: list[Zone]) -> None:
    """Mark the author's biography among the last three paragraphs that are no boilerplate yet."""
    body = [place for place, kind in enumerate(kinds) if kind is Zone.BODY]
    bylines = " ".join(text for text, kind in zip(texts, kinds, strict=True) if kind is Zone.BYLINE)
    for place in reversed(body[-3:]):
        text = texts[place]
        if not place or len(text) > LOOK:
            return
        stranger = _STRANGER.match(text) if place == body[-1] else None
        unnamed = stranger and not any(stranger.group(1) in before for before in texts[:place])
        author = _ABOUT.match(text)
        signed = author is not None and author.group(1) in bylines
        if not (unnamed or signed or _BIOGRAPHY.match(text)):
            return
        kinds[place] = Zone.BOILERPLATE
