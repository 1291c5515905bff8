"""What the columns, codes and values of a digest's tables mean, for its spreadsheets.

docs/reference/digest-schema.md says the same; a test holds them together.
"""

COLUMNS = {
    "section": "which part: about, first_page, heard, question, method, or a table's name",
    "code": "what the row is about: a topic's code, a measure, a first-page line, a language",
    "name": "the same in words",
    "column": "what it is broken down by: people, share, a channel, a language; other: all others",
    "column_name": "the same in words",
    "value": "the figure or the text as people read it",
    "number": "the figure as a whole number; empty where it is hidden, and for text",
    "note": "how the table's figures were protected",
}
ROWS = {
    "digest": "the digest's number",
    "edition": "its edition",
    "row": "counts the rows",
    "topics": "codes of the topics these words are under, of those whose number is shown",
    "topic_names": "the same in words",
    "words": "what was said, as a person cleared it",
}
CODES = {
    "asked": "residents for whom a carrier took the question; not those who came on their own",
    "reached": "of those, delivered to the phone (SMS) or taken by Telegram",
    "answered": "residents who said something in reply",
    "stopped": "of those asked, residents who have stopped (on the first page: of everyone)",
    "answer_share": "answered, of those reached",
    "own": "residents who wrote without being asked",
    "written": "residents whose words came on paper or through a helper",
    "held": "residents with words held back, as abusive or for safeguarding",
    "question_1": "in drop_off: the first question; question_2 is the next one, and so on",
    "base": "the people whom topics are set against",
    "unsorted": "residents who said something of which nothing is under a topic yet",
    "unsorted_share": "unsorted, of the base",
    "checksum": "SHA-256 of the shown document as canonical JSON",
}
CHOSEN = {
    "answer_": "before a question's name: the section of its answers, one from each person",
    "answers_": "the same where each person could give several answers",
    "all-answered": "residents who answered this question",
    "none-of-these": "who said that none of the answers is theirs",
    "another-answer": "an answer of an earlier version of the question",
    "not-sure": "who answered in words that could not be surely read as one of the answers",
    "yes": "and no; agree, disagree and pass: the answers of such questions",
    "from-10": "of a number: 10 and more, up to the next band; below-0: less than 0",
}
"""Of digests that have such sections; the codebook of others stays what it was."""
VALUES = {
    "0": "nobody",
    "fewer than 5": "1 to 4, in totals over everyone",
    "hidden": "1 to 4 in a breakdown, or a cell that would give such a one away",
    "not shown": "not known, or no share: hidden figures, or fewer than 20 people to take it of",
    "about 10": "to the nearest 5 in a closing edition: beside an earlier one it would tell of few",
}
PARTS = {"CSV column": COLUMNS, "Column of the rows": ROWS, "Code": CODES, "Value": VALUES}
