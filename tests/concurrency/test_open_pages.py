"""Two requests of one open page at the same moment: its text and its presence are one row each, and neither fails."""

IMPORTS = """
from clips.operations.buffers import save_buffer
from clips.operations.presence import keep_presence
"""
BEGIN = """
User.objects.create(username="vera", is_superuser=True)
create_clip(ClipEdit({"section": Section.objects.get(), "headline": "Zweimal"}), by=SYSTEM)
"""
SEND = (
    IMPORTS
    + """
vera, clip = User.objects.get(), Clip.objects.get()
for number in range(20):
    save_buffer(clip, "seite", {"headline": str(number)}, by=vera, version=1)
    keep_presence(clip, "seite", by=vera, typed=True)
"""
)
COUNT = "print(Buffer.objects.count(), Presence.objects.count(), Buffer.objects.get().data['headline'])"


def test_a_page_that_sends_twice_at_once_has_one_text_and_is_there_once(newsroom):
    newsroom.run(BEGIN)
    newsroom.run_together(SEND, SEND, SEND)
    assert newsroom.run(COUNT) == "1 1 19"
