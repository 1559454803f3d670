"""The home page: the newest clips, the first one large."""

from django.http import HttpResponse

from clips.models import Clip
from clips.public.lists import load_page
from clips.public.pages import Visit, page
from clips.public.structured import describe_site


@page
def home(visit: Visit) -> HttpResponse:
    found = load_page(visit, Clip.objects.newest_first())
    # Only the newest of all leads; an older page is a plain list.
    leading = 0 if found.before else 1
    return visit.render(
        "public/home.html",
        before=found.before,
        lead=next(iter(found.clips[:leading]), None),
        clips=found.clips[leading:],
        older=found.older,
        json_ld=describe_site(visit.site),
    )
