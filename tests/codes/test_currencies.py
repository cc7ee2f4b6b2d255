"""Units of money: as a whole, in known currencies."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.codes.currencies import currency_of, one_currency
from dragoman.codes.tables import DATA, read_table

UNITS = [row["unit"] for row in read_table("currencies")]

CODES = [
    ("US$", {"USD"}), ("us dollars", {"USD"}), ("U.S. dollars", {"USD"}), ("American dollars", {"USD"}),
    ("A$", {"AUD"}), ("Hong Kong dollars", {"HKD"}), ("HK$", {"HKD"}), ("£", None), ("pounds sterling", {"GBP"}),
    ("Egyptian pounds", {"EGP"}), ("€", {"EUR"}), ("euros", {"EUR"}), ("PKR", {"PKR"}), ("₹", {"INR"}),
    ("Pakistani rupees", {"PKR"}), ("Indian rupee", {"INR"}), ("Russian roubles", {"RUB"}), ("Russian rubles", {"RUB"}),
    ("Saudi riyals", {"SAR"}), ("Iranian rials", {"IRR"}), ("CFA francs", {"XAF", "XOF"}), ("RMB", {"CNY"}),
    ("Chinese yuan", {"CNY"}), ("renminbi", {"CNY"}), ("UAE dirhams", {"AED"}), ("Danish kroner", {"DKK"}),
]  # fmt: skip
SAME = [
    ("$", "US$"), ("dollars", "US dollars"), ("$", "dollars"), ("USD", "U.S. dollars"), ("£", "pounds sterling"),
    ("Rs", "rupees"), ("Rs.", "Pakistani rupees"), ("rupees", "₹"), ("INR", "Indian rupees"), ("€", "EUR"),
    ("francs", "Swiss francs"), ("francs", "CFA francs"), ("roubles", "Russian rubles"), ("¥", "Japanese yen"),
    ("yuan", "RMB"), ("riyals", "Saudi riyals"), ("rials", "riyals"),
]  # fmt: skip
OTHERS = [
    ("PKR", "INR"), ("Pakistani rupees", "Indian rupees"), ("PKR", "₹"), ("US$", "A$"), ("US$", "HK$"), ("A$", "HK$"),
    ("$", "A$"), ("dollars", "Australian dollars"), ("£", "Egyptian pounds"), ("pounds", "Lebanese pounds"),
    ("$", "€"), ("rupees", "dollars"), ("¥", "yuan"), ("Swiss francs", "CFA francs"), ("roubles", "Belarusian rubles"),
    ("Danish kroner", "Norwegian kroner"), ("won", "North Korean won"), ("bitcoins", "bitcoins"), (None, None),
    ("", "$"), ("new dollars", "dollars"),
]  # fmt: skip


@pytest.mark.parametrize(("unit", "codes"), CODES)
def test_a_unit_is_matched_as_a_whole(unit, codes):
    found = currency_of(unit)
    assert found is not None
    assert found.codes == codes if codes else len(found.codes) > 1


@pytest.mark.parametrize(("one", "other"), SAME)
def test_one_currency(one, other):
    assert one_currency(one, other)
    assert one_currency(other, one)


@pytest.mark.parametrize(("one", "other"), OTHERS)
def test_two_currencies_or_none_that_is_known(one, other):
    assert not one_currency(one, other)
    assert not one_currency(other, one)


@given(st.sampled_from(UNITS), st.sampled_from(UNITS))
def test_sameness_has_no_direction_and_asks_for_a_currency_in_common(one, other):
    assert one_currency(one, one)
    assert one_currency(one, other) == one_currency(other, one)
    if one_currency(one, other):
        assert currency_of(one).codes & currency_of(other).codes


def test_the_usual_one_is_one_of_those_meant_and_every_code_is_a_unit():
    for unit in UNITS:
        known = currency_of(unit)
        assert known.usual is None or known.usual in known.codes, unit
        assert all(currency_of(code).codes == {code} for code in known.codes), unit


def test_the_table_is_what_its_script_writes(tmp_path, monkeypatch):
    pytest.importorskip("babel")
    from reference import build_currencies, tables

    monkeypatch.setattr(build_currencies, "write_table", lambda *given: tables.write_table(*given, directory=tmp_path))
    build_currencies.build()
    assert (tmp_path / "currencies.tsv").read_bytes() == (DATA / "currencies.tsv").read_bytes()
