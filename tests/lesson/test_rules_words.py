import pytest

from elderapp.lesson.model import Line, Message, Part, Say, Source, Spot
from elderapp.lesson.rules_words import BLAME, MAINLAND, is_simplified, length_of

FACT = Source("f", "91%", "統計處", "2026-11-22", "2027-11-22")


def say(text: str) -> Say:
    return Say(id="x", say=Line("a/x/say", text))


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("撳「轉數快」呢個掣。", []),
        ("", []),
        ("唔緊要，慢慢嚟，唔使急，" * 3, ["L301"]),
        ("學識過數之後你以後就唔使再去銀行排隊等咁耐。", ["L302"]),
        ("學識過數之後，你以後就唔使再去銀行排隊。", []),
        ("学识過數。", ["L303"]),
        ("睇住個掣，唔好吓親。", []),
        ("睇短信。", ["L304"]),
        ("你入錯！", ["L305"]),
        ("撳錯咗，唔緊要。", []),
        ("用 zqxw。", ["L309"]),
        ("有 45% 嘅人識。", ["L307"]),
        ("有 91% 嘅人識。", []),
        ("有三億人用。", []),
        ("去 aaaaaaaaaaaaaaaaaaaaaaa.example 睇。", ["L302", "L308"]),
    ],
)
def test_lines_are_short_our_own_and_kind(made, codes, text, wanted):
    found = codes(made(say(text), stage="why"), facts={"f": FACT})

    assert wanted == [code for code in found if code != "L309" or "L309" in wanted]


def test_a_title_and_an_answer_are_shorter_than_an_instruction(made, codes):
    assert ["L301"] == codes(made(title=Line("a/title", "過數前要先睇真啲收款人個名同埋個銀碼啱唔啱")))


def test_signs_that_the_font_lacks_are_told_with_their_numbers(made, codes):
    assert ["L306"] == codes(made(say("撳掣。"), stage="why"), glyphs=frozenset("撳。開電話識你試吓做喇喺中間"))


def message(text: str, *, genuine: bool) -> Spot:
    return Spot(
        id="x",
        say=Line("a/x/say", "睇吓。"),
        genuine=genuine,
        message=Message(sender="X", parts=(Part(text),)),
        because=Line("a/x/b", "自己查。"),
    )


def test_a_fake_message_may_be_written_as_scammers_write(made, codes):
    assert "L304" not in codes(made(message("点击鏈接", genuine=False), stage="trick"))
    assert {"L303", "L304"} <= set(codes(made(message("点击鏈接", genuine=True), stage="trick")))


def test_a_word_of_the_mainland_may_stand_within_one_of_hong_kong(made, codes):
    assert "L304" not in codes(made(say("打你手機號碼。"), stage="why"))
    assert "L304" in codes(made(say("打你手機號。"), stage="why"))
    assert "L304" in codes(made(say("手機號碼即係手機號。"), stage="why"))


@pytest.mark.parametrize("sign", "录单说这们钱网华")
def test_characters_of_the_mainland_alone_are_known(sign):
    assert is_simplified(sign)


@pytest.mark.parametrize("sign", "錄單說嘅咗喺嚟佢哋冇嗰噉撳搵諗攞嘢㗎咭俾吓着裏里台群床A，")
def test_characters_of_hong_kong_pass(sign):
    assert not is_simplified(sign)


def test_better_words_are_not_banned_themselves():
    assert not [better for better in MAINLAND.values() if better in MAINLAND or any(word in better for word in BLAME)]


def test_two_latin_letters_are_as_long_as_one_character():
    assert (5, 0) == (length_of("撳App掣好"), length_of(""))


def test_characters_that_hong_kong_writes_are_not_simplified():
    assert [] == [char for char in "揸瞓晒吓着裡峰床群" if is_simplified(char)]
    assert is_simplified("网")
    assert is_simplified("说")


def test_a_true_official_address_is_no_bait(made, codes):
    assert "L401" in codes(made(message("請按 www.gov.hk/pay", genuine=False), stage="trick"))
    assert "L401" not in codes(made(message("請按 www.gov.hk/pay", genuine=True), stage="trick"))
    assert "L401" not in codes(made(message("請按 gov-hk.example/pay", genuine=False), stage="trick"))
