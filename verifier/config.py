"""Settings: a flag beats a variable, a variable beats the settings file, that beats the default."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from verifier.errors import Refused, shown_path
from verifier.reports import PAPERS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from verifier.ratings import Scale
    from verifier.reports.model import Press

KEYS = {
    "database": "VERIFIER_DB",
    "reviewer": "VERIFIER_REVIEWER",
    "pipeline": "VERIFIER_PIPELINE",
    "lexicon": "VERIFIER_LEXICON",
    "publisher": "VERIFIER_PUBLISHER",
    "publisher_url": "VERIFIER_PUBLISHER_URL",
    "own_sign_off": "VERIFIER_OWN_SIGN_OFF",
    "template_html": "VERIFIER_TEMPLATE_HTML",
    "template_md": "VERIFIER_TEMPLATE_MD",
    "paper": "VERIFIER_PAPER",
    "fonts": "VERIFIER_FONTS",
    "theme": "VERIFIER_THEME",
    "color": "VERIFIER_COLOR",
    "open_command": "VERIFIER_OPEN_COMMAND",
}
"""Each setting of the file with the variable that overrides it."""

THEMES = ("night", "paper", "high-contrast", "high-contrast-paper", "terminal")
CHOICES = {
    "own_sign_off": ("yes", "no"),
    "paper": PAPERS,
    "theme": THEMES,
    "color": ("auto", "always", "never"),
}
"""The values of the settings that have a list of them, for completion too."""

_DEFAULTS = {"own_sign_off": "no", "paper": PAPERS[0], "theme": THEMES[0], "color": "auto"}

RATINGS = "ratings"
"""The table of the file that holds the desk's own ratings: see `verifier.ratings`."""


@dataclass(frozen=True, slots=True)
class Setting:
    """A value in force, and where it came from: a flag, a variable, the settings file, a default."""

    key: str
    value: str | None
    origin: str


def settings_file() -> Path:
    """Where the settings lie, whether or not the file is there."""
    import platformdirs  # noqa: PLC0415 - only needed where no flag or variable decides

    return Path(platformdirs.user_config_dir("verifier", appauthor=False)) / "config.toml"


def default_database() -> Path:
    """The database in the user's data directory."""
    import platformdirs  # noqa: PLC0415 - only needed where no flag or variable decides

    return Path(platformdirs.user_data_dir("verifier", appauthor=False)) / "verifier.db"


def setting(key: str, flag: str | None = None) -> Setting:
    """The value of one setting.

    Raises Refused where the settings file can't be read, and for a value that is none, naming the
    variable, or the file with its line, and the key.
    """
    if flag is not None:
        return Setting(key, flag, "flag")
    variable = KEYS[key]
    value = os.environ.get(variable)
    if value:
        _check_choice(key, value, f"variable {variable}")
        return Setting(key, value, f"variable {variable}")
    path = settings_file()
    stored = read_settings(path).get(key)
    if stored is not None:
        return Setting(key, stored, f"settings {shown_path(path)}")
    return _default(key)


def all_settings(flags: Mapping[str, str | None]) -> list[Setting]:
    """Every setting in force, in the order of the file's documentation."""
    return [setting(key, flags.get(key)) for key in KEYS]


def database_path(flag: str | None = None) -> Path:
    """Which database a command works on."""
    value = setting("database", flag).value
    return Path(value).expanduser() if value else default_database()


def reviewer_name(flag: str | None = None) -> str:
    """Who acts: never empty."""
    name = (setting("reviewer", flag).value or "").strip()
    return name or "reviewer"


def template_of(form: str) -> Path | None:
    """The desk's own template for a format of reports, None where it has none."""
    key = f"template_{form}"
    value = setting(key).value if key in KEYS else None
    return Path(value).expanduser() if value else None


def press_of(paper: str | None = None, fonts: Path | None = None) -> Press:
    """How files are set: by what a command was told, else by the settings."""
    from verifier.reports.model import Press  # noqa: PLC0415 - only where a file is made

    sheet = setting("paper", paper).value or PAPERS[0]
    folder = setting("fonts", str(fonts) if fonts else None).value
    return Press(sheet, Path(folder).expanduser() if folder else None)


def own_sign_off() -> bool:
    """Whether people may sign their own verdicts off. Raises Refused for neither yes nor no."""
    return setting("own_sign_off").value == "yes"


