"""Addresses of the pages about people."""

from django.urls import path

from areas.people.views import invitations, people, posts
from cbtracker.accounts.views import SendAgain, demo_sign_in

app_name = "accounts"

urlpatterns = [
    path("demonstration/sign-in/", demo_sign_in, name="demo_sign_in"),
    path("invitations/<str:token>/", invitations.AcceptInvitation.as_view(), name="accept_invitation"),
    path("emails/<int:pk>/send-again/", SendAgain.as_view(), name="send_again"),
    path("people/", people.PersonList.as_view(), name="people"),
    path("people/<int:pk>/", people.PersonDetail.as_view(), name="person"),
    path("people/<int:pk>/end-access/", people.EndAccess.as_view(), name="end_access"),
    path("people/invite/", invitations.Invite.as_view(), name="invite"),
    path("people/invitations/", invitations.InvitationList.as_view(), name="invitations"),
    path("people/invitations/<int:pk>/send/", invitations.ResendInvitation.as_view(), name="resend_invitation"),
    path("people/invitations/<int:pk>/revoke/", invitations.RevokeInvitation.as_view(), name="revoke_invitation"),
    path("people/posts/", posts.Posts.as_view(), name="posts"),
    path("people/posts/without-a-lead/", posts.WithoutLead.as_view(), name="without_lead"),
    path(
        "people/posts/departments/<str:abbreviation>/champion/",
        posts.AssignChampion.as_view(),
        name="assign_champion",
    ),
    path("people/posts/departments/<str:abbreviation>/deputy/", posts.NameDeputy.as_view(), name="name_deputy"),
    path("people/posts/deputies/<int:pk>/end/", posts.EndDeputy.as_view(), name="end_deputy"),
    path("people/posts/areas/<slug:slug>/", posts.AssignAreaChampion.as_view(), name="assign_area_champion"),
    path("people/posts/neighbourhoods/<slug:slug>/", posts.AddMember.as_view(), name="add_member"),
    path("people/posts/members/<int:pk>/end/", posts.EndMember.as_view(), name="end_member"),
    path("people/posts/authorities/<slug:slug>/", posts.HandOverLocality.as_view(), name="hand_over_locality"),
]
