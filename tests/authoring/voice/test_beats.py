import itertools

from elderapp.authoring.voice.beats import beats
from elderapp.packs.model import Beat
from elderapp.speech.spoken import spoken


def test_a_clause_without_cuts_is_one_beat():
    clauses = spoken("唔緊要，返轉頭。", {})

    assert (Beat(0, 4, 0.1, 1.0), Beat(4, 8, 1.5, 2.4)) == beats(clauses, [(0.1, 1.0), (1.5, 2.4)])


def test_words_share_a_clause_by_their_syllables():
    [*_, clause] = clauses = spoken("俾 $4,345 喇", {})

    assert (Beat(0, 2, 0.0, 0.1), Beat(2, 8, 0.1, 0.9), Beat(8, 10, 0.9, 1.0)) == beats(clauses, [(0.0, 1.0)], (2, 8))
    assert 10 == len(clause.text)


def test_a_silent_piece_goes_with_its_neighbour():
    assert (Beat(0, 3, 0.0, 0.5), Beat(3, 5, 0.5, 1.0)) == beats(spoken("「返」家」", {}), [(0.0, 1.0)], (1, 3, 4))


def test_a_number_that_is_cut_in_two_shares_its_time():
    assert (Beat(0, 2, 0.0, 0.5), Beat(2, 4, 0.5, 1.0)) == beats(spoken("$100", {}), [(0.0, 1.0)], (2,))


def test_beats_cover_the_caption():
    caption = "打 18222，問吓「反詐騙協調中心」先。"
    clauses = spoken(caption, {})

    found = beats(clauses, [(float(at), at + 1.0) for at, _ in enumerate(clauses)], (2, 7, 8, 10, 11, 14, 18))

    assert list(range(len(caption))) == [at for beat in found for at in range(beat.first, beat.last)]
    assert all(one.end <= two.start for one, two in itertools.pairwise(found))
