"""Mending: safe replacements made in the files themselves, so that nothing else in them changes."""

import csv
import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from io import StringIO
from pathlib import Path
from shutil import copymode
from tempfile import NamedTemporaryFile

from bot.complaints import Complaint
from bot.texts import workbooks
from rulebook.fixing import Fixed, fix
from rulebook.loading import Rulebook
from rulebook.sources import SourceError, read_sources

KINDS = (".txt", ".md", ".jsonl", ".csv")
"""What is mended inside a folder; a file that is named may have any other ending but `.xlsx`."""
BOM = "\ufeff"
_QUOTINGS = (csv.QUOTE_MINIMAL, csv.QUOTE_ALL, csv.QUOTE_NONNUMERIC)

Mend = Callable[[str], str]


def mend_files(names: Sequence[str], rulebook: Rulebook, *, column: str) -> list[str]:
    """Make every safe replacement in these files and folders; what was changed and what was left, a line each.

    Files are only written once all of them could be mended, each of them whole or not at all.

    Raises:
        Complaint: a file cannot be read, mended or written. None was changed, or the message says which were not.
    """
    said = [
        f"{workbook}: left as it is, as --fix would lose what else is in a workbook"
        for name in names
        if Path(name).is_dir()
        for workbook in workbooks(name)
    ]
    mended: list[tuple[Path, bytes, bytes]] = []
    for path in _files(names):
        before = _read(path, column=column)
        fixed: list[Fixed] = []

        def mend(text: str, fixed: list[Fixed] = fixed) -> str:
            fixed.append(fix(text, rulebook))
            return fixed[-1].text

        after = _mended(path, before.decode("utf-8"), mend, column=column).encode("utf-8")
        if after != before:
            mended.append((path, before, after))
            said += [
                f"{path}: “{made.match}” is now “{made.replacement}” ({made.rule})"
                for one in fixed
                for made in one.made
            ]
    for path, before, after in mended:
        _replace(path, before, after)
    return said


def _files(names: Sequence[str]) -> Iterator[Path]:
    if not names or "-" in names:
        raise Complaint("--fix changes files, and standard input is none. Name the files.")
    for name in names:
        path = Path(name)
        if path.suffix.lower() == ".xlsx":
            raise Complaint(
                f"{path}: --fix would lose what else is in a workbook. Save it as .csv, then try again."
            )
        if path.is_dir():
            yield from (one for one in sorted(path.rglob("*")) if one.suffix in KINDS and one.is_file())
        else:
            yield path


def _read(path: Path, *, column: str) -> bytes:
    """The file, once it is known to be what its name promises."""
    try:
        with path.open("rb") as file:
            read_sources([str(path)], stdin=file, column=column)
        return path.read_bytes()
    except SourceError as error:
        raise Complaint(str(error)) from None
    except OSError as error:
        raise Complaint(f"{path}: it cannot be read ({error.strerror})") from None


def _mended(path: Path, whole: str, mend: Mend, *, column: str) -> str:
    text = whole.removeprefix(BOM)
    match path.suffix:
        case ".jsonl":
            text = "\n".join(_line(line, mend) for line in text.split("\n"))
        case ".csv":
            text = _table(path, text, mend, column=column)
        case _:
            text = mend(text)
    return BOM + text if whole.startswith(BOM) else text


def _line(line: str, mend: Mend) -> str:
    if not line.strip():
        return line
    value = json.loads(line)
    mended = mend(value["text"])
    if mended == value["text"]:
        return line
    end = line[len(line.rstrip()) :]
    return json.dumps({**value, "text": mended}, ensure_ascii=line.isascii()) + end


def _table(path: Path, text: str, mend: Mend, *, column: str) -> str:
    """The table with one column mended, written in the very way in which the file writes it."""
    rows = list(csv.reader(StringIO(text, newline=""), strict=True))
    quoting = next((one for one in _QUOTINGS if _written(rows, text, one) == text), None)
    place = [cell.strip().lower() for cell in rows[0]].index(column.lower())
    changed = [
        [mend(cell) if number and at == place and cell.strip() else cell for at, cell in enumerate(row)]
        for number, row in enumerate(rows)
    ]
    if changed == rows:
        return text
    if quoting is None:
        raise Complaint(
            f"{path}: its quoting or line ends are mixed, so --fix would change more than the texts. "
            "Save it anew from a spreadsheet, then try again."
        )
    return _written(changed, text, quoting)


def _written(rows: list[list[str]], like: str, quoting: int) -> str:
    out = StringIO(newline="")
    end = "\r\n" if "\r\n" in like else "\n"
    csv.writer(out, lineterminator=end, quoting=quoting).writerows(rows)  # type: ignore[arg-type]  # one of csv's own
    written = out.getvalue()
    return written if like.endswith(("\n", "\r")) else written.removesuffix(end)


def _replace(path: Path, before: bytes, after: bytes) -> None:
    """Put the new content in the place of the old, unless somebody else changed the file meanwhile."""
    target = path.resolve()
    try:
        if target.read_bytes() != before:
            raise Complaint(f"{path}: it was changed by somebody else meanwhile, so it was left alone.")
        with NamedTemporaryFile("wb", dir=target.parent, prefix=f".{target.name}.", delete=False) as file:
            file.write(after)
        try:
            copymode(target, file.name)
            Path(file.name).replace(target)
        finally:
            with suppress(FileNotFoundError):
                Path(file.name).unlink()
    except OSError as error:
        raise Complaint(f"{path}: it cannot be written ({error.strerror})") from None
