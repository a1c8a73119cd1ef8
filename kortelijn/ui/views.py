"""The style guide."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from kortelijn.kernel.screens import public
from kortelijn.ui import samples


@public("shows invented examples of our components, nothing of anybody")
def style_guide(request: HttpRequest) -> HttpResponse:
    """Every component with a live example and how it is written."""
    return render(request, "ui/style_guide.html", samples.style_guide())


@public("the same invented examples, as they are printed")
def style_guide_paper(request: HttpRequest) -> HttpResponse:
    """How the components stand on paper."""
    return render(request, "ui/style_guide_paper.html", samples.style_guide() | {"back": reverse("ui:style_guide")})
