"""What we want to reach together, what each comes to bring and to get; commitments of boards and conditions."""

from django.urls import URLPattern

app_name = "ambition"
urlpatterns: list[URLPattern] = []
