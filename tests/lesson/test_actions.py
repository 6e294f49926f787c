from elderapp.lesson import mock
from elderapp.lesson.actions import actions_of, label_of, typed_of, ways_of
from elderapp.lesson.mock import Mock, Screen

EVERYTHING = Screen(
    (
        mock.Status(),
        mock.AppBar(text="甲", back="back"),
        mock.AppBar(text="冇箭嘴"),
        mock.Text(text="乙"),
        mock.Tiles(items=(mock.Tile(id="tile", text="一", goto="a"),)),
        mock.Rows(items=(mock.Row(id="row", label="二"),)),
        mock.List(items=(mock.Item(id="item", text="三", goto="b"),)),
        mock.Field(id="field", label="四"),
        mock.Keypad(id="pad"),
        mock.Button(id="button", text="五", goto="c"),
        mock.Dialog(text="六", accept=mock.Button(id="yes", text="好", goto="d")),
        mock.Banner(text="七"),
        mock.Banner(text="八", id="advert", goto="e", close="a"),
        mock.SmsThread(sender="x", messages=(mock.Bubble(text="九"), mock.Bubble(text="十", id="bubble", goto="f"))),
        mock.ChatThread(name="x", messages=()),
        mock.CallScreen(name="x", hang_up="g"),
        mock.CallScreen(name="x", state="ringing", answer="h", decline="i"),
        mock.Qr(id="code", goto="j"),
    ),
    {"up": "a", "down": "k"},
)


def test_everything_that_can_be_tapped_is_an_action():
    wanted = "back tile row item field button yes advert close bubble hang-up answer decline code"

    assert wanted.split() == [action.id for action in actions_of(EVERYTHING)]


def test_ways_lead_where_touches_and_swipes_lead_once_each():
    assert ("back", *"abcdefghijk") == tuple(sorted(ways_of(EVERYTHING), key=lambda way: (way != "back", way)))


def test_fields_and_keypads_can_be_typed_in():
    assert ["field", "pad"] == [widget.id for widget in typed_of(EVERYTHING)]


def test_a_label_is_what_stands_on_the_thing():
    phone = Mock(id="m", kind="x", start="s", screens={"s": EVERYTHING})

    assert ("五", "", "", "") == (
        label_of(phone, "s", "button"),
        label_of(phone, "s", "nothing"),
        label_of(phone, "t", "button"),
        label_of(None, "s", "button"),
    )
