"""Whether what stands in the directory still holds: asked, answered with one click, chased, owned."""

from django.urls import URLPattern

app_name = "freshness"
urlpatterns: list[URLPattern] = []
