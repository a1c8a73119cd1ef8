"""The addresses of the HSDS API; what they answer stands in `openapi.yaml`."""

from django.urls import path

from kortelijn.interop.hsds_api import views

app_name = "hsds_api"
urlpatterns = [
    path("", views.about, name="about"),
    path("openapi.json", views.description, name="openapi"),
    path("services", views.services, name="services"),
    path("services/<uuid:key>", views.service, name="service"),
    path("organizations", views.organizations, name="organizations"),
    path("organizations/<uuid:key>", views.organization, name="organization"),
    path("service_at_locations", views.at_locations, name="service_at_locations"),
    path("service_at_locations/<uuid:key>", views.at_location, name="service_at_location"),
    path("taxonomies", views.all_taxonomies, name="taxonomies"),
    path("taxonomies/<uuid:key>", views.taxonomy, name="taxonomy"),
    path("taxonomy_terms", views.taxonomy_terms, name="taxonomy_terms"),
    path("taxonomy_terms/<uuid:key>", views.taxonomy_term, name="taxonomy_term"),
    path("<path:rest>", views.nothing, name="nothing"),
]
