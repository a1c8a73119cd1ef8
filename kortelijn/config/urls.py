"""Every address of the product; the paths are Dutch and stay as they are."""

from django.conf import settings
from django.urls import include, path

from kortelijn.web.views import home

urlpatterns = [
    path("account/password/<path:rest>", home.no_password),
    path("account/", include("allauth.urls")),
    path("taal/", include("django.conf.urls.i18n")),
    path("", include("kortelijn.ui.urls")),
    path("", include("kortelijn.directory.urls")),
    path("", include("kortelijn.upkeep.urls")),
    path("", include("kortelijn.freshness.urls")),
    path("", include("kortelijn.rota.urls")),
    path("", include("kortelijn.voices.urls")),
    path("", include("kortelijn.initiatives.urls")),
    path("", include("kortelijn.maps.urls")),
    path("", include("kortelijn.competences.urls")),
    path("", include("kortelijn.lifestyle.urls")),
    path("", include("kortelijn.wall.urls")),
    path("", include("kortelijn.ties.urls")),
    path("", include("kortelijn.steps.urls")),
    path("", include("kortelijn.agreements.urls")),
    path("", include("kortelijn.ambition.urls")),
    path("", include("kortelijn.walks.urls")),
    path("", include("kortelijn.gatherings.urls")),
    path("", include("kortelijn.succession.urls")),
    path("", include("kortelijn.turnover.urls")),
    path("", include("kortelijn.insights.urls")),
    path("", include("kortelijn.startkit.urls")),
    path("", include("kortelijn.archive.urls")),
    path("", include("kortelijn.tasks.urls")),
    path("", include("kortelijn.referrals.urls")),
    path("", include("kortelijn.finding.urls")),
    path("", include("kortelijn.interop.transfer.urls")),
    path("", include("kortelijn.interop.calendars.urls")),
    path("hsds/", include("kortelijn.interop.hsds_api.urls")),
    path("api/v1/", include("kortelijn.interop.api.urls")),
    path("", include("kortelijn.web.urls")),
]

if "kortelijn.demo" in settings.INSTALLED_APPS:
    urlpatterns.append(path("demo/", include("kortelijn.demo.urls")))
