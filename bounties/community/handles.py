"""What a handle may be: the name by which a person's public page is found."""

SHORTEST, LONGEST = 3, 30
PATTERN = "^[a-z0-9]+(-[a-z0-9]+)*$"
# What would pass for the house itself, for nobody, or for a part of an address.
RESERVED = sorted(
    [
        *("about", "abuse", "account", "accounts", "admin", "administrator", "anonymous", "api", "arbiter", "awards"),
        *("badge", "badges", "billing", "board", "challenge", "challenges", "contact", "desk", "docs", "edit"),
        *("entries", "entry", "everyone", "feed", "finance", "former-member", "help", "home", "info", "judge"),
        *("judges", "judging", "laurel", "leaderboard", "leaderboards", "legal", "login", "logout", "mail", "media"),
        *("mine", "moderator", "moderators", "new", "news", "nobody", "null", "official", "payments", "people"),
        *("post", "postmaster", "privacy", "profile", "review", "root", "security", "settings", "signin", "signup"),
        *("sitemap", "solvency", "sponsor", "sponsors", "staff", "static", "status", "stripe", "support", "system"),
        *("team", "terms", "undefined", "user", "users", "visitor", "webmaster", "www"),
    ]
)
