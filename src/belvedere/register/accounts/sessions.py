"""Sessions: kept with their account, so that one sees where one is signed in and ends it."""

import datetime

from django.contrib.auth import login
from django.contrib.auth.backends import ModelBackend
from django.contrib.sessions.backends import db
from django.db.models import QuerySet, prefetch_related_objects
from django.utils import timezone

from belvedere.register.accounts.models import Account, Session
from belvedere.register.accounts.prepared import prepared

IDLE = datetime.timedelta(hours=2)
"""A session in which nobody did anything for so long has ended."""
LONGEST = datetime.timedelta(hours=12)
"""A session ends so long after it began, whatever is done in it."""
_NOTED = datetime.timedelta(minutes=5)
BACKEND = "belvedere.register.accounts.sessions.Backend"


class Backend(ModelBackend):
    """Django's own; who reads a page comes with what they may do, which it asks many times."""

    def get_user(self, user_id):
        found = next(iter(_account(int(user_id))), None)
        if found is None or not self.user_can_authenticate(found):
            return None
        prefetch_related_objects([found], "grants")
        return found


@prepared
def _account(pk: int) -> QuerySet:
    return Account.objects.filter(pk=pk)


class SessionStore(db.SessionStore):
    """Django's sessions in the database, each with its account and when it was last seen."""

    @classmethod
    def get_model_class(cls):
        return Session

    def create_model_instance(self, data):
        row = super().create_model_instance(data)
        account = data.get("_auth_user_id")
        row.account_id = int(account) if account else None
        row.agent = data.get("agent", "")
        if "began" in data:
            row.began = datetime.datetime.fromisoformat(data["began"])
        return row

    def _get_session_from_db(self):
        row = super()._get_session_from_db()
        if row is None or row.account_id is None:
            return row
        now = timezone.now()
        if row.seen < now - IDLE:
            self._session_key = None
            return None
        if row.seen < now - _NOTED:
            Session.objects.filter(pk=row.pk).update(seen=now)
        return row


def enter(request, account: Account) -> None:
    """Sign somebody in, in a new session: one that was set before is worth nothing."""
    Session.objects.filter(expire_date__lt=timezone.now()).delete()
    login(request, account, BACKEND)
    now = timezone.now()
    request.session["agent"] = request.META.get("HTTP_USER_AGENT", "")[:300]
    request.session["began"] = now.isoformat()
    request.session.set_expiry(now + LONGEST)


_BROWSERS = (("Edg", "Edge"), ("OPR", "Opera"), ("Firefox", "Firefox"), ("Chrom", "Chrome"),
             ("Safari", "Safari"))
_SYSTEMS = (("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"),
            ("Mac OS", "macOS"), ("Linux", "Linux"))


def browser(agent: str) -> str:
    """Return a browser as a person knows it, Firefox (Linux); nothing where it is not known."""
    name = next((told for part, told in _BROWSERS if part in agent), "")
    system = next((told for part, told in _SYSTEMS if part in agent), "")
    return f"{name} ({system})" if name and system else name or system
