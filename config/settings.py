"""Every setting of Laurel, read from the environment (docs/operations.md lists the variables).

The local stack writes its variables to `.local/environment`; a real deployment sets them itself and has no such file.
"""

import logging
import os
from pathlib import Path
from urllib.parse import unquote, urlsplit

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from config.logs import configured
from config.storage import storage

BASE_DIR = Path(__file__).resolve().parent.parent
STATE_DIR = Path(os.environ.get("LAUREL_STATE") or BASE_DIR / ".local")

env = environ.Env()
environ.Env.read_env(STATE_DIR / "environment", overwrite=False)

# --- What kind of process this is ----------------------------------------------------------------------------------
# The local stack, the demo and the tests: seconds as durations, `@demo.test` people, a movable clock.
LAUREL_LOCAL = env.bool("LAUREL_LOCAL", default=False)
# The supervisor runs its own database (no DATABASE_URL was given): only then may demo people be made.
LAUREL_OWN_DATABASE = env.bool("LAUREL_OWN_DATABASE", default=False)
DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = env("SECRET_KEY", default="only-for-this-machine" if LAUREL_LOCAL else "")
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
if not SECRET_KEY:
    raise ImproperlyConfigured("SECRET_KEY is not set. Set it, or LAUREL_LOCAL=1 on a developer's own machine.")
# Always this machine too: its health checks come from here.
ALLOWED_HOSTS = [*env.list("ALLOWED_HOSTS", default=[]), "localhost", "127.0.0.1"]
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
PUBLIC_URL = env("PUBLIC_URL", default="http://127.0.0.1:8000")  # what e-mails and Stripe's return pages link to

# --- The house -----------------------------------------------------------------------------------------------------
ROOMS = [
    *("accounts", "challenges", "entries", "judging", "ballots", "ideas", "awards"),
    *("service_levels", "community", "notifications", "rehearsals", "departures", "pages"),
]
INSTALLED_APPS = [
    *(f"bounties.{room}" for room in ROOMS if (BASE_DIR / "bounties" / room / "apps.py").exists()),
    "payments",
    "workers",
    "config.api",
    "config.local",
    "config.desk.apps.DeskConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",  # allauth's page of sessions uses it
    "django.contrib.sessions",
    "django.contrib.messages",
    "django_countries",  # names of countries in the reader's language
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "csp",
    "django_filters",
    "django_htmx",
    "django_structlog",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "pgtrigger",
    "rest_framework",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "config.layers.policy.PolicyMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",  # files have the policy too
    "config.layers.unchanged.UnchangedMiddleware",  # what follows costs more than what it answers
    "config.layers.front.FrontMiddleware",  # and more than half of what this one does
    "config.layers.pacing.PacingMiddleware",
    "config.layers.browsers.Sessions",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "config.layers.browsers.People",
    "config.layers.browsers.Messages",
    "allauth.account.middleware.AccountMiddleware",
    "bounties.accounts.speaking.LanguageMiddleware",
    "config.layers.browsers.Seen",
    "config.layers.browsers.Htmx",
    "config.layers.journal.JournalMiddleware",
    "config.api.answering.RefusalMiddleware",
    "bounties.accounts.staffing.SecondFactorMiddleware",
    "config.api.receiving.BodyLimitMiddleware",
    "config.api.throttling.RateLimitMiddleware",
    "config.api.asking.KnownParametersMiddleware",
    "config.api.conditional.ConditionalMiddleware",
    "config.api.idempotency.IdempotencyMiddleware",  # last: it calls the view
]
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
ASGI_APPLICATION = "config.asgi.application"
APPEND_SLASH = False
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "config" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "bounties.pages.context.shell",
            ],
        },
    },
]

FORM_RENDERER = "bounties.pages.apps.FormRenderer"
CSRF_FAILURE_VIEW = "bounties.pages.keeping.form_came_too_late"

