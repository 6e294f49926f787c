"""Draws `docs/pictures/architecture.svg` from the import contracts in `pyproject.toml` and from the code itself.

    poe picture

Rows are the layers of the contract "rooms", from top to bottom; what a room is, is the first sentence of its docstring;
below it stand the guarded libraries (those of the contracts "home-…") that its modules really import. Rooms of the
contract "pure" are green.
"""

import ast
import sys
import textwrap
import tomllib
from html import escape
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
PICTURE = ROOT / "docs" / "pictures" / "architecture.svg"
WIDE, GAP, SIDE, TOP = 1120, 12, 16, 64
LINE, CHARACTER = 18, 7.0
"""Height of a line and width of a letter of 13 units, as good as it can be known without a font."""
LOOK = """text{font-family:"Noto Sans HK",system-ui,sans-serif;fill:#1C2331;font-size:13px}
.name{font-size:17px;font-weight:700}.soft{fill:#414B5C}.library{fill:#0B5D4E;font-weight:700}
.box{fill:#FFF;stroke:#16324F;stroke-width:1.5}.pure{fill:#EDF8F4;stroke:#0B5D4E}.arrow{stroke:#6B7A8F;stroke-width:2}"""


class Room(NamedTuple):
    """A room of the code: its name, what it is, the guarded libraries that it imports, whether it is pure."""

    name: str
    said: str
    libraries: tuple[str, ...]
    pure: bool


def contracts(root: Path = ROOT) -> dict[str, dict]:
    """The import contracts by id."""
    told = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    return {one["id"]: one for one in told["tool"]["importlinter"]["contracts"]}


def rows(root: Path = ROOT) -> list[list[Room]]:
    """The layers from top to bottom, each with its rooms from left to right."""
    known = contracts(root)
    guarded = {one for name, rule in known.items() if name.startswith("home-") for one in rule["forbidden_modules"]}
    pure = {one.split(".")[1] for one in known["pure"]["source_modules"] if one.count(".") == 1}
    return [
        [_room(root, name.strip(), guarded, pure) for name in layer.split("|")] for layer in known["rooms"]["layers"]
    ]


def _room(root: Path, name: str, guarded: set[str], pure: set[str]) -> Room:
    folder = root / "elderapp" / name
    files = sorted(folder.rglob("*.py")) if folder.is_dir() else [folder.with_suffix(".py")]
    first = folder / "__init__.py" if folder.is_dir() else files[0]
    said = (ast.get_docstring(ast.parse(first.read_text(encoding="utf-8"))) or "").split("\n")[0]
    return Room(name, said.split(". ")[0].rstrip("."), tuple(sorted(_imported(files) & guarded)), name in pure)


def _imported(files: list[Path]) -> set[str]:
    found = set()
    for path in files:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                found |= {one.name.split(".")[0] for one in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                found.add(node.module.split(".")[0])
    return found


def drawn(layers: list[list[Room]]) -> str:
    """The picture."""
    parts, high = [], TOP
    for number, layer in enumerate(layers):
        wide = (WIDE - 2 * SIDE - GAP * (len(layer) - 1)) / len(layer)
        told = [_lines(room, wide) for room in layer]
        tall = 34 + LINE * max(map(len, told)) + 6
        for place, (room, lines) in enumerate(zip(layer, told, strict=True)):
            parts.append(_box(room, lines, SIDE + place * (wide + GAP), high, wide, tall))
        high += tall
        if number < len(layers) - 1:
            parts.append(f'<path class="arrow" marker-end="url(#end)" d="M{WIDE / 2} {high}v{GAP + 4}"/>')
            high += GAP + 10
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDE} {high + SIDE}" role="img" '
        f'aria-label="Rooms of the code; each may import what lies below it">\n<style>{LOOK}</style>\n'
        '<defs><marker id="end" markerWidth="8" markerHeight="8" refX="5" refY="4" orient="auto">'
        '<path d="M0 0 6 4 0 8z" fill="#6B7A8F"/></marker></defs>\n'
        f'<rect width="{WIDE}" height="{high + SIDE}" fill="#FFF8EC"/>\n'
        f'<text x="{SIDE}" y="28" class="name">A room may import what lies below it, never what lies beside it</text>\n'
        f'<text x="{SIDE}" y="50" class="soft">Green: pure, no file, clock, chance or toolkit. '
        "Green words: guarded libraries that it imports.</text>\n" + "\n".join(parts) + "\n</svg>\n"
    )


def _lines(room: Room, wide: float) -> list[tuple[str, str]]:
    most = int((wide - 20) / CHARACTER)
    said = [("soft", line) for line in textwrap.wrap(room.said.replace("`", ""), most)]
    return said + [("library", line) for line in textwrap.wrap(" · ".join(room.libraries), most)]


def _box(room: Room, lines: list[tuple[str, str]], x: float, y: float, wide: float, tall: float) -> str:
    kind = "box pure" if room.pure else "box"
    told = [f'<rect class="{kind}" x="{x:.0f}" y="{y:.0f}" width="{wide:.0f}" height="{tall:.0f}" rx="8"/>']
    told.append(f'<text class="name" x="{x + 10:.0f}" y="{y + 25:.0f}">{escape(room.name)}</text>')
    told += [
        f'<text class="{look}" x="{x + 10:.0f}" y="{y + 28 + LINE * n:.0f}">{escape(line)}</text>'
        for n, (look, line) in enumerate(lines, 1)
    ]
    return "".join(told)


def main() -> None:
    """Write the picture; says whether it changed."""
    new = drawn(rows())
    old = PICTURE.read_text(encoding="utf-8") if PICTURE.exists() else ""
    PICTURE.write_text(new, encoding="utf-8")
    sys.stdout.write(f"{PICTURE.relative_to(ROOT)}: {'as it was' if old == new else 'drawn anew'}\n")


if __name__ == "__main__":
    main()
