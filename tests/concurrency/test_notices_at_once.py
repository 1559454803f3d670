"""Notices, their rules, lines and sections under several hands at one moment: nobody meets a deadlock."""

import os

import pytest

ROUNDS = 10 * int(os.environ.get("STRESS", "1"))
BEGIN = f"""
make_person("mona", "Manager"), make_section("Sport"), make_notice(), make_clip("Ziel", status="draft")
for number in range({ROUNDS}):
    make_clip(f"Meldung {{number}}", status="draft"), make_notice(f"Hinweis {{number}}")
"""
# Not even once is a transaction to be begun again because of a deadlock.
EACH = """
from clips.operations import transactions
from clips.operations.people import edit_person
transactions.TRIES = 1
section, target, notice = Section.objects.get(name="Sport"), Clip.objects.get(headline="Ziel"), Notice.objects.first()
mona = User.objects.get()
for number in range({rounds}):
    clip, other = Clip.objects.get(headline=f"Meldung {{number}}"), Notice.objects.get(name=f"Hinweis {{number}}")
    meet()
    try: {step}; print("done")
    except Refusal as refusal: print(type(refusal).__name__)
"""
STEPS = {
    "publish": 'publish_notice_version(notice, f"<p>{number}</p>", by=SYSTEM)',
    "choose": 'edit_clip(clip, ClipEdit({"notice_choice": "own", "notice": notice}), by=mona)',
    "rule": 'create_notice_rule(other, "section", section=section, by=mona)',
    "section": 'edit_section(section, description=f"{number}", by=SYSTEM)',
    "line": "edit_clip(clip, ClipEdit(lines=[Line(target=target.pk)]), by=SYSTEM)",
    "target": 'edit_clip(target, ClipEdit({"lede": f"{number}"}), by=SYSTEM)',
    "move": 'edit_clip(clip, ClipEdit({"section": section}), by=SYSTEM)',
    "person": 'edit_person(mona, groups=mona.groups.all(), is_active=True, first_name=f"{number}", by=SYSTEM)',
}


def at_once(newsroom, *names):
    newsroom.run(BEGIN)
    said = newsroom.run_together(*(EACH.format(rounds=ROUNDS, step=STEPS[name]) for name in names))
    return list(zip(*(lines.split() for lines in said), strict=True))


@pytest.mark.parametrize(
    "names",
    [("line", "target"), ("rule", "section"), ("publish", "choose"), ("move", "section"), ("choose", "person")],
    ids="-".join,
)
def test_who_saves_what_another_one_points_at_does_not_stop_the_journal(newsroom, names):
    assert at_once(newsroom, *names) == [("done", "done")] * ROUNDS


def test_of_two_equal_rules_one_is_made(newsroom):
    assert all({*pair} == {"done", "RuleThere"} for pair in at_once(newsroom, "rule", "rule"))
    assert newsroom.run("print(NoticeRule.objects.count())").split() == [str(ROUNDS)]
