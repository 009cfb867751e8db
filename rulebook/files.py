"""Reading files that anybody may have put into a folder of styles: regular ones, up to a size, and nothing else."""

from pathlib import Path

from rulebook.documents import LARGEST


class UnusableFileError(Exception):
    """A file that is not read; `sentence` says why, for the person who looks after the folder."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


def read_file(path: Path) -> bytes:
    """The bytes of a file. Of one that is too large, no more than it takes to know that are read.

    Raises:
        UnusableFileError: it is a folder, a pipe, a device or a link to nothing; it is larger than
            `documents.LARGEST`; or it cannot be read.
    """
    try:
        if not path.is_file():
            raise UnusableFileError("this is not a file: a folder, a pipe, a device or a link to nothing")
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except OSError as error:
        raise UnusableFileError(f"it cannot be read: {error.strerror}") from None
    if len(data) > LARGEST:
        raise UnusableFileError(f"the file is larger than {LARGEST >> 20} MB; split it into several")
    try:
        str(path).encode()
    except UnicodeEncodeError:
        raise UnusableFileError("its name is not valid UTF-8; rename it") from None
    return data
