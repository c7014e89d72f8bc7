"""Addresses of the outbox."""

from django.urls import path

from cbtracker.outbox.views import MessageList, MessagePage, SentHereFrame, SentHereList, SentHerePage

app_name = "outbox"
urlpatterns = [
    path("", MessageList.as_view(), name="sent"),
    path("<int:pk>/", MessagePage.as_view(), name="message"),
    path("sent-here/", SentHereList.as_view(), name="sent_here"),
    path("sent-here/<int:pk>/", SentHerePage.as_view(), name="sent_here_email"),
    path("sent-here/<int:pk>/html/", SentHereFrame.as_view(), name="sent_here_html"),
]
