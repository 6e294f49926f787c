"""Words and figures of the pages, as people read them."""

import datetime as dt
import itertools

from elderapp import clock, i18n
from elderapp.hub.storage import people
from elderapp.i18n import Words
from elderapp.lesson.model import Line

STAGES = {
    "why": "點解要學",
    "watch": "睇我做",
    "together": "跟住做",
    "alone": "自己做",
    "variant": "換個樣做",
    "trick": "真定假",
    "card": "收好張咭",
    "checklist": "自己部電話",
}
"""Stages as the class page calls them."""

TRACKS = {"basics": "手機平板入門", "e-payments": "電子支付", "government": "政府電子服務", "scams": "防騙"}
"""Tracks as pages call them."""

STATES = {
    "alone": ("check_circle", "自己做緊"),
    "hints": ("lightbulb", "用緊提示"),
    "stuck": ("hourglass_top", "卡住"),
    "hand": ("front_hand", "舉手"),
    "finished": ("done_all", "做完"),
    "choosing": ("touch_app", "揀緊課"),
    "lost": ("wifi_off", "斷咗線"),
    "away": ("radio_button_unchecked", "未登入"),
}
"""Icon and word of each state of a tile."""

PROGRESS = {
    "new": ("radio_button_unchecked", "未開始"),
    "learning": ("menu_book", "學緊"),
    "with-help": ("groups", "識做（有人喺身邊）"),
    "alone": ("check_circle", "自己做到"),
    "again": ("history", "再練吓"),
    "own-phone": ("smartphone", "自己部電話做到"),
}
"""Icon and word of how far a learner has come with a lesson."""

TOPICS = {
    "pay": ("credit_card", "俾錢、轉數快"),
    "message": ("chat", "WhatsApp、訊息"),
    "video": ("videocam", "視像通話"),
    "password": ("key", "密碼、登入"),
    "text-size": ("text_increase", "字太細"),
    "sound": ("volume_up", "聲、響鬧"),
    "internet": ("wifi", "上網、Wi-Fi"),
    "scam": ("shield", "懷疑騙案"),
    "other": ("more_horiz", "其他"),
}
"""What people ask about at the help desk."""

PHONES = {"android": ("smartphone", "Android"), "iphone": ("smartphone", "iPhone"), "other": ("help", "其他")}
"""Whose kind of phone."""

OUTCOMES = {
    "solved": ("check_circle", "搞掂咗"),
    "referred": ("directions_walk", "轉介咗"),
    "lesson": ("menu_book", "試咗一課"),
}
"""How it ended."""

MORE_STATUSES = {"left": ("logout", "早走"), "makeup": ("event", "補堂")}
"""Marks that stand in no column of the roll."""

STATUSES = {"present": ("check", "到"), "late": ("schedule", "遲"), "absent": ("close", "缺")}
"""Icon and word of each mark."""

ALL_STATUSES = {**STATUSES, **MORE_STATUSES}

STICK = {
    "usb-not-ours": "唔係平板嘅檔案",
    "usb-too-new": "平板個 App 新過中心，更新中心先",
    "usb-damaged": "檔案壞咗或者唔完整，喺平板再抄一次",
    "usb-too-large": "檔案太大，唔似平板嘅紀錄",
    "usb-other-hub": "係另一間中心嘅平板",
    "usb-old-key": "用舊鎖匙簽名，喺平板再抄一次",
    "unknown-device": "呢部平板未同呢間中心配對",
    "revoked-device": "呢部平板停用咗，唔收",
    "gap": "中心欠咗早啲嘅紀錄；將回條帶返去，平板會再交",
    "fork": "呢部平板有兩個版本嘅紀錄，搵操作員",
}
"""Why a file of a stick was not taken in."""

HUBS = {
    "invited": ("soft", "schedule", "等緊配對"),
    "new": ("strong", "schedule", "未連過線"),
    "well": ("jade", "check_circle", "正常"),
    "sending": ("strong", "sync", "傳送緊"),
    "away": ("strong", "cloud_off", "暫時連唔到，會自己再試"),
    "late": ("red", "cloud_off", "兩日冇消息"),
    "stuck": ("chip amber", "warning", "有紀錄送唔到"),
    "refused": ("red", "block", "上級唔收"),
    "out": ("soft", "block", "停用咗"),
}
"""Tone, icon and word of how a hub above or below stands."""

