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


def codes(text):
    """Type, mode and CAMEO code of each event."""
    return {(e.type, e.mode, e.cameo) for e in code_text(text, published="2019-04-10").events}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Ghana and Togo signed an agreement on trade on Monday.", ("SUPPORT", None, "057")),
        ("Russia vetoed a resolution of the Security Council on Mali.", ("REJECT", None, "129")),
        ("Kenya granted asylum to two Ugandan officers.", ("AID", None, "075")),
        ("Peru broke off diplomatic relations with Chile.", ("SANCTION", "discontinue", "161")),
        ("Peru recalled its ambassador from Chile.", ("SANCTION", "withdraw", "161")),
        ("Kenya expelled the Ugandan ambassador.", ("SANCTION", "expel", "166")),
        ("Canada imposed an embargo on Chad.", ("SANCTION", "discontinue", "163")),
        ("The Peruvian government suspended military aid to Bolivia.", ("SANCTION", "discontinue", "1622")),
        ("Norway condemned Chad for the raid.", ("ACCUSE", "disapprove", "111")),
        ("Norway accused Chad of spying.", ("ACCUSE", "allege", "1125")),
        ("Prosecutors opened an investigation into corruption in the Peruvian army.", ("ACCUSE", "investigate", "091")),
        ("Israel cut off electricity to Gaza.", ("COERCE", "withhold", "170")),
        ("Moscow spread disinformation about Norway.", ("COERCE", "misinformation", "170")),
        ("Protesters smashed the windows of the Chilean embassy in Lima.", ("PROTEST", "vandalize", "145")),
        ("Norway urged Chad to release the prisoners.", ("REQUEST", "yield", "0253")),
        ("Chad demanded the release of its soldiers from Mali.", ("REQUEST", "yield", "1053")),
        ("Peru promised Chile economic aid.", ("AGREE", None, "0331")),
        ("Peru and Chile are negotiating over the border.", ("CONSULT", None, "046")),
        ("Norway gave Chad a parrot and a loan of $20 million.", ("AID", None, "071")),
    ],
)
def test_mode_and_code_say_as_much_as_the_words(text, code):
    assert code in codes(text)


def sides(text):
    """Type, basis, and the names on either side."""
    events = code_text(text, published="2019-04-10").events
    return {
        (e.type, e.basis, " ".join(p.name for p in e.actors), " ".join(p.name for p in e.recipients)) for e in events
    }


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("The raid was blamed on Sudan.", {("ASSAULT", "alleged", "Sudan", ""), ("ACCUSE", "plain", "", "Sudan")}),
        (
            "Kenya attributed the raid to Sudan.",
            {("ASSAULT", "alleged", "Sudan", ""), ("ACCUSE", "plain", "Kenya", "Sudan")},
        ),
        (
            "A Spanish court charged two officers with torturing a prisoner.",
            {
                ("ASSAULT", "alleged", "two officers", "prisoner"),
                ("ACCUSE", "plain", "Spanish court", "two officers"),
            },
        ),
    ],
)
def test_whoever_is_blamed_or_charged_acted_as_alleged(text, told):
    assert sides(text) == told


@pytest.mark.parametrize(
    "text",
    [
        "The Kenyan president talked to a crowd in Mombasa.",
        "The Kenyan minister met reporters in Nairobi on Monday.",
        "The Kenyan minister spoke to reporters in Nairobi.",
        "The Kenyan president spoke to supporters in Mombasa.",
        "The US secretary of state talked to students in Cairo.",
    ],
)
def test_whoever_speaks_to_an_audience_consults_nobody(text):
    assert not {kind for kind, _, _ in told(text)}


def test_of_those_met_the_audience_is_left_out():
    assert sides("The Kenyan minister met the Ugandan minister and reporters in Nairobi.") == {
        ("CONSULT", "plain", "The Kenyan minister", "the Ugandan minister")
    }


def test_a_dinner_is_one_meeting():
    assert [kind for kind, *_ in sides("King Felipe hosted a dinner for members of the European Parliament.")] == [
        "CONSULT"
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Kenya closed its embassy in Chad.", {("SANCTION", "plain", "Kenya", "Chad")}),
        ("Peru closed the Chilean consulate in Lima.", {("COERCE", "plain", "Peru", "Chile")}),
        ("Kenya's ambassador was recalled from Chad.", {("SANCTION", "plain", "Kenya", "Chad")}),
        ("North Korea fired a missile into the sea.", {("MOBILIZE", "plain", "North Korea", "")}),
        ("A rocket hit the embassy of Peru in Chad.", {("ASSAULT", "plain", "", "embassy of Peru")}),
        ("The delivery of Danish howitzers to Ukraine began.", {("AID", "plain", "Denmark", "Ukraine")}),
    ],
)
def test_everyday_deeds_are_found(text, found):
    assert sides(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Farmers blocked roads across Peru.", {("PROTEST", "plain", "Farmers", "")}),
        ("A Chadian delegation arrived in Oslo on Monday.", {("CONSULT", "plain", "Chadian delegation", "Norway")}),
        ("Chad reopened its border with Mali.", {("CONCEDE", "plain", "Chad", "Mali")}),
        ("The team from Chile met Peru in the final of the cup.", set()),
        (
            "The attack on Chad was condemned by Norway.",
            {("ASSAULT", "plain", "", "Chad"), ("ACCUSE", "plain", "Norway", "")},
        ),
        ("The attack on Chad was carried out by Mali.", {("ASSAULT", "plain", "Mali", "Chad")}),
    ],
)
def test_more_everyday_deeds(text, found):
    assert sides(text) == found


@pytest.mark.parametrize(
    "text",
    ["Chad's talks with Mali have not taken place.", "The talks between Chad and Mali have not begun."],
)
def test_what_has_not_taken_place_is_not_told_as_done(text):
    assert not told(text)


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("It is not known whether the rebels attacked the village.", ("ASSAULT", "hypothetical", "plain")),
        ("It is known that the rebels attacked the village.", ("ASSAULT", "occurred", "plain")),
    ],
)
def test_what_is_left_open_is_hypothetical(text, event):
    assert {(kind, status) for kind, status, _ in told(text)} == {event[:2]}


def test_what_is_signed_or_lifted_is_no_second_act():
    assert {kind for kind, *_ in sides("The accord was signed by Peru and Chile in Lima.")} == {"SUPPORT"}
    assert {kind for kind, *_ in sides("The curfew in Abeche was lifted by the army.")} == {"CONCEDE"}


def test_to_man_a_checkpoint_names_nobody():
    assert sides("Peru sent soldiers to man a checkpoint on the border with Chile.") == {
        ("MOBILIZE", "plain", "Peru", "")
    }
