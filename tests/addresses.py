"""Every public address, by the pattern that serves it: where a reader of a clip might ask."""

from collections.abc import Callable, Iterator
from urllib.parse import urlencode

from django.conf import settings
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone

from clips.models import Clip

DAY = "%Y/%m/%d/"
MONTH = "%Y/%m/"

Build = Callable[[Clip], list[str]]


def dated(clip: Clip, form: str) -> list[str]:
    """The archive of the clip's own day, where it has one, and of today."""
    moments = [moment for moment in (clip.publish_at, timezone.now()) if moment]
    return [f"/archive/{timezone.localtime(moment).strftime(form)}" for moment in moments]


def continued(path: str, clip: Clip) -> list[str]:
    return [path, f"{path}?before={clip.pk}"]


def pair_paths(clip: Clip) -> list[str]:
    """The pages of each two of its tags, in both orders."""
    slugs = [row.tag.slug for row in clip.clip_tags.all()]
    pairs = [f"/tags/{first}+{second}/" for first in slugs for second in slugs]
    return [path for pair in pairs for path in continued(pair, clip)]


def tag_paths(clip: Clip) -> list[str]:
    return [f"/tags/{row.tag.slug}/" for row in clip.clip_tags.all()]


def clip_paths(clip: Clip) -> list[str]:
    """Its own page under its right and a wrong slug, and those of the clips that point at it or share a dossier."""
    near = [row.clip for row in clip.relations_here.all()]
    near += [row.clip for one in clip.dossier_clips.all() for row in one.dossier.dossier_clips.exclude(clip=clip)]
    others = [one.get_absolute_url() for one in near]
    return [clip.get_absolute_url(), f"/clips/{clip.pk}-anders/", f"/clips/0{clip.pk}-{clip.slug}/", *others]


def media_paths(clip: Clip) -> list[str]:
    """Files are reached by their hash alone, whatever clip they stand in: they hold pixels and no words."""
    return [f"/media/{clip.picture.file}"] if clip.picture else []


def share_paths(clip: Clip) -> list[str]:
    """Links that once showed it, and the addresses of others' links; one that works is for who has it."""
    dead = [row.get_absolute_url() for row in clip.previews.exclude(revoked_at=None)]
    return [*dead, f"/preview/{clip.pk}/", f"/preview/{clip.slug}/", "/preview/none/"]


def search_paths(clip: Clip) -> list[str]:
    """By the beginnings of its words and tags, and by something like these, for which they might be offered.

    Never by a whole word: the page repeats what was asked.
    """
    words = [*clip.headline.split(), *(row.tag.name for row in clip.clip_tags.all())]
    typed = [word[:-1] for word in words] + [word[:-2] + word[-1] for word in words if len(word) > 4]
    return ["/search/", *(f"/search/?{urlencode({'q': word})}" for word in typed)]


def dossier_paths(clip: Clip) -> list[str]:
    """Under the address of now and all former ones."""
    addresses = [one for row in clip.dossier_clips.all() for one in row.dossier.addresses.all()]
    return [f"/dossiers/{address.slug}/" for address in addresses]


def followed(path: str, clip: Clip) -> list[str]:
    return [path, f"{path}?after={clip.pk}"]


def feed_cases(before: str, build: Build) -> dict[str, Build]:
    """The feed of each of these pages, in every form."""
    return {
        f"{before}{name}": lambda clip, name=name: [f"{path}{name}" for path in build(clip)]  # type: ignore[misc]
        for name in ("feed.rss", "feed.atom", "feed.json")
    }


# A new public address needs a line here, or the canary's test names it.
CASES: dict[str, Build] = {
    **feed_cases("", lambda clip: ["/"]),
    **feed_cases("sections/<slug:slug>/", lambda clip: [clip.section.get_absolute_url()]),
    **feed_cases("tags/<slug:slug>/", lambda clip: tag_paths(clip)),
    **feed_cases("dossiers/<slug:slug>/", lambda clip: dossier_paths(clip)),
    **feed_cases("corrections/", lambda clip: ["/corrections/"]),
    "sitemap.xml": lambda clip: ["/sitemap.xml"],
    "sitemap-pages.xml": lambda clip: ["/sitemap-pages.xml"],
    "sitemap-news.xml": lambda clip: ["/sitemap-news.xml"],
    "sitemap-tags-<part:part>.xml": lambda clip: ["/sitemap-tags-1.xml", "/sitemap-tags-2.xml"],
    "sitemap-clips-<part:part>.xml": lambda clip: [f"/sitemap-clips-{part}.xml" for part in (1, clip.pk // 5000 + 1)],
    "robots.txt": lambda clip: ["/robots.txt"],
    "": lambda clip: continued("/", clip),
    "clips/<int:number>-<str:slug>/": clip_paths,
    "^clips/(?P<number>[0-9]{1,18})(?:-[^/]*)?/?$": lambda clip: [
        f"/clips/{clip.pk}{end}" for end in ("", "/", "-", "-/", f"-{clip.slug}")
    ],
    "clips/<int:number>-<str:slug>/changes/": lambda clip: [
        clip.get_changes_url(),
        f"/clips/{clip.pk}-anders/changes/",
    ],
    "corrections/": lambda clip: [
        "/corrections/",
        *(f"/corrections/?before={row.pk}" for row in clip.corrections.all()),
    ],
    "sections/<slug:slug>/": lambda clip: continued(clip.section.get_absolute_url(), clip),
    "tags/": lambda clip: ["/tags/", f"/tags/?letter={clip.slug[0]}", "/tags/?order=use"],
    "tags/<slug:slug>/": lambda clip: [path for first in tag_paths(clip) for path in continued(first, clip)],
    "tags/<slug:first>+<slug:second>/": pair_paths,
    "dossiers/": lambda clip: ["/dossiers/"],
    "dossiers/<slug:slug>/": lambda clip: [path for first in dossier_paths(clip) for path in followed(first, clip)],
    "archive/": lambda clip: ["/archive/"],
    "archive/<yyyy:year>/<mm:month>/": lambda clip: dated(clip, MONTH),
    "archive/<yyyy:year>/<mm:month>/<dd:day>/": lambda clip: dated(clip, DAY),
    "pages/<slug:slug>/": lambda clip: [f"/pages/{slug}/" for slug in ("imprint", "privacy", clip.slug)],
    "theme-<slug:digest>.css": lambda clip: [f"/theme-{clip.slug}.css"],
    "search/": search_paths,
    "preview/<slug:token>/": share_paths,
    "media/<media:name>": media_paths,
    "healthz": lambda clip: ["/healthz"],
    "metrics": lambda clip: ["/metrics"],
}


def list_patterns(resolver: URLResolver | None = None, before: str = "") -> Iterator[str]:
    """The routes of all public patterns, as the resolver itself knows them; the desk has its own rules."""
    for entry in (resolver or get_resolver()).url_patterns:
        route = before + str(entry.pattern)
        if isinstance(entry, URLPattern):
            yield route
        elif not route.startswith("admin/"):
            yield from list_patterns(entry, route)


def public_patterns() -> list[str]:
    return [route for route in list_patterns() if not route.removeprefix("^").startswith("admin/")]


def list_addresses(clip: Clip) -> list[str]:
    """Where this clip, or a word of it, might be found, each once."""
    return list(dict.fromkeys(path for build in CASES.values() for path in build(clip)))


def absolute(path: str) -> str:
    return settings.SITE_URL + path
