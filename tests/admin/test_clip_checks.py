"""The checks beside the clip form: what must be there, what is worth another look, and the one click that helps."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from clips.admin.clip_similar import are_similar, list_recent
from clips.models import Clip, JournalEntry
from tests.admin.conftest import add_address, change_address
from tests.make import make_clip, make_line, make_picture, make_tag, put_tag
from tests.models.test_plans import plan

pytestmark = pytest.mark.django_db

HEADLINE = "Rathaus bekommt nach zwanzig Jahren ein neues Dach"
LEDE = "Der Stadtrat hat am Montag entschieden, dass die Arbeiten am Dach noch in diesem Jahr beginnen."


def check_address(clip=None):
    return reverse("admin:check_clip") + (f"?clip={clip.pk}" if clip else "")


@pytest.fixture
def check(at_desk, vera, typed):
    """The checks for what Vera has in the form while she types; `clip` is the stored one."""

    def check(clip=None, by=vera, **fields):
        sent = typed(clip, **{"headline": HEADLINE, "lede": LEDE, "tags": ["name:Elbe"]} | fields)
        return at_desk(by).post(check_address(clip), sent).context["checks"]

    return check


def open_hard(checks):
    return [one.name for one in checks.hard if not one.done]


def soft(checks):
    return [one.name for one in checks.soft]


def local(moment):
    return timezone.localtime(moment).strftime("%Y-%m-%dT%H:%M")


def test_a_good_clip_has_nothing_to_be_done(check):
    checks = check()
    assert (open_hard(checks), soft(checks)) == ([], [])


@pytest.mark.parametrize(
    ("field", "value"),
    [("headline", "…"), ("headline", " "), ("lede", "\t"), ("body", "<p>&nbsp;</p>"), ("section", " ")],
)
def test_what_must_be_there_is_named(check, field, value):
    assert open_hard(check(**{field: value})) == [field]


def test_a_picture_needs_its_words(check):
    assert open_hard(check(picture=make_picture(credit="").pk)) == ["picture"]
    assert open_hard(check(picture=make_picture(alt_text="").pk)) == ["picture"]
    assert open_hard(check(picture=make_picture().pk)) == []


def test_an_embargo_holds_back_what_would_be_published_at_once_or_before_it(check):
    now = timezone.now()
    until = local(now + timedelta(hours=2))
    assert open_hard(check(embargoed_until=until)) == ["embargo"]
    assert open_hard(check(embargoed_until=until, publish_at=local(now + timedelta(hours=1)))) == ["embargo"]
    assert open_hard(check(embargoed_until=until, publish_at=until)) == []
    assert open_hard(check(embargoed_until=local(now - timedelta(hours=1)))) == []


@pytest.mark.parametrize(
    ("field", "length", "names"),
    [
        ("headline", 29, ["headline-length"]), ("headline", 30, []), ("headline", 90, []),
        ("headline", 91, ["headline-length"]),
        ("lede", 79, ["lede-length"]), ("lede", 80, []), ("lede", 300, []), ("lede", 301, ["lede-length"]),
    ],
)  # fmt: skip
def test_lengths_that_read_well(check, field, length, names):
    assert soft(check(**{field: "x" * length})) == names


def test_a_clip_without_a_tag_is_told(check):
    assert soft(check(tags=[])) == ["tags"]


def test_a_proposed_tag_waits_for_a_moderator(check, alice):
    proposed = make_tag("Fährmann", status="proposed")
    for tags in (["name:fährmann"], [f"id:{proposed.pk}"]):
        checks = check(tags=tags)
        assert soft(checks) == ["proposal"] and "Fährmann" in checks.soft[0].label
    assert soft(check(by=alice, tags=["name:Ganz neu"])) == ["proposal"]
    assert soft(check(tags=["name:Ganz neu"])) == []


def test_a_similar_headline_of_the_week_is_shown_with_a_link_to_the_desk(check):
    other = make_clip("Neues Dach: Rathaus bekommt es nach zwanzig Jahren")
    make_clip(HEADLINE, publish_at=timezone.now() - timedelta(days=8))
    make_clip(HEADLINE, status="draft")
    make_clip("Hochwasser an der Elbe steigt weiter")
    (hint,) = check().soft
    assert hint.name == "similar"
    assert [(link.headline, link.address) for link in hint.links] == [(other.headline, change_address(other))]


def test_what_is_scheduled_is_similar_too_and_only_three_are_shown(check):
    for days in (-6, -1, 1, 2):
        make_clip(HEADLINE, publish_at=timezone.now() + timedelta(days=days))
    assert len(check().soft[0].links) == 3


def test_a_clip_is_not_similar_to_itself(check):
    clip = make_clip(HEADLINE)
    assert soft(check(clip, headline=HEADLINE)) == []


@pytest.mark.parametrize(
    ("one", "other", "similar"),
    [
        ("Rathaus bekommt ein neues Dach", "Neues Dach fürs Rathaus", True),
        ("Brücke in Dresden wieder frei", "Brücke in Dresden ist wieder frei!", True),
        ("Pegel der Elbe steigt weiter", "Hochwasser an der Elbe: Pegel steigt weiter", True),
        ("Bahn streicht Züge nach Hamburg", "Deutsche Bahn streicht Züge zwischen Berlin und Hamburg", False),
        ("Stadtrat beschließt Haushalt 2027", "Stadtrat beschließt neue Parkordnung", False),
        ("Fußball: Dynamo gewinnt gegen Halle", "Fußball: Dynamo verliert gegen Aue", False),
        ("Wetter am Montag", "Wetter am Dienstag", False),
        ("Zoo meldet Nachwuchs bei den Elefanten", "Feuer in der Altstadt gelöscht", False),
    ],
)
def test_which_headlines_are_similar(one, other, similar):
    assert are_similar(one, other) is are_similar(other, one) is similar


@pytest.mark.parametrize("reader", ["vera", "alice"])
def test_similar_headlines_cost_one_stretch_of_an_index(request, reader):
    said = plan(list_recent(make_clip(HEADLINE), request.getfixturevalue(reader)))
    assert "clip_public_list" in said
    assert "TEMP B-TREE" not in said and "Sort" not in said


def test_a_line_to_a_clip_that_is_not_public_is_named(check, alice):
    draft, public = make_clip("Hafen wird gesperrt", status="draft"), make_clip("Dom wird saniert")
    lines = {"relations_target": [public.pk, draft.pk], "relations_url": ["", ""], "relations_title": ["", ""]}
    (hint,) = check(**lines).soft
    assert (hint.name, hint.links[0].headline) == ("line-2", "Hafen wird gesperrt")
    make_tag("Elbe")
    (hint,) = check(by=alice, **lines).soft
    assert (hint.name, hint.links) == ("line-2", ())


def test_typing_habits_are_named_field_by_field(check):
    body = '<p>Er sagte: "Nein."</p>'
    checks = check(headline=f'{HEADLINE}  "heute"', body=body, caption="5km weiter")
    assert soft(checks) == ["quotes-headline", "spaces-headline", "quotes-body", "units-caption"]


@pytest.mark.parametrize(("language", "quotes"), [("de", "„Nein“"), ("en", "“Nein”")])
def test_without_a_script_a_button_brings_the_form_back_with_the_fixed_text_and_saves_nothing(
    at_desk, vera, typed, language, quotes
):
    sent = typed(body='<p>"Nein"</p>', lede='"Nein"', kicker="Verkehr", language=language, fix="quotes:body")
    answer = at_desk(vera).post(add_address(), sent)
    form = answer.context["form"]
    assert form["body"].value() == f"<p>{quotes}</p>"
    assert (form["lede"].value(), form["kicker"].value()) == ('"Nein"', "Verkehr")
    assert not Clip.objects.exists() and not JournalEntry.objects.exists()


@pytest.mark.parametrize("fix", ["quotes:version", "all:body", "quotes", "", ":"])
def test_a_button_of_ones_own_making_changes_and_saves_nothing(at_desk, vera, typed, fix):
    sent = typed(body='<p>"Nein"</p>') | {"fix": fix}
    assert at_desk(vera).post(add_address(), sent).context["form"]["body"].value() == '<p>"Nein"</p>'
    assert not Clip.objects.exists()


def test_the_page_gets_the_places_to_change(at_desk, vera):
    sent = {"kind": "quotes", "language": "de", "text": ['🎉 "Ja"', "nichts", '"']}
    answer = at_desk(vera).post(reverse("admin:fix_clip_text"), sent)
    assert answer.json() == {"edits": [[[2, 3, "„"], [5, 6, "“"]], [], []]}


def test_asking_writes_nothing(check):
    clip = make_clip(HEADLINE, tags=["Elbe"])
    before = Clip.objects.values().get()
    check(clip, headline="Ganz anders", tags=["name:Neu"])
    assert Clip.objects.values().get() == before
    assert not JournalEntry.objects.exists()


def test_only_writers_may_ask_and_only_about_what_they_may_see(at_desk, max, alice, typed):
    assert at_desk(max).post(check_address(), typed()).status_code == 403
    assert at_desk(max).post(reverse("admin:fix_clip_text"), {}).status_code == 403
    assert at_desk(alice).post(check_address(make_clip(status="draft")), typed()).status_code == 404
    assert at_desk(alice).get(check_address()).status_code == 405


@pytest.mark.parametrize("number", ["x", "-1", "9" * 40])
def test_a_number_that_is_none_is_a_missing_page(at_desk, vera, typed, number):
    assert at_desk(vera).post(f"{check_address()}?clip={number}", typed()).status_code == 404


def test_the_form_jumps_to_each_field_and_tells_a_refused_save_the_same(at_desk, vera, typed):
    clip = make_clip("Kurz", status="draft", lede="", tags=["Elbe"])
    client = at_desk(vera)
    for page in (
        client.get(change_address(clip)),
        client.post(change_address(clip), typed(clip, lede=" ", action="publish")),
    ):
        html = page.content.decode()
        assert all(
            f'href="#id_{name}" data-jump' in html for name in ("headline", "lede", "body", "section", "picture")
        )
        assert open_hard(page.context["checks"]) == ["lede"]
        assert "headline-length" in soft(page.context["checks"])


def test_who_may_only_read_gets_no_button_and_no_live_answer(at_desk, alice):
    html = at_desk(alice).get(change_address(make_clip('Ein "Wort"'))).content.decode()
    assert "quotes-headline" in html
    assert 'name="fix"' not in html and "data-fixes" not in html


def test_an_answer_needs_few_queries(at_desk, vera, typed, django_assert_num_queries):
    clip = make_clip(HEADLINE, tags=["Elbe"], picture=make_picture())
    make_line(clip, make_clip("Anderes", status="draft"))
    put_tag(clip, make_tag("Fährmann", status="proposed"))
    for number in range(30):
        make_clip(f"{HEADLINE} {number}")
    client = at_desk(vera)
    sent = typed(clip, headline=HEADLINE, picture=clip.picture_id)
    with django_assert_num_queries(10):
        client.post(check_address(clip), sent)
