"""What a small parser gets wrong again and again where somebody is said to say something.

Each mending needs words that allow no other reading; what is doubtful stays as it was parsed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from claims.parsed import Parsed

_SAYING = frozenset(
    "acknowledge add admit allege announce argue charge claim clarify comment concede confirm declare deny "
    "disclose emphasise emphasize explain indicate insist maintain mention note proclaim reiterate "
    "repeat reveal say signal state stress suggest tell testify tweet warn write".split()
)
_HOLDING = frozenset("believe think feel know".split())
_NOTING = frozenset(
    "adding arguing claiming explaining insisting noting saying stressing suggesting warning".split()
)
_ACCUSING = frozenset(
    "accuse attack blame call condemn criticise criticize demand denounce promise urge vow".split()
)
_WITHHELD = frozenset("comment disclose elaborate explain identify know name say specify".split())
_SAID = frozenset("added asked replied said tweeted wrote".split())
_TELLING = frozenset("advise assure inform notify remind tell warn".split())
_PLACES = frozenset("at by during from in on through to via with".split())
_NAMELESS = frozenset(
    "account address announcement appearance blog book briefing broadcast bulletin call column "
    "comment communiqué communique conference debate email e-mail essay event filing friday hearing "
    "interview letter mail meeting memo message monday morning night note notice op-ed paper post "
    "press rally release remark report reporter reply response saturday session speech statement "
    "sunday telegram testimony text thursday tuesday tweet update video week wednesday".split()
)
_ONLY_PASSIVE = frozenset(
    "say rumour rumor repute believe think understand report allege suspect presume estimate assume".split()
)
_SUBJECTS = frozenset(("nsubj", "nsubjpass", "expl", "csubj"))
_NOT = frozenset(("n't", "n’t"))


def mend(parsed: Parsed) -> None:
    """Mend a parsed document, in place. Time is linear in the number of its tokens."""
    for i in range(len(parsed)):
        dep = parsed.dep[i]
        if parsed.lower[i] in _NOT and dep != "neg":
            _negate(parsed, i)
        elif dep in {"acl", "relcl"}:
            _give_to_verb(parsed, i)
            _make_verb(parsed, i)
        elif dep in {"nsubj", "nsubjpass"}:
            _give_to_infinitive(parsed, i)
            if dep == "nsubjpass":
                _make_active(parsed, i)
        elif dep == "ccomp":
            _take_noun_back(parsed, i)
        elif dep == "conj":
            _go_on(parsed, i)
        elif dep == "advcl" and parsed.tag[i] == "VBG":
            _go_on_saying(parsed, i)
        elif dep == "compound" and parsed.lower[i] in _SAID:
            _put_verb_first(parsed, i)
        elif dep in {"amod", "compound", "nmod"}:
            _stay_quoted(parsed, i)


def _negate(parsed: Parsed, short: int) -> None:
    """*As loyal as those who don't.*: the short *not* at a sentence's end denies its verb."""
    verb = short - 1
    if (
        verb < 0
        or parsed.start[short] != parsed.end[verb]
        or parsed.tag[verb][:2] not in {"VB", "MD"}
        or parsed.children[short]
        or parsed.head[short] == short
    ):
        return
    if parsed.dep[verb] in {"aux", "auxpass"}:
        verb = parsed.head[verb]
    _move(parsed, [short], parsed.head[short], verb)
    parsed.dep[short], parsed.tag[short] = "neg", "RB"


def _give_to_verb(parsed: Parsed, clause: int) -> None:
    """*Said in a statement that X*, *told reporters that X*: X hangs on the verb, not the noun."""
    own = parsed.children[clause]
    mark = next((c for c in own if parsed.dep[c] == "mark" and parsed.lower[c] == "that"), None)
    if mark is None or not any(parsed.dep[c] in _SUBJECTS for c in own):
        return
    noun = parsed.head[clause]
    above = parsed.head[noun]
    if parsed.dep[noun] in {"dobj", "dative"} and parsed.lemma[above] in _TELLING:
        verb = above
    elif (
        parsed.dep[noun] == "pobj"
        and parsed.lower[above] in _PLACES
        and parsed.lemma[noun] in _NAMELESS
        and parsed.lemma[parsed.head[above]] in _SAYING
    ):
        verb = parsed.head[above]
    else:
        return
    if verb > clause or parsed.tag[verb][:2] != "VB" or parsed.child(verb, "ccomp") is not None:
        return
    _move(parsed, [clause], noun, verb)
    parsed.dep[clause] = "ccomp"


def _make_verb(parsed: Parsed, clause: int) -> None:
    """*Techpost notes, however, that X*: a name and a plural that governs the sentence say X."""
    word = parsed.head[clause]
    own = parsed.children[clause]
    name = parsed.head[word]
    # *Lund charges that X*, with the name as the sentence's root.
    led = (
        name == word - 1 == parsed.head[name]
        and parsed.dep[word] == "dobj"
        and parsed.tag[name][:2] == "NN"
    )
    before = [name] if led else [c for c in parsed.children[word] if c < word]
    first, _ = parsed.sents[parsed.sent[word]]
    if (
        parsed.tag[word] != "NNS"
        or not (led or name == word)
        or parsed.lower[word].removesuffix("s") not in _SAYING
        or not before
        or before[0] != first
        or any(parsed.dep[c] not in {"amod", "compound", "nmod"} for c in before if not led)
        or not all(parsed.word(c)[:1].isupper() for c in before)
        or not any(parsed.dep[c] == "mark" and parsed.lower[c] == "that" for c in own)
        or not any(parsed.dep[c] in _SUBJECTS for c in own)
    ):
        return
    if led:
        _govern(parsed, word, name)
    subject = before[-1]
    _move(parsed, before[:-1], word, subject)
    for c in before[:-1]:
        parsed.dep[c] = "compound"
    parsed.dep[subject], parsed.tag[subject] = "nsubj", "NNP"
    parsed.tag[word], parsed.lemma[word] = "VBZ", parsed.lower[word].removesuffix("s")
    parsed.dep[clause] = "ccomp"


def _give_to_infinitive(parsed: Parsed, second: int) -> None:
    """*A man believed to be the driver was arrested*: *the driver* is what he is believed to be.

    A second subject right behind such an infinitive that lacks its complement.
    """
    verb = parsed.head[second]
    begin = parsed.subtree(second)[0]
    inner = begin - 1
    short = inner
    if inner > 0 and parsed.lower[inner] == "worth":
        inner = parsed.head[inner]
    told = parsed.head[inner]
    if (
        not 0 < told < inner < second < verb
        or parsed.lemma[inner] != "be"
        or parsed.dep[inner] != "xcomp"
        or (short == inner and parsed.child(inner, "attr", "acomp", "prep") is not None)
        or parsed.lemma[told] not in _ONLY_PASSIVE
        or parsed.child(told, "aux", "auxpass", "dobj") is not None
        or second + 1 != min([c for c in parsed.children[verb] if c > second] + [verb])
    ):
        return
    _move(parsed, [second], verb, short)
    parsed.dep[second] = "attr" if short == inner else "npadvmod"
    if parsed.dep[told] == "acl":
        parsed.tag[told] = "VBN"


def _take_noun_back(parsed: Parsed, verb: int) -> None:
    """*Those reported to be inside were two cleaners*: the noun is the last verb's, not *reported*'s.

    A verb that takes an infinitive only in the passive, and behind it a verb without a subject.
    """
    told = parsed.head[verb]
    inner = parsed.child(told, "xcomp")
    noun = parsed.child(told, "nsubj", "npadvmod", "dep")
    if (
        inner is None
        or noun is None
        or not noun < told < inner < verb
        or parsed.tag[told] not in {"VBD", "VBN"}
        or parsed.lemma[told] not in _ONLY_PASSIVE
        or parsed.child(told, "aux", "auxpass", "dobj") is not None
        or not any(parsed.lower[c] == "to" for c in parsed.children[inner])
        or parsed.child(verb, *_SUBJECTS, "mark") is not None
        or not _is_finite(parsed, verb)
    ):
        return
    above, dep = parsed.head[told], parsed.dep[told]
    passive = parsed.child(verb, "auxpass") is not None
    moved = [c for c in parsed.children[told] if c not in {noun, inner, verb} and c > verb]
    parsed.head[verb], parsed.dep[verb] = (verb if above == told else above), dep
    if above != told:
        parsed.children[above] = sorted([*(c for c in parsed.children[above] if c != told), verb])
    _move(parsed, [noun, *moved], told, verb)
    parsed.dep[noun] = "nsubjpass" if passive else "nsubj"
    parsed.children[told].remove(verb)
    parsed.children[noun] = sorted([*parsed.children[noun], told])
    parsed.head[told], parsed.dep[told], parsed.tag[told] = noun, "acl", "VBN"


def _is_finite(parsed: Parsed, verb: int) -> bool:
    return parsed.tag[verb] in {"VBD", "VBZ", "VBP", "MD"} or any(
        parsed.tag[c] in {"VBD", "VBZ", "VBP", "MD"}
        for c in parsed.children[verb]
        if parsed.dep[c] in {"aux", "auxpass"}
    )


def _stay_quoted(parsed: Parsed, i: int) -> None:
    """*“The pier is safe,” Lund said*: what stands before the closing mark is no part of the name."""
    noun = parsed.head[i]
    verb = i - 1
    if (
        noun < i + 2
        or parsed.lower[i + 1] not in {",", "”", '"', "''"}
        or not any(parsed.tag[k] == "''" for k in range(i + 1, min(noun, i + 3)))
        or parsed.sents[parsed.sent[i]][0] >= i
        or parsed.tag[verb][:2] != "VB"
        or i in parsed.ancestors(verb)
    ):
        return
    _move(parsed, [i], noun, verb)
    parsed.dep[i] = "acomp" if parsed.tag[i][:2] == "JJ" else "dobj"


def _put_verb_first(parsed: Parsed, verb: int) -> None:
    """*Said Lund: “X”*: the verb stands before who says it, and governs the sentence."""
    name = parsed.head[verb]
    first, _ = parsed.sents[parsed.sent[verb]]
    after = next((c for c in parsed.children[name] if c > name), name)
    if (
        verb != first
        or parsed.head[name] != name
        or parsed.tag[verb] not in {"VBD", "VBN"}
        or parsed.tag[name] != "NNP"
        or parsed.lower[after] not in {":", ","}
    ):
        return
    _govern(parsed, verb, name)
    parsed.dep[name], parsed.tag[verb] = "nsubj", "VBD"
    for c in parsed.children[verb]:
        if parsed.dep[c] in {"acl", "relcl", "appos", "dep"} and parsed.tag[c][:2] in {"VB", "MD"}:
            parsed.dep[c] = "ccomp"


def _govern(parsed: Parsed, word: int, root: int) -> None:
    """Make a word that hangs on the sentence's root the root, with all that stands right of that."""
    right = [c for c in parsed.children[root] if c > root and c != word]
    _move(parsed, right, root, word)
    parsed.children[root].remove(word)
    parsed.head[root] = parsed.head[word] = word
    parsed.dep[word] = "ROOT"
    parsed.children[word] = sorted([*parsed.children[word], root])


