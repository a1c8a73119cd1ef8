"""What is asked for a story: the sound, who tells, the words, and a yes."""

import re
from typing import Any, ClassVar

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from kortelijn.directory.facts import language_name
from kortelijn.directory.models import Location
from kortelijn.kernel.actor import Actor
from kortelijn.kernel.errors import Refused
from kortelijn.parties.models import Seat, Tenure
from kortelijn.voices import face
from kortelijn.voices.cues import mark_of, paragraphs_in
from kortelijn.voices.face import Face
from kortelijn.voices.models import Story
from kortelijn.voices.sound import MOST_BYTES, Sound, sound_in, too_large
from kortelijn.voices.words import CONSENT

ACCEPTED = "audio/*,.mp3,.m4a,.mp4,.ogg,.oga,.opus,.webm"
LANGUAGES = ("nl", "en", "ar", "tr", "pl", "fr", "de", "es", "ti", "so", "uk", "bg", "fa", "pap", "zgh", "srn")


MOMENT = re.compile(r"(?:(?P<minutes>\d{1,2}):(?=[0-5]\d$))?(?P<seconds>\d{1,3})", re.ASCII)


class CalmForm(forms.Form):
    """A form that is not red before anything is typed."""

    use_required_attribute = False


class SoundForm(CalmForm):
    """A file of sound, recorded here or elsewhere."""

    sound = forms.FileField(
        label=_("Het geluid"), help_text=_("Hoogstens drie minuten en 12 MB: mp3, m4a, mp4, ogg of webm."),
        widget=forms.FileInput(attrs={"accept": ACCEPTED, "data-recorder-file": ""}), max_length=200,
        error_messages={
            "required": _("Neem een verhaal op, of kies een bestand."),
            "empty": _("Dit bestand is leeg. Neem het verhaal opnieuw op, of kies een ander bestand."),
            "max_length": _("De naam van dit bestand is te lang. Geef het een kortere naam."),
        },
    )  # fmt: skip

    def clean_sound(self) -> Sound:
        """Looked into: the name and the type that came along say nothing."""
        file: UploadedFile[Any] = self.cleaned_data["sound"]
        if (file.size or 0) > MOST_BYTES:
            raise forms.ValidationError(too_large())
        try:
            return sound_in(file.read(), file.name or "")
        except Refused as refused:
            raise forms.ValidationError(str(refused)) from None


