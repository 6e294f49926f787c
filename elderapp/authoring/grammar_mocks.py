"""The shapes of practice phones. See `elderapp.authoring.grammar`."""

from elderapp.authoring.grammar_steps import Table

_ID = ("id!", "編號", "its id")
_MAY_ID = ("id", "編號；有先撳得", "its id; with one it can be tapped")
_TEXT = ("text!", "寫住嘅字", "its words")
_ICON = ("text", "圖示（`assets/icons/icons.json`）", "an icon of `assets/icons/icons.json`")
_GOTO = ("text", "撳咗去邊個畫面；`back` 係上一個", "the screen a tap leads to; `back` is the one before")
_MESSAGES = ("shapes bubble!", "一條條訊息", "the messages")

WIDGETS: Table = {
    "status": (
        ("最頂嗰行", "the strip with the clock"),
        {
            "time": ("text", "幾點", "the time"),
            "battery": ("int 0-100", "電量", "the battery"),
            "night": ("flag", "深色", "light on dark"),
        },
    ),
    "app_bar": (
        ("App 嘅名", "the app's own bar"),
        {
            "text": _TEXT,
            "icon": _ICON,
            "back": ("text", "返回箭嘴去邊；箭嘴嘅編號係 `back`", "where its arrow leads; the arrow's id is `back`"),
        },
    ),
    "text": (
        ("一段字", "words"),
        {
            "id": ("id", "編號", "its id"),
            "text": _TEXT,
            "style": ("one body|title|small|amount|warning", "樣式", "its style"),
        },
    ),
    "tiles": (
        ("一格格，好似主畫面", "tiles, as a home screen has them"),
        {"columns": ("int 1-4", "幾多行", "columns"), "items": ("shapes tile!", "每格", "the tiles")},
    ),
    "rows": (("一行標籤一行值", "labels and values"), {}),
    "list": (("一列，揀一行", "lines to choose from"), {}),
    "field": (
        ("要填嘅格", "where typed text appears"),
        {
            "id": _ID,
            "label": ("text", "標籤", "its label"),
            "hint": ("text", "未填嗰陣見到", "seen while it is empty"),
            "value": ("text", "已經填好", "stands there already"),
            "secret": ("flag", "淨係見到點", "shows dots"),
        },
    ),
    "keypad": (
        ("數字掣", "digits to press"),
        {
            "id": _ID,
            "kind": ("one digits|money|phone|pin", "邊種", "its kind"),
            "field": ("text", "填邊一格", "the field that it fills"),
            "max": ("text", "最多幾錢", "the largest amount"),
            "length": ("int 1-20", "最多幾多個字", "the most digits"),
        },
    ),
    "button": (
        ("掣", "a button"),
        {
            "id": _ID,
            "text": _TEXT,
            "role": ("one primary|secondary|danger", "重要程度", "its role"),
            "icon": _ICON,
            "needs": ("text", "要先填邊一格，或者開咗邊個開關", "a field to be filled, or a switch to be on, first"),
            "wait": ("int 0-60", "灰住幾多秒", "seconds it stays grey"),
            "goto": _GOTO,
        },
    ),
    "toggle": (
        ("開關", "a switch"),
        {
            "id": _ID,
            "text": _TEXT,
            "note": ("text", "細字", "a second line"),
            "on": ("flag", "一開始係開", "on at first"),
            "goto": _GOTO,
        },
    ),
    "tabs": (
        ("最底嘅分頁", "the parts of an app"),
        {"active": ("text", "而家喺邊頁", "the one shown"), "items": ("shapes tab!", "每頁", "the tabs")},
    ),
    "image": (
        ("一幅圖", "a picture"),
        {
            "picture": ("text!", "檔名，放喺 `mocks/<編號>/`", "its file in `mocks/<id>/`"),
            "text": ("text!", "圖入面有啲乜", "what it shows"),
            "id": _MAY_ID,
            "goto": _GOTO,
        },
    ),
    "dialog": (
        ("彈出嚟問嘅框", "a question over the screen"),
        {
            "title": ("text", "標題", "its title"),
            "text": _TEXT,
            "tone": ("one plain|warning", "普通定警告", "its tone"),
            "accept": ("shape button", "應承嘅掣", "the button that agrees"),
            "cancel": ("shape button", "取消嘅掣", "the button that does not"),
        },
    ),
    "banner": (
        ("通知", "a notice"),
        {
            "id": _MAY_ID,
            "icon": _ICON,
            "text": _TEXT,
            "tone": ("one plain|good|caution|warning|advert", "語氣", "its tone"),
            "goto": _GOTO,
            "close": ("text", "✕ 去邊個畫面", "where its ✕ leads"),
        },
    ),
    "sms_thread": (
        ("短訊", "text messages"),
        {"sender": ("text!", "發送人", "the sender"), "number": ("text", "號碼", "the number"), "messages": _MESSAGES},
    ),
    "chat_thread": (
        ("對話", "a chat"),
        {"name": ("text!", "對方", "the other one"), "number": ("text", "號碼", "the number"), "messages": _MESSAGES},
    ),
    "call_screen": (
        ("通話畫面", "a call"),
        {
            "name": ("text!", "來電顯示", "the name shown"),
            "number": ("text", "號碼", "the number"),
            "state": ("one talking|ringing", "講緊，定響緊", "talking, or ringing"),
            "answer": ("text", "接聽去邊個畫面（編號 `answer`）", "where answering leads (id `answer`)"),
            "decline": ("text", "拒接去邊（編號 `decline`）", "where declining leads (id `decline`)"),
            "hang_up": ("text", "收線去邊（編號 `hang-up`）", "where hanging up leads (id `hang-up`)"),
        },
    ),
    "qr": (
        ("QR code", "a QR code"),
        {
            "id": _ID,
            "mode": ("one show|scan", "出示，定係掃", "shown, or scanned"),
            "text": ("text", "入面係乜", "what is in it"),
            "goto": _GOTO,
        },
    ),
}
WIDGET_NAMES = tuple(WIDGETS)

