"""Sections: made, renamed without breaking a link, deleted when unused."""

import pytest

from clips.models import Address, Section
from clips.operations.errors import InUse, LastSection, NameMissing, NameTaken, NotAllowed, SlugTaken
from clips.operations.sections import create_section, delete_section, edit_section
from tests.make import make_clip, make_section

pytestmark = pytest.mark.django_db


def test_a_manager_makes_a_section(mona, last_line):
    section = create_section("Stadt & Kreis", by=mona, description="Aus der Region.", position=3)
    assert (section.slug, section.position) == ("stadt-kreis", 3)
    assert last_line() == ("create_section", mona.pk, [f"section:{section.pk}", "site", "public"])


def test_a_name_is_given_once(mona):
    with pytest.raises(NameTaken):
        create_section("KURZCLIPS", by=mona)


@pytest.mark.parametrize("name", ["", "  ", "–"])
def test_a_name_is_needed(name, mona):
    with pytest.raises(NameMissing):
        create_section(name, by=mona)


def test_a_changed_address_keeps_the_old_one(mona):
    section = edit_section(make_section("Sport"), by=mona, slug="Bewegung")
    former = Address.objects.get(slug="sport")
    assert (section.slug, former.section, former.current) == ("bewegung", section, False)


def test_it_may_take_its_own_old_address_back(mona):
    section = edit_section(make_section("Sport"), by=mona, slug="bewegung")
    section = edit_section(section, by=mona, slug="sport")
    assert list(Address.objects.filter(section=section, current=True).values_list("slug", flat=True)) == ["sport"]


def test_the_former_address_of_another_is_taken(mona):
    edit_section(make_section("Sport"), by=mona, slug="bewegung")
    with pytest.raises(SlugTaken):
        create_section("Neu", by=mona, slug="sport")


def test_a_new_name_alone_leaves_the_address(mona):
    assert edit_section(make_section("Sport"), by=mona, name="Bewegung").slug == "sport"


def test_what_is_not_named_stays(mona):
    section = make_section("Sport", description="Alles, was rollt.")
    assert edit_section(section, by=mona, position=1).description == "Alles, was rollt."


def test_an_unused_section_is_deleted(mona):
    delete_section(make_section("Sport"), by=mona)
    assert not Section.objects.filter(name="Sport").exists()


def test_a_section_with_clips_is_not_deleted(mona):
    clip = make_clip(status="draft")
    with pytest.raises(InUse, match="1"):
        delete_section(clip.section, by=mona)


def test_the_last_section_is_not_deleted(mona):
    with pytest.raises(LastSection):
        delete_section(Section.objects.get(), by=mona)


@pytest.mark.parametrize("name", ["alice", "vera", "max", "otto"])
def test_all_of_it_is_for_managers(name, request):
    person, section = request.getfixturevalue(name), Section.objects.get()
    for attempt in (
        lambda: create_section("Neu", by=person),
        lambda: edit_section(section, by=person, name="Neu"),
        lambda: delete_section(section, by=person),
    ):
        with pytest.raises(NotAllowed):
            attempt()
