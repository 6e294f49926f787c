from elderapp.authoring.workspace import load
from elderapp.lesson.model import Call, Part, Spot


def trick(folder):
    return {step.id: step for step in load(folder / "lessons", cuts=False).lessons["pay-fps-send"].stages[5].steps}


def test_a_message_is_cut_at_its_marked_words(folder):
    spot = trick(folder)["parcel-sms"]

    assert isinstance(spot, Spot)
    assert (
        Part("請去 "),
        Part("parcel.example/pay", "link"),
        Part(" 補 "),
        Part("$8.5", "fee"),
        Part("。"),
    ) == spot.message.parts


def test_a_placeholder_may_stand_inside_of_marked_words(folder, change):
    change("lesson", "{fee|$8.5}", "{fee|${sum}}")

    assert Part("$100", "fee") in trick(folder)["parcel-sms"].message.parts


def test_hanging_up_leads_to_the_first_good_end_unless_the_author_says(folder):
    call = trick(folder)["fake-bank"]

    assert isinstance(call, Call)
    assert ("a", "safe", "不明來電") == (call.start, call.hang_up, call.caller)


def test_a_reply_that_hangs_up_says_so(folder):
    first = trick(folder)["fake-bank"].turns["b"].replies[0]

    assert (True, "收線", "r1") == (first.hang_up, first.say.text, first.id)


def test_what_is_left_out_of_messages_and_calls_is_said_by_us(folder, change, problems):
    change("lesson", "    because: 唔使理佢，自己查。\n", "")
    change("lesson", "    say: 有人打嚟，你點答？\n", "")

    assert () == problems()
    assert "佢收你少少錢，想呃你張卡號碼。" == trick(folder)["parcel-sms"].because.text
    assert "電話響，聽吓，揀你點答。" == trick(folder)["fake-bank"].say.text


def test_a_genuine_message_needs_its_reason(folder, change, problems):
    change(
        "lesson",
        "    suspicious: {link: 唔係官方網址。, fee: 佢收你少少錢，想呃你張卡號碼。}\n    because",
        "    becuase",
    )

    assert "L102" in [problem.code for problem in problems()]
