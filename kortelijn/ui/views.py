from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kortelijn.kernel.screens import public
from kortelijn.ui import samples


@public("shows invented examples of our components, nothing of anybody")
def style_guide(request: HttpRequest) -> HttpResponse:
    """Every component with a live example and how it is written."""
    return render(request, "ui/style_guide.html", samples.style_guide())