# --- State: PostgreSQL keeps it, Valkey only wakes, caches and counts ------------------------------------------------
_database = env.db_url("DATABASE_URL", default="postgres://laurel@127.0.0.1:5432/laurel")
DATABASES = {
    "default": {
        **_database,
        "HOST": unquote(_database["HOST"]),  # a socket's folder has %2F for each slash
        "ENGINE": "config.database",  # a restarted PostgreSQL leaves dead connections in the pool; none is handed out
        "CONN_MAX_AGE": 0,
        "OPTIONS": {
            "pool": {
                "min_size": 0,
                "max_size": env.int("DATABASE_POOL_SIZE", default=12),
                # How long to wait for one; then a request is answered 503, a tick or a delivery tries again.
                "timeout": env.float("DATABASE_POOL_WAIT_SECONDS", default=10),
                "max_idle": 30,
                # By default a pool waits ever longer between attempts, up to minutes: PostgreSQL would long be back.
                "reconnect_timeout": 2,
            }
        },
    }
}
REDIS_URL = env("REDIS_URL", default="redis://127.0.0.1:6379/0")  # wake-ups; this instance must be `noeviction`
CACHES = {"default": env.cache_url("CACHE_URL", default=urlsplit(REDIS_URL)._replace(path="/1").geturl())}
if CACHES["default"]["BACKEND"].endswith("RedisCache"):  # a cache that hangs must not hang every request with it
    CACHES["default"]["OPTIONS"] = {"socket_connect_timeout": 1, "socket_timeout": 1}
DELIVERY_STARTS = env.int("DELIVERY_STARTS", default=8)  # after so many starts a delivery is dead
LAUREL_EXTRA_HANDLERS = env.list("LAUREL_EXTRA_HANDLERS", default=[])  # modules with handlers beside the apps' own
# What must be true before this process is ready, and the figures for Prometheus: dotted functions (workers/health.py).
READINESS_CHECKS = [
    "workers.health.database_is_current",
    "workers.health.clock_is_real",
    *(["workers.health.crew_has_answered", "config.local.readiness.stack_is_complete"] if LAUREL_OWN_DATABASE else []),
]
METRIC_SOURCES = [
    "workers.metrics.engine_figures",
    "config.api.faults.fault_figures",
    "bounties.awards.figures.appeal_figures",
    "payments.disputes.figures.dispute_figures",
    "payments.metrics.money_figures",
    "bounties.service_levels.figures.service_level_figures",
]
METRICS_TOKEN = env("METRICS_TOKEN", default="")  # a scrape's bearer token; without one, only the local stack answers
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
STORAGES = {
    "default": storage(env("STORAGE_URL", default=f"file://{STATE_DIR / 'media'}")),
    # Locally files are served as they lie; a deployment collects them once, named by their content.
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if LAUREL_LOCAL
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "static-collected"
DOCS_DIR = BASE_DIR / "docs"  # served at /help, with its pictures
STATICFILES_DIRS = [BASE_DIR / "config" / "static", ("screenshots", DOCS_DIR / "screenshots")]
WHITENOISE_USE_FINDERS = LAUREL_LOCAL
WHITENOISE_ALLOW_ALL_ORIGINS = False  # nobody else's pages need them

# --- People --------------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["bounties.accounts.signing_in.EmailBackend"]
PACE_SECONDS = env.float("PACE_SECONDS", default=0 if LAUREL_LOCAL else 0.25)  # config/layers/pacing.py
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "MinimumLengthValidator", "CommonPasswordValidator")
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/mine"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_SIGNUP_FORM_CLASS = "bounties.accounts.signing_up.NameForm"
ACCOUNT_FORMS = {
    "signup": "bounties.accounts.concealing.SignUpForm",
    "reset_password_from_key": "bounties.accounts.recovering.NewPasswordForm",
    "change_password": "bounties.accounts.recovering.ChangedPasswordForm",
}
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_SUBJECT_PREFIX = "[Laurel] "
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_NOTIFICATIONS = True  # a changed password, address or second factor is told to the address it had
MFA_ADAPTER = "bounties.accounts.factors.SealedFactors"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_FORMS = {"login_webauthn": "bounties.accounts.recovering.PasskeyForm"}
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = LAUREL_LOCAL
USERSESSIONS_TRACK_ACTIVITY = True
DEFAULT_FROM_EMAIL = env("DEFAULT_FROM_EMAIL", default="Laurel <no-reply@laurel.example>")
vars().update(env.email_url("EMAIL_URL", default="smtp://127.0.0.1:25"))

