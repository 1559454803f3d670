"""Work in a thread: its lines, its errors, and its end."""

import json
import logging
import threading

import pytest
from django.db import connections
from django.utils.translation import gettext, override

from clips.admin.progress import stream_progress
from clips.operations.errors import NotAllowed


def run(work):
    return [json.loads(line) for line in b"".join(stream_progress(work).streaming_content).splitlines() if line]


def test_each_word_of_the_work_is_a_line_and_its_result_the_last():
    def work(tell):
        tell(1, 2), tell(2, 2)
        return "/there/"

    assert run(work) == [{"done": 1, "of": 2}, {"done": 2, "of": 2}, {"address": "/there/"}]


def test_a_refusal_is_told_in_the_language_of_the_page():
    def work(tell):
        raise NotAllowed

    with override("en"):
        assert run(work) == [{"refusal": "You are not allowed to do this."}]


def test_an_error_ends_in_a_sentence_and_a_line_of_the_log(caplog):
    def work(tell):
        return 1 / 0

    with caplog.at_level(logging.ERROR), override("en"):
        assert "nothing was changed" in run(work)[0]["refusal"]
    assert "ZeroDivisionError" in caplog.text


@pytest.mark.django_db(transaction=True)
def test_the_thread_closes_the_connection_that_it_opened():
    seen = []

    def work(tell):
        seen.append(connections["default"])
        seen[0].ensure_connection()
        seen.append(seen[0].connection is not None)
        raise NotAllowed

    run(work)
    assert seen[1] and seen[0].connection is None


@pytest.mark.django_db
def test_the_work_begins_at_once_and_ends_without_a_reader():
    begun, go, ended = threading.Event(), threading.Event(), threading.Event()

    def work(tell):
        begun.set()
        assert go.wait(30)
        tell(1, 1)
        ended.set()
        return "/there/"

    answer = stream_progress(work)
    assert begun.wait(30)
    answer.close()
    go.set()
    assert ended.wait(30)


def test_a_silence_is_broken_by_empty_lines(monkeypatch):
    monkeypatch.setattr("clips.admin.progress.SILENCE", 0.001)
    go = threading.Event()

    def work(tell):
        assert go.wait(30)
        return gettext("done")

    lines = iter(stream_progress(work).streaming_content)
    assert next(lines) == b"\n"
    go.set()
    assert json.loads(next(line for line in lines if line.strip()))["address"]
