"""Which addresses are asked: public ones, however they are written."""

import ipaddress
import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dragoman.errors import InputError, RefusedInput, UnreachableInput
from dragoman.sources.fetching.address import addresses_of, as_address, host_of_url, is_public
from dragoman.sources.fetching.target import Target, follow, is_page, parse_target, without_user

PUBLIC = ["8.8.8.8", "1.1.1.1", "93.184.216.34", "2606:4700:4700::1111", "2a00:1450:4001:830::200e", "64:ff9b::808:808"]
NOT_PUBLIC = [
    "0.0.0.0", "0.1.2.3", "10.0.0.1", "10.255.255.255", "100.64.0.1", "127.0.0.1", "127.255.255.254", "169.254.169.254",
    "169.254.0.1", "172.16.0.1", "172.31.255.255", "192.0.0.192", "192.0.2.1", "192.88.99.1", "192.168.0.1",
    "198.18.0.1",
    "198.51.100.1", "203.0.113.1", "224.0.0.1", "239.1.1.1", "240.0.0.1", "255.255.255.255", "168.63.129.16",
    "100.100.100.200", "::", "::1", "::7f00:1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:169.254.169.254",
    "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe", "64:ff9b:1::1", "100::1", "2001::1", "2001:db8::1", "2001:10::1",
    "2002:7f00:1::", "2002:808:808::", "3fff::1", "5f00::1", "fc00::1", "fd00:ec2::254", "fe80::1", "fe80::1%eth0",
    "fec0::1",
    "ff02::1", "4000::1",
]  # fmt: skip
# Hosts that other programs take for 127.0.0.1, 169.254.169.254 or 10.0.0.1, or for nothing anybody means.
ODD = [
    "2130706433", "0x7f000001", "0x7f.1", "0x7F.0.0.1", "017700000001", "0177.0.0.1", "127.1", "127.0.1", "127.0.0.01",
    "00127.0.0.1", "127.0.0.1.1", "127.0.0.0x1", "0xa9fea9fe", "2852039166", "10.1", "0", "0x", "1.2.3.4.5",
    "256.1.1.1",
    "１２７.１", "127。1", "a.0x1", "example.1", "[127.0.0.1]", "::1", "2a00::1", "[::1", "::1]", "[[::1]]", "[::g]",
    "::1%lo", "[fe80::1%eth0]",
    "", ".", "..", "a..b", "-a.example", "a-.example", "exa mple", "a/b", "a%2eb", "127.0.0.1%00.example.org", "a" * 64,
    "a." * 200, "xn--" + "a" * 300, "ex\u00adample\u200b..org", "\u2024", "a_b\u0000.org",
]  # fmt: skip


@pytest.mark.parametrize("text", PUBLIC)
def test_public_addresses(text):
    assert is_public(ipaddress.ip_address(text))


@pytest.mark.parametrize("text", NOT_PUBLIC)
def test_addresses_that_are_not_public(text):
    assert not is_public(ipaddress.ip_address(text))


@given(st.ip_addresses(v=4))
@example(ipaddress.IPv4Address("100.64.0.0"))
def test_the_forms_of_ipv6_that_hold_an_address_are_as_public_as_it_is(address):
    for form in (f"::ffff:{address}", f"64:ff9b::{address}"):
        assert is_public(ipaddress.ip_address(form)) == is_public(address)
    number = int(address)
    for text in (f"::{address}", f"2002:{number >> 16:x}:{number & 0xFFFF:x}::"):
        assert not is_public(ipaddress.ip_address(text))


@given(st.ip_addresses())
def test_what_is_public_is_nothing_else(address):
    if is_public(address):
        kinds = ("private", "loopback", "link_local", "multicast", "unspecified")
        assert [kind for kind in kinds if getattr(address, f"is_{kind}")] == []


