from elderapp.speech.written import join, parts


def test_parts_cover_the_line_without_a_gap():
    found = parts("俾 $50，得未", {})

    assert [("俾", 0, 1), ("", 1, 2), ("五十蚊", 2, 5), ("", 5, 6), ("得", 6, 7), ("未", 7, 8)] == [
        (one.text, one.first, one.last) for one in found
    ]


def test_the_longest_respelling_wins():
    assert "長" == join(parts("HA Go", {"HA": "短", "HA Go": "長"}))


def test_a_latin_respelling_fits_whole_words_alone():
    assert "O K" != join(parts("HAPPY", {"HA": "短"}))
    assert "短" not in join(parts("HAPPY", {"HA": "短"}))


def test_an_empty_respelling_key_is_no_key():
    assert "撳" == join(parts("撳", {"": "好"}))


def test_latin_words_do_not_run_together():
    assert "Q R code" == join(parts("QR code", {}))
