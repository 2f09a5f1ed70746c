"""Lines found again in a text that an extractor made of them."""

from __future__ import annotations

from workbench.cleaning.html.aligning import shares

ONE = "The ferries that cross the harbour are running again after a winter in dry dock."
TWO = "Passengers queued in the rain on the first morning to take the half past seven boat."
THREE = "The company says that the hulls were thinner than its engineers had expected."


def test_whole_lines_are_found_and_others_not() -> None:
    assert shares([ONE, TWO, THREE], f"{ONE}\n{THREE}") == [1.0, 0.0, 1.0]


def test_merged_split_and_reordered_paragraphs_are_found() -> None:
    first, second = TWO.split(" on ")
    assert shares([ONE, TWO, THREE], f"{THREE} {ONE}\n{first}\non {second}") == [1.0, 1.0, 1.0]


def test_spaces_case_and_punctuation_do_not_count() -> None:
    assert shares([ONE], ONE.upper().replace(" ", "\n").replace(".", " !")) == [1.0]


def test_a_line_that_is_partly_there_has_the_share_of_its_words() -> None:
    assert 0.4 < shares([f"{ONE} {TWO}"], ONE)[0] < 0.6


def test_a_short_line_is_found_only_between_its_neighbours() -> None:
    lines = ["Read more", ONE, "Read more", TWO, "Read more"]
    assert shares(lines, f"{ONE}\nRead more\n{TWO}") == [0.0, 1.0, 1.0, 1.0, 0.0]


def test_a_short_line_is_taken_as_often_as_it_stands_there() -> None:
    assert shares([ONE, "Boats", "Boats", TWO], f"{ONE} Boats {TWO}") == [1.0, 1.0, 0.0, 1.0]


def test_chinese_is_compared_by_characters() -> None:
    assert shares(["渡轮今天早上回到港口。", "明天天气很好。"], "渡轮今天早上\n回到港口") == [1.0, 0.0]


def test_lines_without_words_and_empty_texts_are_not_found() -> None:
    assert shares(["—", "", ONE], "") == [0.0, 0.0, 0.0]


def test_one_word_repeated_for_ever_is_no_trap() -> None:
    assert shares(["a " * 2_000] * 50, "a " * 100_000) == [1.0] * 50
