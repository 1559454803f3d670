"""A form without its token: refused in the person's language and in the frame of the desk."""

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from clips.models import Clip
from tests.admin.conftest import add_address

pytestmark = pytest.mark.django_db


@pytest.fixture
def strict(db):
    """A client without the page's token, which speaks English or German."""

    def strict(language, person=None):
        client = Client(enforce_csrf_checks=True)
        if person is not None:
            client.force_login(person)
        client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
        return client

    return strict


def test_it_is_said_in_the_frame_of_the_desk_that_the_text_is_still_there(strict, vera, typed):
    answer = strict("en", vera).post(add_address(), typed(action="save"))
    page = answer.content.decode()
    assert (answer.status_code, Clip.objects.exists()) == (403, False)
    assert all(words in page for words in ("what you typed is still there", "cookies", 'action="/admin/logout/"'))
    assert "<style" not in page and "style=" not in page


def test_it_speaks_the_persons_language(strict, vera):
    assert '<html lang="de"' in strict("de", vera).post(add_address()).content.decode()
    assert '<html lang="en"' in strict("en", vera).post(add_address()).content.decode()


def test_who_is_not_logged_in_yet_gets_it_without_the_menu(strict, vera):
    answer = strict("en").post(reverse("admin:login"), {"username": "vera", "password": "secret"})
    page = answer.content.decode()
    assert answer.status_code == 403 and "what you typed is still there" in page
    assert reverse("admin:clips_clip_changelist") not in page
