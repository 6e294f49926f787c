"""Places on the window, in units from its top left corner. Pure."""

from msgspec import Struct


class Box(Struct, frozen=True):
    """A rectangle."""

    x: float
    y: float
    w: float
    h: float

    @property
    def right(self) -> float:
        """Its right edge."""
        return self.x + self.w

    @property
    def bottom(self) -> float:
        """Its lower edge."""
        return self.y + self.h

    @property
    def cx(self) -> float:
        """The middle, from the left."""
        return self.x + self.w / 2

    @property
    def cy(self) -> float:
        """The middle, from the top."""
        return self.y + self.h / 2

    def inset(self, across: float, down: float | None = None) -> "Box":
        """Smaller by so much on each side.

        >>> Box(0, 0, 10, 10).inset(2)
        Box(x=2, y=2, w=6, h=6)
        """
        down = across if down is None else down
        return Box(self.x + across, self.y + down, self.w - 2 * across, self.h - 2 * down)

    def moved(self, across: float, down: float) -> "Box":
        """The same size elsewhere."""
        return Box(self.x + across, self.y + down, self.w, self.h)

    def top(self, height: float) -> "Box":
        """The upper part, so high."""
        return Box(self.x, self.y, self.w, height)

    def below(self, height: float) -> "Box":
        """What is left under the upper part."""
        return Box(self.x, self.y + height, self.w, self.h - height)

    def foot(self, height: float) -> "Box":
        """The lower part, so high."""
        return Box(self.x, self.bottom - height, self.w, height)

    def left(self, width: float) -> "Box":
        """The left part, so wide."""
        return Box(self.x, self.y, width, self.h)

    def after(self, width: float) -> "Box":
        """What is left at the right of the left part."""
        return Box(self.x + width, self.y, self.w - width, self.h)

    def middle(self, width: float, height: float) -> "Box":
        """A smaller one in its middle."""
        return Box(self.cx - width / 2, self.cy - height / 2, width, height)

    def grid(self, columns: int, rows: int, gap: float) -> tuple["Box", ...]:
        """Equal boxes, row by row.

        >>> [box.x for box in Box(0, 0, 100, 10).grid(2, 1, 20)]
        [0.0, 60.0]
        """
        width = (self.w - gap * (columns - 1)) / columns
        height = (self.h - gap * (rows - 1)) / rows
        return tuple(
            Box(self.x + column * (width + gap), self.y + row * (height + gap), width, height)
            for row in range(rows)
            for column in range(columns)
        )
