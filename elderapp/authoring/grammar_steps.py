"""The shapes of a lesson and its steps. See `elderapp.authoring.grammar`."""

Table = dict[str, tuple[tuple[str, str], dict[str, tuple[str, str, str]]]]

_ID = ("id!", "呢步嘅編號，永遠唔改", "the step's id, for ever")
_WAS = ("texts", "呢步以前嘅編號", "ids the step had before")
_SAY = ("line!", "讀出嚟、寫喺咭上面嘅話", "what is said and stands on the card")
_SPEECH = ("text", "讀法同寫法唔同嗰陣，點讀 `say`", "how `say` sounds, where it is not said as written")
_WHERE = ("line!", "第一個提示：喺電話邊度", "the first hint: the place, in words")
_KEY = ("flag", "`false`：學識嗰陣唔計呢步", "`false`: mastery does not ask for it")
_MOCK = ("text", "呢步用另一部練習電話", "another practice phone for this step")
_SCREEN = ("text!", "練習電話嘅邊個畫面", "the screen of the practice phone")
_PICTURE = ("text", "課堂資料夾入面嘅圖，或者圖示名", "a picture in the lesson's folder, or an icon's name")
_WAYS = "up|down|left|right"

STEPS: Table = {
    "do.say": (
        ("聽一句，撳「下一步」", "the learner listens, then presses 下一步"),
        {
            "do": ("text!", "邊種步", "the kind"),
            "id": _ID,
            "was": _WAS,
            "say": _SAY,
            "speech": _SPEECH,
            "picture": _PICTURE,
        },
    ),
    "do.show": (
        ("睇住影子手指做", "the learner watches the ghost finger"),
        {
            "do": ("text!", "邊種步", "the kind"),
            "id": _ID,
            "was": _WAS,
            "moves": ("shapes move!", "一下一下做啲乜", "its movements"),
        },
    ),
    "do.tap": (
        ("撳啱一個掣", "the learner taps the target"),
        {
            "do": ("text!", "邊種步", "the kind"),
            "id": _ID,
            "was": _WAS,
            "mock": _MOCK,
            "screen": _SCREEN,
            "target": ("text!", "要撳嘅掣嘅編號", "the id of what is to be tapped"),
            "say": _SAY,
            "speech": _SPEECH,
            "where": _WHERE,
            "slip": ("shape slip", "特登撳錯一次", "one planned wrong tap"),
            "key": _KEY,
        },
    ),
    "do.type": (
        ("入數字", "the learner enters something"),
        {
            "do": ("text!", "邊種步", "the kind"),
            "id": _ID,
            "was": _WAS,
            "mock": _MOCK,
            "screen": _SCREEN,
            "field": ("text!", "數字掣或者佢填嗰一格", "a keypad, or the field it fills"),
            "expect": ("text!", "要入啲乜", "what is to be entered"),
            "say": _SAY,
            "speech": _SPEECH,
            "where": ("line", "第一個提示；唔寫就由我哋講", "the first hint; left out, it is ours"),
            "key": _KEY,
        },
    ),
    "do.gesture": (
        ("掃、撳住、碌落去", "the learner swipes, holds or scrolls"),
        {
            "do": ("text!", "邊種步", "the kind"),
            "id": _ID,
            "was": _WAS,
            "mock": _MOCK,
            "screen": _SCREEN,
            "gesture": (f"one {_WAYS}|hold|scroll!", "手指點郁", "what the finger does"),
            "target": ("text", "`hold` 撳住邊個，`scroll` 碌到見到邊個", "what is held, or scrolled into view"),
            "say": _SAY,
            "speech": _SPEECH,
            "where": _WHERE,
            "key": _KEY,
        },
    ),
    "do.order": (
        ("順住次序撳", "the learner taps things in their order"),
        {
            "do": ("text!", "邊種步", "the kind"),
            "id": _ID,
            "was": _WAS,
            "say": _SAY,
            "speech": _SPEECH,
            "where": ("line!", "第一個提示：先做邊樣，點解", "the first hint: what comes first, and why"),
            "items": ("shapes thing!", "兩至四樣，照啱嘅次序寫", "two to four things, in the right order"),
            "because": ("line!", "做完之後講點解係噉", "why, said at the end"),
            "key": _KEY,
        },
    ),
    "do.choose": (
        ("揀一個答案", "the learner picks an answer"),
        {
            "do": ("text!", "邊種步", "the kind"),
            "id": _ID,
            "was": _WAS,
            "mock": _MOCK,
            "screen": ("text", "問題講緊嘅畫面", "the screen that the question is about"),
            "say": _SAY,
            "speech": _SPEECH,
            "picture": _PICTURE,
            "options": ("shapes option!", "兩至三個答案，一個啱", "two or three answers, one of them right"),
        },
    ),
    "do.spot": (
        ("個訊息係真定假", "is a message genuine or fake"),
        {
            "do": ("text!", "邊種步", "the kind"),
            "id": _ID,
            "was": _WAS,
            "genuine": ("flag!", "`true` 係真，`false` 係假", "whether it is genuine"),
            "say": _SAY,
            "speech": _SPEECH,
            "message": ("shape message!", "個訊息", "the message"),
            "suspicious": ("map", "每個可疑位點解可疑，照 `{編號|字}` 嘅編號", "why each marked part is suspicious"),
            "because": (
                "line",
                "總結一句；有可疑位可以唔寫",
                "what it comes to; may be left out where parts are suspicious",
            ),
        },
    ),
    "do.call": (
        ("聽一個電話，答佢，或者收線", "the learner answers a call, or hangs up"),
        {
            "do": ("text!", "邊種步", "the kind"),
            "id": _ID,
            "was": _WAS,
            "role": ("one self|helper", "自己接，定係幫朋友", "for oneself, or helping a friend"),
            "say": ("line", "電話響之前講嘅話", "what is said before it rings"),
            "speech": _SPEECH,
            "caller": ("text", "來電顯示嘅名", "the name shown"),
            "number": ("text", "來電顯示嘅號碼", "the number shown"),
            "start": ("text", "由邊段開始；唔寫就係第一段", "the first turn, if not the first written"),
            "hang_up": ("text", "隨時收線去邊段", "where hanging up leads"),
            "turns": ("maps turn!", "一段一段", "its turns by their names"),
        },
    ),
    "do.checklist": (
        ("喺自己部電話做，導師睇過先剔", "done on one's own phone, ticked by a trainer"),
        {
            "do": ("text!", "邊種步", "the kind"),
            "id": _ID,
            "was": _WAS,
            "say": ("line", "清單之前講嘅話", "what is said over the list"),
            "speech": _SPEECH,
            "items": ("lines!", "每樣一句", "one line each"),
        },
    ),
    "move": (
        ("影子手指嘅一下", "one movement of the ghost finger"),
        {
            "say": ("line!", "一邊做一邊講", "what is said meanwhile"),
            "tap": ("text", "撳邊個", "what it taps"),
            "type": ("text", "入啲乜", "what it enters"),
            "field": ("text", "入喺邊度", "where it enters it"),
            "swipe": (f"one {_WAYS}", "掃去邊", "which way it swipes"),
            "hold": ("text", "撳住邊個", "what it holds"),
            "scroll": ("text", "碌到見到邊個", "what it scrolls to"),
            "screen": _SCREEN,
            "mock": _MOCK,
        },
    ),
    "slip": (
        ("特登撳錯", "a planned wrong tap"),
        {
            "target": ("text!", "撳錯嘅掣", "the wrong one"),
            "say": ("line!", "去咗邊，點樣返嚟", "where it led, and the way back"),
            "ask": ("line", "叫人撳錯嘅話；唔寫就由我哋講", "how it is asked for; left out, it is ours"),
        },
    ),
    "thing": (
        ("要排次序嘅一樣", "one of the things in order"),
        {
            "id": ("id!", "編號", "its id"),
            "text": ("line!", "寫喺掣上面", "what stands on it"),
            "icon": ("text", "圖示", "its icon"),
        },
    ),
    "option": (
        ("一個答案", "one answer"),
        {
            "id": ("id!", "編號", "its id"),
            "text": ("line!", "答案", "the answer"),
            "because": ("line!", "揀咗佢之後講點解", "why, said after it is picked"),
            "right": ("flag", "`true`：啱嗰個", "`true`: the right one"),
            "icon": ("text", "圖示", "its icon"),
        },
    ),
    "message": (
        ("收到嘅訊息", "what arrived"),
        {
            "kind": ("one sms|chat", "短訊，定係對話", "a text message, or a chat"),
            "from": ("text!", "邊個傳嚟", "who sent it"),
            "number": ("text", "號碼", "the number"),
            "time": ("text", "幾點", "when"),
            "text": ("text!", "內容；可疑嘅字寫 `{編號|字}`", "its words, suspicious ones as `{id|words}`"),
        },
    ),
    "turn": (
        ("電話嘅一段", "one turn of a call"),
        {
            "hear": ("line", "佢講嘅話", "what the caller says"),
            "replies": ("shapes reply", "最多三個答法", "up to three replies"),
            "end": ("one good|pause", "完咗：好，或者停一停再試", "an end: well done, or stop and try again"),
            "say": ("line", "完嗰陣講嘅話", "what is said at an end"),
            "to": ("text", "停一停之後返去邊段", "where one goes on after a pause"),
        },
    ),
    "reply": (
        ("一個答法", "one reply"),
        {
            "id": ("id", "編號", "its id"),
            "say": ("line", "講啲乜；收線可以唔寫", "what is said; may be left out for hanging up"),
            "to": ("text!", "去邊段", "the turn it leads to"),
            "hang_up": ("flag", "`true`：收線", "`true`: it hangs up"),
        },
    ),
}

