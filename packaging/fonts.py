"""Makes `assets/fonts` and `assets/icons` from two npm packages: run it after changing the lists below.

    npm pack @expo-google-fonts/noto-sans-hk@0.4.3 @material-symbols/font-500@0.47.0
    for each archive: mkdir NAME && tar -xzf ARCHIVE -C NAME
    python packaging/fonts.py FOLDER-OF-NOTO/package FOLDER-OF-SYMBOLS/package

The icons kept are listed in `icons.txt`. Needs fontTools and brotli, takes about two minutes.

Noto Sans HK comes as static files, whose Chinese shapes are Hong Kong's. Every character of Big5 and of the Hong Kong
supplementary set is kept (people's names need the rare ones), with Latin and punctuation; layout tables and hints are
dropped, because Kivy draws by character code alone. The hub's pages get smaller files with the same shapes.
"""

import json
import sys
from collections.abc import Iterable
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

ASSETS = Path(__file__).resolve().parent.parent / "assets"
WEIGHTS = {
    "400": "400Regular/NotoSansHK_400Regular.ttf",
    "500": "500Medium/NotoSansHK_500Medium.ttf",
    "700": "700Bold/NotoSansHK_700Bold.ttf",
}
LATIN = [
    range(0x20, 0x7F),
    range(0xA0, 0x250),
    range(0x2C6, 0x2E0),
    range(0x2010, 0x2040),
    range(0x20A0, 0x20C0),
    range(0x2100, 0x2150),
    range(0x2150, 0x2190),
    range(0x2190, 0x2200),
    range(0x2200, 0x2300),
    range(0x2460, 0x2500),
    range(0x25A0, 0x2600),
    range(0x3000, 0x3100),
    range(0x3200, 0x3300),
    range(0xFE10, 0xFE50),
    range(0xFF01, 0xFFF0),
]

NAMES = Path(__file__).with_name("icons.txt")


def main() -> None:
    """Write everything; the two arguments are the unpacked packages."""
    noto, symbols = map(Path, sys.argv[1:3])
    make_icons(symbols)
    make_text(noto)


def make_text(noto: Path) -> None:
    """Three weights for the tablet, two smaller ones for pages."""
    folder = ASSETS / "fonts"
    folder.mkdir(parents=True, exist_ok=True)
    latin = {code for block in LATIN for code in block}
    for weight, name in WEIGHTS.items():
        font = TTFont(noto / name)
        subset(font, latin | set(hong_kong()))
        font.save(folder / f"NotoSansHK-{weight}.ttf")
    for weight in ("400", "700"):
        font = TTFont(noto / WEIGHTS[weight])
        subset(font, latin | set(frequent()), features=("tnum", "locl"))
        font.flavor = "woff2"
        font.save(folder / f"NotoSansHK-{weight}.woff2")
    (folder / "LICENSE-OFL.txt").write_text((noto / "LICENSE_FONT").read_text(encoding="utf-8"), encoding="utf-8")


def make_icons(symbols: Path) -> None:
    """One small font for the tablet, the same for pages, and the table of names."""
    folder = ASSETS / "icons"
    folder.mkdir(parents=True, exist_ok=True)
    variable = TTFont(symbols / "material-symbols-rounded.woff2")
    codes = ligatures(variable)
    font = instantiateVariableFont(variable, {"FILL": 0})
    wanted = dict(read_names())
    if missing := sorted(icon for icon in wanted.values() if icon not in codes):
        sys.exit(f"{symbols}: no icons named {', '.join(missing)}; mend {NAMES.name}")
    table = {name: codes[icon] for name, icon in wanted.items()}
    subset(font, table.values())
    font.flavor = None
    font.save(folder / "icons.ttf")
    font.flavor = "woff2"
    font.save(folder / "icons.woff2")
    rows = json.dumps({name: f"{code:x}" for name, code in sorted(table.items())}, indent=1)
    (folder / "icons.json").write_text(rows + "\n", encoding="utf-8")
    (folder / "LICENSE-Apache-2.0.txt").write_bytes((symbols / "LICENSE").read_bytes())


def read_names() -> Iterable[tuple[str, str]]:
    """Our name of each icon, and the package's."""
    for line in NAMES.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            name, _, icon = (part.strip() for part in line.partition("="))
            yield name, icon or name


def ligatures(font: TTFont) -> dict[str, int]:
    """Name of an icon to its character code: the font draws a name's letters as one glyph."""
    letters = {glyph: chr(code) for code, glyph in sorted(font.getBestCmap().items(), reverse=True)}
    codes: dict[str, int] = {}
    by_glyph = {glyph: code for code, glyph in font.getBestCmap().items() if code > 0xFF}
    for lookup in font["GSUB"].table.LookupList.Lookup:
        for table in lookup.SubTable:
            inner = getattr(table, "ExtSubTable", table)
            for first, rest in getattr(inner, "ligatures", {}).items():
                for one in rest:
                    name = "".join(letters.get(glyph, "?") for glyph in (first, *one.Component)).lower()
                    if one.LigGlyph in by_glyph:
                        codes.setdefault(name, by_glyph[one.LigGlyph])
    return codes


def subset(font: TTFont, codes: Iterable[int], features: tuple[str, ...] = ()) -> None:
    """Keep these characters alone, in place."""
    options = Options()
    options.layout_features = list(features)
    options.hinting = False
    options.glyph_names = False
    options.notdef_outline = True
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    options.drop_tables += ["vhea", "vmtx", "VORG", "STAT", "DSIG", "BASE", "gasp", "prep", "GPOS"]
    if not features:
        options.drop_tables += ["GSUB", "GDEF"]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=list(codes))
    subsetter.subset(font)


def hong_kong() -> Iterable[int]:
    """Every character that Big5 with Hong Kong's supplementary set can write."""
    for code in (*range(0x80, 0xFFFF), *range(0x20000, 0x30000)):
        try:
            chr(code).encode("big5hkscs")
        except UnicodeEncodeError:
            continue
        yield code


def frequent() -> Iterable[int]:
    """Big5's first level, and Hong Kong's additions in the first plane; rarer names fall back to the system's font."""
    for code in hong_kong():
        if code > 0xFFFF:
            continue
        pair = chr(code).encode("big5hkscs")
        if pair < b"\xc9\x40":
            yield code


if __name__ == "__main__":
    main()