# --- Money: only Stripe's test mode (payments/checks.py refuses a live key) -----------------------------------------
STRIPE_SECRET_KEY = env("STRIPE_SECRET_KEY", default="")
STRIPE_API_BASE = env("STRIPE_API_BASE", default="")  # the simulator's address in the local stack; else Stripe's own
STRIPE_WEBHOOK_SECRET = env("STRIPE_WEBHOOK_SECRET", default="")  # empty: the endpoint answers 404
STRIPE_CONNECT_WEBHOOK_SECRET = env("STRIPE_CONNECT_WEBHOOK_SECRET", default="")
STRIPE_TIMEOUT_SECONDS = env.float("STRIPE_TIMEOUT_SECONDS", default=20)
STRIPE_POLL_SECONDS = env.float("STRIPE_POLL_SECONDS", default=8 if LAUREL_LOCAL else 60)  # between looks at its events
STRIPE_LOOK_AGAIN_SECONDS = env.float("STRIPE_LOOK_AGAIN_SECONDS", default=1 if LAUREL_LOCAL else 30)  # see payouts
STRIPE_FEE_BP = env.int("STRIPE_FEE_BP", default=290)  # what Stripe takes of a charge, by the platform's contract
# Of each charge, in minor units: about thirty cents.
STRIPE_FEE_FIXED = env.dict(
    "STRIPE_FEE_FIXED",
    cast={"value": int},
    default={
        "aed": 110, "aud": 45, "bgn": 50, "brl": 150, "cad": 40, "chf": 30, "czk": 700, "dkk": 200, "eur": 30,
        "gbp": 30, "hkd": 240, "huf": 11_000, "inr": 2_600, "jpy": 45, "mxn": 550, "myr": 130, "nok": 320, "nzd": 50,
        "pln": 110, "ron": 130, "sek": 300, "sgd": 40, "thb": 1_000, "usd": 30,
    },
)  # fmt: skip
STRIPE_FLOAT_BOOKED = env.bool("STRIPE_FLOAT_BOOKED", default=False)  # own money on the balance bears the difference
PLATFORM_COUNTRY = env("PLATFORM_COUNTRY", default="US")
SETTLEMENT_CURRENCIES = env.list("SETTLEMENT_CURRENCIES", default=["usd", "eur", "gbp"])
PLATFORM_FEE_BP = env.int("PLATFORM_FEE_BP", default=500)  # basis points of the prize, paid on top of it
# The least of it, in minor units: about one dollar. A currency without its number can't be settled.
PLATFORM_FEE_MINIMUM = env.dict(
    "PLATFORM_FEE_MINIMUM",
    cast={"value": int},
    default={
        "aed": 400, "aud": 150, "bgn": 200, "brl": 600, "cad": 150, "chf": 100, "czk": 2_500, "dkk": 700, "eur": 100,
        "gbp": 100, "hkd": 800, "huf": 40_000, "inr": 10_000, "jpy": 150, "mxn": 2_000, "myr": 500, "nok": 1_100,
        "nzd": 200, "pln": 400, "ron": 500, "sek": 1_000, "sgd": 150, "thb": 3_500, "usd": 100,
    },
)  # fmt: skip
PURSE_KEEPER = "bounties.challenges.keeping"  # what a purse is for: asked when money arrives for it
# Minor units, about 500 and 5,000 dollars: a payout above the first needs one approver, above the second two.
# `other` is for currencies without their own number: none of theirs goes by itself.
AUTO_APPROVE_LIMIT = env.dict(
    "AUTO_APPROVE_LIMIT",
    cast={"value": int},
    default={
        "aud": 75_000, "cad": 70_000, "chf": 45_000, "czk": 1_100_000, "dkk": 350_000, "eur": 50_000, "gbp": 50_000,
        "huf": 18_000_000, "jpy": 75_000, "nok": 500_000, "pln": 200_000, "sek": 500_000, "usd": 50_000, "other": 0,
    },
)  # fmt: skip
FOUR_EYES_LIMIT = env.dict(
    "FOUR_EYES_LIMIT",
    cast={"value": int},
    default={
        "aud": 750_000, "cad": 700_000, "chf": 450_000, "czk": 11_000_000, "dkk": 3_500_000, "eur": 500_000,
        "gbp": 500_000, "huf": 180_000_000, "jpy": 750_000, "nok": 5_000_000, "pln": 2_000_000, "sek": 5_000_000,
        "usd": 500_000, "other": 100_000,
    },
)  # fmt: skip
# How long a payout waits by itself before it may leave, in seconds: the first to a payee, any after a change of their
# bank account, any above the second limit. The local stack has no time for it.
COOLING_FIRST_SECONDS = env.int("COOLING_FIRST_SECONDS", default=0 if LAUREL_LOCAL else 86_400)
COOLING_CHANGE_SECONDS = env.int("COOLING_CHANGE_SECONDS", default=0 if LAUREL_LOCAL else 172_800)
COOLING_LARGE_SECONDS = env.int("COOLING_LARGE_SECONDS", default=0 if LAUREL_LOCAL else 86_400)
# A US platform pays no more than this a year, in US cents, to who has signed no tax form; 0: never asked for.
TAX_FORM_THRESHOLD = env.int("TAX_FORM_THRESHOLD", default=0 if LAUREL_LOCAL else 60_000)
# More to one payee in 24 hours are flagged; 0: never.
PAYOUTS_A_DAY = env.int("PAYOUTS_A_DAY", default=0 if LAUREL_LOCAL else 10)

