"""Languages."""

import pytest

from dragoman.article.language import guess_language


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("The foreign ministers of the two countries met in the capital on Tuesday to talk about trade.", "en"),
        ("THE FOREIGN MINISTERS OF THE TWO COUNTRIES MET IN THE CAPITAL ON TUESDAY TO TALK ABOUT TRADE.", "en"),
        (
            "Die Außenminister beider Länder trafen sich am Dienstag in der Hauptstadt, um über Handel zu sprechen.",
            "de",
        ),
        ("Los ministros de Exteriores de ambos países se reunieron el martes en la capital para hablar.", "es"),
        ("Министры иностранных дел двух стран встретились во вторник в столице для обсуждения торговли.", "ru"),
        ("التقى وزيرا خارجية البلدين يوم الثلاثاء في العاصمة لبحث التجارة بينهما وملفات أخرى", "ar"),
        ("Talks in Quito", "und"),
        ("", "und"),
        ("12 34 56 78 90 " * 20, "und"),
        ("https://a.example/the-ministers-met-in-the-capital-on-tuesday", "und"),
    ],
)
def test_languages_are_told_and_short_texts_are_not(text: str, code: str):
    guess = guess_language(text)
    assert guess.code == code
    assert 0 <= guess.probability <= 1
    assert guess_language(text) == guess
