"""The addresses of what belongs to one's own account; passwords, factors and sessions are allauth's."""

from django.urls import path

from bounties.pages.account import data, language, mail, news, profile, sessions, tokens

urlpatterns = [
    path("account", profile.profile, name="account"),
    path("account/tokens", tokens.tokens, name="account-tokens"),
    path("account/tokens/<uuid:token_id>/revoke", tokens.revoke, name="revoke-token"),
    path("account/sessions/<int:number>/end", sessions.end, name="end-session"),
    path("account/notifications", mail.preferences, name="account-notifications"),
    path("account/data", data.data, name="account-data"),
    path("account/data/export", data.export, name="account-export"),
    path("account/delete", data.delete, name="account-delete"),
    path("account/gone", data.gone, name="account-gone"),
    path("language", language.choose, name="choose-language"),
    path("mail/<str:signed>", mail.unsubscribe, name="unsubscribe"),
    path("news", news.news, name="news"),
    path("news/read", news.read_all, name="news-read-all"),
    path("news/<uuid:notification_id>", news.open_one, name="news-open"),
]
