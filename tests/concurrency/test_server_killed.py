"""Workers of the real server that are killed while editors publish on the form: no half of a clip, and it goes on."""

import os
import random
import signal
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.concurrency.server import wait_until

pytestmark = pytest.mark.server

KILLS, DRAFTS, EDITORS = 10, 120, 4
PREPARE = """
make_picture(); make_picture(make_jpeg(colour="teal"))
for number in range(0, DRAFTS * 10, 10):
    clip = create_clip(write_text(number), by=SYSTEM)
    print(clip.pk, *(row.tag_id for row in clip.clip_tags.all()))
print(Section.objects.get().pk, *Picture.objects.order_by("pk").values_list("pk", flat=True))
client = Client()
client.force_login(make_person("vera", "Editor"))
print(client.cookies["sessionid"].value)
""".replace("DRAFTS", str(DRAFTS))


def make_forms(said):
    """For each draft its address and what its form sends to publish the next text, and the session of an editor."""
    *drafts, numbers, session = said.splitlines()
    section, *pictures = numbers.split()
    forms = []
    for place, line in enumerate(drafts):
        clip, *loaded = line.split()
        word = f"Meldung {place * 10 + 1}"
        fields = {"headline": word, "kicker": word, "lede": word, "body": f"<p>{word}</p>", "picture": pictures[1]}
        fields |= {"section": section, "language": "de", "notice": "site", "version": 1, "action": "publish"}
        fields |= {"tags": [f"name:{word}", f"id:{loaded[1]}"], "tags_loaded": loaded}
        fields |= {"relations_target": "", "relations_url": "", "relations_title": f"Ziel von {word}"}
        forms.append((f"/admin/clips/clip/{clip}/change/", fields))
    return forms, session


def test_ten_workers_killed_under_four_editors_leave_no_half_of_a_clip(newsroom, server):
    seed = int(os.environ.get("SEED", time.time()))
    print(f"The moments of SEED={seed}")
    chance, statuses, over = random.Random(seed), [], []
    forms, session = make_forms(newsroom.run(PREPARE))

    def publish(place):
        for address, fields in forms[place::EDITORS]:
            if over:
                break
            statuses.append(server.post(address, fields, session))

    with ThreadPoolExecutor(EDITORS) as editors:
        work = [editors.submit(publish, place) for place in range(EDITORS)]
        for _kill in range(KILLS):
            wait_until(lambda: len(server.list_workers()) == 2)
            before = statuses.count(302)
            wait_until(lambda before=before: statuses.count(302) > before or all(task.done() for task in work))
            time.sleep(chance.uniform(0, 0.1))
            # Never the same one twice in a row: the server takes that for a fault that starting again does not mend.
            os.kill(server.list_workers()[0], signal.SIGKILL)
        over.append(True)
    for task in work:
        task.result()
    print({status: statuses.count(status) for status in statuses})
    assert {302, None} == {*statuses}
    assert newsroom.run("print(find_halves())") == ""
    assert newsroom.run("print(find_faults(), find_other_revisions())").strip() == ""
