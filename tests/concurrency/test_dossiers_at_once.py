"""Dossiers under several hands at one moment: nothing is lost, nobody meets a deadlock, nothing erased comes back."""

import os

ROUNDS = 5 * int(os.environ.get("STRESS", "1"))
BEGIN = f"""
clips = [make_clip(f"Meldung {{number}}") for number in range(4)]
for number in range({ROUNDS}): make_dossier(f"Dossier {{number}}", clips[0])
"""
# Not even once is a transaction to be begun again because of a deadlock.
EACH = """
from clips.operations import transactions
transactions.TRIES = 1
one, two, three, four = Clip.objects.order_by("pk")
for dossier in Dossier.objects.order_by("pk"):
    meet()
    try: {0}; print("done")
    except Refusal as refusal: print(type(refusal).__name__)
"""
TELL = """
for dossier in Dossier.objects.order_by("pk"):
    print(*[row.clip.headline[-1] for row in dossier.dossier_clips.all()], sep="")
"""


def at_once(newsroom, *steps):
    newsroom.run(BEGIN)
    said = newsroom.run_together(*(EACH.format(step) for step in steps))
    return list(zip(*(lines.split() for lines in said), strict=True)), newsroom.run(TELL).split()


def test_what_two_put_in_at_one_moment_is_both_there(newsroom):
    steps = ("add_to_dossier(dossier, [two, three], by=SYSTEM)", "add_to_dossier(dossier, [four, three], by=SYSTEM)")
    outcomes, orders = at_once(newsroom, *steps)
    assert {*outcomes} == {("done", "done")}
    assert len(orders) == ROUNDS and {*orders} <= {"0123", "0321"}


def test_of_two_who_save_one_is_stale_and_loses_nothing(newsroom):
    steps = (f"edit_dossier(dossier, clips=[one, {other}], version=1, by=SYSTEM)" for other in ("two", "three"))
    outcomes, orders = at_once(newsroom, *steps)
    assert all({*pair} == {"done", "DossierStale"} for pair in outcomes)
    assert orders == ["01" if first == "done" else "02" for first, _second in outcomes]


def test_a_name_goes_to_one_of_two(newsroom):
    create = 'create_dossier(f"{dossier.name} neu", clips=[one, two], by=SYSTEM)'
    newsroom.run(BEGIN)
    each = EACH.format(create).replace("TRIES = 1", "TRIES = 4")
    pairs = list(zip(*(said.split() for said in newsroom.run_together(each, each)), strict=True))
    assert len(pairs) == ROUNDS and all({*pair} == {"done", "NameTaken"} for pair in pairs)


def test_a_clip_that_is_erased_meanwhile_is_not_put_back(newsroom):
    """One dossier alone: a clip is erased once."""
    newsroom.run("make_dossier('Umbau', *[make_clip(str(number)) for number in range(4)])")
    erase = 'erase_clip(two, reason="Antrag", by=SYSTEM)'
    said = newsroom.run_together(
        EACH.format(erase), EACH.format('add_to_dossier(dossier, [make_clip("9")], by=SYSTEM)')
    )
    assert said == ["done", "done"]
    assert newsroom.run(TELL) == "0239"
