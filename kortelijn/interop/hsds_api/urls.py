"""The addresses of the HSDS API; what they answer stands in `openapi.yaml`."""

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from kortelijn.interop.hsds_api import views


class Rest(StringConverter):
    """Whatever follows, line ends too: a program that asks nonsense gets a problem it can read, not a page."""

    regex = "(?s:.+)"


register_converter(Rest, "rest")

app_name = "hsds_api"
urlpatterns = [
    path("", views.about, name="about"),
    path("openapi.json", views.description, name="openapi"),
    path("services", views.services, name="services"),
    path("services/<uuid:service>", views.service, name="service"),
    path("organizations", views.organizations, name="organizations"),
    path("organizations/<uuid:organization>", views.organization, name="organization"),
    path("service_at_locations", views.at_locations, name="service_at_locations"),
    path("service_at_locations/<uuid:at>", views.at_location, name="service_at_location"),
    path("taxonomies", views.all_taxonomies, name="taxonomies"),
    path("taxonomies/<uuid:taxonomy>", views.taxonomy, name="taxonomy"),
    path("taxonomy_terms", views.taxonomy_terms, name="taxonomy_terms"),
    path("taxonomy_terms/<uuid:term>", views.taxonomy_term, name="taxonomy_term"),
    path("<rest:rest>", views.nothing, name="nothing"),
]
