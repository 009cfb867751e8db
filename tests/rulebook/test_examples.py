from rulebook.examples import failing_examples
from rulebook.sentences import sentences
from tests.rulebook.books import working


def test_a_rule_is_held_to_its_own_examples() -> None:
    rules = working(
        Kept="{extends: existence, message: m, tokens: [sale], good: [salespeople], bad: [big sale]}",
        Deaf="{extends: existence, message: m, tokens: [sale], bad: [outlet]}",
        Eager="{extends: existence, message: m, tokens: [sale], good: [no sale]}",
    )
    deaf, eager = failing_examples(rules)
    assert (deaf.rule, deaf.text, deaf.flagged) == ("Test.Deaf", "outlet", False)
    assert str(deaf) == "Test.Deaf does not flag its bad example 'outlet'"
    assert str(eager) == "Test.Eager flags its good example 'no sale'"


def cut(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text)]


def test_sentences_end_where_people_would_say_they_do() -> None:
    assert cut("Come in! We open at 9 a.m. on Monday. Really?  Yes.") == [
        "Come in!",
        "We open at 9 a.m. on Monday.",
        "Really?",
        "Yes.",
    ]
    assert cut("Dr. Lee and J. Smith cost 3.50 each, e.g. today") == [
        "Dr. Lee and J. Smith cost 3.50 each, e.g. today"
    ]
    assert cut("“Wow!” She said… Then (it ended.) Now") == ["“Wow!”", "She said…", "Then (it ended.)", "Now"]
    assert cut("One\n\nTwo\n\n\n three. four") == ["One", "Two", "three.", "four"]
    assert cut("Item 3. of five... and more... Then no. 4. And yes!” so") == [
        "Item 3. of five... and more...",
        "Then no. 4.",
        "And yes!”",
        "so",
    ]
    assert cut("So am I. We go") == ["So am I.", "We go"]
    assert cut(" \n ") == []