def _go_on(parsed: Parsed, second: int) -> None:
    """*Said it would order X and warned of Y*: the past after *would* is the speaker's next act.

    So are *said X was hit, and accused Y*, and *said X was hit, but did not know whether Y*.
    """
    told = parsed.head[second]
    verb = parsed.head[told]
    own = parsed.child(second, "aux")
    if (
        parsed.dep[told] != "ccomp"
        or parsed.tag[verb] != "VBD"
        or not verb < told < second
        or parsed.lemma[verb] not in _SAYING
        or parsed.child(second, *_SUBJECTS) is not None
    ):
        return
    acts = (
        parsed.tag[second] == "VBD"
        and parsed.tag[told] == "VB"
        and own is None
        and parsed.lemma[second] in _SAYING | _TELLING
        and any(parsed.tag[c] == "MD" for c in parsed.children[told])
    )
    accuses = (
        parsed.tag[second] == "VBD"
        and own is None
        and parsed.lemma[second] in _SAYING | _TELLING | _ACCUSING
        and parsed.lower[max(parsed.subtree(second)[0] - 2, 0)] == ","
    )
    withholds = (
        own is not None
        and parsed.lower[own] in {"did", "would"}
        and parsed.lemma[second] in _WITHHELD
        and parsed.child(second, "neg") is not None
        and any(parsed.lower[c] == "but" for c in parsed.children[told] if told < c < second)
    )
    if not (acts or accuses or withholds):
        return
    moved = [
        c
        for c in parsed.children[told]
        if c == second or (parsed.dep[c] in {"cc", "punct"} and second - 3 < c < second)
    ]
    _move(parsed, moved, told, verb)


