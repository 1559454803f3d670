"""Real processes that write at the same moment: nothing is lost, nothing is doubled, on both databases."""

WRITE = """
clip = create_clip(ClipEdit({"section": Section.objects.get(), "headline": "Deich hält", "lede": "Noch.",
    "body": "<p>Ja.</p>"}), by=SYSTEM)
print(clip.pk)
"""


def test_of_two_saves_of_the_same_version_one_wins_and_the_other_changes_nothing(newsroom):
    newsroom.run(WRITE)
    save = """
try:
    edit_clip(Clip.objects.get(), ClipEdit({{"lede": "{0}"}}, TagEdit(["{0}"]), version=1), by=SYSTEM); print("{0}")
except Stale: print("")
"""
    answers = newsroom.run_together(save.format("Anna"), save.format("Berta"), save.format("Carla"))
    winner = "".join(answers)
    assert winner in ("Anna", "Berta", "Carla")
    after = newsroom.run("c = Clip.objects.get(); print(c.lede, c.version, *c.tags.names(), Tag.objects.count())")
    assert after == f"{winner} 2 {winner} 1"


def test_a_new_name_typed_by_several_at_once_is_one_tag(newsroom):
    write = """
for number in range(5):
    create_clip(ClipEdit({{"section": Section.objects.get(), "headline": "Meldung {0} " + str(number)}},
        TagEdit(["Neues Thema " + str(number), "{0}"])), by=SYSTEM)
"""
    newsroom.run_together(*(write.format(name) for name in ("A", "B", "C")))
    assert (
        newsroom.run("print(Clip.objects.count(), Tag.objects.count(), Address.objects.filter(kind='tag').count())")
        == "15 8 8"
    )
    counts = "print(*Tag.objects.filter(name__startswith='Neues').values_list('use_count', flat=True))"
    assert newsroom.run(counts) == "3 3 3 3 3"


def test_tags_that_two_people_add_at_once_both_stay(newsroom):
    newsroom.run(WRITE)
    add = """
for number in range(8):
    clip = Clip.objects.get()
    edit_clip(clip, ClipEdit(tags=TagEdit(["{0} " + str(number)])), by=SYSTEM)
"""
    newsroom.run_together(add.format("Elbe"), add.format("Oder"))
    assert newsroom.run("print(Clip.objects.get().tags.count(), Clip.objects.get().version)") == "16 17"


def test_published_once_by_two_editors_at_once(newsroom):
    newsroom.run(WRITE)
    publish = """
try: publish_clip(Clip.objects.get(), by=SYSTEM); print("published")
except WrongStatus: print("")
"""
    assert sorted(newsroom.run_together(publish, publish)) == ["", "published"]
    assert newsroom.run("print(JournalEntry.objects.filter(verb='publish_clip').count())") == "1"


def test_a_process_that_is_killed_leaves_a_clip_wholly_old_or_wholly_new(newsroom):
    newsroom.run(WRITE)
    write = """
number = 0
while True:
    number += 1
    edit_clip(Clip.objects.get(), ClipEdit({"lede": str(number), "kicker": str(number)}, TagEdit([str(number)],
        [row.tag_id for row in Clip.objects.get().clip_tags.all()])), by=SYSTEM)
    print(number)
"""
    process = newsroom.start(write)
    for _saved in range(12):
        process.read_line()
    process.kill()
    check = """
c = Clip.objects.get()
lines = JournalEntry.objects.filter(verb="edit_clip").count()
print(c.lede == c.kicker == c.tags.get().name == str(lines) == str(c.version - 1), lines >= 12)
"""
    assert newsroom.run(check) == "True True"


def test_new_names_in_opposite_order_never_wait_for_each_other_in_a_circle(newsroom):
    write = """
for number in range(12):
    names = ["Eins " + str(number), "Zwei " + str(number)]
    create_clip(ClipEdit({{"section": Section.objects.get(), "headline": "Meldung " + str(number)}},
        TagEdit(names[::{0}])), by=SYSTEM)
"""
    newsroom.run_together(write.format(1), write.format(-1))
    assert newsroom.run("print(Tag.objects.count(), set(Tag.objects.values_list('use_count', flat=True)))") == "24 {2}"


def test_counts_stay_right_when_a_draft_is_deleted_while_somebody_tags_it(newsroom):
    for _round in range(3):
        newsroom.run(WRITE)
        tag = """
try:
    for number in range(40): edit_clip(Clip.objects.get(), ClipEdit(tags=TagEdit([str(number)])), by=SYSTEM)
except (Clip.DoesNotExist, ClipGone): pass
"""
        delete = "import time; time.sleep(0.15); delete_clip(Clip.objects.get(), by=SYSTEM)"
        newsroom.run_together(tag, delete)
        assert newsroom.run("print(Clip.objects.count(), set(Tag.objects.values_list('use_count', flat=True)))") in (
            "0 {0}",
            "0 set()",
        )
