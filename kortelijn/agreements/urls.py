"""What the network agreed: a base and local versions, signed and reviewed; routes and lead rules."""

from django.urls import path

from kortelijn.agreements.views import routes

app_name = "agreements"
urlpatterns = [
    path("afspraken/routes/", routes.routes, name="routes"),
    path("afspraken/routes/nieuw/", routes.agree, name="agree_route"),
    path("afspraken/routes/<uuid:pk>/vervalt/", routes.end, name="end_route"),
    path("netwerk/routes/", routes.moved, name="old_routes"),
]