@given(st.ip_addresses(v=4), st.data())
def test_no_other_writing_of_an_address_comes_through(address, data):
    number = int(address)
    first, last = number >> 24, number & 0xFFFFFF
    parts = str(address).split(".")
    at = data.draw(st.integers(0, 3))
    odd = [
        *parts[:at],
        data.draw(st.sampled_from(["0{:o}", "0x{:x}", "00{}"])).format(int(parts[at])),
        *parts[at + 1 :],
    ]
    for form in (str(number), hex(number), f"0{number:o}", f"{first}.{last}", ".".join(odd)):
        with pytest.raises(RefusedInput):
            host_of_url(form)
    assert host_of_url(str(address)) == str(address)


@given(st.ip_addresses(v=6))
def test_every_writing_of_an_ipv6_address_is_one(address):
    for form in (str(address), address.exploded, str(address).upper()):
        assert host_of_url(f"[{form}]") == str(address)


@pytest.mark.parametrize("host", ODD)
def test_odd_hosts_are_refused(host):
    with pytest.raises(RefusedInput):
        host_of_url(host)


@pytest.mark.parametrize(
    ("host", "asked"),
    [("Example.ORG", "example.org"), ("example.org.", "example.org"), ("bücher.example", "xn--bcher-kva.example"),
     ("１２７。０。０。１", "127.0.0.1"), ("127.0.0.1.", "127.0.0.1"), ("①②⑦.0.0.1.", "127.0.0.1"), ("a_b.example",
     "a_b.example"), ("intranet", "intranet"),
     ("1.example", "1.example"), ("0x.example", "0x.example"), ("straße.example", "xn--strae-oqa.example"),
     ("[::FFFF:1.2.3.4]", "::ffff:102:304")],
)  # fmt: skip
def test_hosts_as_they_are_asked_for(host, asked):
    assert host_of_url(host) == asked


@given(st.text(max_size=300))
@example("⒈⒉7.0.0.1")
def test_whatever_is_written_is_a_name_an_address_or_refused(text):
    try:
        host = host_of_url(text)
    except RefusedInput:
        return
    assert host.isascii()
    assert host == host.lower()
    assert not set(host) & set("/@\\%#? \t\r\n[]")
    last = host.rpartition(".")[2]
    assert as_address(host) or not (last.isdigit() or last.startswith("0x"))


# --- names ---------------------------------------------------------------------------------------------------


def found(host, *texts, loopback=False):
    return addresses_of(host, 443, resolve=lambda *_: list(texts), timeout_s=5, loopback=loopback)


def test_an_address_needs_no_name_server():
    def never(host, port):
        raise AssertionError

    assert [str(one) for one in addresses_of("8.8.8.8", 80, resolve=never, timeout_s=1, loopback=False)] == ["8.8.8.8"]


def test_all_addresses_of_a_name_in_their_order_and_once():
    assert [str(one) for one in found("a.example", "8.8.8.8", "1.1.1.1", "8.8.8.8")] == ["8.8.8.8", "1.1.1.1"]


@pytest.mark.parametrize("bad", NOT_PUBLIC)
def test_one_address_that_is_not_public_is_enough(bad):
    for texts in ([bad], ["8.8.8.8", bad], [bad, "8.8.8.8"]):
        with pytest.raises(RefusedInput, match="not public"):
            found("a.example", *texts)


def test_this_machine_is_asked_only_where_it_is_allowed():
    assert [str(one) for one in found("a.example", "127.0.0.1", "::1", loopback=True)] == ["127.0.0.1", "::1"]
    for bad in ("10.0.0.1", "169.254.169.254", "::ffff:127.0.0.1", "0.0.0.0", "fe80::1"):
        with pytest.raises(RefusedInput):
            found("a.example", bad, loopback=True)


@pytest.mark.parametrize("texts", [[], ["not an address"], ["8.8.8.8", "nonsense"]])
def test_a_name_without_addresses(texts):
    with pytest.raises(UnreachableInput):
        found("a.example", *texts)


@pytest.mark.parametrize("error", [OSError("no such name"), UnicodeError("label too long")])
def test_a_name_server_that_fails(error):
    def fails(host, port):
        raise error

    with pytest.raises(UnreachableInput, match=str(error)):
        addresses_of("a.example", 80, resolve=fails, timeout_s=1, loopback=False)


