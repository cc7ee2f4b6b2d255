"""The list of feeds: what it may say, and what is wrong is told."""

import pytest

from dragoman.errors import SettingError
from dragoman.feeds.subscriptions import Feed, read_feeds

WHOLE = """
[[feeds]]
url = "https://www.example.org/rss.xml"

[[feeds]]
url = "https://ministry.example/releases.atom"
read = "entry"
publisher = "Ministry of Foreign Affairs"
every_minutes = 60
"""


def put(folder, text):
    path = folder / "feeds.toml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def test_a_list(tmp_path):
    assert read_feeds(put(tmp_path, WHOLE)) == (
        Feed(url="https://www.example.org/rss.xml"),
        Feed(
            url="https://ministry.example/releases.atom",
            read="entry",
            publisher="Ministry of Foreign Affairs",
            every_minutes=60,
        ),
    )


@pytest.mark.parametrize(
    "text",
    [
        "", "feeds = []", "feeds = 3", "[[feeds]]", "[[feeds]]\nurl = 3", '[[feeds]]\nurl = ""', "[[feed", b"\xff",
        '[[feeds]]\nurl = "file:///etc/passwd"', '[[feeds]]\nurl = "http://user:pa55@example.org/"',
        '[[feeds]]\nurl = "http://example.org:8080/"', '[[feeds]]\nurl = "http://2130706433/"',
        '[[feeds]]\nurl = "https://example.org/"\nevery = 5', '[[feeds]]\nurl = "https://example.org/"\nread = "all"',
        '[[feeds]]\nurl = "https://example.org/"\nevery_minutes = 0',
        'other = 1\n[[feeds]]\nurl = "https://example.org/"',
        '[[feeds]]\nurl = "https://example.org/"\n[[feeds]]\nurl = "https://example.org/"',
    ],
)  # fmt: skip
def test_what_is_wrong_is_told(tmp_path, text):
    with pytest.raises(SettingError, match=r"feeds\.toml") as raised:
        read_feeds(put(tmp_path, text))
    assert "pa55" not in str(raised.value)


def test_a_list_that_is_not_there(tmp_path):
    with pytest.raises(SettingError, match="No such file"):
        read_feeds(tmp_path / "none.toml")


def test_other_ports_for_tests(tmp_path):
    assert read_feeds(put(tmp_path, '[[feeds]]\nurl = "http://127.0.0.1:8080/"'), any_port=True)
