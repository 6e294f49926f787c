from fontTools.ttLib import TTFont

from elderapp.tablet import icons

SHELL = """arrow_back volume_up lightbulb back_hand visibility handshake person volunteer_activism check thumb_up
person_search block call_end help dialpad check_circle radio_button_unchecked groups menu_book replay bookmark
pause_circle arrow_forward waving_hand school record_voice_over smartphone visibility_off gpp_maybe bolt forum videocam
password text_increase wifi more_horiz chevron_right""".split()  # noqa: SIM905


def test_every_icon_of_the_shell_comes_along():
    assert not [name for name in SHELL if name not in icons.table()]


def test_every_name_is_drawn_by_the_font():
    drawn = TTFont(icons.FONT).getBestCmap()

    assert not [name for name, char in icons.table().items() if ord(char) not in drawn]


def test_an_unknown_name_is_a_question_mark():
    assert icons.icon("help") == icons.icon("no-such-icon")
