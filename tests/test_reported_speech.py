"""Reported speech in whole passages, each of its own making, by the shipped reader."""

import pytest

from dragoman.api import code_text


def said(text, **fields):
    """(speaker, words) of every statement, in order."""
    coded = code_text(text, published="2019-04-10", **fields)
    return [(each.speakers[0].name, each.text) for each in coded.statements]


# --- politeness ------------------------------------------------------------------------------------------------


def test_a_position_that_sounds_polite_is_kept_with_all_that_goes_on_from_it():
    text = "“We welcome the decision,” Mr Doe said. “It makes the valley safer. Nobody will close the road again.”"
    assert said(text) == [
        ("Doe", "We welcome the decision"),
        ("Doe", "It makes the valley safer."),
        ("Doe", "Nobody will close the road again."),
    ]


def test_what_follows_a_greeting_is_said_by_whoever_greeted():
    text = "Mrs Poe left on Monday.\n\n“Good evening, everyone,” Mr Doe said. “The war is over.”"
    assert said(text) == [("Doe", "The war is over.")]


# --- quotations over several paragraphs ------------------------------------------------------------------------

PARAGRAPHS = "“The talks have failed.\n\n“The other side has not moved by an inch.\n\n“We will go on{}”{}"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", (",", " Mr Doe told reporters.")),
        ("Mr Doe said:\n\n", (".", "")),
        ("Mrs Poe said that the border was closed.\n\n", (".", "\n\nMr Doe was speaking at a rally in Lima.")),
        ("Mrs Poe said that the border was closed.\n\n", (".", "\n\nMr Doe said this at a rally in Lima.")),
        ("Mrs Poe said that the border was closed.\n\n", (",", " Mr Doe told reporters.")),
    ],
)
def test_one_cue_serves_all_paragraphs_of_a_quotation(before, after):
    found = [each for each in said(before + PARAGRAPHS.format(*after)) if each[0] != "Poe"]
    assert [who for who, _ in found] == ["Doe"] * 3
    assert [words.split()[0] for _, words in found] == ["The", "The", "We"]


def test_a_cue_in_the_second_paragraph_serves_the_first():
    text = (
        "Mrs Poe left on Monday.\n\n“The talks have failed.\n\n“The other side is to blame,” Mr Doe said."
        " “It should think again.\n\n“We will go on.”"
    )
    assert [who for who, _ in said(text)] == ["Doe"] * 4


def test_a_cue_of_the_quotation_goes_before_the_sentence_after_it():
    text = "Mrs Poe said:\n\n" + PARAGRAPHS.format(".", "\n\nMr Doe was speaking in Lima.")
    assert {who for who, _ in said(text)} == {"Poe"}


def test_closed_quotations_in_paragraphs_of_their_own_go_on_from_the_one_before():
    text = "“The talks have failed,” Mr Doe said.\n\n“We will go on.”\n\n“Nothing is lost,” Mrs Poe replied."
    assert [who for who, _ in said(text)] == ["Doe", "Doe", "Poe"]


# --- one statement for each sentence ---------------------------------------------------------------------------


def test_two_sentences_before_a_cue_are_two_statements():
    text = "“We will do our part. Nobody will stop us,” the president of Peru, Juan Doe, said."
    assert [words for _, words in said(text)] == ["We will do our part.", "Nobody will stop us"]


@pytest.mark.parametrize("name", ["St. John Doe", "Dr. Doe", "John R. Doe"])
def test_a_full_stop_in_a_name_parts_nothing(name):
    assert [words for _, words in said(f"“We trust {name} and his men,” the minister said.")] == [
        f"We trust {name} and his men"
    ]


def test_a_quotation_of_several_sentences_after_that_has_its_cue_before_it():
    assert said("Mr Doe said that “the war is over. We won it.” Nobody answered.") == [
        ("Mr Doe", "the war is over."),
        ("Mr Doe", "We won it."),
    ]


def test_only_the_question_is_asked():
    coded = code_text("“We went home. Why did the others stay?” Mr Doe asked.")
    assert [each.stance for each in coded.statements] == ["affirms", "asks"]


# --- to whom, and who passed it on -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "addressees"),
    [
        ("“Who benefits?” asked Peru's President Juan Doe.", ()),
        ("“How long will it last?” asked the foreign minister of Peru, Jane Roe.", ()),
        ("“Was it them?” asked Peruvian Foreign Minister Jane Roe.", ()),
        ("“Was it them?” Peru's foreign minister asked the envoy.", ("envoy",)),
        ("“It was them,” said Peruvian Foreign Minister Jane Roe to the envoy.", ("envoy",)),
        ("“It was them,” said the ambassador to Peru.", ()),
    ],
)
def test_nobody_speaks_to_himself(text, addressees):
    (only,) = code_text(text).statements
    assert only.addressees == addressees


