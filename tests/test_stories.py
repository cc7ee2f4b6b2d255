"""Stories, the half that weights are learnt from, and the words that name acts."""

from collections import Counter

from evaluation.stories import is_learnt_from, stories
from training.act_words import chosen


def happening(name, *articles):
    return {"id": name, "tellings": [{"article": article} for article in articles]}


def test_what_one_article_or_pair_brings_together_is_one_story():
    told = [happening("H1", "a", "b"), happening("H2", "b"), happening("H3", "c"), happening("H4", "d")]
    assert stories(told) == {"H1": 0, "H2": 0, "H3": 1, "H4": 2}
    assert stories(told, [{"happenings": ["H1", "H4"]}]) == {"H1": 0, "H2": 0, "H3": 1, "H4": 0}


def test_every_other_story_is_for_measuring():
    assert [is_learnt_from(number) for number in range(4)] == [True, False, True, False]


def test_words_that_mostly_name_an_act_are_taken():
    triggers = Counter({("met", "CONSULT"): 8, ("said", "CONSULT"): 3, ("met", "AGREE"): 1, ("once", "AID"): 1})
    assert chosen(triggers, Counter({"met": 10, "said": 400, "once": 2})) == {"met": ("CONSULT",)}
