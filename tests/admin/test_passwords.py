"""Logging in and changing one's own password."""

import pytest
from django.urls import reverse

pytestmark = pytest.mark.django_db
LOGIN, CHANGE = reverse("admin:login"), reverse("admin:password_change")
NEW = "Auebruecke-im-Nebel"


@pytest.mark.parametrize("name", ["alice", "nobody", "otto"])
def test_every_failed_log_in_says_the_same(client, alice, otto, name):
    otto.is_active = False
    otto.save()
    client.cookies["django_language"] = "en"
    page = client.post(LOGIN, {"username": name, "password": "wrong"}).content.decode()
    assert "This name and this password do not belong together." in page


def test_a_person_without_a_place_at_the_desk_does_not_get_in(client, otto):
    answer = client.post(LOGIN, {"username": "otto", "password": "secret"})
    assert answer.status_code == 200 and answer.context["form"].errors


def test_a_person_changes_their_own_password(at_desk, alice):
    sent = {"old_password": "secret", "new_password1": NEW, "new_password2": NEW}
    assert at_desk(alice).post(CHANGE, sent).status_code == 302
    alice.refresh_from_db()
    assert alice.check_password(NEW)


def test_a_wrong_old_password_is_said_beside_its_field(at_desk, alice):
    sent = {"old_password": "wrong", "new_password1": NEW, "new_password2": NEW}
    assert "old_password" in at_desk(alice).post(CHANGE, sent).context["form"].errors


def test_logging_out_ends_in_a_page_of_our_own(at_desk, alice):
    page = at_desk(alice).post(reverse("admin:logout")).content.decode()
    assert "You are logged out" in page and "Alice" not in page
