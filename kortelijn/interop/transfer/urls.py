"""Addresses. Directories taken in and given out: sheets, HSDS, products of municipalities, OpenStreetMap."""

from django.urls import path

from kortelijn.interop.transfer import views

app_name = "transfer"
urlpatterns = [
    path("aanbod/inlezen/", views.overview, name="overview"),
    path("aanbod/inlezen/<uuid:pk>/", views.see, name="import"),
    path("aanbod/inlezen/<uuid:pk>/kolommen/", views.columns, name="columns"),
    path("aanbod/inlezen/<uuid:pk>/overnemen/", views.take_over, name="take_over"),
    path("aanbod/inlezen/<uuid:pk>/weggooien/", views.discard, name="discard"),
    path("aanbod/uitvoer/", views.export, name="export"),
]
