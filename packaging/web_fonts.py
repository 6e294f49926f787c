"""Makes the web fonts of what `NotoSansHK-*.woff2` leaves out, from the tablet's fonts: run it after `fonts.py`.

    python packaging/web_fonts.py

Two files a weight: `-yue` has the Cantonese characters of every page, so it is small and always fetched; `-rare` has
all the others, which a browser fetches only when a name needs one. Takes about four minutes.
"""

from pathlib import Path

from fonts import ASSETS, subset
from fontTools.ttLib import TTFont

PROJECT = ASSETS.parent
WRITTEN = ("elderapp/**/*.py", "elderapp/**/*.html", "lessons/**/*.yaml", "locales/**/*.po")
SPOKEN = (
    "冇睇乜佢攞搵諗啱嘥嚿搣揼撠揸揦攰瞓睏瞌嗌噏嗒嘢嘥噃啫咩吖囉喎㗎㖭嘞嗱咪咋咁噉嗰啲咗喺哋唔嚟嘅啩冚唥孭"
    "孻屙惗拎掟掹揈搲摷撩攤曱甴氹滾煲燶爭甩畀畁痾盅瞇瞄睄睺粒糴罅脷腍腩膶芫蔃蝦衫襟踎蹲躝郁酹鈪鎅閂閪鬧黐"
    "齋焗煎熠燉炆炒蒸靚嘈嗲嘟啤啖啵吓呃呔咇咕咭哣唞唧唓唪啅啋啜嗍嘍噍噚"
)


def main() -> None:
    """Writes both files of both weights."""
    paths = [path for pattern in WRITTEN for path in PROJECT.glob(pattern)]
    wanted = {ord(character) for path in paths for character in path.read_text(encoding="utf-8")}
    wanted |= {ord(character) for character in SPOKEN}
    for weight in ("400", "700"):
        full = ASSETS / "fonts" / f"NotoSansHK-{weight}.ttf"
        rest = set(TTFont(full).getBestCmap()) - set(TTFont(full.with_suffix(".woff2")).getBestCmap())
        write(full, "yue", rest & wanted)
        write(full, "rare", rest - wanted)


def write(full: Path, name: str, codes: set[int]) -> None:
    """One web font with these characters alone."""
    font = TTFont(full)
    subset(font, codes)
    font.flavor = "woff2"
    font.save(full.with_name(f"{full.stem}-{name}.woff2"))


if __name__ == "__main__":
    main()