def test_a_name_server_that_does_not_answer_is_not_waited_for():
    began = time.monotonic()
    with pytest.raises(UnreachableInput, match=r"no answer within 0\.1 s"):
        addresses_of("a.example", 80, resolve=lambda *_: time.sleep(5) or [], timeout_s=0.1, loopback=False)
    assert time.monotonic() - began < 4


# --- whole addresses -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "url",
    ["file:///etc/passwd", "ftp://example.org/a", "gopher://example.org/", "data:text/html,a", "javascript:alert(1)",
     "example.org/a", "//example.org/a", "/a", "", " ", "http://", "http:///a", "http://:80/",
     "http://user@example.org/",
     "http://user:pass@example.org/", "http://@example.org/", "http://example.org@10.0.0.1/", "http://example.org:22/",
     "http://example.org:0/", "http://example.org:99999/", "http://example.org:-1/", "http://example.org:8e1/",
     "http://exa\tmple.org/", "http://example.org/\r\nHost:a", "http://example.org\\@10.0.0.1/",
     "http://example.org/\x00",
     "http://[::1/", "http://[::1]a/", "http://[::1%25eth0]/", "https:example.org",
     "http://example.org/" + "a" * 4_000],
)  # fmt: skip
def test_what_is_no_address_of_a_page(url):
    with pytest.raises(RefusedInput) as refused:
        parse_target(url)
    assert "pass" not in str(refused.value) or "etc" in url


@pytest.mark.parametrize(
    ("url", "whole"),
    [("https://Example.org", "https://example.org/"), ("HTTP://example.org:80/a?b#c", "http://example.org/a?b"),
     ("https://example.org:0443/", "https://example.org/"), ("https://example.org:80/", "https://example.org:80/"),
     (" https://example.org/a ", "https://example.org/a"), ("https://example.org/ä b",
     "https://example.org/%C3%A4%20b"),
     ("https://example.org/a%20b?c=%2f", "https://example.org/a%20b?c=%2f"), ("http://[2A00::1]/", "http://[2a00::1]/"),
     ("https://example.org?a", "https://example.org/?a"), ("https://example.org/a@b", "https://example.org/a@b")],
)  # fmt: skip
def test_addresses_as_they_are_asked_for(url, whole):
    target = parse_target(url)
    assert target.url == whole
    assert parse_target(target.url) == target


def test_other_ports_only_for_tests():
    assert parse_target("http://127.0.0.1:8080/", any_port=True).port == 8080


@pytest.mark.parametrize(
    ("to", "whole"),
    [("/b", "https://example.org/b"), ("b", "https://example.org/a/b"), ("?c", "https://example.org/a/?c"),
     ("//other.example/b", "https://other.example/b"), ("https://other.example", "https://other.example/"),
     (" /b#c ", "https://example.org/b")],
)  # fmt: skip
def test_where_redirects_lead(to, whole):
    assert follow(parse_target("https://example.org/a/"), to).url == whole


@pytest.mark.parametrize(
    "to", ["http://example.org/", "file:///etc/passwd", "//a@b", "https://2130706433/", "http://[::1/"]
)
def test_redirects_that_are_not_followed(to):
    with pytest.raises(RefusedInput):
        follow(parse_target("https://example.org/"), to)


@given(st.text(max_size=200))
def test_whatever_a_redirect_says_it_leads_to_a_page_or_nowhere(text):
    start = parse_target("http://example.org/a")
    try:
        target = follow(start, text)
    except InputError:
        return
    assert isinstance(target, Target)
    assert target.path.startswith("/")
    assert target.path.isascii()
    assert not set(target.path) & set(" \r\n\t\\#")


@pytest.mark.parametrize(
    ("url", "told"),
    [("http://user:pass@example.org/a", "http://...@example.org/a"), ("http://example.org/a@b",
     "http://example.org/a@b"),
     ("http://a@b@c/", "http://...@c/"), ("http://example.org?x@y", "http://example.org?x@y")],
)  # fmt: skip
def test_names_and_passwords_are_not_written_down(url, told):
    assert without_user(url) == told


@pytest.mark.parametrize(("name", "yes"), [("https://a", True), ("HTTP://a", True), ("s3://a", False), ("http", False)])
def test_what_is_a_page(name, yes):
    assert is_page(name) is yes
