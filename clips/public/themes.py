"""The accent colour that the operator chose, as a style sheet of its own: named after its content, kept for ever."""

from functools import lru_cache
from hashlib import sha256
from typing import Final

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from clips.cache.responses import ASK_EACH_TIME
from clips.models import Site
from clips.text.colours import lighten

KEEP: Final = "public, max-age=31536000, immutable"


@csrf_exempt
@require_safe
def theme(request: HttpRequest, digest: str) -> HttpResponse:
    """A page that is older than the colour finds the new one; Http404 for a site in the colour of the house."""
    accent = Site.objects.values_list("accent", flat=True).get(pk=1)
    if not accent:
        raise Http404
    if find_theme(accent) != request.path:
        return HttpResponseRedirect(find_theme(accent), headers={"Cache-Control": ASK_EACH_TIME})
    return HttpResponse(write_theme(accent), content_type="text/css; charset=utf-8", headers={"Cache-Control": KEEP})


@lru_cache(maxsize=8)
def find_theme(accent: str) -> str:
    """Its address, or "" for the colour of the house."""
    if not accent:
        return ""
    return reverse("public:theme", args=[sha256(write_theme(accent).encode()).hexdigest()[:12]])


def write_theme(accent: str) -> str:
    """In the layer of the tokens, where a later sheet takes the place of an earlier one."""
    return f"@layer tokens{{:root{{--accent:light-dark({accent},{lighten(accent)})}}}}\n"
