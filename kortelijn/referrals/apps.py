from django.apps import AppConfig


class ReferralsConfig(AppConfig):
    name = "kortelijn.referrals"
    label = "referrals"
