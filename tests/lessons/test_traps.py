"""What is most often told wrongly in Hong Kong: each trap with the lesson that must not fall into it."""

import re
from functools import cache

import pytest

from elderapp.lesson.lines import lines_of
from elderapp.lesson.model import Choose, Lesson, Spot
from tests.desk import ours

LESSONS = ours().lessons


@cache
def said(name: str) -> str:
    return "\n".join(line.text for line in lines_of(LESSONS[name]))


def of_step(name: str, step_id: str) -> Choose | Spot:
    return next(
        step
        for stage in LESSONS[name].stages
        for step in stage.steps
        if step.id == step_id and isinstance(step, Choose | Spot)
    )


TRAPS = [
    ("two tenths is no eighty per cent", "pay-joyyou-fare", "兩折唔係八折", "淨係樂悠咭有"),
    ("what a fare comes to", "pay-joyyou-fare", "成人收 $20，兩折即係四蚊", "未過十蚊"),
    ("money in the wallet is not on the card", "pay-octopus-topup-fps", "錢去咗銀包，未去到張卡", "最尾要拍卡"),
    ("FPS is no app", "pay-fps-send", "冇呢個App㗎。轉數快喺銀行App入面。", "轉數快喺銀行App入面，唔使另外裝"),
    ("a transfer cannot be called back", "pay-fps-send", "確認咗就叫唔返轉頭", "好難攞返"),
    (
        "names are matched for account numbers alone",
        "pay-fps-send",
        "銀行要對名嗰種，係用戶口號碼過數",
        "我自己讀，自己對",
    ),
    ("no alert is no safety", "pay-fps-check-payee", "冇警示唔等於安全", "冇警示，唔等於安全"),
    ("no find is no safety", "scam-scameter-search", "唔等於", "查唔到"),
    ("to show a code is not to scan one", "pay-qr-show-code", "「付款」係人掃你，「掃一掃」係你掃人", "唔影、唔傳"),
    ("to scan a code is not to show one", "pay-qr-scan-shop", "「掃一掃」係你掃舖頭個碼", "「付款」係俾人掃你"),
    ("read what you approve", "pay-fps-send", "睇清楚批緊乜嘢，先撳「批核」", "再讀一次個框"),
    ("authorise what you began yourself", "gov-iamsmart-login", "淨係授權自己開始嘅", "我唔撳，收線"),
    ("Money Safe unlocks face to face", "pay-money-safe", "App都解唔到。解鎖一定要面對面", "電話解唔到"),
    ("one account, one phone", "gov-iamsmart-register", "一個戶口配一部電話", "用自己部電話"),
    ("HA Go is not eHealth", "gov-ehealth-voucher", "係用醫健通，唔係 HA Go", "分得出醫健通同 HA Go"),
    ("the yearly cap is not automatic", "gov-hago-pay-medicine", "封頂唔係自動㗎，要自己申請", "新一年，再申請過"),
    ("the voucher needs no application", "gov-ehealth-voucher", "醫療券唔使申請", "另外 $500 係獎賞，唔係醫療券"),
    ("the sign is for SMS senders alone", "scam-phishing-sms", "井號淨係管短訊", "內文有井號唔算數"),
    ("a Government address ends in .gov.hk", "scam-phishing-sms", "政府網址，最尾係 .gov.hk。", "最尾係 .gov.hk"),
    ("+852 on a call means from outside", "scam-fake-official", "來電有 +852，即係由香港以外嚟", "+852"),
    ("+852 in a chat is ordinary", "scam-deepfake-call", "對話寫 +852 係平常事", "+852"),
    ("passwords are changed elsewhere", "scam-after-scammed", "用另一部機改密碼", "用返呢部電話改"),
    ("a false face is hung up on", "scam-deepfake-call", "樣同聲都整到假。收線，打返佢", "過到關都唔代表係真"),
]


@pytest.mark.parametrize(("lesson", "words"), [(trap[1], trap[2:]) for trap in TRAPS], ids=[trap[0] for trap in TRAPS])
def test_it_is_told_rightly(lesson: str, words: tuple[str, ...]) -> None:
    assert [] == [one for one in words if one not in said(lesson)]


def sentences(lesson: Lesson) -> list[str]:
    return [one for line in lines_of(lesson) for one in re.split("[。？！]", line.text) if one]


def test_eighty_per_cent_is_named_only_to_be_denied() -> None:
    found = [one for lesson in LESSONS.values() for one in sentences(lesson) if "八折" in one]

    assert found
    assert [] == [one for one in found if "唔係八折" not in one]


def test_nobody_promises_that_money_comes_back() -> None:
    found = [
        one
        for lesson in LESSONS.values()
        for one in sentences(lesson)
        if re.search("(一定|實|必定)(攞|追|攔)得?返", one)
    ]

    assert [] == found


@pytest.mark.parametrize(
    ("lesson", "step", "right"),
    [
        ("scam-after-scammed", "which-phone", "other"),
        ("scam-phishing-sms", "whatsapp-hash", "own-app"),
        ("gov-iamsmart-register", "shared-tablet", "own-phone"),
        ("gov-hago-pay-medicine", "automatic", "must-apply"),
        ("gov-ehealth-voucher", "reward", "separate"),
        ("pay-octopus-topup-fps", "reader-says-low", "not-tapped"),
        ("pay-fps-send", "fps-app", "no"),
        ("scam-deepfake-call", "perfect", "ring-back"),
    ],
)
def test_the_right_answer_is_the_true_one(lesson: str, step: str, right: str) -> None:
    question = of_step(lesson, step)

    assert isinstance(question, Choose)
    assert [right] == [option.id for option in question.options if option.right]


def test_a_genuine_chat_from_a_number_with_852_is_in_the_drills() -> None:
    step = of_step("scam-deepfake-call", "daughter-plan")

    assert isinstance(step, Spot)
    assert (True, "chat") == (step.genuine, step.message.kind)
    assert step.message.number.startswith("+852")


def test_an_address_is_official_only_if_it_ends_so() -> None:
    """In a message that is fake an address may look official; it never ends in .gov.hk."""
    fakes = [
        part.text
        for lesson in LESSONS.values()
        for stage in lesson.stages
        for step in stage.steps
        if isinstance(step, Spot) and not step.genuine
        for part in step.message.parts
    ]
    addresses = [one for text in fakes for one in re.findall(r"[a-z0-9-]+(?:\.[a-z0-9-]+)+", text)]

    assert addresses
    assert [] == [one for one in addresses if one.endswith(".gov.hk")]