HUB_TROUBLE = {
    "revoked-device": "總部停用咗呢間中心，打去問",
    "unknown-device": "總部唔識呢間中心，要再配對",
    "bad-signature": "總部唔識呢間中心嘅鎖匙，要再配對",
    "wire-too-old": "要更新呢度嘅程式",
    "wire-too-new": "總部要更新程式",
    "fork": "總部有另一個版本嘅紀錄，搵操作員",
}
"""Why a parent refuses, and what to do."""

VOICES = {"human": "真人", "gtts": "gTTS", "espeak-ng": "eSpeak"}
"""Who speaks on a tablet."""

REASONS = {
    "shared": "坐隔籬一齊用一部",
    "no-tablet": "今日冇用平板",
    "other-person": "部平板係第二個用",
    "came-late": "遲咗到",
    "left-early": "早走",
    "mistake": "點名嗰陣撳錯",
}
"""Why tablet and trainer may disagree."""


_CLASS = ("/", "/live", "/attendance", "/desk")
RAIL = {
    "manager": (*_CLASS, "/learners", "/lessons", "/reports", "/devices"),
    "trainer": (*_CLASS, "/learners", "/lessons", "/reports", "/devices"),
    "volunteer": _CLASS,
    "author": ("/lessons",),
    "operator": ("/reports", "/devices"),
}
"""What stands on the rail: pages that a role may not open are absent."""

ROLES = {
    "manager": "經理",
    "trainer": "導師",
    "volunteer": "義工",
    "author": "課程作者",
    "operator": "系統管理員",
}
"""Roles as pages call them."""

MAY = {
    "manager": "本中心嘅一切：學員、課堂、報告、同事、裝置",
    "trainer": "課堂、出席、學員、報告、裝置",
    "volunteer": "點名、睇邊個舉手、求助站；睇唔到學員嘅紀錄",
    "author": "課程統計同今日騙案，冇人名",
}
"""What each role sees, for whoever gives it."""

PICTURES = {
    "flower": "花", "bird": "雀仔", "mandarin": "柑", "junk": "帆船", "bamboo": "竹", "teacup": "茶杯",
    "goldfish": "金魚", "lantern": "燈籠",
}  # fmt: skip
"""Learners' pictures in words."""

DISTRICTS = people.DISTRICTS

LIVINGS = {"": "冇問", "single": "獨老", "double": "雙老"}
"""Who lives with whom, as funders count it."""

BANDS = {"": "冇問", "60-64": "60–64", "65-74": "65–74", "75-84": "75–84", "85+": "85 或以上", "under-60": "未滿 60"}
"""Age bands as pages write them."""

TRIED = {"yes": "話屋企試咗", "no": "話未試", "stuck": "話屋企卡住咗"}
"""What was said of trying at home."""

CHANGES = {
    "learner-added": "加咗學員",
    "learner-changed": "改咗學員資料",
    "learner-left": "學員離開",
    "learner-back": "學員返嚟",
    "learners-merged": "合併兩位學員",
    "learners-unmerged": "拆返合併",
    "learner-exported": "下載學員資料",
    "learner-erased": "刪除學員資料",
    "learner-expired": "夠期刪除學員資料",
    "retention-changed": "改保留期限",
    "second-on": "開咗兩步登入",
    "second-off": "熄咗兩步登入",
    "token-made": "整咗程式權杖",
    "token-revoked": "停用程式權杖",
    "roster-imported": "匯入名單",
    "sheet-printed": "印配對紙",
    "sheet-cancelled": "取消配對紙",
    "device-lost": "平板報失",
    "device-revoked": "停用平板",
    "device-back": "收返平板",
    "hub-invited": "俾下級中心配對碼",
    "hub-revoked": "停用下級中心",
    "parent-left": "離開上級中心",
    "cohort-added": "開咗新班",
    "cohort-closed": "班完結",
    "cohort-opened": "班重開",
    "enrolled": "入班",
    "unenrolled": "退班",
    "timetable-added": "排咗課堂",
    "meeting-cancelled": "取消一堂",
    "meeting-on": "恢復一堂",
    "staff-added": "加咗同事",
    "staff-link": "俾同事新密碼連結",
    "staff-role": "改同事職務",
    "staff-pin": "改平板號碼",
    "staff-left": "同事離開",
    "staff-back": "同事返嚟",
    "password-changed": "改密碼",
    "password-set": "設定密碼",
    "centre-made": "開咗中心",
    "enquiry-added": "記低求助",
    "alert-written": "寫咗今日騙案",
    "alert-published": "出咗今日騙案",
    "alert-withdrawn": "收返今日騙案",
    "pack-uploaded": "上載課程包",
    "pack-published": "派咗課程包",
    "pack-back": "課程包返去舊版",
    "report-settled": "處理咗「畫面唔同咗」",
    "figures-shared": "改咗邊個可以數我哋嘅數字",
    "card-linked": "連咗會員卡",
    "card-unlinked": "拆返會員卡",
    "confidence-noted": "記低信心",
    "template-added": "加咗資助機構表格",
    "template-removed": "攞走資助機構表格",
    "certificates-made": "發證書",
    "certificate-revoked": "取消證書",
    "credential-added": "俾鑰匙其他系統",
    "credential-revoked": "收回其他系統嘅鑰匙",
}
"""Codes of the audit list in words."""