def open_command() -> list[str]:
    """The words of the command that opens an address, empty where none is set.

    Raises Refused for words whose quotation marks don't close.
    """
    found = setting("open_command")
    import shlex  # noqa: PLC0415 - only where an address is opened

    try:
        return shlex.split(found.value or "")
    except ValueError as error:
        raise Refused(
            "open_command", f"{error}, from {found.origin}", "Correct it there."
        ) from error


def rating_scale() -> Scale | None:
    """The desk's own ratings, None without any. Raises Refused naming a value that can't be."""
    path = settings_file()
    table = _read(path).get(RATINGS)
    if table is None:
        return None
    from verifier.ratings import parse  # noqa: PLC0415 - only where a desk has its own

    try:
        return parse(table)
    except ValueError as error:
        place = _place(path, _named(str(error)))
        raise Refused(place, str(error), "Correct it there.") from error


def read_settings(path: Path) -> dict[str, str]:
    """The settings of a file but its ratings, an empty dict where there is none.

    Raises Refused for a file that is no TOML, an unknown key or a value that is none of its key's.
    """
    return {key: _value(key, value, path) for key, value in _read(path).items() if key != RATINGS}


def _read(path: Path) -> dict[str, Any]:
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        return {}
    import tomllib  # noqa: PLC0415 - only where there is a settings file

    shown = shown_path(path)
    try:
        rows: dict[str, Any] = tomllib.loads(raw.decode("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise Refused(shown, f"not a settings file ({error})", "Correct or remove it.") from error
    for key, value in rows.items():
        if key != RATINGS:
            _value(key, value, path)
    return rows


def _value(key: str, value: Any, path: Path) -> str:
    """A value of the file as a string. Raises Refused naming file, line and key."""
    if key not in KEYS:
        known = ", ".join([*KEYS, RATINGS])
        raise Refused(_place(path, key), f"unknown setting {key!r}", f"Known are {known}.")
    if isinstance(value, bool) and CHOICES.get(key) == ("yes", "no"):
        return "yes" if value else "no"
    if key == "open_command" and isinstance(value, list):
        import shlex  # noqa: PLC0415 - only where the command is given in words

        value = shlex.join(str(word) for word in value)
    if not isinstance(value, str):
        raise Refused(_place(path, key), f"{key} is no string", f'Write {key} = "…".')
    _check_choice(key, value, _place(path, key))
    return value


def _check_choice(key: str, value: str, place: str) -> None:
    """Raise Refused for a value that is none of those there are."""
    if value not in CHOICES.get(key, (value,)):
        known = ", ".join(CHOICES[key])
        raise Refused(place, f"unknown {key} {value[:40]!r}", f"There are {known}.")


def _place(path: Path, key: str) -> str:
    """The file with the line that a key stands on: `config.toml:3`; the file where none is found.

    A key of a table has its name before it: `ratings.false`.
    """
    import re  # noqa: PLC0415 - only where something is wrong

    table, _, name = key.rpartition(".")
    here = ""
    try:
        lines = path.read_text("utf-8-sig", errors="replace").splitlines()
    except OSError:
        return shown_path(path)
    for number, line in enumerate(lines, 1):
        if header := re.match(r"\s*\[+\s*([^\]]*?)\s*\]", line):
            here = header[1]
            if key == here:
                return f"{shown_path(path)}:{number}"
        elif here == table and re.match(rf"""\s*["']?{re.escape(name)}["']?\s*[=.]""", line):
            return f"{shown_path(path)}:{number}"
    return shown_path(path)


def _named(words: str) -> str:
    """The key of the ratings that a message names, without what lies inside its value."""
    parts = words.split(" ", 1)[0].split(".")
    return ".".join(parts[:2]) if parts[0] == RATINGS and len(parts) > 1 else RATINGS


def _default(key: str) -> Setting:
    if key == "database":
        return Setting(key, str(default_database()), "default")
    if key == "reviewer":
        login = _login_name()
        return Setting(key, login or "reviewer", "login name" if login else "default")
    return Setting(key, _DEFAULTS.get(key), "default")


def _login_name() -> str | None:
    import getpass  # noqa: PLC0415 - only needed where no name is set

    try:
        return getpass.getuser() or None
    except (OSError, KeyError, ImportError):
        return None
