"""A file of lines is read piece by piece, and where it breaks off is told."""

import gzip
import zlib

import pytest

from belvedere.errors import InputError
from belvedere.sources.pieces import Piece, cut_after, pieces
from belvedere.sources.reading import BLOCK

LINES = [b"%d %s\n" % (number, b"x" * (number % 997)) for number in range(9_000)]
WHOLE = b"".join(LINES)


def read(path, size):
    """Return the pieces of a file and what each held."""
    return [(piece, piece.file.read_bytes())
            for piece in pieces(path, path.name, path.parent, size)]


@pytest.mark.parametrize("packed", [True, False])
@pytest.mark.parametrize("size", [1, BLOCK, 2 * BLOCK + 7, 10**9])
@pytest.mark.parametrize("content", [WHOLE, WHOLE + b"a last line without its end", b"", b"\n"])
def test_pieces_are_whole_lines_and_together_the_file(tmp_path, packed, size, content):
    path = tmp_path / ("file.jsonl" + ".gz" * packed)
    path.write_bytes(gzip.compress(content) if packed else content)
    found = read(path, size)
    assert b"".join(held for _, held in found) == content
    assert all(held.endswith(b"\n") for _, held in found[:-1])
    lines = 0
    for piece, held in found:
        assert piece.before == lines and not piece.cut
        lines += held.count(b"\n")
        assert piece.after == lines


def test_a_line_longer_than_a_piece_stands_in_one(tmp_path):
    path = tmp_path / "file.jsonl"
    path.write_bytes(b"a\n" + b"b" * (3 * BLOCK) + b"\nc\n")
    held, other = tmp_path / "piece.jsonl", tmp_path / "other.jsonl"
    assert [piece for piece, _ in read(path, BLOCK)] == [Piece(held, 0, 1), Piece(other, 1, 3)]


def test_a_piece_stays_while_the_next_is_written(tmp_path):
    path = tmp_path / "file.jsonl"
    path.write_bytes(WHOLE)
    given = pieces(path, path.name, tmp_path, BLOCK)
    first = next(given)
    held = first.file.read_bytes()
    second = next(given)
    assert first.file.read_bytes() == held
    assert WHOLE.startswith(held + second.file.read_bytes())


@pytest.mark.parametrize("size", [BLOCK, 10**9])
def test_a_file_cut_where_a_line_ends_is_given_to_its_last_line(tmp_path, size):
    packer = zlib.compressobj(wbits=31)
    path = tmp_path / "file.jsonl.gz"
    path.write_bytes(packer.compress(WHOLE) + packer.flush(zlib.Z_FULL_FLUSH))
    found = read(path, size)
    assert b"".join(held for _, held in found) == WHOLE
    assert [piece.cut for piece, _ in found] == [False] * (len(found) - 1) + [True]
    assert found[-1][0].after == len(LINES) == cut_after(path, path.name)


@pytest.mark.parametrize("broken", [
    gzip.compress(WHOLE)[:-400], gzip.compress(WHOLE)[:-8] + bytes(8),
    gzip.compress(WHOLE) + b"garbage", b"no gzip at all",
])
def test_a_damaged_file_is_refused(tmp_path, broken):
    path = tmp_path / "file.jsonl.gz"
    path.write_bytes(broken)
    for attempt in (lambda: read(path, BLOCK), lambda: cut_after(path, path.name)):
        with pytest.raises(InputError, match=r"file\.jsonl\.gz: the compressed file is damaged"):
            attempt()
