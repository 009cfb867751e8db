"""A rulebook follows its files, and what was read once is not read again."""

import json
from pathlib import Path

import pytest

from rulebook.checking import check
from rulebook.loading import load_styles
from rulebook.shelf import Shelf


@pytest.fixture
def styles(tmp_path: Path) -> Path:
    folder = tmp_path / "styles"
    (folder / "Own").mkdir(parents=True)
    write(folder, "sale", "a(?!b)", r"\w+ly", "[ab]c")
    return folder


def write(folder: Path, *tokens: str, name: str = "Words") -> None:
    rule = {"extends": "existence", "message": "m", "tokens": tokens}
    (folder / "Own" / f"{name}.yml").write_text(json.dumps(rule), encoding="utf-8")


def found(text: str, shelf: Shelf) -> list[str]:
    return [one.match for one in check(text, shelf.rulebook)]


def test_a_change_takes_the_old_ones_place_whole(styles: Path) -> None:
    shelf = Shelf(styles)
    before = shelf.rulebook
    assert not shelf.refresh().changed
    write(styles, "outlet")
    assert shelf.refresh().changed
    assert found("sale outlet", shelf) == ["outlet"]
    assert [one.match for one in check("sale outlet", before)] == ["sale"]
    (styles / "Own" / "notes.txt").write_text("nothing of a rule", encoding="utf-8")
    assert not shelf.refresh().changed


def test_a_bad_change_keeps_the_old_one_and_says_why_until_it_is_mended(styles: Path) -> None:
    shelf = Shelf(styles)
    write(styles, "outlet", "(oops")
    refused = shelf.refresh()
    assert not refused.changed
    assert "is not closed" in refused.refused[0].sentence
    assert found("sale outlet", shelf) == ["sale"]
    assert shelf.refresh() == refused
    write(styles, "outlet", "mended")
    assert shelf.refresh().changed
    assert shelf.refresh().refused == ()
    assert found("sale outlet", shelf) == ["outlet"]


def test_what_was_wrong_from_the_start_does_not_stop_a_good_change(styles: Path) -> None:
    write(styles, "(", name="Broken")
    shelf = Shelf(styles)
    write(styles, "outlet")
    assert shelf.refresh().changed


def test_a_folder_that_goes_away_keeps_the_old_one(styles: Path) -> None:
    shelf = Shelf(styles)
    styles.rename(styles.with_name("moved"))
    refused = shelf.refresh()
    assert not refused.changed
    assert "no folder of styles" in refused.refused[0].sentence
    assert found("sale", shelf) == ["sale"]


def test_a_cache_gives_the_same_rulebook(styles: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    fresh = load_styles(styles, cache=cache)
    (kept,) = cache.iterdir()
    again = load_styles(styles, cache=cache)
    text = "sale ac bc ab a softly café ly"
    assert again.version == fresh.version
    assert check(text, again) == check(text, fresh)
    assert [one.match for one in check(text, again)] == ["sale", "ac", "bc", "a", "softly"]
    assert list(cache.iterdir()) == [kept]
    write(styles, "outlet")
    assert check("outlet", load_styles(styles, cache=cache)) != ()
    assert len(list(cache.iterdir())) == 2


@pytest.mark.parametrize(
    "damage", [b"", b"{", b"[]", b'{"documents": {}, "plans": [[1]]}', b"\xff", b"[" * 100_000]
)
def test_a_damaged_cache_is_made_anew(styles: Path, tmp_path: Path, damage: bytes) -> None:
    cache = tmp_path / "cache"
    load_styles(styles, cache=cache)
    (kept,) = cache.iterdir()
    whole = kept.read_bytes()
    kept.write_bytes(damage)
    assert check("sale", load_styles(styles, cache=cache)) != ()
    assert kept.read_bytes() == whole


def test_a_cache_that_cannot_be_written_is_no_harm(styles: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    assert check("sale", load_styles(styles, cache=tmp_path / "file")) != ()
