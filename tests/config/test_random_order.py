import pytest
from django.contrib.contenttypes.models import ContentType

pytestmark = pytest.mark.django_db


def test_a_read_without_order_is_shuffled() -> None:
    orders = {tuple(ContentType.objects.order_by().values_list("pk", flat=True)) for _ in range(5)}
    assert len(orders) > 1


def test_a_read_with_an_order_keeps_it() -> None:
    rows = list(ContentType.objects.order_by("-pk").values_list("pk", flat=True))
    assert rows == sorted(rows, reverse=True)
    assert ContentType.objects.count() == len(rows)
    assert ContentType.objects.values("app_label").distinct().exists()
