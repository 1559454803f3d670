"""Deliveries: how far each receiver outside has followed the journal, and which moments the clock has written there."""

from django.db import models


class Delivery(models.Model):
    """`position` is the number of the last line that this receiver has confirmed, or that is none of its business."""

    receiver = models.CharField(max_length=40, unique=True)
    position = models.BigIntegerField(default=0)
    confirmed_at = models.DateTimeField(null=True)
    # Since the last confirmation.
    failures = models.PositiveIntegerField(default=0)
    error = models.CharField(max_length=300, blank=True)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.receiver}: {self.position}"


class ClockLine(models.Model):
    """A moment at which readers see something else, and that the journal has a line of; `subject` is its first key."""

    subject = models.CharField(max_length=40)
    at = models.DateTimeField()

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["at", "subject"], name="clock_line_once")]

    def __str__(self) -> str:
        return f"{self.subject} {self.at:%Y-%m-%d %H:%M}"
