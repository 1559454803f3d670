"""Clips at the desk: the form on which a clip is written, and the run sheet."""

from django.contrib import admin

from clips.admin.base import OperationAdmin
from clips.admin.site import newsroom
from clips.models import Clip


@admin.register(Clip, site=newsroom)
class ClipAdmin(OperationAdmin):
    view_verbs = ("view_clips", "create_clip")
    add_verb = "create_clip"
    change_verb = "edit_clip"
    delete_verb = "delete_clip"
