"""The lines that the app itself says, by id. Each has a clip in the interface pack, as lessons' lines have in theirs.

The words are Cantonese, their English stands in the catalogue. Ids are permanent.
"""

from elderapp.lesson.model import Line

PHRASES: dict[str, str] = {
    "who-are-you": "你係邊位？撳你自己個名。",
    "pick-picture": "歡迎你嚟！揀一幅你鍾意嘅圖畫。",
    "home": "你今日想學啲乜？",
    "home-continue": "上次學到呢度，撳黃色掣繼續。",
    "home-begin": "今日學呢一課，撳黃色掣開始。",
    "home-review": "我哋再練吓呢一課，好快㗎。",
    "lessons": "揀一課你想學嘅。",
    "scams": "睇吓係真定假，揀一課。",
    "cards": "呢啲係你嘅咭，揀一張睇。",
    "no-cards": "做完一課，就會有一張咭。",
    "card": "呢張咭，你可以帶返屋企睇。",
    "help-names": "撳你個名。搵唔到，就撳「我第一次嚟」。",
    "help-home": "撳黃色嗰個大掣就得。",
    "help-pick": "慢慢揀，揀邊個都得。",
    "hand-up": "好，導師好快過嚟幫你。",
    "hand-down": "好，我收返隻手。",
    "offer-help": "唔使急。要幫手，撳「提吓我」。",
    "not-here": "唔緊要，嗰度冇掣。再試吓。",
    "not-that": "唔緊要，唔係呢個。再試吓。",
    "try-other": "你揀嘅我明，再諗吓另一個。",
    "watch-first": "先睇我做一次，唔使撳。",
    "watch-done": "睇完喇。撳「下一步」一齊做。",
    "your-turn": "而家到你，慢慢嚟。",
    "see-again": "我做一次，你睇住。",
    "good": "好，做到喇。",
    "well-done": "做得好！",
    "saved": "已經記低咗，下次繼續。",
    "what-would-you-do": "你會點做？",
    "true-or-fake": "你估真定假？",
    "find-marks": "撳吓有可疑嘅地方。",
    "found-all": "可疑嘅地方，你都搵到晒。",
    "believe": "信",
    "verify": "先核實",
    "disbelieve": "唔信",
    "genuine": "真",
    "fake": "假",
    "believed-fake": "我哋停一停。呢個唔好信住，再揀過。",
    "safe-choice": "好，噉做最穩陣。",
    "hang-up": "收線",
    "tell-her-hang-up": "叫佢收線",
    "how-to-help": "你會點幫佢？",
    "not-yet": "唔緊要，未到呢個住。",
    "paused": "我哋停一停，再揀一次。",
    "hold-longer": "撳住佢，撳耐啲先放手。",
    "wait-button": "個掣暫時撳唔到，睇完先。",
    "check-on-phone": "呢啲喺你自己部電話做，導師幫你睇。",
    "still-there": "你仲喺唔喺度呀？",
    "try-again": "唔緊要，再試一次。",
    "ask-trainer": "請你問一問導師。",
}


def phrase(name: str) -> Line:
    """The line with this id. Raises `KeyError` for one that does not exist."""
    return Line(f"ui/{name}", PHRASES[name])
