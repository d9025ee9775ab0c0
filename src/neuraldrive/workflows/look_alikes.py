"""Letters of other scripts that look like Latin ones: a name that was typed with one of them looks right and is another name."""

from __future__ import annotations

import unicodedata

_CYRILLIC = "ЅѕІіЈјАаВЕеКМНОоРрСсТУуХхЬгѡѴѵҮүһҽӀӏԁԌԛԜԝ", "SsIiJjAaBEeKMHOoPpCcTYyXxbrwVvYyheIidGqWw"
_GREEK = "ͿΑΒΕΖΗΙΚΜΝΟΡΤΥΧαγινορσυϒϜϱϲϳϹϺ", "JABEZHIKMNOPTYXayivopouYFpcjCM"
_LATIN = str.maketrans(_CYRILLIC[0] + _GREEK[0], _CYRILLIC[1] + _GREEK[1])
"""Single Latin letters that Unicode Technical Standard 39 (confusables.txt) gives for Cyrillic and Greek ones.

What it gives as l, a stroke, is I here: capitals make no difference in a name.
"""
_SCRIPTS = ("LATIN", "CYRILLIC", "GREEK")


def in_latin(name: str) -> str:
    """A name with the Latin letters that its Cyrillic and Greek ones look like; the others stay.

    >>> in_latin("\\u0410da"), in_latin("\\u041d\\u0410\\u0422\\u0410"), in_latin("Ada")
    ('Ada', 'HATA', 'Ada')
    """
    return name if name.isascii() else name.translate(_LATIN)


def mixes_scripts(name: str) -> bool:
    """Whether letters of more than one of Latin, Cyrillic and Greek stand in one of its words.

    >>> mixes_scripts("\\u0410da Smith"), mixes_scripts("Ada \\u0418\\u0432\\u0430\\u043d\\u043e\\u0432\\u0430")
    (True, False)
    """
    return not name.isascii() and any(len(set(filter(None, map(_script, word)))) > 1 for word in name.split())


def _script(letter: str) -> str:
    first = unicodedata.name(letter, "").partition(" ")[0]
    return first if first in _SCRIPTS else ""
