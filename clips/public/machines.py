"""All that programs read on the page of a clip, in one look at its picture."""

from collections.abc import Iterable
from typing import Any

from clips.models import Clip, Correction, Dossier, Site
from clips.public.metadata import choose_card, describe_clip_for_sharing
from clips.public.pictures import find_for_machines
from clips.public.structured import describe_clip


def describe_for_machines(
    clip: Clip, site: Site, dossiers: Iterable[Dossier], corrections: Iterable[Correction]
) -> dict[str, Any]:
    """What the frame of the page asks for: JSON-LD and the way to the clip, OpenGraph and the size of its card."""
    files = find_for_machines(clip.picture)
    section = (clip.section.name, clip.section.get_absolute_url())
    return {
        "robots": "noindex" if clip.noindex else "max-image-preview:large",
        "json_ld": describe_clip(clip, site, dossiers, files.shapes, corrections),
        "trail": [section, (clip.headline, clip.get_absolute_url())],
        "open_graph": describe_clip_for_sharing(clip, site, files.shared),
        "card": choose_card(files.shared),
    }