MISJUDGED = {"@believed": "信咗個假嘅", "@missed": "當咗假嘅係真", "@alarm": "當咗真嘅係假"}
"""How a message was misjudged."""

KEYS = {"back": "返轉頭（箭嘴）", "home": "返主頁"}
"""Keys of a phone that bear no words, as an author reads of them."""

VERDICTS = {
    "fine": ("check", "順"),
    "watch": ("visibility", "留意"),
    "worst": ("hourglass_top", "最多人卡"),
    "few": ("more_horiz", "未夠數"),
}
"""Icon and word of how a step goes."""

ALERT_FIELDS = {
    "title": "題目", "kind": "點樣收到", "story": "發生緊乜事", "sender": "邊個寄嚟", "message": "騙徒點講",
    "tell1": "可疑嘅字（一）", "because1": "點解可疑（一）", "tell2": "可疑嘅字（二）", "because2": "點解可疑（二）",
    "tell3": "可疑嘅字（三）", "because3": "點解可疑（三）", "safe": "安全嘅做法", "genuine_sender": "真嘅由邊個寄嚟",
    "genuine": "真嘅點講", "genuine_because": "點解信得過", "voice": "錄音",
}  # fmt: skip
"""The fields of an alert's form."""

ALERT_KINDS = {"sms": ("chat", "短訊"), "chat": ("chat", "WhatsApp"), "call": ("call", "電話")}
"""How the message comes."""

PACK_FAULTS = {
    "nothing": "未揀檔案。揀一個 .pack 檔案，再上載。",
    "pack-damaged": "呢個檔案唔係完整嘅課程包，或者俾人改過。問返做嘅人再攞一個。",
    "pack-untrusted": "簽名唔係我哋信得過嘅出版人。問清楚邊個做，唔好用嚟歷不明嘅課程包。",
    "pack-too-new": "呢個課程包要新啲嘅程式。先更新主機，再上載。",
    "no-room": "主機寫唔到落磁碟。清返啲位，再上載。",
    "gone": "架上面冇咗呢個版本。重新整理呢版，再揀過。",
    "nobody": "未揀邊部平板。揀最少一部，或者揀全部。",
    "not-all": "淨係系統管理員可以派俾所有中心。",
}
"""Why a pack was not taken or published, and what to do."""

RELEASES = {"some": "先派俾幾部", "all": "派俾全部", "back": "返去舊版"}
"""How a version was published."""

