"""Settings: a flag beats a variable, a variable beats the settings file, that beats the default."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from verifier.errors import Refused, shown_path

if TYPE_CHECKING:
    from collections.abc import Mapping

    from verifier.ratings import Scale

KEYS = {
    "database": "VERIFIER_DB",
    "reviewer": "VERIFIER_REVIEWER",
    "pipeline": "VERIFIER_PIPELINE",
    "lexicon": "VERIFIER_LEXICON",
    "publisher": "VERIFIER_PUBLISHER",
    "publisher_url": "VERIFIER_PUBLISHER_URL",
    "own_sign_off": "VERIFIER_OWN_SIGN_OFF",
}
"""Each setting of the file with the variable that overrides it."""

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
    """The value of one setting. Raises Refused where the settings file can't be read."""
    if flag is not None:
        return Setting(key, flag, "flag")
    variable = KEYS[key]
    value = os.environ.get(variable)
    if value:
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


def own_sign_off() -> bool:
    """Whether people may sign their own verdicts off. Raises Refused for neither yes nor no."""
    found = setting("own_sign_off")
    if found.value not in {"yes", "no"}:
        raise Refused("own_sign_off", f"{found.value!r}, from {found.origin}", "Write yes or no.")
    return found.value == "yes"


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
        raise Refused(shown_path(path), str(error), "Correct it there.") from error


def read_settings(path: Path) -> dict[str, str]:
    """The settings of a file but its ratings, an empty dict where there is none.

    Raises Refused for a file that is no TOML, an unknown key or a value that is no string.
    """
    return {key: value for key, value in _read(path).items() if key != RATINGS}


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
        if key == RATINGS:
            continue
        if key not in KEYS:
            known = ", ".join([*KEYS, RATINGS])
            raise Refused(shown, f"unknown setting {key!r}", f"Known are {known}.")
        if not isinstance(value, str):
            raise Refused(shown, f"{key} is no string", f'Write {key} = "…".')
    return rows


def _default(key: str) -> Setting:
    if key == "database":
        return Setting(key, str(default_database()), "default")
    if key == "reviewer":
        login = _login_name()
        return Setting(key, login or "reviewer", "login name" if login else "default")
    if key == "own_sign_off":
        return Setting(key, "no", "default")
    return Setting(key, None, "default")


def _login_name() -> str | None:
    import getpass  # noqa: PLC0415 - only needed where no name is set

    try:
        return getpass.getuser() or None
    except (OSError, KeyError, ImportError):
        return None
