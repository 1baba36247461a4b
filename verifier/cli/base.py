"""How every command is built: its examples in the help, its errors in one line."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from click.shell_completion import CompletionItem


class Command(click.Command):
    """A command whose help leads with examples."""

    examples: tuple[str, ...] = ()

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the description, then the examples."""
        super().format_help_text(ctx, formatter)
        write_examples(formatter, self.examples)


def command(
    name: str, *, examples: Sequence[str], **settings: Any
) -> Callable[[Callable[..., int | None]], Command]:
    """Make a command of a function that returns its exit code, None for 0.

    The docstring is the help, its first line the line in the list of commands.
    """

    def build(function: Callable[..., int | None]) -> Command:
        made = click.command(name, cls=Command, **settings)(function)
        made.examples = tuple(examples)
        return made

    return build


def write_examples(formatter: click.HelpFormatter, examples: Sequence[str]) -> None:
    """Write a section of examples, each on a line of its own."""
    with formatter.section("Examples"):
        for example in examples:
            formatter.write(f"{'':{formatter.current_indent}}{example}\n")


class Group(click.Group):
    """A group of a few commands in one module, such as `claim add` and `claim set`."""

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the description, then the first example of each command."""
        super().format_help_text(ctx, formatter)
        made = [made for made in self.commands.values() if isinstance(made, Command)]
        write_examples(formatter, [made.examples[0] for made in made])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command; an unknown one names the nearest."""
        _refuse_unknown(args[0], list(self.commands), ctx)
        return super().resolve_command(ctx, args)


class LazyGroup(click.Group):
    """A group that imports the module of a command only when it is called.

    `homes` gives each command's module, the name in it, and its line in the list.
    """

    homes: dict[str, tuple[str, str, str]] = {}  # noqa: RUF012 - set once, where the group is made
    examples: tuple[str, ...] = ()

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Name the commands in the order of the work, not of the alphabet."""
        del ctx
        return list(self.homes)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the command's module, or give None for an unknown name."""
        del ctx
        if cmd_name not in self.homes:
            return None
        module, attribute, _ = self.homes[cmd_name]
        found = getattr(import_module(module), attribute)
        assert isinstance(found, click.Command)
        return found

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the description, then the examples."""
        super().format_help_text(ctx, formatter)
        write_examples(formatter, self.examples)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without importing them."""
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl([(name, home[2]) for name, home in self.homes.items()])

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Offer the commands without importing them, then the options."""
        from click.shell_completion import CompletionItem  # noqa: PLC0415 - only for a shell

        found = [
            CompletionItem(name, help=home[2])
            for name, home in self.homes.items()
            if name.startswith(incomplete)
        ]
        return [*found, *click.Command.shell_complete(self, ctx, incomplete)]

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command; an unknown one names the nearest."""
        _refuse_unknown(args[0], list(self.homes), ctx)
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; whoever closed the pipe has seen enough, and that is no failure."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            _let_go()
            return 0

    def main(  # type: ignore[override] # one signature stands for the overloads of click's own
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        *,
        standalone_mode: bool = True,
        **extra: Any,
    ) -> Any:
        """Run, and end with an exit code; errors become one line on standard error."""
        if not standalone_mode:
            return super().main(args, prog_name, standalone_mode=False, **extra)
        code = 0
        try:
            code = super().main(args, prog_name, standalone_mode=False, **extra) or 0
            sys.stdout.flush()
        except BrokenPipeError:
            _let_go()
        except (click.exceptions.NoArgsIsHelpError, click.Abort, click.ClickException) as error:
            code = _click_error(error)
        except _known_errors() as error:
            code = _told(error)
        sys.exit(code)


def unknown(kind: str, given: str, known: Sequence[str]) -> str:
    """Say that a name is unknown, and which known one is nearest."""
    from difflib import get_close_matches  # noqa: PLC0415 - only where something is misspelt

    from verifier.safe_text import one_line  # noqa: PLC0415 - the same

    near = get_close_matches(given, known, 1, 0.5)
    hint = f" Did you mean {near[0]}?" if near else f" There are {', '.join(known)}."
    return f"no {kind} {one_line(given)[:60]!r}.{hint}"


def say(words: str) -> None:
    """Narrate one line on standard error, under the program's name."""
    try:
        click.echo(f"verifier: {words}", err=True)
    except BrokenPipeError:
        _let_go()


def _refuse_unknown(given: str, known: Sequence[str], ctx: click.Context) -> None:
    if not given.startswith("-") and given not in known:
        raise click.UsageError(unknown("command", given, known), ctx)


def _known_errors() -> tuple[type[BaseException], ...]:
    from verifier.errors import known  # noqa: PLC0415 - evaluated only where something failed

    return known()


def _told(error: BaseException) -> int:
    from verifier.errors import describe  # noqa: PLC0415 - only where something failed

    words, code = describe(error)
    say(words)
    _let_go()
    return code


def _click_error(error: Exception) -> int:
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        click.echo(error.ctx.get_help(), err=True)
        return error.exit_code
    if isinstance(error, click.Abort):
        say("interrupted")
        return 130
    assert isinstance(error, click.ClickException)
    say(_one_sentence(error))
    return error.exit_code


def _one_sentence(error: click.ClickException) -> str:
    """Put click's message on one line, with the command's name before it and the remedy behind."""
    from verifier.safe_text import one_line  # noqa: PLC0415 - only where something failed

    words = one_line(error.format_message()).strip()
    words = " ".join(words.split())
    words = f"{words[:1].lower()}{words[1:]}"
    ctx = error.ctx if isinstance(error, click.UsageError) else None
    if ctx is None:
        return words
    path = ctx.command_path.split(" ", 1)
    name = f"{path[1]}: " if len(path) > 1 else ""
    end = "" if words.endswith((".", "?", "!")) else "."
    return f"{name}{words}{end} See {ctx.command_path} --help."


def open_closed_streams() -> None:
    """Point streams that the caller closed at nothing, so that no file takes their numbers."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            nothing = open(os.devnull, mode, encoding="utf-8")  # noqa: SIM115, PTH123 - for good
            setattr(sys, name, nothing)


def _let_go() -> None:
    """Point outputs that take no more at nothing, so that Python's own flush at exit stays quiet."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OSError:
            nothing = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nothing, stream.fileno())
            os.close(nothing)