LESSONS: Table = {
    "lesson": (
        ("一課", "a lesson"),
        {
            "lesson": ("id!", "編號，同資料夾同名，永遠唔改", "its id, the name of its folder, for ever"),
            "was": ("texts", "以前嘅編號", "ids it had before"),
            "version": (
                "text",
                "`1.0.0`；改字升最後，加步升中間，學識嘅定義變咗升第一個",
                "three numbers: words, steps, mastery",
            ),
            "track": ("one basics|e-payments|government|scams!", "邊組，同上一層資料夾同名", "the folder above"),
            "title": ("line!", "課名，會讀出嚟", "its name, spoken"),
            "title_en": ("text", "英文課名", "its English name"),
            "goal": ("line", "學完識做啲乜", "what the learner can do afterwards"),
            "minutes": ("int 1-8!", "成課幾多分鐘", "minutes for all stages"),
            "needs": ("texts", "要先學邊課", "lessons to have done before"),
            "mock": ("text", "用邊部練習電話", "the practice phone"),
            "with": ("map", "練習電話 `vars` 嘅另一啲值", "other values for the phone's `vars`"),
            "reviewed": (
                "shape reviewed",
                "`never`，或者邊個幾時核實過",
                "`never`, or who opened the sources",
            ),
            "review_by": ("date", "幾時要再核實", "when somebody must look again"),
            "sources": ("texts", "根據邊啲資料（facts.yaml 嘅名）", "the facts it rests on"),
            "why": ("lines!", "學咗有咩好", "what is in it for the learner"),
            "watch": ("watch", "`auto`：照做 `together`；或者一列 `show`", "`auto`, or a list of `show` steps"),
            "together": ("steps!", "一齊做嘅步", "the steps, done together"),
            "alone": ("alone", "`same`；或者 `{say, skip}`；或者一列步", "`same`, `{say, skip}`, or a list of steps"),
            "variant": ("shape variant", "幫阿玲：同樣嘅事，另一部電話", "the same on another phone"),
            "trick": ("steps", "真定假：choose、order、spot、call、say", "genuine or fake"),
            "card": ("lines", "帶返屋企嘅咭，最多六行", "the card to take home, up to six lines"),
            "done": ("line", "做完讚一句", "the praise at the end"),
            "checklist": ("lines", "喺自己部電話做，導師剔", "done on one's own phone, ticked by a trainer"),
        },
    ),
    "reviewed": (
        ("邊個核實過", "who opened the sources"),
        {"by": ("text!", "邊個", "who"), "on": ("date!", "邊日", "when")},
    ),
    "alone": (
        ("自己做", "on one's own"),
        {
            "say": ("line", "任務，成段都見到", "the task, seen all through"),
            "skip": ("texts", "唔使再做嘅步", "steps left out"),
        },
    ),
    "variant": (
        ("幫阿玲", "helping a friend"),
        {
            "mock": ("text", "第二部練習電話，同種", "another phone of the same kind"),
            "with": ("map", "另一啲名同銀碼", "other names and amounts"),
            "say": ("line", "任務", "the task"),
            "lines": ("maps over", "有啲步唔同講法", "steps that are said otherwise there"),
        },
    ),
    "over": (
        ("嗰步改咗啲乜", "what is different in that step"),
        {
            "say": ("line", "講法", "the line"),
            "where": ("line", "提示", "the hint"),
            "expect": ("text", "要入啲乜", "what is entered"),
            "target": ("text", "要撳嘅掣", "what is tapped"),
            "screen": ("text", "畫面", "the screen"),
            "field": ("text", "邊一格", "the field"),
            "mock": ("text", "練習電話", "the phone"),
            "gesture": (f"one {_WAYS}|hold|scroll", "手指點郁", "what the finger does"),
            "speech": ("text", "點讀", "how it sounds"),
            "because": ("line", "點解", "why"),
        },
    ),
    "bank": (
        ("drills.yaml：有真有假嘅訊息", "drills.yaml: messages, genuine and fake"),
        {
            "bank": ("id!", "一定係 drills", "always drills"),
            "version": ("text", "`1.0.0`；改字升最後，加訊息升中間", "three numbers: words, items, mastery"),
            "title": ("line!", "練習個名，會讀出嚟", "its name, spoken"),
            "title_en": ("text", "英文名", "its English name"),
            "goal": ("line", "練完識做啲乜", "what the learner can do afterwards"),
            "reviewed": (
                "shape reviewed",
                "`never`，或者邊個幾時核實過",
                "`never`, or who opened the sources",
            ),
            "review_by": ("date", "幾時要再核實", "when somebody must look again"),
            "sources": ("texts", "根據邊啲資料（facts.yaml 嘅名）", "the facts it rests on"),
            "card": ("lines", "帶返屋企嘅咭，最多六行", "the card to take home, up to six lines"),
            "done": ("line", "做完讚一句", "the praise at the end"),
            "items": ("shapes drill!", "訊息，真假一樣多", "the items, as many genuine as fake"),
        },
    ),
    "drill": (
        ("一條有真有假嘅訊息", "one item: genuine or fake"),
        {
            "id": _ID,
            "was": _WAS,
            "type": ("one sms|chat|call|qr|web!", "短訊、對話、電話、QR code、網頁", "what kind of thing arrived"),
            "scam_kind": ("text!", "邊種騙案（真嘅寫似邊種）", "the kind of scam it is, or looks like"),
            "difficulty": ("int 1-3", "幾難：1 易、3 難", "how hard: 1 easy, 3 hard"),
            "genuine": ("flag!", "`true` 係真，`false` 係假", "whether it is genuine"),
            "from": ("text!", "邊個傳嚟、打嚟，或者咩網址", "who sent it or rang, or the address"),
            "number": ("text", "號碼", "the number"),
            "time": ("text", "幾點", "when"),
            "text": ("text!", "內容；可疑嘅字寫 `{編號|字}`", "its words, suspicious ones as `{id|words}`"),
            "say": ("line", "訊息之前講嘅一句；唔寫有預設", "the line before it; each kind has its own"),
            "hear": ("lines", "點樣讀出嚟；唔寫就照內容讀", "how it is read out; its own words unless written"),
            "suspicious": ("map", "每個可疑位點解可疑，照 `{編號|字}` 嘅編號", "why each marked part is suspicious"),
            "because": (
                "line",
                "總結一句；有可疑位可以唔寫",
                "what it comes to; may be left out where parts are suspicious",
            ),
        },
    ),
    "fact": (
        ("facts.yaml 入面一項", "one entry of facts.yaml"),
        {
            "value": ("text!", "課堂見到、讀出嚟嘅", "what is shown and said"),
            "source": ("text!", "邊個講、喺邊度、幾時", "who said so, where, when"),
            "checked": ("date!", "邊日查過", "the day it was read"),
            "review_by": ("date!", "幾時要再查", "when to look again"),
            "volatile": ("flag", "`true`：隨時會改", "`true`: changes without notice"),
            "note": ("text", "俾作者睇嘅話", "a word to authors"),
        },
    ),
    "pronounce": (
        ("pronounce.yaml", "pronounce.yaml"),
        {"respell": ("map", "點寫：點讀", "how it is written: how it is said")},
    ),
}
