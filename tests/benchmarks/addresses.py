"""What readers ask for: some addresses of each kind of page."""

import random
from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone

from clips.models import Clip, Section, Tag

Paths = Mapping[str, Sequence[str]]
CLIPS = 500
TAGS = 50
# So many pages from the end of a list.
DEEP = 20
PAGE = 20
WORDS = 40


def list_clips(count: int = CLIPS) -> list[str]:
    """Of different clips, spread over all of them, in no order."""
    public = Clip.objects.public(timezone.now())
    last = public.order_by("-pk").values_list("pk", flat=True).first() or 1
    dice, found = random.Random(7), dict[str, None]()
    while len(found) < min(count, public[: count + 1].count()):
        numbers = dice.sample(range(1, last + 1), min(2 * count, last))
        some = public.filter(pk__in=numbers).only("slug", "status", "publish_at")
        found |= dict.fromkeys(clip.get_absolute_url() for clip in some)
    paths = list(found)[:count]
    dice.shuffle(paths)
    return paths


def list_pages() -> Paths:
    """Of each kind so many that no two rounds ask for a page just like the one before."""
    tags = list(Tag.objects.public().order_by("-use_count", "pk")[:TAGS])
    return {
        "clip": list_clips(),
        "home": [reverse("public:home")],
        "section": [section.get_absolute_url() for section in Section.objects.all()],
        "tag": [tag.get_absolute_url() for tag in tags],
        "tag, last pages": list_last_pages(tags[0]),
        "search": list_searches(),
        "feed": [reverse("feeds:latest-rss")],
    }


def list_last_pages(tag: Tag) -> list[str]:
    """The deepest ones of the tag that is used most."""
    clips = Clip.objects.listed_under(tag).public(timezone.now()).reverse()
    numbers = list(clips.values_list("pk", flat=True)[PAGE : PAGE * DEEP : PAGE])
    return [f"{tag.get_absolute_url()}?before={number}" for number in numbers]


def list_searches() -> list[str]:
    """One word of each: the longest of a headline."""
    headlines = Clip.objects.public(timezone.now()).newest_first().values_list("headline", flat=True)[:WORDS]
    words = [max(headline.split(), key=len) for headline in headlines]
    return [f"{reverse('public:search')}?{urlencode({'q': word})}" for word in words]
