"""The privacy notice, in both languages: the words that the tablet reads out, and what is really stored, by table."""

from pathlib import Path

from elderapp import i18n
from elderapp.hub.pages.privacy import NOTICE
from elderapp.hub.storage import erasing
from elderapp.player.phrases import PHRASES

TEXT = Path(__file__).with_name("notice.md")


def notice() -> str:
    """The page."""
    english = i18n.words("en")
    spoken = "\n".join(f"> {PHRASES[one]}  " for one in NOTICE)
    told = "\n".join(f"> {english(PHRASES[one])}  " for one in NOTICE)
    rows = "\n".join(
        f"| `{table.name}` | {'counted' if table.name in erasing.COUNTED else 'erased'} "
        f"| {', '.join(f'`{column.name}`' for column in table.columns)} |"
        for table in erasing.about_learners()
    )
    text = TEXT.read_text(encoding="utf-8")
    return text.replace("{spoken}", spoken).replace("{english}", told).replace("{rows}", rows)
