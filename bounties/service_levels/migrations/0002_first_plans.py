"""The plans and calendars that every house begins with; administrators change them at the desk."""

from django.db import migrations

PLANS = {
    "community": ("Community", True, {"answer": (5, "days"), "judging": (30, "days"), "payout": (10, "days")}),
    "standard": ("Standard", False, {"answer": (2, "days"), "judging": (15, "days"), "payout": (5, "days")}),
    "business": ("Business", False, {"answer": (8, "hours"), "judging": (10, "days"), "payout": (2, "days")}),
}
WORK, ALWAYS = ((0, 1, 2, 3, 4), 540, 1020), ((0, 1, 2, 3, 4, 5, 6), 0, 1440)
CALENDARS = {
    "weekdays": ("Monday to Friday, 9:00 to 17:00 UTC", "UTC", "", "", True, WORK),
    "always": ("Round the clock", "UTC", "", "", False, ALWAYS),
    "berlin": ("Berlin", "Europe/Berlin", "DE", "BE", False, WORK),
    "london": ("London", "Europe/London", "GB", "ENG", False, WORK),
    "new-york": ("New York", "America/New_York", "US", "NY", False, WORK),
}


def write(apps, schema_editor):
    Plan, Target, Calendar, OpeningHours = (
        apps.get_model("service_levels", name) for name in ("Plan", "Target", "Calendar", "OpeningHours")
    )
    for name, (label, is_default, targets) in PLANS.items():
        plan = Plan.objects.create(name=name, label=label, is_default=is_default)
        for measure, (amount, unit) in targets.items():
            Target.objects.create(plan=plan, measure=measure, amount=amount, unit=unit)
    for name, (label, zone, country, subdivision, is_default, (days, since, until)) in CALENDARS.items():
        calendar = Calendar.objects.create(
            name=name, label=label, zone=zone, country=country, subdivision=subdivision, is_default=is_default
        )
        for weekday in days:
            OpeningHours.objects.create(calendar=calendar, weekday=weekday, since=since, until=until)


def keep(apps, schema_editor):
    """Going back drops the tables next; chosen or used, the rows are kept until then."""


class Migration(migrations.Migration):
    dependencies = [("service_levels", "0001_tables")]
    operations = [migrations.RunPython(write, keep)]
