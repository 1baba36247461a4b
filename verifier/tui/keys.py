"""Every key of the review screen, once: bindings, footer, help and palette are made from this."""

from __future__ import annotations

from typing import NamedTuple

from textual.binding import Binding, BindingType

from verifier.tui.words import STATUS_WORDS, STATUSES


class Key(NamedTuple):
    """A key and its action.

    keys     as Textual names them, several parted by commas
    shown    as people read it
    short    for the footer, one or two words
    words    for the help and the palette
    palette  whether the palette offers it
    """

    keys: str
    action: str
    shown: str
    short: str
    words: str
    palette: bool = True

    def binding(self) -> Binding:
        """The binding that Textual takes."""
        return Binding(self.keys, self.action, self.words, show=False)


STATUS_KEYS = tuple(
    Key(str(number), f"status({number})", str(number), "status", f"mark {STATUS_WORDS[status]}")
    for number, status in enumerate(STATUSES, 1)
)
JUDGE = (
    *STATUS_KEYS,
    Key("r", "reason", "r", "reason", "write the reason, in one line"),
    Key("e", "note", "e", "note", "write reason and note"),
    Key("E", "note_editor", "E", "editor", "write the note in your own editor"),
    Key("a", "evidence", "a", "evidence", "add evidence"),
    Key("A", "change_evidence", "A", "change", "change evidence, or take it away"),
    Key(
        "w",
        "quote_check",
        "w",
        "wording",
        "quote check: whether the source said it, in these words",
    ),
    Key("c", "correct", "c", "correct", "correct words, level, cue, said by, polarity"),
    Key("X", "split", "X", "split", "split a claim that says two things"),
    Key("M", "merge", "M", "merge", "merge the chosen claims, or this and the next, into one"),
    Key("L", "mark_alike", "L", "alike too", "mark its look-alikes as it is marked"),
    Key("plus", "add_claim", "+", "add", "add a claim that was missed"),
    Key("S", "sign_off", "S", "sign off", "sign the verdict off as it stands, or withdraw that"),
    Key("B", "second", "B", "second", "read it a second time, the first verdict unseen"),
    Key("R", "reply", "R", "reply", "who was asked to reply, and the answer"),
    Key("H", "embargo", "H", "hold back", "embargo: hold claim or document back until a time"),
    Key("u", "undo", "u", "undo", "undo your last action"),
    Key("ctrl+r", "redo", "Ctrl+R", "redo", "redo what you undid"),
)
MOVE = (
    Key("j,down", "", "j ↓", "next", "next claim"),
    Key("k,up", "", "k ↑", "previous", "previous claim"),
    Key("g", "", "g", "first", "first claim"),
    Key("G", "", "G", "last", "last claim"),
    Key("pagedown", "", "PgDn PgUp", "page", "page down; PgUp goes up"),
    Key("n", "next_open", "n", "next", "next claim to review"),
    Key("p", "previous_open", "p", "previous", "previous claim to review"),
    Key("enter", "", "Enter", "open", "open the claim"),
    Key("escape", "back", "Esc", "back", "go back; in the list, drop the search"),
    Key("space", "", "Space", "choose", "choose several claims for one action"),
    Key("tab", "", "Tab", "pane", "to the other pane"),
)
FIND = (
    Key("slash", "search", "/", "search", "search as you type"),
    Key("f", "facets", "f", "facets", "facets: narrow by status, level, document, said by …"),
    Key("F", "saved", "F", "saved", "saved searches: recall, save, delete"),
    Key("s", "order", "s", "order", "change the order of the list"),
    Key("v", "galley", "v", "galley", "galley: read the whole article, claims marked"),
    Key("l", "lookalikes", "l", "alike", "look-alikes: the same claim in other articles"),
    Key("m", "earlier", "m", "before", "earlier fact-checks of the claim, with their rating"),
    Key("y", "copy", "y", "copy", "copy the claim with where it stands"),
    Key("Y", "copy_more", "Y", "copy", "copy the words, a citation or an address"),
    Key("o", "open_address", "o", "open", "open an address of the evidence or the article"),
    Key("x", "report", "x", "report", "write a report of what is listed to a file"),
    Key("d", "dashboard", "d", "dashboard", "dashboard: how far the desk is, in numbers"),
    Key("D", "versions", "D", "versions", "versions: compare the article with its earlier one"),
)
PROGRAM = (
    Key("question_mark,f1", "help", "?", "help", "the keys of where you are"),
    Key("ctrl+p", "", "Ctrl+P", "actions", "every action by name", palette=False),
    Key("t", "theme", "t", "theme", "change the colours"),
    Key("q", "quit_desk", "q", "quit", "quit; everything is saved"),
)
GROUPS = (("Judge", JUDGE), ("Move", MOVE), ("Find and read", FIND), ("Program", PROGRAM))

