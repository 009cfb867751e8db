"""Files go up in three steps and are seen only where they were shared."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import httpx
import pytest

from sandbox import ActFailed
from tests.sandbox.test_web_api import error_of
from tests.sandbox.workplace import BOT_TOKEN

if TYPE_CHECKING:
    from slack_sdk import WebClient

    from sandbox import Persona, Sandbox
    from tests.sandbox.recorder import Recorder


def test_an_app_uploads_into_a_channel_and_members_download(
    client: WebClient, eve: Persona, mia: Persona
) -> None:
    client.files_upload_v2(
        channel="C01", filename="plan.csv", content=b"a,b\n1,2\n", title="Plan", initial_comment="Here"
    )
    (file,) = eve.see("#desk", "Here").raw["files"]
    assert (file["name"], file["title"], file["mimetype"], file["size"]) == (
        "plan.csv",
        "Plan",
        "text/csv",
        8,
    )
    assert mia.download(file) == b"a,b\n1,2\n"
    assert [one["id"] for one in eve.files()] == [file["id"]]


def test_a_file_sent_to_one_person_is_theirs(client: WebClient, eve: Persona, mia: Persona) -> None:
    direct = client.conversations_open(users="U01")["channel"]["id"]
    client.files_upload_v2(channel=direct, filename="week.xlsx", content=b"PK", initial_comment="Week")
    (file,) = eve.files()
    assert eve.download(file) == b"PK"
    assert mia.files() == []
    with pytest.raises(ActFailed, match="may not see"):
        mia.download(file)


def test_several_files_come_in_one_message(client: WebClient, eve: Persona) -> None:
    uploads = [{"filename": f"{name}.txt", "content": name} for name in ("a", "b")]
    client.files_upload_v2(channel="C01", file_uploads=uploads, initial_comment="Two")
    assert [one["name"] for one in eve.see("#desk", "Two").raw["files"]] == ["a.txt", "b.txt"]


def test_each_step_is_checked(sandbox: Sandbox, client: WebClient) -> None:
    assert error_of(client.files_getUploadURLExternal, filename="a", length=0)["error"] == "invalid_arguments"
    step = client.files_getUploadURLExternal(filename="a.txt", length=3)
    files = [{"id": step["file_id"], "title": "A"}]
    early = error_of(client.files_completeUploadExternal, files=files, channel_id="C01")
    assert early["error"] == "file_not_found"
    assert httpx.post(step["upload_url"], content=b"four").status_code == 400
    assert httpx.post(step["upload_url"], content=b"abc").text == "OK - 3"
    outside = error_of(client.files_completeUploadExternal, files=files, channel_id="C02")
    assert outside["error"] == "not_in_channel"
    client.files_completeUploadExternal(files=files, channel_id="C01")
    again = error_of(client.files_completeUploadExternal, files=files, channel_id="C01")
    assert again["error"] == "file_update_failed"
    assert httpx.post(f"{sandbox.url}/upload/v1/F99", content=b"x").status_code == 404


def test_a_person_uploads_to_the_app_which_fetches_with_its_token(
    client: WebClient, app: Recorder, eve: Persona
) -> None:
    eve.say("@deskbot", "import this", files=(eve.upload("calendar.csv", b"title\nx\n"),))
    event = app.wait_for("message")
    assert (event["subtype"], event["channel_type"]) == ("file_share", "im")
    (file,) = event["files"]
    headers = {"Authorization": f"Bearer {BOT_TOKEN}"}
    assert httpx.get(file["url_private_download"], headers=headers).content == b"title\nx\n"
    assert b"Sign in" in httpx.get(file["url_private_download"]).content
    assert client.files_info(file=file["id"])["file"]["name"] == "calendar.csv"


def test_an_app_does_not_see_what_was_not_shared_with_it(client: WebClient, eve: Persona) -> None:
    said = eve.say("@mia", "for you", files=(eve.upload("secret.txt", b"s"),))
    assert error_of(client.files_info, file=said.raw["files"][0]["id"])["error"] == "file_not_found"


def test_nobody_shares_a_file_of_somebody_else(eve: Persona, mia: Persona) -> None:
    file = eve.upload("mine.txt", b"x")
    with pytest.raises(ActFailed, match="was not uploaded"):
        mia.say("#desk", "look", files=(file,))


def test_who_stops_reading_in_the_middle_is_hung_up_on_when_the_sandbox_stops(
    sandbox: Sandbox, client: WebClient
) -> None:
    content = b"x" * 20_000_000
    step = client.files_getUploadURLExternal(filename="film.mp4", length=len(content))
    httpx.post(step["upload_url"], content=content)
    client.files_completeUploadExternal(files=[{"id": step["file_id"]}], channel_id="C01")
    with socket.create_connection(("127.0.0.1", urlsplit(sandbox.url).port or 0), timeout=30) as line:
        line.sendall(
            f"GET /page/files/{step['file_id']}?user=U01 HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode()
        )
        read = len(line.recv(1000))
        sandbox.stop()
        while part := line.recv(1_000_000):
            read += len(part)
    assert read < len(content)
