"""What everyday sentences tell of acts, by the whole chain with the shipped reader and trees."""

import pytest

from dragoman.api import code_text


def told(text):
    """Type, status and basis of each event."""
    return {(e.type, e.status, e.basis) for e in code_text(text, published="2019-04-10").events}


@pytest.mark.parametrize(
    ("text", "types"),
    [
        ("The talks between Peru and Chile were cancelled.", {"REJECT"}),
        ("A planned visit by the Norwegian minister to Peru was called off.", {"REJECT"}),
        ("The summit between Peru and Chile was postponed on Monday.", {"REJECT"}),
        ("The cancelled visit of the Peruvian president to Chile angered the senators.", set()),
        ("The deployment of Kenyan troops to Somalia was cancelled.", set()),
        ("The talks between Peru and Chile were not cancelled.", {"CONSULT"}),
        ("Peru and Chile held talks on Monday.", {"CONSULT"}),
    ],
)
def test_what_was_called_off_did_not_happen(text, types):
    assert {kind for kind, _, _ in told(text)} == types


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("The Norwegian minister gave an interview ahead of his visit to Chad.", ("CONSULT", "planned", "plain")),
        ("The Norwegian minister gave an interview during his visit to Chad.", ("CONSULT", "occurred", "plain")),
        ("Peru freed prisoners ahead of the talks with Chile in 2011.", ("CONSULT", "background", "plain")),
    ],
)
def test_what_lies_ahead_is_planned_in_news_of_the_day(text, event):
    assert event in told(text)


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("Reports that Chad had shelled Mali proved to be false.", ("ASSAULT", "denied", "plain")),
        ("Claims that Chad bombed Mali were unfounded.", ("ASSAULT", "denied", "plain")),
        ("The newspaper wrongly reported that Chad had shelled Mali.", ("ASSAULT", "denied", "plain")),
        ("It was not true that Chad attacked Mali.", ("ASSAULT", "denied", "plain")),
        ("A report that the Kenyan minister had met the rebels proved untrue.", ("CONSULT", "denied", "plain")),
        ("Kenya falsely accused Uganda of shelling a village.", ("ASSAULT", "denied", "plain")),
        ("The ministry of Chad said reports that Chad had shelled Mali were false.", ("ASSAULT", "denied", "plain")),
        ("Mali said reports that Chad had shelled a village were false.", ("ASSAULT", "occurred", "alleged")),
        ("A false report led Kenya to expel the Ugandan ambassador.", ("SANCTION", "occurred", "plain")),
        ("Peru wrongly arrested two Chilean fishermen.", ("COERCE", "occurred", "plain")),
    ],
)
def test_what_proved_untrue_is_denied_by_whoever_says_so(text, event):
    assert event in told(text)


@pytest.mark.parametrize(
    ("end", "status"),
    [
        ("Mr Silva was found alive on Sunday.", "denied"),
        ("Mr Silva turned up alive on Sunday.", "denied"),
        ("Mr Silva was found dead on Sunday.", "occurred"),
        ("Mr Silva was not found alive.", "occurred"),
        ("Mr Soto was found alive on Sunday.", "occurred"),
    ],
)
def test_who_is_found_alive_was_not_killed(end, status):
    killing = ("ASSAULT", status, "plain")
    assert killing in told(f"The militia killed Mr Omar Silva on Friday. {end}")
