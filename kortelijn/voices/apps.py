from django.apps import AppConfig


class VoicesConfig(AppConfig):
    name = "kortelijn.voices"
    label = "voices"