SEARCHING = (
    Key("tab", "", "Tab →", "complete", "complete what is begun; again, the next offer"),
    Key("up", "", "↑ ↓", "earlier", "an earlier search, a later one"),
    Key("enter", "", "Enter", "keep", "keep the search and go to the list"),
    Key("escape", "", "Esc", "clear", "clear the line; once it is empty, to the list"),
    Key("f1", "", "F1", "keys", "the keys of where you are"),
)
"""While the search is typed; the last line offers the same."""
REASONING = (
    Key("enter", "", "Enter", "save", "save the reason"),
    Key("escape", "", "Esc", "back", "back; what was typed is kept and offered again"),
    Key("f1", "", "F1", "keys", "the keys of where you are"),
)
"""While the reason is typed; the last line offers the same."""

FACETS = (
    Key("j,down", "", "j ↓", "value", "next value"),
    Key("k,up", "", "k ↑", "value", "previous value"),
    Key("pagedown", "", "PgDn PgUp", "field", "the next field, the previous one"),
    Key(
        "space", "", "Space", "choose", "choose the value, or drop it; Enter and a click do so too"
    ),
    Key("escape", "", "Esc", "to the list", "to the list"),
    Key("f", "", "f", "close", "close the facets; what is chosen stays in the search"),
)
FACETS_FOOTER = (
    Key("", "", "j k", "value", ""),
    Key("", "", "Space", "choose", ""),
    Key("", "", "PgDn", "next field", ""),
    Key("", "", "Esc", "to the list", ""),
    Key("", "", "f", "close", ""),
)
"""What the last line offers while the facets have the focus."""

GALLEY_MOVE = (
    Key("n,j,down", "step(1)", "n j ↓", "next", "next claim"),
    Key("p,k,up", "step(-1)", "p k ↑", "previous", "previous claim"),
    Key("N", "step_open(1)", "N", "next open", "next claim to review"),
    Key("P", "step_open(-1)", "P", "previous open", "previous claim to review"),
    Key("pagedown,space", "roll_page(1)", "PgDn", "page", "a page down"),
    Key("pageup", "roll_page(-1)", "PgUp", "page", "a page up"),
    Key("g,home", "ends(1)", "g", "first", "first claim"),
    Key("G,end", "ends(-1)", "G", "last", "last claim"),
    Key("enter", "take", "Enter", "to the claim", "to the claim in the list"),
    Key("plus", "add_claim", "+", "add", "add a claim that was missed"),
    Key("escape,v,q", "leave", "Esc", "back", "back to the list"),
    Key("question_mark,f1", "help", "?", "help", "the keys of where you are"),
)
DASHBOARD = (
    Key("j,down", "", "j ↓", "down", "a line down"),
    Key("k,up", "", "k ↑", "up", "a line up"),
    Key("pagedown,space", "", "PgDn PgUp", "page", "a page down or up"),
    Key("r", "count", "r", "count again", "count again"),
    Key("escape,d,q", "leave", "Esc", "back", "back to the list"),
    Key("question_mark,f1", "help", "?", "help", "the keys of where you are"),
)
LOOKALIKES = (
    Key("j,down", "step(1)", "j ↓", "next", "next look-alike"),
    Key("k,up", "step(-1)", "k ↑", "previous", "previous look-alike"),
    Key("enter", "take", "Enter", "go", "go to the claim"),
    Key("L", "use", "L", "mark too", "mark them as the claim is marked"),
    Key("escape,q,l", "leave", "Esc", "back", "back"),
)
EARLIER = (
    Key("j,down", "step(1)", "j ↓", "next", "next fact-check"),
    Key("k,up", "step(-1)", "k ↑", "previous", "previous fact-check"),
    Key("enter,o", "take", "Enter", "open", "open its address"),
    Key("a", "use", "a", "evidence", "add it to the claim's evidence"),
    Key("escape,q,m", "leave", "Esc", "back", "back"),
)
PIECES = (
    Key("j,down", "step(1)", "j ↓", "next", "next piece of evidence"),
    Key("k,up", "step(-1)", "k ↑", "previous", "previous piece of evidence"),
    Key("enter", "take", "Enter", "change", "change what it says, its grade, its place"),
    Key("x", "away", "x", "take away", "take it off the claim; undo brings it back"),
    Key("escape,q,A", "leave", "Esc", "back", "back, nothing changed"),
)
ADDRESSES = (
    Key("j,down", "step(1)", "j ↓", "next", "next address"),
    Key("k,up", "step(-1)", "k ↑", "previous", "previous address"),
    Key("enter,o", "take", "Enter", "take", "take the address"),
    Key("escape,q", "leave", "Esc", "back", "back"),
)
SAVED = (
    Key("j,down", "step(1)", "j ↓", "next", "next search"),
    Key("k,up", "step(-1)", "k ↑", "previous", "previous search"),
    Key("enter", "take", "Enter", "recall", "recall the search"),
    Key("s", "name", "s", "save", "save the present search under a name"),
    Key("x", "delete", "x", "delete", "delete the search"),
    Key("escape,q,F", "leave", "Esc", "back", "back, the search as it was"),
)
VERSIONS = (
    Key("j,down,n", "step(1)", "j ↓", "next", "next claim"),
    Key("k,up,p", "step(-1)", "k ↑", "previous", "previous claim"),
    Key("pagedown,space", "page(1)", "PgDn", "page", "some claims down"),
    Key("pageup", "page(-1)", "PgUp", "page", "some claims up"),
    Key("g,home", "ends(1)", "g", "first", "first claim"),
    Key("G,end", "ends(-1)", "G", "last", "last claim"),
    Key("1", "section(1)", "1", "reworded", "to the reworded claims"),
    Key("2", "section(2)", "2", "new", "to the new claims"),
    Key("3", "section(3)", "3", "gone", "to the claims that are gone"),
    Key("4", "section(4)", "4", "kept", "to the kept claims"),
    Key("enter", "take", "Enter", "to the claim", "to the claim in the list"),
    Key("escape,D,q", "leave", "Esc", "back", "back to the list"),
    Key("question_mark,f1", "help", "?", "help", "the keys of where you are"),
)
CHOOSING = (
    Key("j,down", "step(1)", "j ↓", "next", "next sentence"),
    Key("k,up", "step(-1)", "k ↑", "previous", "previous sentence"),
    Key("n", "step_free(1)", "n", "next free", "next sentence without a claim"),
    Key("p", "step_free(-1)", "p", "previous free", "previous sentence without a claim"),
    Key("pagedown,space", "page(1)", "PgDn", "page", "some sentences down"),
    Key("pageup", "page(-1)", "PgUp", "page", "some sentences up"),
    Key("enter", "take", "Enter", "choose", "choose the sentence, then its words and level"),
    Key("escape,q", "leave", "Esc", "back", "back without adding"),
    Key("question_mark,f1", "help", "?", "help", "the keys of where you are"),
)
SPAN = (
    Key("l,right", "end(1)", "l →", "longer", "the end a word further"),
    Key("h,left", "end(-1)", "h ←", "shorter", "the end a word back"),
    Key("L,shift+right", "start(1)", "L ⇧→", "start on", "the start a word further"),
    Key("H,shift+left", "start(-1)", "H ⇧←", "start back", "the start a word back"),
    Key("j,down", "level(1)", "j ↓", "firmer", "a firmer level"),
    Key("k,up", "level(-1)", "k ↑", "weaker", "a weaker level"),
    Key("tab", "piece(1)", "Tab", "next", "from the words to the cue, to who said it, and back"),
    Key("shift+tab", "piece(-1)", "⇧Tab", "previous", "back from one to the other"),
    Key("x", "clear", "x", "none", "the text has no such cue, or names nobody"),
    Key("minus", "polarity", "-", "polarity", "positive or negative"),
    Key("0", "reset", "0", "reset", "as it was"),
    Key("enter", "save", "Enter", "save", "save"),
    Key("escape", "leave", "Esc", "back", "back, nothing changed"),
)
SPLIT = (
    Key("l,right,j,down", "place(1)", "l →", "on", "the cut a word further"),
    Key("h,left,k,up", "place(-1)", "h ←", "back", "the cut a word back"),
    Key("enter", "save", "Enter", "split", "split"),
    Key("escape,q", "leave", "Esc", "back", "back, nothing changed"),
)


