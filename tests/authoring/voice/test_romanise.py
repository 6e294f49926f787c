from elderapp.authoring.voice.romanise import Doubt, doubts, jyutping, pinyin, second_opinion


def test_particles_and_english_are_read_as_people_say_them():
    assert "si3 haa5 wot1 sep1" == jyutping("試吓WhatsApp")


def test_letters_are_named():
    assert "kiu1 aa1 lou4 kuk1" == jyutping("Q R code")


def test_two_romanisers_that_agree_raise_no_doubt():
    assert () == doubts("銀行")
    assert "ngan4 hong4" == jyutping("銀行") == second_opinion("銀行")


def test_a_doubt_names_character_place_and_both_readings():
    assert (Doubt(1, "會", "wui5", "wui6"),) == doubts("你會，A")


def test_a_second_opinion_reads_latin_alike():
    assert "jung6 ep1" == second_opinion("用App")


def test_pinyin_hears_the_words_around_a_character():
    assert "da3 yao1 ba1 er4 er4 er4" == pinyin("打幺八二二二")
    assert "yin2 hang2 hang2 zhang3" == pinyin("銀行行長")
