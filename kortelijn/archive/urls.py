"""Leave with everything: one export that a fresh installation takes in identically."""

from django.urls import path

from kortelijn.archive import views

app_name = "archive"
urlpatterns = [
    path("netwerk/instellingen/meenemen/", views.take_along, name="take_along"),
    path("netwerk/instellingen/meenemen/<uuid:pk>/", views.export, name="export"),
    path("netwerk/instellingen/meenemen/<uuid:pk>/ophalen/", views.fetch, name="fetch"),
    path("netwerk/instellingen/meenemen/<uuid:pk>/weg/", views.let_go, name="let_go"),
]