def bindings(*groups: tuple[Key, ...]) -> list[BindingType]:
    """The bindings of the keys that have an action of their own."""
    return [key.binding() for group in groups for key in group if key.action]


FOOTER = (
    Key("", "", "1-8", "status", ""),
    Key("", "", "a", "evidence", ""),
    Key("", "", "e", "note", ""),
    Key("", "", "n", "next", ""),
    Key("", "", "v", "galley", ""),
    Key("", "", "u", "undo", ""),
    Key("", "", "/", "search", ""),
)
"""What the last line offers while the list or the detail has the focus."""

GALLEY_FOOTER = (
    Key("", "", "n p", "claim", ""),
    Key("", "", "N", "to review", ""),
    Key("", "", "Enter", "to the list", ""),
    Key("", "", "+", "add", ""),
    Key("", "", "Esc", "back", ""),
    Key("", "", "?", "help", ""),
)
DASHBOARD_FOOTER = (
    Key("", "", "j k", "scroll", ""),
    Key("", "", "r", "count again", ""),
    Key("", "", "Esc", "back", ""),
    Key("", "", "?", "help", ""),
)
VERSIONS_FOOTER = (
    Key("", "", "1-4", "reworded, new, gone, kept", ""),
    Key("", "", "j k", "claim", ""),
    Key("", "", "Enter", "to the claim", ""),
    Key("", "", "Esc", "back", ""),
    Key("", "", "?", "help", ""),
)
CHOOSING_FOOTER = (
    Key("", "", "j k", "sentence", ""),
    Key("", "", "n p", "without a claim", ""),
    Key("", "", "Enter", "choose", ""),
    Key("", "", "Esc", "back", ""),
    Key("", "", "?", "help", ""),
)
