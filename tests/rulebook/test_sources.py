from io import BytesIO
from pathlib import Path

import pytest

from rulebook import sources
from rulebook.sources import Source, SourceError, read_sources


def read(*names: str, stdin: bytes = b"") -> list[Source]:
    return read_sources(names, stdin=BytesIO(stdin))


def test_a_file_is_one_text_and_jsonl_one_a_line(tmp_path: Path) -> None:
    (tmp_path / "post.txt").write_text("Hello\nthere", encoding="utf-8-sig")
    (tmp_path / "posts.jsonl").write_text(
        '{"text": "one"}\n\n{"text": "two\\u2028", "id": 2}\n', encoding="utf-8"
    )
    post, posts = str(tmp_path / "post.txt"), str(tmp_path / "posts.jsonl")
    assert read(post, posts) == [
        Source(post, "Hello\nthere"),
        Source(f"{posts}:1", "one"),
        Source(f"{posts}:3", "two\u2028"),
    ]


def test_a_column_of_a_csv_is_a_text_a_row(tmp_path: Path) -> None:
    path = tmp_path / "posts.csv"
    path.write_text(
        'Day,Text\nMon,one\nTue,"two\nlines, with comma"\nWed\nThu, \nFri,five\n', encoding="utf-8-sig"
    )
    assert read(str(path)) == [
        Source(f"{path}:2", "one"),
        Source(f"{path}:3", "two\nlines, with comma"),
        Source(f"{path}:7", "five"),
    ]
    assert [one.line for one in read(str(path))] == [2, 3, 7]
    assert read_sources([str(path)], stdin=BytesIO(), column="DAY")[0].text == "Mon"
    with pytest.raises(SourceError, match="there is no column 'post'; there are day, text"):
        read_sources([str(path)], stdin=BytesIO(), column="post")
    path.write_text("", encoding="utf-8")
    with pytest.raises(SourceError, match="there are none"):
        read(str(path))
    path.write_text('text\n"one"two\n', encoding="utf-8")
    with pytest.raises(SourceError, match=r"posts\.csv:2: this is not CSV"):
        read(str(path))


def test_a_folder_is_all_its_texts_in_order(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    for name in ("b/z.md", "a.txt", "picture.png"):
        (tmp_path / name).write_bytes(b"x")
    assert [Path(source.name).name for source in read(str(tmp_path))] == ["a.txt", "z.md"]


def test_standard_input_holds_a_text_a_line() -> None:
    lines = b'{"text": "one"}\r\n{"text": "\\ud83d"}\n'
    expected = [Source("<stdin>:1", "one"), Source("<stdin>:2", "\ud83d")]
    assert read(stdin=lines) == expected
    assert read("-", stdin=lines) == expected


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        (b"hello", "<stdin>:1: this is not JSON"),
        (b'{"text": "a"}\n{"text": 3}', '<stdin>:2: each line has to be {"text": "..."}'),
        (b"[]", "<stdin>:1: each line has to be"),
        (b'{"words": "a"}', "each line has to be"),
        (b"[" * 100_000, "this is not JSON"),
        (b'{"text": "a"}\n{"text": "\xff"}', "<stdin>:2: this is not UTF-8"),
    ],
)
def test_a_line_that_is_no_text_is_named(line: bytes, sentence: str) -> None:
    with pytest.raises(SourceError) as raised:
        read(stdin=line)
    assert sentence in str(raised.value)


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(SourceError, match=r"nowhere\.txt: there is no such file"):
        read(str(tmp_path / "nowhere.txt"))
    (tmp_path / "post.txt").write_bytes(b"fine\nbad \xff")
    with pytest.raises(SourceError, match=r"post\.txt:2: this is not UTF-8"):
        read(str(tmp_path / "post.txt"))
    with pytest.raises(SourceError, match="it cannot be read"):
        read(str(tmp_path / "post.txt" / "inside"))
    monkeypatch.setattr(sources, "LARGEST", 3)
    with pytest.raises(SourceError, match="check it in pieces"):
        read(str(tmp_path / "post.txt"))
