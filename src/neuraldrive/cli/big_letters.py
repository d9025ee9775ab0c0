"""Words that are read at two metres, in blocks of a terminal's characters."""

from __future__ import annotations

_LETTERS = {
    "A": "01110 10001 10001 11111 10001 10001 10001", "E": "11111 10000 10000 11110 10000 10000 11111",
    "G": "01111 10000 10000 10011 10001 10001 01110", "L": "10000 10000 10000 10000 10000 10000 11111",
    "O": "01110 10001 10001 10001 10001 10001 01110", "P": "11110 10001 10001 11110 10000 10000 10000",
    "R": "11110 10001 10001 11110 10100 10010 10001", "S": "01111 10000 10000 01110 00001 00001 11110",
    "T": "11111 00100 00100 00100 00100 00100 00100", "Y": "10001 10001 01010 00100 00100 00100 00100",
    "D": "11110 10001 10001 10001 10001 10001 11110", "0": "01110 10011 10101 10101 11001 10001 01110",
    "1": "00100 01100 00100 00100 00100 00100 01110", "2": "01110 10001 00001 00110 01000 10000 11111",
    "3": "11110 00001 00001 01110 00001 00001 11110", "4": "10010 10010 10010 11111 00010 00010 00010",
    "5": "11111 10000 11110 00001 00001 10001 01110", "6": "01110 10000 10000 11110 10001 10001 01110",
    "7": "11111 00001 00010 00100 00100 01000 01000", "8": "01110 10001 10001 01110 10001 10001 01110",
    "9": "01110 10001 10001 01111 00001 00001 01110", ".": "00000 00000 00000 00000 00000 01100 01100",
    ":": "00000 01100 01100 00000 01100 01100 00000", " ": "000 000 000 000 000 000 000",
}  # fmt: skip
FULL = "█"


def big(word: str, columns: int, rows: int) -> list[str]:
    """Lines of the word, as large as fits into so many columns and rows; the word itself where no block fits.

    >>> lines = big("GO", 24, 7)
    >>> len(lines), max(map(len, lines)), lines[3].strip()
    (7, 22, '██    ████  ██      ██')
    """
    shapes = [_LETTERS[letter].split() for letter in word.upper() if letter in _LETTERS]
    width = sum(len(shape[0]) + 1 for shape in shapes) - 1
    wide, tall = columns // max(width, 1), rows // 7
    if not shapes or wide < 1 or tall < 1:
        return [word]
    wide = min(wide, 2 * tall, 8)
    tall = max(min(tall, (wide + 1) // 2), 1)
    lines = []
    for row in range(7):
        bits = "0".join(shape[row] for shape in shapes)
        lines += ["".join((FULL if bit == "1" else " ") * wide for bit in bits).rstrip()] * tall
    return lines
