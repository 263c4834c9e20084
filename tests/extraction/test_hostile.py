"""Files that are no plan, damaged, protected, too large or of another genre: one message, or few and doubtful statements."""

import io
import os
import socket
import zipfile

import pytest

import cqtargets as cq
from tests.extraction.documents import Pages

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def refused(path, words):
    with pytest.raises(cq.DataFileError) as caught:
        cq.read_plan(path)
    assert words in str(caught.value)
    assert len(caught.value.problems) == 1
    assert caught.value.problems[0].remedy


@pytest.fixture(autouse=True)
def no_network(monkeypatch):
    def refuse(*_, **__):
        raise AssertionError("a reader reached for the network")

    monkeypatch.setattr(socket.socket, "connect", refuse)


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.docx", b"", "is empty"),
        ("a.txt", b" \n\t ", "is empty"),
        ("a.docx", OLE + "EncryptedPackage".encode("utf-16-le"), "is protected by a password"),
        ("b.docx", OLE + b"x" * 100, "is an old Word or WPS file"),
        ("a.doc", OLE + b"x" * 100, "is an old Word or WPS file"),
        ("a.wps", OLE + b"x" * 100, "soffice --headless --convert-to docx"),
        ("a.docx", b"PK\x03\x04 and nothing more", "is a damaged file"),
        ("a.pdf", b"%PDF-1.7\nnothing", "is a damaged PDF"),
        ("a.bin", b"\x00\x01\x02" * 50, "is a binary file"),
        ("a.rtf", b"{\\rtf1 text}", "is an RTF file"),
        ("a.txt", b"\xff\xfa\xfb\xfc\xfd" * 9, "neither UTF-8 nor GB18030"),
        ("a.html", b"<html><head><script>1</script></head><body> </body></html>", "holds no text"),
    ],
)
def test_files_that_cannot_be_read(tmp_path, monkeypatch, name, content, words):
    monkeypatch.setenv("PATH", "")  # no LibreOffice
    (tmp_path / name).write_bytes(content)
    refused(tmp_path / name, words)


def test_missing_files_directories_and_pipes(tmp_path):
    refused(tmp_path / "none.docx", "does not exist")
    refused(tmp_path, "is a directory")
    os.mkfifo(tmp_path / "pipe")
    refused(tmp_path / "pipe", "is not a file")


def archive(parts):
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return held.getvalue()


def test_a_zip_bomb_is_refused_before_it_unpacks(tmp_path):
    (tmp_path / "a.docx").write_bytes(archive({"word/document.xml": b" " * 70_000_000}))
    assert (tmp_path / "a.docx").stat().st_size < 100_000
    refused(tmp_path / "a.docx", "would unpack to 70 MB")


def test_a_workbook_or_other_archive_is_no_document(tmp_path):
    (tmp_path / "a.docx").write_bytes(archive({"xl/workbook.xml": b"<x/>"}))
    refused(tmp_path / "a.docx", "is not a Word document")
    (tmp_path / "b.docx").write_bytes(archive({"word/document.xml": b"<x", "[Content_Types].xml": b"<x"}))
    refused(tmp_path / "b.docx", "is a damaged Word document")


def test_a_scan_says_what_to_do(tmp_path):
    pages = Pages()
    pages.line(10, 10, 50, 50)
    pages.save(tmp_path / "a.pdf")
    refused(tmp_path / "a.pdf", "holds no text")


def test_arguments_are_checked():
    with pytest.raises(cq.DomainError, match="a path or text=, and not both"):
        cq.read_plan()
    with pytest.raises(cq.DomainError, match="kind 'poem' does not exist; write one of plan, "):
        cq.read_plan(text="x", kind="poem")


NOVEL = "那年冬天，他走了三天三夜，才到镇上。屋里坐着两个老人，桌上放着一壶酒。“你今年二十五岁了吧？”老人问。他点点头，从怀里掏出五块钱。"
ENGLISH = (
    "By 2030, the share of people aged 65 and over will reach 25.6%. There were 1,204 hospitals in 2020 (GDP: 3.4%)."
)
BUDGET = "云湖市2025年部门预算\n\n一般公共预算拨款收入1234.56万元，基本支出 800 万元，项目支出434.56万元。"


@pytest.mark.parametrize(
    ("text", "most"),
    [
        (NOVEL, 3),
        (ENGLISH, 2),
        (BUDGET, 4),
        ("1" * 20_000, 1),
        ("、" * 20_000, 0),
        ("（" * 5_000 + "1" + "）" * 5_000, 1),
    ],
)
def test_other_genres_give_few_statements(text, most):
    draft = cq.read_plan(text=text)
    assert len(draft.statements) <= most


@pytest.mark.parametrize(
    "piece",
    [
        "建设",
        "达到",
        "约为",
        "由从",
        "提高到",
        "1+",
        "a",
        "2025年",
        "每千人口",
        "100%",
        "、和",
        "1.",
        "“",
        "对",
        "均设置",
    ],
)
def test_repetitions_take_no_endless_time(piece):
    cq.read_plan(text=f"云湖市规划\n\n{piece * 3_000}x达到5个{piece * 200}。")
