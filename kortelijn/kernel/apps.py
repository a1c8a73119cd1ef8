from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class KernelConfig(AppConfig):
    name = "kortelijn.kernel"
    label = "kernel"

    def ready(self) -> None:
        """Rules, verbs and subscriptions declare themselves on import, so every app's are imported at the start."""
        autodiscover_modules("policy", "actions", "subscribers")