# --- The business -----------------------------------------------------------------------------------------------------
MODERATION = env.bool("MODERATION", default=True)  # off: a submitted challenge approves itself

# Ed25519: 32 random bytes in base64; without it the key follows from SECRET_KEY.
RESULT_SIGNING_KEY = env("RESULT_SIGNING_KEY", default="")
# The first seals the seeds of second factors, each opens them: 32 random bytes in base64; without one they follow from
# SECRET_KEY and its fallbacks.
FACTOR_KEYS = env.list("FACTOR_KEYS", default=[])

# --- The API -------------------------------------------------------------------------------------------------------
REST_FRAMEWORK = {
    "DEFAULT_SCHEMA_CLASS": "config.api.schema.Schema",
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "config.api.authentication.TokenAuthentication",
        "config.api.authentication.PageSession",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["config.api.permissions.HasScope"],
    "DEFAULT_RENDERER_CLASSES": ["config.api.renderers.OrjsonRenderer"],
    "DEFAULT_CONTENT_NEGOTIATION_CLASS": "config.api.negotiating.Negotiation",
    "DEFAULT_PARSER_CLASSES": ["config.api.renderers.OrjsonParser"],
    "URL_FORMAT_OVERRIDE": None,  # `format` is what a challenge is run by; DRF would look for a renderer of that name
    "DEFAULT_METADATA_CLASS": None,  # OPTIONS would describe every serializer to anyone; the schema does it better
    "DEFAULT_PAGINATION_CLASS": "config.api.pagination.KeysetPagination",
    "DEFAULT_THROTTLE_CLASSES": [
        "config.api.throttling.MinuteThrottle",
        "config.api.throttling.SignInThrottle",
        "config.api.throttling.SignInAccountThrottle",
    ],
    "EXCEPTION_HANDLER": "config.api.answering.handle",
    "NUM_PROXIES": 1 if env.bool("BEHIND_PROXY", default=False) else 0,
    "COERCE_DECIMAL_TO_STRING": False,
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
    "TEST_REQUEST_RENDERER_CLASSES": [
        "config.api.renderers.OrjsonRenderer",
        "rest_framework.renderers.MultiPartRenderer",
    ],
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Laurel",
    "DESCRIPTION": "Challenges and bounties: post, fund, enter, judge, be paid. Conventions: docs/api.md.",
    "VERSION": "1",
    "OAS_VERSION": "3.1.1",
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "SWAGGER_UI_SETTINGS": {"deepLinking": True, "validatorUrl": None},
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "config.api.schema.add_answers",
        "config.api.links.add_links",
    ],
    "ENUM_NAME_OVERRIDES": {
        "WinnersPaper": "bounties.challenges.models.formalities.Formality",
        "MemberRole": "bounties.accounts.models.Membership.Role",
        "StaffRole": "bounties.accounts.models.User.Role",
        "SponsorKind": "bounties.accounts.models.Sponsor.Kind",
        "ChallengeStatus": "bounties.challenges.models.life.Status",
        "AmendmentStatus": "bounties.entries.models.amendments.AmendmentStatus",
        "EntryStatus": "bounties.entries.models.life.Status",
        "JudgeshipStatus": "bounties.judging.models.panel.JudgeshipStatus",
        "ScorecardStatus": "bounties.judging.models.scorecards.ScorecardStatus",
        "FlagState": "bounties.entries.models.similarity.FlagState",
        "ScreeningStatus": "bounties.entries.models.screening.ScreeningStatus",
        "DisqualificationStatus": "bounties.entries.models.disqualification.DisqualificationStatus",
        "PictureStatus": "bounties.entries.models.picture.PictureStatus",
        "BallotFlagKind": "bounties.ballots.models.audit.FlagKind",
        "IdeaStatus": "bounties.ideas.models.life.Status",
        "BallotKind": "bounties.challenges.ballot_rules.BallotKind",
        "AwardStatus": "bounties.awards.life.Status",
        "AwardKind": "bounties.awards.models.award.Award.Kind",
        "AppealStatus": "bounties.awards.models.appeals.AppealStatus",
        "AppealSubject": "bounties.awards.models.appeals.Subject",
        "AppealGround": "bounties.awards.models.appeals.Ground",
        "AppealSide": "bounties.awards.models.appeals.AppealSide",
        "PayeeStatus": "payments.payees.models.Payee.Status",
        "TaxFormKind": "payments.payees.taxforms.TaxForm.Kind",
        "PayoutStatus": "payments.payouts.moves.Status",
        "PeriodStatus": "payments.periods.moves.PeriodStatus",
        "DisputeStatus": "payments.disputes.moves.Status",
        "DisputeActStatus": "payments.disputes.moves.ActStatus",
        "WriteOffStatus": "payments.disputes.moves.WriteOffStatus",
        "ExceptionKind": "payments.reconciliation.models.Mismatch",
        "ExceptionStatus": "payments.api.exception_shapes.STATUSES",
        "RemedyName": "payments.reconciliation.models.RemedyName",
        "RemedyStatus": "payments.reconciliation.models.Remedy.Status",
        "RefundStatus": "payments.purses.moves.RefundStatus",
        "ContributionStatus": "payments.purses.standing.State",
        "FundingMode": "bounties.challenges.models.challenge.Challenge.FundingMode",
    },
}
# Requests per minute: of a user, of a visitor's address, and attempts to sign in from one address or to one account.
RATE_LIMITS = {
    "user": env.int("RATE_LIMIT_USER", default=60_000 if LAUREL_LOCAL else 1_200),
    "visitor": env.int("RATE_LIMIT_VISITOR", default=60_000 if LAUREL_LOCAL else 600),
    "sign_in": env.int("RATE_LIMIT_SIGN_IN", default=30 if LAUREL_LOCAL else 10),
    "sign_in_account": env.int("RATE_LIMIT_SIGN_IN_ACCOUNT", default=30 if LAUREL_LOCAL else 10),
}