MOCKS: Table = {
    "mock": (
        ("一部練習電話", "a practice phone"),
        {
            "mock": ("id!", "編號，同檔案同名", "its id, the file's name"),
            "kind": ("text", "邊種（bank、chat、phone …）；幫阿玲要同種", "what it is a practice of"),
            "title": ("text", "叫咩名", "its name"),
            "frame": ("one phone", "外形", "its frame"),
            "ribbon": ("one plain|money|message|call", "練習絲帶應承啲乜", "what its ribbon promises"),
            "start": ("text", "第一個畫面", "its first screen"),
            "vars": ("map", "課堂可以換嘅字", "words that a lesson may change"),
            "screens": ("maps screen!", "每個畫面", "its screens"),
        },
    ),
    "screen": (
        ("一個畫面；零件照寫嘅次序由上至下", "one screen; its widgets stand as they are written"),
        {
            **{
                name: (_TAKES, *words)
                for name, (words, _) in WIDGETS.items()
                for _TAKES in (
                    "some plain|text"
                    if name == "text"
                    else f"some {name}"
                    if name in ("field", "button", "banner", "toggle", "image")
                    else "tiles"
                    if name == "tiles"
                    else {"rows": "shapes row", "list": "shapes item"}.get(name, f"shape {name}"),
                )
            },
            "body": ("body", "同一種零件要放兩處，就寫做一列", "a list of widgets, where one kind stands twice"),
            "swipes": ("map", "掃去邊：去邊個畫面", "the way of the finger: a screen"),
            "holds": ("map", "撳住邊個：去邊個畫面", "what is held: a screen"),
            "long": ("flag", "畫面長過部電話，要碌落去", "taller than the phone: one scrolls"),
            "night": ("flag", "深色", "dark"),
        },
    ),
    "tile": (("一格", "a tile"), {"id": _ID, "text": _TEXT, "icon": _ICON, "goto": _GOTO}),
    "row": (
        ("一行", "a row"),
        {"id": _ID, "label": ("text!", "標籤", "its label"), "value": ("text", "值", "its value"), "goto": _GOTO},
    ),
    "item": (
        ("一行", "a line"),
        {"id": _ID, "text": _TEXT, "note": ("text", "細字", "a second line"), "icon": _ICON, "goto": _GOTO},
    ),
    "tab": (("一頁", "a tab"), {"id": _ID, "text": _TEXT, "icon": _ICON, "goto": _GOTO}),
    "bubble": (
        ("一條訊息", "one message"),
        {
            "text": _TEXT,
            "mine": ("flag", "自己傳嘅", "sent by oneself"),
            "time": ("text", "幾點", "when"),
            "id": _MAY_ID,
            "goto": _GOTO,
        },
    ),
}
