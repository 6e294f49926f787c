from elderapp.speech.languages import SOURCE, language


def test_each_language_says_a_price_in_its_own_way():
    said = {code: language(code).clauses("$50", "", {}, ())[0].text for code in ("yue", "en", "cmn")}

    assert {"yue": "五十蚊", "en": "50 dollars", "cmn": "五十元"} == said


def test_the_source_language_takes_respellings_and_an_authors_sound():
    assert "轉數快" == SOURCE.clauses("FPS", "", {"FPS": "轉數快"}, ())[0].text
    assert "航掌" == SOURCE.clauses("行長", "航掌", {}, ())[0].text


def test_only_putonghua_calls_cantonese_words_foreign():
    assert [(), (), ("撳",)] == [language(code).foreign("撳") for code in ("yue", "en", "cmn")]
