"""A widget that is drawn by a template of ours, wherever the form's renderer looks."""

from typing import Any

from django import forms
from django.forms.renderers import BaseRenderer
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe


class TemplateWidget(forms.Widget):
    template_name = ""

    def render(
        self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: BaseRenderer | None = None
    ) -> SafeString:
        return mark_safe(render_to_string(self.template_name, self.get_context(name, value, attrs)))  # noqa: S308

    def format_value(self, value: Any) -> Any:
        return value
