"""Processes that are killed while they publish: each clip is wholly old or wholly new, with all that belongs to it."""

import os
import random
import time

KILLS = 50
PUBLISH = """
from itertools import count
for number in count({0} * 1000, 10):
    clip = create_clip(write_text(number), by=SYSTEM)
    print("publish_clip")
    publish_clip(clip, write_text(number + 1, clip), by=SYSTEM)
    edit_clip(clip, write_text(number + 2, clip), by=SYSTEM)
    print("publish_changes")
    publish_changes(clip, by=SYSTEM)
"""


def test_fifty_processes_killed_at_random_moments_leave_no_half_of_a_clip(newsroom):
    seed = int(os.environ.get("SEED", time.time()))
    print(f"The moments of SEED={seed}")
    chance = random.Random(seed)
    newsroom.run("make_picture(); make_picture(make_jpeg(colour='teal'))")
    for turn in range(KILLS):
        process = newsroom.start(PUBLISH.format(turn))
        for _publishing in range(chance.randint(1, 2)):
            process.read_line()
        time.sleep(chance.uniform(0, 0.06))
        process.kill()
    # Its journal line waits for what a database still does for the last one that was killed.
    newsroom.run(f"create_clip(write_text({KILLS} * 1000), by=SYSTEM)")
    assert int(newsroom.run("print(Clip.objects.count())")) > KILLS
    assert newsroom.run("print(find_halves())") == ""
    assert newsroom.run("print(find_faults(), find_other_revisions())").strip() == ""