FAULTS = {
    "missing": ("呢格未填。", "填返。"),
    "not-in-message": ("「{word}」喺騙徒嗰段字入面搵唔到。", "由嗰段字一字不改抄過嚟。"),
    "in-another": ("「{word}」同另一個可疑嘅字重疊咗。", "揀另一截字。"),
    "near": ("「{word}」同前面可疑嘅字太近，手震嘅學員會撳錯。", "兩截之間隔多幾個字。"),
    "L301": ("呢句有 {length} 個字，最多 {most} 個：字大咗就放唔落。", "縮短佢。"),
    "L302": ("一口氣要講 {count} 個音，最多 {most} 個。", "中間加個逗號。"),
    "L303": ("「{word}」係簡體字。", "改做繁體字。"),
    "L304": ("「{word}」唔係香港講法。", "改做「{better}」。"),
    "L305": ("「{word}」會令人覺得係自己錯。", "刪咗佢，講返可以點做。"),
    "L306": ("平板嘅字體冇「{word}」呢個字。", "換個字。"),
    "L307": ("「{word}」似係統計數字，未有出處。", "冇出處就刪咗佢。"),
    "L308": ("「{word}」太長，斷唔到行，最多 {most} 個字母。", "縮短佢。"),
    "L309": ("機械聲讀唔到「{word}」。", "寫做中文，或者自己錄音。"),
    "L401": ("{word} 可能係真網址，學員會撳到。", "改做 .example 結尾，例如 parcel.example。"),
    "L402": ("{word} 似真嘅電話號碼。", "改做 6000 0000。"),
    "L403": ("{word} 似身份證號碼。", "刪咗佢。"),
    "L404": ("{word} 似卡號。", "刪咗佢，或者用 0000 0000。"),
    "too-large": ("錄音太大，最多 8 MB。", "錄短啲，一句就夠。"),
    "not-a-sound": ("呢個檔案唔係 WAV、OGG、MP3 或者 M4A。", "用電話錄音機再錄，揀嗰個檔案。"),
    "unreadable": ("讀唔到呢個錄音。", "再錄過，或者轉做 MP3。"),
    "silent": ("錄音入面冇聲。", "對住咪再錄過。"),
    "too-short": ("錄音太短，唔夠半秒。", "讀晒成句。"),
    "too-long": ("錄音長過 15 秒。", "淨係讀嗰一句。"),
    "too-slow": ("錄音講得太慢，或者多咗字。", "照住嗰句讀，唔好加字。"),
    "too-quick": ("錄音講得太快，長者跟唔到，或者漏咗字。", "慢啲讀，逐個字講清楚。"),
    "no-studio": ("呢個中心嘅主機處理唔到錄音。", "唔好附錄音，平板會顯示字。"),
}
"""What is wrong with a field, and what to do: place is where it stands, fact, remedy."""


def pieces(line: Line) -> list[str]:
    """A line's words: large letters break between them.

    >>> pieces(Line("", "撳轉數快", (1,)))
    ['撳', '轉數快']
    """
    cuts = (0, *line.cuts, len(line.text))
    return [line.text[start:end] for start, end in itertools.pairwise(cuts) if end > start]


def moment(ms: int) -> dt.datetime:
    """A moment on Hong Kong's clocks."""
    return dt.datetime.fromtimestamp(ms / 1000, clock.HONG_KONG)


def time(ms: int, language: str) -> str:
    """The time of day of a moment: 14:35."""
    return i18n.time_of_day(moment(ms), language)


def span(starts: int, ends: int, language: str) -> str:
    """From when to when: 14:00–15:30."""
    return f"{time(starts, language)}–{time(ends, language)}"


def day(ms: int, language: str, _: Words) -> str:
    """A day with its weekday: 11月20日 星期五, Friday 20 November."""
    weekdays = ("星期一", "星期二", "星期三", "星期四", "星期五", "星期六", "星期日")
    date, weekday = i18n.date(moment(ms).date(), language), _(weekdays[moment(ms).weekday()])
    return f"{weekday} {date}" if language == "en" else f"{date} {weekday}"


def month(ms: int, language: str) -> str:
    """A month: 2026年10月, October 2026."""
    return i18n.month(moment(ms).date(), language)


def full_day(ms: int, language: str) -> str:
    """A day with its year: 2026年11月20日."""
    return i18n.full_date(moment(ms).date(), language)


def short_month(ms: int, language: str) -> str:
    """A month without its year, as it stands under a bar."""
    at = moment(ms)
    return f"{at:%b}" if language == "en" else f"{at.month}月"


def short_day(iso: str, language: str) -> str:
    """A day without its weekday: 11月20日."""
    return i18n.date(dt.date.fromisoformat(iso), language) if iso else "—"


def lasting(ms: int, _: Words) -> str:
    """How long something lasts, in steps that do not flicker: ten seconds, then minutes.

    >>> lasting(83_000, lambda word: word), lasting(240_000, lambda word: word), lasting(4_000, lambda word: word)
    ('1 分 20 秒', '4 分鐘', '10 秒內')
    """
    seconds = max(ms, 0) // 10_000 * 10
    if seconds == 0:
        return _("10 秒內")
    if seconds < 60:
        return _("{n} 秒").format(n=seconds)
    if seconds < 120 and seconds % 60:
        return _("1 分 {n} 秒").format(n=seconds % 60)
    return ago_long(ms, _)


def ago_long(ms: int, _: Words) -> str:
    """Minutes, hours or days.

    >>> ago_long(7_500_000, lambda word: word)
    '2 個鐘'
    """
    minutes = max(ms, 0) // 60_000
    if minutes < 120:
        return _("{n} 分鐘").format(n=minutes)
    if minutes < 48 * 60:
        return _("{n} 個鐘").format(n=minutes // 60)
    return _("{n} 日").format(n=minutes // (24 * 60))
