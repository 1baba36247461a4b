"""What every widget that paints its own lines shares: its style below the inks, made once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.geometry import Size
from textual.scroll_view import ScrollView
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


class Rolled(Painted, ScrollView):
    """A painted widget longer than its pane."""

    def reach(self, lines: int) -> None:
        """Be so many lines long.

        Textual would lay out the whole screen anew; that is needed only where the bar comes or
        goes, or where the pane is as high as its lines.
        """
        long = Size(self.scrollable_content_region.width, lines)
        if long == self.virtual_size:
            return
        bar = lines > self.container_size.height
        if bar is not self.show_vertical_scrollbar or self.styles.auto_dimensions:
            self.virtual_size = long
            return
        self.set_reactive(Widget.virtual_size, long)
        if self.show_vertical_scrollbar:
            self.vertical_scrollbar.window_virtual_size = lines
        self.scroll_target_y = self.validate_scroll_target_y(self.scroll_target_y)
        self.scroll_y = self.validate_scroll_y(self.scroll_y)
