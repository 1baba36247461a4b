"""What every widget that paints its own lines shares: its style below the inks, made once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.widget import Widget

if TYPE_CHECKING:
    from rich.style import Style


class Painted(Widget):
    """A widget whose own style is kept between lines; Textual makes it anew for each."""

    _kept_style: Style | None = None

    @property
    def base(self) -> Style:
        """The widget's own colours."""
        if self._kept_style is None:
            self._kept_style = self.rich_style
        return self._kept_style

    def notify_style_update(self) -> None:
        """Forget the style after a change of theme or focus."""
        super().notify_style_update()
        self._kept_style = None
