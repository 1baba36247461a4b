"""Reports made from templates: those that ship with the program, or a desk's own.

A template runs in Jinja's sandbox and sees only what `context` gives: records, never a connection,
with nothing of a protected reference in them. Every value that it prints is made safe to show and
escaped for the format; only text of the templates themselves, and what our own functions wrote,
goes out as it is. What a template can use is described in docs/templates.md.
"""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from jinja2 import (
    BaseLoader,
    ChoiceLoader,
    FileSystemLoader,
    PrefixLoader,
    StrictUndefined,
    TemplateError,
    TemplateSyntaxError,
    nodes,
)
from jinja2.compiler import CodeGenerator, Frame
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from claims.model import Strength
from verifier.errors import Refused, shown_path
from verifier.reports import facts, history, words
from verifier.reports.arrange import attention, corrected, count, reviewers, sections
from verifier.reports.figure import figures
from verifier.safe_text import safe_url

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from types import TracebackType

    from verifier.reports.model import ReportData

OWN = "verifier/"
"""Before the names of the templates that ship: `{% extends "verifier/report.html" %}`."""

_TEMPLATES = Path(__file__).parent / "templates"
_BROKEN = (TemplateError, ArithmeticError, AttributeError, LookupError, RecursionError, TypeError,
           ValueError)  # fmt: skip
"""What a template's own mistakes raise."""


class _Compiler(CodeGenerator):
    """Joins with `~` by the format's own escape; Jinja's would escape for HTML only."""

    def visit_Concat(self, node: nodes.Concat, frame: Frame) -> None:  # noqa: N802 - Jinja's name
        self.write("environment.joined((")
        for part in node.nodes:
            self.visit(part, frame)
            self.write(", ")
        self.write("))")


class Environment(ImmutableSandboxedEnvironment):
    """A sandbox whose every printed value goes through `escape`, which gives `Markup` back."""

    code_generator_class = _Compiler

    def __init__(self, loader: BaseLoader, escape: Callable[[str], Markup]) -> None:
        def safe(value: Any) -> Any:
            return (
                escape(value)
                if isinstance(value, str) and not hasattr(value, "__html__")
                else value
            )

        super().__init__(
            loader=loader,
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            finalize=safe,
        )
        self._safe = safe
        self._judged: dict[tuple[type, str], bool] = {}
        self.globals.update(
            words=SimpleNamespace(**{name: getattr(words, name) for name in words.__all__})
        )
        self.filters.update(
            url=safe_url,
            day=words.date,
            by=facts.of_document,
            facts=facts.of_claim,
            about=facts.of_evidence,
            told=history.line,
            history=history.of_claim,
            join=self._join,
        )

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Judge as Jinja does, once for each attribute of a type: its answer depends on no more."""
        key = (type(obj), attr)
        if key not in self._judged:
            self._judged[key] = super().is_safe_attribute(obj, attr, value)
        return self._judged[key]

    def joined(self, parts: Iterable[Any]) -> Markup:
        """Join values, each made safe first."""
        return Markup("").join(
            self._safe(str(part) if not isinstance(part, str) else part) for part in parts
        )

    def _join(self, values: Iterable[Any], between: str = "") -> Markup:
        """Join values with something between them; stands for Jinja's own filter."""
        return self.joined((between,)).join(self.joined((value,)) for value in values)


def environment(escape: Callable[[str], Markup], template: Path | None) -> Environment:
    """Make the sandbox for one format, which finds the shipped templates and those beside a desk's."""
    shipped = PrefixLoader({OWN.rstrip("/"): FileSystemLoader(_TEMPLATES)})
    if template is None:
        return Environment(shipped, escape)
    return Environment(ChoiceLoader([shipped, FileSystemLoader(template.parent)]), escape)


def generated(
    made: Environment, shipped: str, template: Path | None, context: dict[str, Any]
) -> Iterator[str]:
    """Write a report from a desk's template, or from the one that ships under this name.

    Raises Refused, with the template's line, where a desk's template is broken, and OSError where
    it can't be read.
    """
    if template is None:
        yield from made.get_template(OWN + shipped).generate(context)
        return
    with template.open("rb"):
        pass
    try:
        yield from made.get_template(template.name).generate(context)
    except _BROKEN as error:
        raise _refused(template, error) from error


def context(data: ReportData) -> dict[str, Any]:
    """Give what every template sees."""
    found = sections(data)
    counts = count(found)
    return {
        "data": data,
        "heading": words.heading(data),
        "selection": words.selection(data),
        "facts": list(facts.of_report(data, found)),
        "sections": found,
        "counts": counts,
        "attention": attention(found),
        "corrections": corrected(found),
        "reviewers": reviewers(found),
        "figures": figures(found, counts),
        "levels": list(reversed(Strength)),
        "statuses": counts.statuses(),
    }


def _refused(template: Path, error: Exception) -> Refused:
    """Put a template's mistake in one line: which file, which line, what."""
    if isinstance(error, TemplateSyntaxError):
        place: tuple[str, int] | None = (error.filename or error.name or "", error.lineno)
    else:
        place = _place(error.__traceback__, {str(template.parent), str(_TEMPLATES)})
    path, line = place or (str(template), 0)
    shown = shown_path(template if Path(path).name == template.name else path)
    reason = getattr(error, "message", None) or str(error) or type(error).__name__
    if not isinstance(error, TemplateError):
        reason = f"{type(error).__name__}: {reason}"
    return Refused(f"{shown}:{line}" if line else shown, f"a broken template ({reason})")


def _place(trace: TracebackType | None, folders: set[str]) -> tuple[str, int] | None:
    """Find the innermost line of a template in a traceback, as Jinja writes it."""
    found = None
    while trace is not None:
        path = trace.tb_frame.f_code.co_filename
        if str(Path(path).parent) in folders:
            found = (path, trace.tb_lineno)
        trace = trace.tb_next
    return found
