"""The parts of an Office file: a zip archive of XML, opened within stated bounds and without document types."""

from __future__ import annotations

import io
import lzma
import posixpath
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from typing import Final, Protocol
from xml.parsers import expat

from cqtargets.files.refusal import refuse

__all__ = ["DAMAGE", "LARGEST_PART", "Package"]

LARGEST_PART: Final = 256 * 1024 * 1024
"""Bytes to which one part of an archive may unpack."""
_CHUNK: Final = 1 << 16

DAMAGE: Final = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, expat.ExpatError, EOFError, KeyError, IndexError, ValueError,
    NotImplementedError, RuntimeError, OSError,
)  # fmt: skip
"""What the libraries raise on an archive or an XML part that is damaged, encrypted or of an unknown version."""

Start = Callable[[str, Mapping[str, str]], None]
End = Callable[[str], None]
Text = Callable[[str], None]


class Plain(Protocol):
    """Takes plain passages out of the bytes of a part, and gives back the others in their order."""

    def __call__(self, chunk: bytes, *, last: bool = False) -> Iterator[bytes]: ...


class _Local(dict[str, str]):
    """Names of elements without their prefixes."""

    def __missing__(self, name: str) -> str:
        found = self[name] = name.rpartition(":")[2]
        return found


class Package:
    """An Office file in memory, read part by part.

    References
    ----------
    ISO/IEC 29500-2, Open Packaging Conventions.
    """

    def __init__(self, file: str, content: bytes) -> None:
        self.file = file
        self._archive = zipfile.ZipFile(io.BytesIO(content))
        self.names = frozenset(self._archive.namelist())

    def size(self, part: str) -> int:
        """Bytes to which a part says it unpacks; 0 where there is none of that name."""
        return self._archive.getinfo(part).file_size if part in self.names else 0

    def parse(self, part: str, start: Start, end: End, text: Text, plain: Plain | None = None) -> None:
        """Send the elements of an XML part, named without their prefixes, to three functions.

        `plain` may take out what needs no parser: it is given the part's bytes one after another and gives back those
        that are left.

        Raises
        ------
        DataFileError
            If the part declares a document type, or unpacks to more than `LARGEST_PART` bytes.
        """
        parser = expat.ParserCreate()
        parser.buffer_text = True

        def first(name: str, attributes: Mapping[str, str]) -> None:
            """The root element tells whether names carry prefixes; without them no name needs a second look."""
            if ":" in name:
                local = _Local()
                parser.StartElementHandler = lambda name, attributes: start(local[name], attributes)
                parser.EndElementHandler = lambda name: end(local[name])
                start(local[name], attributes)
            else:
                parser.StartElementHandler, parser.EndElementHandler = start, end
                start(name, attributes)

        parser.StartElementHandler = first
        parser.CharacterDataHandler = text
        parser.StartDoctypeDeclHandler = self._refuse_document_type
        try:
            self._feed(parser, part, plain)
        except expat.ExpatError:
            if plain is not None:
                self.parse(part, _nothing_of, _nothing, _nothing)
            raise

    def _feed(self, parser: expat.XMLParserType, part: str, plain: Plain | None) -> None:
        size = 0
        with self._archive.open(part) as stream:
            while chunk := stream.read(_CHUNK):
                size += len(chunk)
                if size > LARGEST_PART:
                    raise refuse(
                        self.file, f"unpacks to more than {LARGEST_PART // 2**20} MB.",
                        "Save the table alone as a new xlsx file, or as CSV.",
                    )  # fmt: skip
                for piece in plain(chunk) if plain else (chunk,):
                    parser.Parse(piece, False)
        for piece in plain(b"", last=True) if plain else ():
            parser.Parse(piece, False)
        parser.Parse(b"", True)

    def _refuse_document_type(self, *_: object) -> None:
        raise refuse(
            self.file, "declares an XML document type, which no spreadsheet program writes.",
            "Open it in a spreadsheet program and save it as xlsx.",
        )  # fmt: skip

    def related(self, part: str) -> dict[str, tuple[str, str]]:
        """The parts that `part` names: id -> (last word of the relation's type, path in the archive)."""
        folder, name = posixpath.split(part)
        relations = posixpath.join(folder, "_rels", f"{name}.rels")
        found: dict[str, tuple[str, str]] = {}

        def start(tag: str, attributes: Mapping[str, str]) -> None:
            if tag == "Relationship" and attributes.get("TargetMode") != "External":
                target = attributes["Target"]
                path = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
                kind = attributes["Type"].rpartition("/")[2]
                found[attributes["Id"]] = kind, posixpath.normpath(path)

        if relations in self.names:
            self.parse(relations, start, _nothing, _nothing)
        return found


def _nothing(_: str) -> None:
    """What is not asked for."""


def _nothing_of(_: str, __: Mapping[str, str]) -> None:
    """What is not asked for."""