def test_nobody_is_the_source_of_his_own_words():
    (only,) = code_text("Mr Doe reported that the war was over, he reported.").statements
    assert only.reported_by is None


def test_a_ministers_she_is_the_minister_though_a_sentence_stands_between():
    coded = code_text("“We want peace. But we will fight,” said the minister. “The land is ours. It was so,” he added.")
    assert len({each.speakers[0].id for each in coded.statements}) == 1


# --- offices that only the article gives -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("who", "party", "office"),
    [
        ("Peruvian Foreign Minister Juan Doe", "PER", "Foreign Minister of Peru"),
        ("The acting prime minister of Peru, Juan Doe,", "PER", "Prime Minister of Peru"),
        ("Deputy Foreign Minister of Peru Juan Doe", "PER", "Deputy Foreign Minister of Peru"),
        ("Juan Doe, a spokesman for the Peruvian army,", "PER", "spokesman for the Peruvian army"),
        ("Peru's ambassador to Chile, Juan Doe,", "PER", "Peru's ambassador to Chile"),
        ("NATO envoy Juan Doe", "NATO", "NATO envoy"),
        ("Former Peruvian foreign minister Juan Doe", None, None),
        ("Peruvian footballer Juan Doe", None, None),
        ("Juan Doe", None, None),
    ],
)
def test_the_office_of_somebody_no_table_knows_is_what_the_article_calls_him(who, party, office):
    (only,) = code_text(f"{who} said on Monday that the talks had failed.").statements
    assert [(s.party, s.office) for s in only.speakers] == [(party, office)]


def test_no_statement_begins_with_its_that_wherever_an_adverb_hangs():
    text = "The talks had failed. Ruth Poe said nothing would happen. Doe said repeatedly that it was late. "
    text += (
        "Peruvian envoy Ann Foe said she was happy. Peru's ambassador, Ruth Roe, left. Doe said later that he would go."
    )
    assert not [words for _, words in said(text) if words.startswith("that ")]


# --- several clauses, and what interrupts them -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            "The president said that the army had won, that the rebels had fled and that a vote would follow in June.",
            ["the army had won", "the rebels had fled", "a vote would follow in June"],
        ),
        (
            "Rebels shot ten men on Sunday, the ministry said, adding that two had died and that the search went on.",
            ["Rebels shot ten men on Sunday", "two had died", "the search went on"],
        ),
        ("Aid is late, say officials.", ["Aid is late"]),
    ],
)
def test_every_clause_is_a_statement(text, words):
    assert [each for _, each in said(text)] == words


def test_the_day_in_one_clause_is_not_the_day_of_saying():
    coded = code_text("The president said that the army had won and that elections would be held in June 2018.")
    assert all(each.said.earliest is None or each.said.earliest.year != 2018 for each in coded.statements)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("“The sanctions,” the minister, Juan Doe, said on Friday, “are wrong.”", {"The sanctions", "are wrong."}),
        ("The rebels have agreed, the envoy claims, to go.", {"The rebels have agreed", "to go"}),
    ],
)
def test_what_a_cue_interrupts_is_one_statement(text, parts):
    (only,) = code_text(text).statements
    assert {only.text, *(span.text for span in only.citations)} == parts


def test_what_is_said_beside_a_denial_is_not_denied():
    coded = code_text("Peru denied that it had any role, saying the attack was staged.")
    assert [(each.text, each.stance) for each in coded.statements] == [
        ("it had any role", "denies"),
        ("the attack was staged", "affirms"),
    ]


def test_who_was_asked_does_not_ask():
    assert said("Asked whether talks were planned, Mr Doe replied: “Not yet.”") == [("Doe", "Not yet.")]


def test_he_is_not_several_people():
    coded = code_text(
        "The talks will resume, says the envoy, Juan Doe. Aid is late, say officials. It came, he claims, in May."
    )
    assert [each.speakers[0].name for each in coded.statements][-1] == "Juan Doe"


def test_a_treaty_speaks_for_itself_and_a_statement_for_whoever_made_it():
    text = "Peru's foreign minister, Juan Doe, said that the war was over. The {} says that troops must leave."
    names = {word: code_text(text.format(word)).statements[-1].speakers[0].name for word in ("treaty", "statement")}
    assert names == {"treaty": "treaty", "statement": "Juan Doe"}


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("Chadian troops attacked a village in Mali on Sunday, Mali's defence ministry said.", "defence ministry"),
        ("Chadian troops attacked a village in Mali on Sunday.", None),
    ],
)
def test_an_event_names_its_source(text, source):
    events = code_text(text, published="2019-04-10").events
    assert events
    assert {event.reported_by and event.reported_by.rpartition("'s ")[2] for event in events} == {source}