# --- Words, time, security -----------------------------------------------------------------------------------------
TIME_ZONE = "UTC"
USE_TZ = True
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("de", "Deutsch")]  # each named in itself; docs/decisions/0087 says how one is added
LOCALE_PATHS = [BASE_DIR / "config" / "locale"]
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_AGE = 31_536_000  # seconds: a year
CSRF_COOKIE_HTTPONLY = True  # our scripts read the token from their form
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_SSL_REDIRECT = SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = not LAUREL_LOCAL
# Browsers keep a cookie of such a name only from https, for this host alone and all of its paths.
COOKIE_PREFIX = "" if LAUREL_LOCAL else "__Host-"
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = f"{COOKIE_PREFIX}sessionid", f"{COOKIE_PREFIX}csrftoken"
LANGUAGE_COOKIE_NAME = f"{COOKIE_PREFIX}django_language"
MESSAGE_STORAGE = "config.layers.messages.Kept"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env.bool("BEHIND_PROXY", default=False) else None
SECURE_HSTS_SECONDS = 0 if LAUREL_LOCAL else 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = not LAUREL_LOCAL
SECURE_REDIRECT_EXEMPT = [r"^livez$", r"^readyz$"]
X_FRAME_OPTIONS = "DENY"
# Browsers apply form-action to redirects after a POST, so the hosted checkout's and onboarding's origins are named.
FORM_ACTIONS = [
    "https://checkout.stripe.com",
    "https://connect.stripe.com",
    *([STRIPE_API_BASE] if STRIPE_API_BASE else []),
    *env.list("HOSTED_PAGES", default=[]),  # where browsers reach the simulator's pages, if not at STRIPE_API_BASE
]
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF, *FORM_ACTIONS],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_621_440  # bytes of a request body outside file uploads
DJANGO_STRUCTLOG_STATUS_START_LOG_LEVEL = logging.DEBUG  # one line per request, when it is answered
LOGGING = configured(env("LOG_LEVEL", default="INFO"), readable=LAUREL_LOCAL)