def _go_on_saying(parsed: Parsed, verb: int) -> None:
    """*He believes the bridge is safe, noting that X*: he notes it, whatever hangs it on *safe*."""
    mark = parsed.subtree(verb)[0] - 1
    if parsed.lower[verb] not in _NOTING or mark < 0 or parsed.lower[mark] != ",":
        return
    if parsed.child(verb, "ccomp") is None or parsed.child(verb, *_SUBJECTS) is not None:
        return
    told = parsed.head[verb]
    above = told
    while parsed.dep[above] == "ccomp" and parsed.lemma[parsed.head[above]] in _SAYING | _HOLDING:
        above = parsed.head[above]
    if told < verb and above < told:
        _move(parsed, [verb], told, above)


def _move(parsed: Parsed, words: list[int], old: int, new: int) -> None:
    """Hang words of one governor on another."""
    for c in words:
        parsed.head[c] = new
    parsed.children[old] = [c for c in parsed.children[old] if c not in words]
    parsed.children[new] = sorted([*parsed.children[new], *words])


def _make_active(parsed: Parsed, subject: int) -> None:
    """*A member who was there confirmed that X*: no passive without its auxiliary."""
    verb = parsed.head[subject]
    own = parsed.children[verb]
    if (
        parsed.tag[verb] == "VBN"
        and subject < verb
        and not any(parsed.dep[c] in {"aux", "auxpass"} for c in own)
        and any(parsed.dep[c] in {"ccomp", "dobj"} and c > verb for c in own)
        and parsed.dep[verb] in {"ROOT", "conj", "ccomp", "advcl", "parataxis"}
    ):
        parsed.dep[subject], parsed.tag[verb] = "nsubj", "VBD"
