"""The addresses of the site; view, name and template of a page are one word."""

from django.urls import path, re_path

from clips.public import converters  # noqa: F401  registers yyyy, mm, dd and media
from clips.public.archive import archive, archive_day, archive_month
from clips.public.clip_changes import clip_changes
from clips.public.clips import clip_detail
from clips.public.corrections import corrections
from clips.public.dossiers import dossier_detail, dossier_index
from clips.public.health import healthz
from clips.public.home import home
from clips.public.legal_pages import page_detail
from clips.public.media import media
from clips.public.notice_previews import notice_preview
from clips.public.previews import clip_preview, correction_preview, desk_preview, preview
from clips.public.search import search
from clips.public.sections import section_detail
from clips.public.tag_index import tag_index
from clips.public.tags import tag_detail, tag_pair
from clips.public.themes import theme

app_name = "public"

urlpatterns = [
    path("", home, name="home"),
    path("clips/<int:number>-<str:slug>/", clip_detail, name="clip-detail"),
    # The number without a slug, or without the last slash: only a public clip leads on from here.
    re_path(r"^clips/(?P<number>[0-9]{1,18})(?:-[^/]*)?/?$", clip_detail, name="clip-detail"),
    path("clips/<int:number>-<str:slug>/changes/", clip_changes, name="clip-changes"),
    path("corrections/", corrections, name="corrections"),
    path("sections/<slug:slug>/", section_detail, name="section-detail"),
    path("tags/", tag_index, name="tag-index"),
    path("tags/<slug:slug>/", tag_detail, name="tag-detail"),
    path("tags/<slug:first>+<slug:second>/", tag_pair, name="tag-pair"),
    path("dossiers/", dossier_index, name="dossier-index"),
    path("dossiers/<slug:slug>/", dossier_detail, name="dossier-detail"),
    path("archive/", archive, name="archive"),
    path("archive/<yyyy:year>/<mm:month>/", archive_month, name="archive-month"),
    path("archive/<yyyy:year>/<mm:month>/<dd:day>/", archive_day, name="archive-day"),
    path("pages/<slug:slug>/", page_detail, name="page-detail"),
    path("theme-<slug:digest>.css", theme, name="theme"),
    path("search/", search, name="search"),
    path("preview/<slug:token>/", preview, name="preview"),
    # Below the desk's address, because only there does a request carry who is logged in.
    path("admin/preview/<slug:tab>/", clip_preview, name="clip-preview"),
    re_path(r"^admin/preview/clips/(?P<number>[0-9]{1,18})/$", desk_preview, name="desk-preview"),
    re_path(
        r"^admin/preview/clips/(?P<number>[0-9]{1,18})/correction/$", correction_preview, name="correction-preview"
    ),
    re_path(r"^admin/preview/notices/(?P<number>[0-9]{1,18})/$", notice_preview, name="notice-preview"),
    path("media/<media:name>", media, name="media"),
    path("healthz", healthz, name="healthz"),
]
