"""The reference of the command line, written from the commands themselves: `make docs`.

Its own rendering, not click's help pages, whose layout changes between click's versions.
"""

from __future__ import annotations

import inspect
import sys
from typing import TYPE_CHECKING, Any

import click

from verifier.cli import cli
from verifier.cli.base import Command

if TYPE_CHECKING:
    from collections.abc import Iterator

HEAD = """\
# The command line

Written from the commands by `make docs`; `verifier COMMAND --help` shows the same.

Data goes to standard output, narration to standard error. Exit codes: 0 done, 1 work that failed,
2 wrong usage, 130 interrupted. `-` is standard input or output.
"""


def manual() -> str:
    """Write the whole page."""
    ctx = click.Context(cli, info_name="verifier")
    parts = [HEAD, *_options(cli)]
    for name, made in commands(ctx):
        parts += [f"\n## verifier {name}\n\n{_text(made)}\n", *_examples(made), *_options(made)]
    return "".join(parts)


def commands(ctx: click.Context) -> Iterator[tuple[str, Command]]:
    """Name every command, those of groups as `claim add`, in the order of the work."""
    assert isinstance(ctx.command, click.Group)
    for name in ctx.command.list_commands(ctx):
        made = ctx.command.get_command(ctx, name)
        if isinstance(made, click.Group):
            inner = click.Context(made, info_name=name, parent=ctx)
            yield from ((f"{name} {below}", one) for below, one in commands(inner))
        else:
            assert isinstance(made, Command)
            yield name, made


def _text(made: click.Command) -> str:
    return inspect.cleandoc(made.help or "")


def _examples(made: Command) -> Iterator[str]:
    yield "\n```sh\n"
    yield from (f"{example}\n" for example in made.examples)
    yield "```\n"


def _options(made: click.Command) -> Iterator[str]:
    arguments = [_argument(one) for one in made.params if isinstance(one, click.Argument)]
    options = [_option(one) for one in made.params if isinstance(one, click.Option)]
    if arguments or options:
        yield "\n"
    yield from arguments
    yield from options


def _argument(one: click.Argument) -> str:
    return f"- `{one.metavar or (one.name or '').upper()}`\n"


def _option(one: click.Option) -> str:
    names = ", ".join(one.opts)
    value = _value(one)
    shown = f"`{names} {value}`" if value else f"`{names}`"
    words = (one.help or "").rstrip(".")
    default: Any = one.default
    if isinstance(default, str | int) and not isinstance(default, bool) and not one.is_flag:
        words = f"{words} (default {default})".strip()
    return f"- {shown}: {words}\n" if words else f"- {shown}\n"


def _value(one: click.Option) -> str:
    if one.is_flag:
        return ""
    if isinstance(one.type, click.Choice):
        return "|".join(map(str, one.type.choices))
    return one.metavar or one.type.name.upper()


if __name__ == "__main__":
    sys.stdout.write(manual())
