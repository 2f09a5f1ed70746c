"""What queries mean, written by hand from the semantics in ARCHITECTURE.md: an article, queries that find it, queries that do not.

Today is 2026-11-21, a Saturday.
"""

from __future__ import annotations

from typing import NamedTuple

from workbench.records.article import Article, Kind, Metadata, PersonName
from workbench.records.excerpt import Excerpt


class Case(NamedTuple):
    """An article with its excerpts, and the verdicts."""

    name: str
    article: Article
    finds: tuple[str, ...]
    misses: tuple[str, ...]
    excerpts: tuple[Excerpt, ...] = ()


def _text(text: str, *, language: str | None = "en", title: str | None = None) -> Article:
    return Article(id="one", metadata=Metadata(title=title, language=language), text=text)


def _dated(published: str | None) -> Article:
    return Article(id="one", metadata=Metadata(published=published, language="en"), text="rain\n")


def _excerpt(*tags: str, note: str | None = None) -> Excerpt:
    time = "2026-11-20T19:44:21Z"
    return Excerpt(id="x-1", quote="rain", start=0, end=4, text="0" * 12, tags=tags, note=note, created=time, modified=time)


CASES = (
    Case(
        "bare words are joined by AND",
        _text("The minister denied the reports on Monday.\n", title="Grain exports resume"),
        finds=("minister", "minister monday", "monday minister", "grain minister", "MINISTER", "minister AND monday", "exports grain", ""),
        misses=("minister tuesday", "minister AND tuesday", "grains wheat", "exporter tuesday"),
    ),
    Case(
        "words stand for their stems",
        _text("Officials warned that the attacks were running out of control.\n"),
        finds=("official", "warning", "warns", "attack", "attacked", "attacking", "run", "runs", "controls", "controlled"),
        misses=("warp", "tack", "runway", "attache"),
    ),
    Case(
        "or, not and brackets",
        _text("Snow fell on the harbour.\n"),
        finds=(
            "rain OR snow", "rain OR harbour snow", "snow -rain", "snow NOT rain", "-rain", "NOT rain", "(rain OR snow) harbour",
            "harbour (rain OR snow)", "-(rain wind)", "-(rain OR wind)", "--snow", "NOT NOT snow", "rain OR -wind", "((snow))",
        ),
        misses=(
            "rain OR wind", "snow -harbour", "-snow", "NOT snow", "(rain OR wind) harbour", "-(snow OR rain)", "rain (snow OR harbour)",
            "-(snow harbour)", "snow AND (rain OR wind)", "rain OR snow wind", "-rain -snow",
        ),
    ),
    Case(
        "operators are upper case: in lower case they are words",
        _text("Trick or treat and not much more\n"),
        finds=("or", "trick or treat", "and not", "not"),
        misses=("trick or treatise nothing", "snow or treat"),
    ),
    Case(
        "phrases are these very words in this order",
        _text("The United Nations Security Council met on Tuesday to discuss the crises.\n"),
        finds=(
            '"united nations"', '"United Nations Security Council"', '"council met on tuesday"', '"met"', '"discuss the crises"',
            '"united nations" councils', '-"security nations"', "“united nations”", "«united nations»", '"the united"',
        ),
        misses=(
            '"nations united"', '"united security"', '"security council meets"', '"discuss the crisis"', '"council meet"', '"nation"',
            '"tuesday the"', '-"united nations"',
        ),
    ),
    Case(
        "near: in order, at most n other words in between in all",
        _text("alpha one bravo two three charlie\n"),
        finds=(
            '"alpha bravo"~1', '"alpha bravo"~2', '"alpha bravo"~9', '"bravo charlie"~2', '"alpha bravo charlie"~3', '"alpha charlie"~4',
            '"alpha one bravo"~0', '"alpha bravo charlie"~50', '"one two"~1', '"alpha one"~0', '"alpha bravo charlie"~999999',
        ),
        misses=(
            '"alpha bravo"', '"alpha bravo"~0', '"bravo charlie"~1', '"alpha bravo charlie"~2', '"alpha charlie"~3', '"bravo alpha"~1',
            '"bravo alpha"~5', '"charlie bravo alpha"~9', '"alpha alpha"~5', '"alpha bravo charlie"~1',
        ),
    ),
    Case(
        "near: the nearest of repeated words counts",
        _text("alpha x x x alpha bravo x x bravo alpha\n"),
        finds=('"alpha bravo"', '"alpha alpha"~3', '"bravo bravo"~2', '"bravo alpha"', '"alpha alpha alpha"~7', '"alpha bravo bravo alpha"~2'),
        misses=('"alpha alpha"', '"alpha alpha"~2', '"bravo bravo"~1', '"alpha alpha alpha"~6', '"alpha bravo bravo alpha"~1', '"x x x x"'),
    ),
    Case(
        "no phrase runs from the title into the text",
        _text("harbour closed\n", title="Storm over"),
        finds=('"storm over"', '"harbour closed"', "storm harbour"),
        misses=('"over harbour"', '"storm harbour"~9', '"closed storm"', '"over harbour"~1000'),
    ),
    Case(
        "prefixes and wildcards match words as written, not stems",
        _text("The organization studies shares of tomorrow's market.\n"),
        finds=(
            "organ*", "organi?ation", "stud*", "studies*", "shar?s", "*tion", "o*n", "m*t", "mark?t", "st*d*s", "*", "??e", "*ar*", "tomorrow*",
            "ORGAN*", "Shar?S",
        ),
        misses=("organiz?", "study*", "shar?", "*tions", "x*", "mark??t", "?organization", "organis*", "?? -the -of", "studi?"),
    ),
    Case(
        "fuzzy words: insertions, deletions, replacements; a transposition counts two",
        _text("Senator Gaddis visited\n"),
        finds=("senator~1", "senater~1", "senatr~1", "senators~1", "sneator~2", "senatro~2", "gadis~1", "gades~2", "senator~", "visisted~2", "gaddis~0"),
        misses=("sneator~1", "senatro~1", "sen~2", "gado~2", "gades~1", "visit~1", "snaetro~2", "gadis~0"),
    ),
    Case(
        "a fuzzy or starred word is not stemmed",
        _text("running\n"),
        finds=("running~1", "runing~1", "runn*", "runninG*"),
        misses=("run~1", "run~2", "runs*", "running?*"),
    ),
    Case(
        "case, accents and typography make no difference",
        _text("“Fiancée” naïve Łódź Øresund Straße œuvre ﬁnance ΣΊΣΥΦΟΣ Ёлка Đặng\n", language=None),
        finds=(
            "fiancee", "FIANCÉE", "fiance\u0301e", "naive", "lodz", "łódź", "oresund", "strasse", "STRASSE", "straße", "oeuvre", "finance",
            "σισυφος", "σίσυφοσ", "елка", "dang", '"fiancee naive"', "fianc?e", "oresun~1",
        ),
        misses=("fianc", "lod", "strase", "ouvre", "naiv"),
    ),
    Case(
        "how people spell U.S., ISIS-K and the like",
        _text("The U.S. said ISIS-K, an offshoot of al-Qa’ida’s rivals, doesn’t e-mail Biden's F-16 pilots 2,200 times.\n"),
        finds=(
            "u.s.", "us", "U.S", "US", "isis-k", "ISIS-K", "isis", "isisk", '"isis k"', "isis k", "al-qaida", "al-Qaeda", "al-Qa'ida", "alqaeda", "qaeda",
            '"al qaeda"', "doesn't", "doesnt", "doesn’t", "e-mail", "email", "mail", "emails", "biden", "biden's", "Biden’s", "f-16", "f16", "2200", "2,200",
            '"the us said"', '"u.s. said"', '"isis-k an offshoot"', "qaed*", "qaida~1",
        ),
        misses=("usa", "isis-x", "isil", '"isis an"', '"k isis"', "doesn", "22", "200", "f-15", '"email biden"'),
    ),
    Case(
        "the other way round: the text has the plain spelling",
        _text("us isis k email alqaeda coordinate F16 hizbollah\n"),
        finds=("U.S.", "isis-k", "e-mail", "al-Qaeda", "al-Qa'ida", "co-ordinate", "F-16", "Hezbollah", "hizballah"),
        misses=("U.S.A.", "isis-j", "g-mail"),
    ),
    Case(
        "numbers",
        _text("In 2019 some 1,250,000 people, 2.5 percent, left on 9/11 with $5bn\n"),
        finds=("2019", "1250000", "1,250,000", "2.5", "9/11", "5bn", '"in 2019"', "201?", "125*", '"9 11"'),
        misses=("201", "1250", "1,250", "25", "11/9", "5", "published:2019"),
    ),
    Case(
        "Chinese and Japanese, by any part of a word",
        _text("北京大学的学生在東京タワーを見た。\n", language="zh"),
        finds=("北京", "大学", "北京大学", "学生", "京", "東京タワー", '"北京大学"', "北京 東京", "タワー"),
        misses=("京北", "上海", "北大", "東京大学", "ワタ"),
    ),
    Case(
        "other scripts",
        _text("हिन्दी में समाचार. محمّد في القاهرة. Новости из Москвы. 서울 뉴스\n", language=None),
        finds=("हिन्दी", "समाचार", "محمد", "محمّد", "القاهرة", "новости", "МОСКВЫ", "서울", "뉴스", "нов*", "समा*", "?овос*", "*сквы"),
        misses=("हिन", "москва", "서", "قاهرة"),
    ),
    Case(
        "French: articles are words of their own, and its stems are French",
        _text("L'Iran a condamné les attaques d’aujourd'hui.\n", language="fr"),
        finds=("iran", "l'iran", "L’Iran", "condamné", "condamne", "condamner", "attaque", "attaques", "aujourd'hui"),
        misses=("liran", "irak"),
    ),
    Case(
        "title:",
        _text("The budget failed after long debates.\n", title="Parliament votes: ministers out"),
        finds=(
            "title:parliament", "title:vote", "title:voting", 'title:"parliament votes"', "title:parl*", "title:minister~1", "title:parliament budget",
            "-title:budget", "title:(parliament votes)", "title:(budget OR votes)", "TITLE:votes", 'title:"parliament ministers"~1', "title:minist?rs",
            "title:*", "has:title",
        ),
        misses=(
            "title:budget", "title:debate", 'title:"votes parliament"', "title:bud*", "title:(parliament budget)", "-title:votes", 'title:"ministers out the"',
            'title:"parliament vote"',
        ),
    ),
    Case(
        "title: of an article without one",
        _text("rain\n"),
        finds=("-title:rain", "-has:title", "-title:*"),
        misses=("title:rain", "has:title", "title:*", "title:r*"),
    ),
    Case(
        "names: their very words",
        Article(
            id="one",
            metadata=Metadata(
                publisher="Voice of America", agency="Agence France-Presse", syndicator="Tribune Content Agency", place="Washington, D.C.",
                site="edition.cnn.com", authors=("Carla Babb", PersonName(family="Gogh", given="Vincent", particle="van")), language="en",
            ),
            text="rain\n",
        ),
        finds=(
            'publisher:"Voice of America"', "publisher:america", "publisher:voice publisher:america", "publisher:VOICE", "publisher:ameri*",
            "publisher:(voice america)", "author:babb", 'author:"carla babb"', 'author:"vincent van gogh"', "author:goh~1", "agency:france-presse",
            'agency:"france presse"', "agency:agence", "syndicator:tribune", "place:washington", 'place:"washington dc"', "place:d.c.", "site:cnn.com",
            "site:edition.cnn.com", "has:publisher", "has:author", "has:agency", "has:place", "has:site", "-publisher:bbc", "rain publisher:voice",
            "publisher:(bbc OR voice)", "publisher:(voice -bbc)",
        ),
        misses=(
            'publisher:"America Voice"', "publisher:voices", "publisher:bbc", "america", "babb", "author:vincent -author:gogh", 'author:"babb vincent"',
            'author:"carla gogh"~9', "agency:reuters", "site:bbc.com", "site:com.cnn", "-publisher:voice", "-has:publisher", "publisher:presse",
            "rain publisher:bbc",
        ),
    ),
    Case(
        "kind, language and id are values",
        Article(id="us-officials-warn", metadata=Metadata(kind=Kind.REPORT, language="en-GB"), text="rain\n"),
        finds=("kind:report", "kind:REPORT", "kind:rep*", "language:en", "language:en-gb", "language:EN", "id:us-officials-warn", "id:us-*", "id:*warn", "-kind:news",
               "kind:(news OR report)", "id:us-officials-war?", "has:language"),
        misses=("kind:rep", "kind:news", "language:gb", "language:de", "language:e", "id:us", "id:officials", "-kind:report", "kind:reports"),
    ),
    Case(
        "tag: of the article and of its excerpts, children included, unstemmed",
        Article(id="one", metadata=Metadata(language="en"), text="rain\n", tags=("risk/fire/forest", "Sources")),
        finds=(
            "tag:risk", "tag:risk/fire", "tag:risk/fire/forest", "tag:RISK", "tag:sources", "tag:Sources", "tag:capability", "tag:capability/external-attack",
            "tag:cap*", "tag:capability*", "tag:*attack", "tag:risk/*", "tag:ri?k", 'tag:"external attack" OR tag:risk', "has:tag", "tag:*", "tag:risk tag:sources",
            "tag:(risk sources)", "-tag:weather", 'tag:"capability/external attack"', "tag:=Risk/Fire/Forest", "tag:=(sources)",
        ),
        misses=(
            "tag:ris", "tag:risks", "tag:fire", "tag:forest", "tag:source", "tag:capability/external", "tag:capabilities", "tag:weather", "-tag:risk", "risk",
            "tag:=risk", "tag:=cap*", "tag:=risk/fire/fores?", "tag:risk/fires", "tag:risk/fire/forest/x", "-has:tag",
        ),
        excerpts=(_excerpt("capability/external-attack"),),
    ),
    Case(
        "note: of the article and of its excerpts, by their words",
        Article(id="one", metadata=Metadata(language="en"), text="rain\n", note="Check the figures"),
        finds=("note:figure", "note:checking", 'note:"the figures"', "note:fig*", "note:contradicts", "note:contradict", "has:note", "has:excerpts", "note:(check contradicts)"),
        misses=("figure", "note:rain", 'note:"figures check"', 'note:"figures contradicts"~9', "-has:note", "-has:excerpts", "note:wrong"),
        excerpts=(_excerpt(note="Contradicts Reuters"),),
    ),
    Case(
        "has: of an article of which little is known",
        Article(id="one", metadata=Metadata(), text=""),
        finds=("-has:note", "-has:excerpts", "-has:date", "-has:text", "-has:tag", "-has:url", "-has:language", "*", ""),
        misses=("has:note", "has:excerpts", "has:date", "has:published", "has:text", "has:tag", "has:url", "has:author", "has:language", "-*", "rain"),
    ),
    Case(
        "published: a day",
        _dated("2021-08-26"),
        finds=(
            "published:2021", "published:2021-08", "published:2021-08-26", "published:2019..2021", "published:2021-08-01..2021-08-31", "published:>2020",
            "published:>=2021-08-26", "published:<=2021-08-26", "published:<2022", "published:2021..", "published:..2021", "date:2021", "date:>2021-07",
            'published:"26 August 2021"', 'published:"august 2021"', 'published:"Aug 26, 2021"', "has:date", "published:*", "-published:2020", "published:2021-8-26",
            "published:(2020 OR 2021)", "published:2021..2019", "published:=2021",
        ),
        misses=(
            "published:2020", "published:2021-09", "published:2021-08-25", "published:2019..2020", "published:>2021", "published:>2021-08-26", "published:<2021-08-26",
            "published:..2021-08-25", "published:2022..", 'published:"last month"', "-published:2021", "-has:date", "2021", "published:today",
        ),
    ),
    Case(
        "published: a year is an interval and matches what it overlaps",
        _dated("2020"),
        finds=("published:2020", "published:2020-06", "published:2020-12-31", "published:>2020-06", "published:<2020-02", "published:>=2020-12-31", "published:2019..2020",
               "published:..2020-01-01"),
        misses=("published:2019", "published:2021", "published:>2020", "published:<2020", "published:..2019", "published:2021.."),
    ),
    Case(
        "published: no date matches no range",
        _dated(None),
        finds=("-published:2020", "-published:1..", "-has:date", "rain -published:>2000"),
        misses=("published:2020", "published:..2030", "published:>1900", "published:*", "date:2020..", "rain published:>2000"),
    ),
    Case(
        "published: relative to today",
        _dated("2026-10-31"),
        finds=('published:"last month"', "published:last-month", 'published:"this year"', 'published:"last 30 days"', 'published:"past 4 weeks"', 'published:"last 2 months"',
               'published:"Last Month"', 'published:"this month" OR published:"last month"', 'published:"last quarter" OR published:"this quarter"'),
        misses=('published:"this month"', 'published:"last week"', "published:today", "published:yesterday", 'published:"last year"', 'published:"last 20 days"',
                'published:"this week"'),
    ),
    Case(
        "what cannot be understood is taken as words",
        _text("C3PO and R2D2: see http://example.org/path or foo:bar, AND so on (really). OR else. rock AND roll\n"),
        finds=(
            "foo:bar", "http://example.org/path", "(really", "really)", "((really))", ")really(", '"see http', "so~", "~on", "AND", "OR else",
            "really AND", "!!! foo", "😀 foo", "foo 😀", '"" foo', "() foo", "foo ()", "- foo", "has:roll", "published:roll", "? foo", "~ foo", "^ foo",
            "foo^3", "foo^0", "see:",
        ),
        misses=("foo:baz", "has:nothing", "published:neverday", "NOT", "http://example.com", "foo^3 zebra"),
    ),
)  # fmt: skip