class TellForm(SoundForm):
    """A new story: who tells, and the sound."""

    who = forms.ChoiceField(
        label=_("Wie vertelt?"),
        error_messages={"required": _("Kies wie vertelt."), "invalid_choice": _("Kies iemand uit de lijst.")},
    )
    title = forms.CharField(
        label=_("Waar gaat het over?"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=_("Een korte titel, zoals “Wat wij doen op dinsdag”."),
        error_messages={"required": _("Geef het verhaal een titel."), "max_length": _("Maak de titel korter.")},
    )  # fmt: skip
    field_order = ("who", "title", "sound")

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.tenures = {str(each.pk): each for each in _who_may_tell(actor)}
        own = next((key for key, each in self.tenures.items() if _is_own(each, actor)), "")
        named = [(key, _named(each)) for key, each in self.tenures.items() if key != own]
        who: Any = self.fields["who"]
        who.choices = ([(own, say("Ik vertel zelf"))] if own else []) + named
        who.initial = own

    @property
    def chosen(self) -> Tenure:
        """Who tells, and from which seat."""
        return self.tenures[self.cleaned_data["who"]]


def _who_may_tell(actor: Actor) -> list[Tenure]:
    """Colleagues of the own organization; for who coordinates everybody in the network."""
    rows = Tenure.objects.current().filter(seat__network=actor.network_id)
    if not actor.has(Seat.Function.COORDINATES):
        rows = rows.filter(seat__organization=actor.organization_id)
    return list(
        rows.select_related("person", "seat__organization").order_by("person__given_name", "person__family_name", "id")
    )


def _is_own(tenure: Tenure, actor: Actor) -> bool:
    return (tenure.seat_id, tenure.person_id) == (actor.seat_id, actor.person_id)


def _named(tenure: Tenure) -> str:
    return f"{tenure.person.name}, {tenure.seat}"


class FaceForm(CalmForm):
    """A picture of who tells; beside a story that everybody hears already, their yes to it comes with it."""

    face = forms.FileField(
        label=_("De foto"), help_text=_("Een foto van het gezicht: jpg of png, hoogstens 10 MB."),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}), max_length=200,
        error_messages={
            "required": _("Kies een foto."),
            "empty": _("Dit bestand is leeg. Kies een andere foto."),
            "max_length": _("De naam van dit bestand is te lang. Geef het een kortere naam."),
        },
    )  # fmt: skip
    yes = forms.BooleanField(
        label=CONSENT,
        error_messages={"required": _("Zet een vinkje als u dit goed vindt. Zonder vinkje komt de foto er niet bij.")},
    )

    def __init__(self, *args: Any, story: Story, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not story.is_published:
            del self.fields["yes"]  # asked later, of all of it

    def clean_face(self) -> Face:
        """Looked into and drawn anew: the name and the type that came along say nothing."""
        file: UploadedFile[Any] = self.cleaned_data["face"]
        if (file.size or 0) > face.MOST_BYTES:
            raise forms.ValidationError(face.too_large())
        try:
            return face.face_in(file.read())
        except Refused as refused:
            raise forms.ValidationError(str(refused)) from None


class WordsForm(CalmForm):
    """What stands beside the sound, so that nobody needs to hear to know."""

    title = forms.CharField(
        label=_("Titel"), max_length=120,
        error_messages={"required": _("Geef het verhaal een titel."), "max_length": _("Maak de titel korter.")},
    )  # fmt: skip
    transcript = forms.CharField(
        label=_("Wat wordt er gezegd?"), max_length=6000, required=False,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=_("Schrijf het uit, zin voor zin. Wie niet hoort, leest het hier. Noem geen inwoners bij naam."),
        error_messages={"max_length": _("De tekst is te lang: hoogstens 6000 tekens.")},
    )  # fmt: skip
    speaker_name = forms.CharField(
        label=_("Naam zoals die erbij staat"), max_length=120, help_text=_("Alleen een voornaam mag ook."),
        error_messages={"required": _("Vul een naam in. Alleen een voornaam mag ook.")},
    )  # fmt: skip
    speaker_role = forms.CharField(label=_("Wat diegene doet"), max_length=160, required=False)
    language = forms.ChoiceField(
        label=_("In welke taal?"), error_messages={"invalid_choice": _("Kies een taal uit de lijst.")}
    )
    location = forms.ModelChoiceField(
        Location.objects.none(), label=_("Hoort het bij een plek?"), required=False,
        empty_label=_("Nee, of bij meer plekken"), help_text=_("Dan is het op de kaart bij die plek te horen."),
        error_messages={"invalid_choice": _("Kies een plek uit de lijst.")},
    )  # fmt: skip

    def __init__(self, *args: Any, story: Story, **kwargs: Any) -> None:
        names = ("title", "transcript", "speaker_name", "speaker_role", "language", "location")
        kwargs["initial"] = {name: getattr(story, name) for name in names}
        super().__init__(*args, **kwargs)
        language: Any = self.fields["language"]
        language.choices = [(code, language_name(code)) for code in LANGUAGES]
        location: Any = self.fields["location"]
        location.queryset = Location.objects.filter(network=story.network_id, organization=story.organization_id)


class TimeField(forms.Field):
    """A moment in the sound, typed as `1:05` or as seconds."""

    default_error_messages: ClassVar = {"invalid": _("Typ een tijd als 1:05, in minuten en seconden.")}

    def to_python(self, value: Any) -> int | None:
        """Seconds from the beginning, or nothing."""
        typed = str(value or "").strip().replace(".", ":")
        if not typed:
            return None
        found = MOMENT.fullmatch(typed)
        if found is None:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return int(found["minutes"] or 0) * 60 + int(found["seconds"])

    def prepare_value(self, value: Any) -> Any:
        """`1:05`."""
        return f"{value // 60}:{value % 60:02d}" if isinstance(value, int) else value


class TimesForm(CalmForm):
    """When each paragraph begins; what is left empty follows from the length of the text."""

    seen = forms.CharField(max_length=16, widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, story: Story, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.paragraphs = paragraphs_in(story.transcript)
        self.fields["seen"].initial = mark_of(story.transcript)
        times = story.times if len(story.times) == len(self.paragraphs) else [None] * len(self.paragraphs)
        for number, time in enumerate(times, start=1):
            self.fields[f"time_{number}"] = TimeField(
                label=say("Alinea {number} begint bij").format(number=number), required=False, initial=time,
                widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "placeholder": "0:00",
                                              "size": 6, "maxlength": 6, "data-time": ""}),
            )  # fmt: skip

    @property
    def lines(self) -> list[tuple[str, forms.BoundField]]:
        """Each paragraph with its field."""
        return [(text, self[f"time_{number}"]) for number, text in enumerate(self.paragraphs, start=1)]

    @property
    def times(self) -> list[int | None]:
        """What was typed, in order."""
        return [self.cleaned_data[f"time_{number}"] for number in range(1, len(self.paragraphs) + 1)]


class YesForm(CalmForm):
    """The yes of who speaks, to the sentence beside the box."""

    yes = forms.BooleanField(
        label=CONSENT,
        error_messages={"required": _("Zet een vinkje als u dit goed vindt. Zonder vinkje hoort niemand het.")},
    )
    seen = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)
