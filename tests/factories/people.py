"""People for tests."""

from __future__ import annotations

import factory
from allauth.account.internal.flows.reauthentication import reauthenticate_by_password
from django.test import Client, RequestFactory

from cbtracker.accounts.models import User
from cbtracker.accounts.permissions import Role

PASSWORD = "correct horse battery staple"


class UserFactory(factory.django.DjangoModelFactory):
    """A person who may sign in; without `password` only by `client.force_login`, which is quick."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"person{n}@example.org")
    full_name = factory.Sequence(lambda n: f"Person {n}")
    role = Role.SECRETARIAT

    @classmethod
    def _create(cls, model_class, *args, password=None, **kwargs):
        return model_class.objects.create_user(kwargs.pop("email"), password, **kwargs)


def enter_password(client: Client, user: User) -> None:
    """Let `client`, in which `user` is signed in, be as if they had just entered their password once more."""
    request = RequestFactory().get("/")
    request.session, request.user = client.session, user
    reauthenticate_by_password(request)
    request.session.save()


def person(role: str, **fields) -> User:
    """A person of `role`."""
    return UserFactory(role=role, **fields)
