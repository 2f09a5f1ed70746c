from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.text import terms
from workbench.text.terms import analyse, primary_language, spellings, stem, stems_of


def forms(text: str) -> str:
    return " ".join(analyse(text, "en").forms)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The U.S. said", "the us said"),
        ("the U.S.-led coalition, U.S.A. and a.m.", "the us led coalition usa and am"),
        ("the end.Next day e.g.that", "the end next day eg that"),
        ("don't don’t DON'T", "dont dont dont"),
        ("Biden's Biden’s ISIS' 1990's", "biden biden isis 1990"),
        ("O'Brien rock'n'roll 'quoted'", "obrien rocknroll quoted"),
        ("l'Iran d’État qu'elle dell'arte", "l iran d etat qu elle dell arte"),
        ("ISIS-K al-Qa'ida al-Qaeda", "isis k al qaida al qaida"),
        ("2,200 1,250,000.50 2.5 1,2,3 12,34", "2200 1250000.50 2.5 1 2 3 12 34"),
        ("192.168.1.1 2019-05-03 9/11 10:30", "192 168 1.1 2019 05 03 9 11 10 30"),
        ("$5bn 100% C# @user #tag a_b", "5bn 100 c user tag a b"),
        ("北京大学 東京タワー", "北 京 大 学 東 京 タ ワ ー"),
        ("서울 뉴스", "서울 뉴스"),
        ("हिन्दी में। समाचार", "हिन्दी में समाचार"),
        ("AT&T R&D", "at t r d"),
        ("naïve Straße ﬁn", "naive strasse fin"),
        ("so\u00adft zero\u200bwidth", "soft zerowidth"),
        ("... -- !? 😀 *", ""),
        ("a–b c—d", "a b c d"),
    ],
)
def test_words_of_a_text(text: str, expected: str) -> None:
    assert forms(text) == expected


@pytest.mark.parametrize(
    ("text", "compounds"),
    [
        ("e-mail", ["email"]),
        ("F-16 and COVID-19", ["f16", "covid19"]),
        ("al-Qaeda", ["alqaida"]),
        ("state-of-the-art", []),
        ("2019-05", ["201905"]),
        ("AT&T", ["att"]),
        ("Yahoo.com", []),
    ],
)
def test_hyphenated_words_are_compounds_too(text: str, compounds: list[str]) -> None:
    assert analyse(text, "en").compounds == compounds


def test_stems_follow_the_language() -> None:
    assert analyse("warnings running", "en").stems == ["warn", "run"]
    assert analyse("Warnungen", "de-AT").stems == [stem("warnung", "de")]
    assert analyse("warnings", None).stems == ["warnings"]
    assert analyse("warnings", "tlh").stems == ["warnings"]
    assert stems_of("warnings", {"en", "und"}) == {"warn", "warnings"}
    assert stems_of("warnings", ()) == {"warnings"}


def test_spellings_of_one_name_have_one_form() -> None:
    assert forms("Hezbollah Hizballah Qaddafi Gaddafi") == "hizballah hizballah gaddafi gaddafi"
    assert "hezbollah" in spellings("hizballah")
    assert spellings("rain") == ("rain",)


@pytest.mark.parametrize(
    ("tag", "primary"), [("en-US", "en"), ("EN", "en"), ("zh_Hant", "zh"), (None, "und"), ("", "und"), ("-", "und")]
)
def test_primary_language(tag: str | None, primary: str) -> None:
    assert primary_language(tag) == primary


def test_spans_are_of_the_text_as_written() -> None:
    text = "The U.S. and ISIS-K’s “Straße”."
    assert [(term.form, text[term.start : term.end], term.position, term.compound) for term in terms.terms(text, "en")] == [
        ("the", "The", 0, False),
        ("us", "U.S.", 1, False),
        ("and", "and", 2, False),
        ("isisk", "ISIS-K’s", 3, True),
        ("isis", "ISIS", 3, False),
        ("k", "K’s", 4, False),
        ("strasse", "Straße", 5, False),
    ]


def test_only_chosen_terms_keep_their_positions() -> None:
    text = "rain on e-mail in Spain"
    assert [(term.form, term.position) for term in terms.terms(text, "en", lambda form, _: form in ("mail", "spain"))] == [
        ("mail", 3),
        ("spain", 5),
    ]


def test_very_long_words_are_cut() -> None:
    assert forms("a" * 10_000) == "a" * 64


texts = st.text(alphabet=st.characters(exclude_categories=["Cs"])) | st.text(alphabet="aB1é'’.,-&ß北 \u0301\u200d", max_size=30)


@given(texts)
def test_a_form_is_its_own_analysis(text: str) -> None:
    for form in analyse(unicodedata.normalize("NFC", text), None).forms:
        assert analyse(form, None).forms == [form]


@given(texts)
def test_spans_and_forms_tell_the_same(text: str) -> None:
    text = unicodedata.normalize("NFC", text)
    analysis = analyse(text, "en")
    found = list(terms.terms(text, "en"))
    words = [term for term in found if not term.compound]
    assert [term.form for term in words] == analysis.forms
    assert [term.stem for term in words] == analysis.stems
    assert [term.position for term in words] == list(range(len(words)))
    assert [term.form for term in found if term.compound] == analysis.compounds
    assert all(0 <= term.start < term.end <= len(text) for term in found)
    assert all(" " not in term.form and term.form for term in found)
    starts = [term.start for term in words]
    assert starts == sorted(starts)


@given(texts)
def test_text_of_ascii_characters_is_cut_like_any_other(text: str) -> None:
    ascii_text = text.encode("ascii", "ignore").decode()
    assert analyse(ascii_text, None).forms == analyse(f"{ascii_text} 北", None).forms[:-1]
