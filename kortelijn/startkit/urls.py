"""How a network begins, what it says of itself, and how it looks."""

from django.urls import path

from kortelijn.startkit.views import kit, settings

app_name = "startkit"
urlpatterns = [
    path("netwerk/instellingen/begin/", kit.kit, name="kit"),
    path("netwerk/instellingen/begin/plekken/", kit.people, name="people"),
    path("netwerk/instellingen/begin/<slug:kit_step>/later/", kit.skip, name="skip"),
    path("netwerk/instellingen/begin/<slug:kit_step>/toch/", kit.take_up, name="take_up"),
    path("netwerk/instellingen/", settings.settings, name="settings"),
    path("netwerk/instellingen/wie-wij-zijn/", settings.describe, name="describe"),
    path("netwerk/instellingen/huisstijl/", settings.dress, name="dress"),
    path("netwerk/instellingen/huisstijl/voorbeeld.css", settings.preview, name="preview"),
    path("thema/<slug:slug>/<slug:mark>.css", settings.sheet, name="sheet"),
]
