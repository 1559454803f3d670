"""All settings: the environment is read once, typed, at the top; a wrong value stops the start with one sentence."""

import contextlib
import os
import re
import secrets
import sys
from collections.abc import Callable
from ipaddress import ip_address
from pathlib import Path
from typing import Any, NoReturn, TypeVar
from urllib.parse import SplitResult, urlsplit
from zoneinfo import ZoneInfo

import environ
from django.core.exceptions import ImproperlyConfigured

ROOT = Path(__file__).resolve().parent.parent

env = environ.Env()
env.read_env(ROOT / ".env")

T = TypeVar("T")


# How the environment is read


def stop(sentence: str) -> NoReturn:
    """End the start in words: a traceback would bury the one line that the operator needs."""
    print(f"Kurzclips cannot start: {sentence}", file=sys.stderr)
    raise SystemExit(2)


def read(name: str, default: str, parse: Callable[[str], T], wanted: str) -> T:
    """The variable as `parse` understands it; the sentence never repeats the value, which may hold a password."""
    try:
        return parse(env.str(name, default=default).strip())
    except (ValueError, LookupError, ImproperlyConfigured):
        stop(f"{name} must be {wanted}.")


def parse_switch(value: str) -> bool:
    return {"1": True, "true": True, "yes": True, "on": True, "0": False, "false": False, "no": False, "off": False}[
        value.lower()
    ]


def number(first: int, last: int) -> Callable[[str], int]:
    return lambda value: range(first, last + 1)[range(first, last + 1).index(int(value))]


def parse_site(value: str) -> SplitResult:
    """Scheme and host of the site; `port` raises when it is no number."""
    site = urlsplit(value.rstrip("/"))
    extra = site.path or site.query or site.fragment or site.username
    if site.scheme not in {"http", "https"} or not site.hostname or extra or site.port == 0:
        raise ValueError(value)
    return site


def parse_address(value: str) -> str:
    """Or none. What is no address, or has a name and password in it, would stand in messages when it is asked.

    `port` raises when it is no number.
    """
    address = urlsplit(value)
    wrong = address.username is not None or address.port == 0 or " " in value
    if value and (address.scheme not in {"http", "https"} or not address.hostname or wrong):
        raise ValueError("address")
    return value


def parse_header(value: str) -> str:
    """A token (RFC 9110, 5.6.2), since it is sent as the name of a header."""
    if not re.fullmatch(r"[A-Za-z0-9!#$%&'*+.^_`|~-]+", value):
        raise ValueError(value)
    return value


def parse_database(value: str) -> dict[str, Any]:
    if urlsplit(value).scheme not in {"sqlite", "postgres", "postgresql"}:
        raise ValueError("scheme")
    return env.db_url_config(value)


def parse_zone(value: str) -> str:
    return ZoneInfo(value).key


def one_of(*words: str) -> Callable[[str], str]:
    return lambda value: words[words.index(value)]


def keep_secret(path: Path) -> str:
    """The key in this file, made once; of two workers that start together the first wins, and both read its key."""
    try:
        if not path.exists():
            make_secret(path)
        return path.read_text().strip()
    except OSError as error:
        stop(f"{path} cannot be read or made ({error.strerror}).")


def make_secret(path: Path) -> None:
    mine = path.with_name(f"{path.name}.{os.getpid()}")
    with open(mine, "x", opener=lambda name, flags: os.open(name, flags, 0o600)) as file:
        file.write(secrets.token_urlsafe(50))
    with contextlib.suppress(FileExistsError):
        os.link(mine, path)
    mine.unlink()


def keep_folder(path: Path) -> Path:
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        stop(f"VAR_DIR must be a folder that this user can write ({error.strerror}).")
    return path


# The environment

DEBUG = read("DEBUG", "false", parse_switch, "true or false")
PORT = read("PORT", "8000", number(1, 65535), "a number from 1 to 65535")
BIND = read("BIND", "127.0.0.1", lambda value: str(ip_address(value)), "an IP address to listen on, such as 127.0.0.1")
WORKERS = read("WORKERS", "2", number(1, 64), "a number from 1 to 64")
THREADS = read("THREADS", "2", number(1, 64), "a number from 1 to 64")
PAGE_STORE = read("PAGE_STORE", "16", number(0, 65536), "a number of megabytes, 0 for none") * 1024 * 1024
SITE = read("SITE_URL", f"http://127.0.0.1:{PORT}", parse_site, "an address such as https://news.example.org")
VAR_DIR = keep_folder(read("VAR_DIR", str(ROOT / "var"), lambda value: Path(value).resolve(), "a folder"))
DATABASE = read(
    "DATABASE_URL",
    f"sqlite:///{VAR_DIR}/db.sqlite3",
    parse_database,
    "an address such as postgres://user:password@host/name or sqlite:////folder/file",
)
SECRET_KEY = env.str("SECRET_KEY", default="") or keep_secret(VAR_DIR / "secret-key")
LANGUAGE_CODE = read("LANGUAGE_CODE", "de", one_of("de", "en"), "de or en")
TIME_ZONE = read("TIME_ZONE", "Europe/Berlin", parse_zone, "a time zone such as Europe/Berlin")
LOG_LEVEL = read("LOG_LEVEL", "INFO", one_of("DEBUG", "INFO", "WARNING", "ERROR"), "DEBUG, INFO, WARNING or ERROR")
HSTS_SUBDOMAINS = read("HSTS_SUBDOMAINS", "true", parse_switch, "true or false")
X_ACCEL_REDIRECT = env.str("X_ACCEL_REDIRECT", default="")
PURGE_URL = read("PURGE_URL", "", parse_address, "an address such as http://127.0.0.1:6081/")
PURGE_HEADER = read("PURGE_HEADER", "xkey-purge", parse_header, "the name of a header such as Surrogate-Key")
WEBHOOK_URL = read("WEBHOOK_URL", "", parse_address, "an address such as https://app.example.org/kurzclips")
WEBHOOK_SECRET = env.str("WEBHOOK_SECRET", default="")
if WEBHOOK_URL and len(WEBHOOK_SECRET) < 16:
    stop("WEBHOOK_SECRET must have at least 16 characters where there is a WEBHOOK_URL.")
METRICS_TOKEN = env.str("METRICS_TOKEN", default="")
if METRICS_TOKEN and len(METRICS_TOKEN) < 16:
    stop("METRICS_TOKEN must have at least 16 characters, or be empty.")


# The site and its addresses

SITE_URL = SITE.geturl()
HTTPS = SITE.scheme == "https"
LOOPBACK = ["127.0.0.1", "localhost", "[::1]"]
HOST = f"[{SITE.hostname}]" if ":" in str(SITE.hostname) else str(SITE.hostname)

ALLOWED_HOSTS = LOOPBACK if HOST in LOOPBACK and not HTTPS else [HOST]
CSRF_TRUSTED_ORIGINS = [SITE_URL] if HTTPS else []
ROOT_URLCONF = "cms.urls"
WSGI_APPLICATION = "cms.wsgi.application"
LOGIN_URL = "admin:login"
LOGIN_REDIRECT_URL = "admin:index"


# What is installed

INSTALLED_APPS = [
    "clips.apps.ClipsConfig",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "taggit",
    "js_asset",
    "django_prose_editor",
]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
TAGGIT_CASE_INSENSITIVE = True

MIDDLEWARE = [
    "cms.middleware.SecurityHeadersMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "cms.middleware.LanguageMiddleware",
    "cms.middleware.OutageMiddleware",
    "cms.middleware.DeskSessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "cms.middleware.DeskAuthenticationMiddleware",
    "cms.middleware.DeskMessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "cms.middleware.csp",
            ],
        },
    },
]


# The database

if DATABASE["ENGINE"] == "django.db.backends.sqlite3":
    # One writer at a time: a transaction takes its turn when it begins, instead of failing when it first writes.
    DATABASE["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 30,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
    # Opening it costs as much as two queries; a file that took its place is found soon enough.
    DATABASE["CONN_MAX_AGE"] = 10
    DATABASE["TEST"] = {"NAME": VAR_DIR / "test.sqlite3"}  # a file as in production: threads share it, writers queue
else:
    DATABASE |= {"CONN_MAX_AGE": 600, "CONN_HEALTH_CHECKS": True}
    # So that nobody hangs on a server that is gone: seconds, and milliseconds of a connection that went dead.
    patience = {"connect_timeout": 3, "keepalives_idle": 10, "keepalives_interval": 3, "keepalives_count": 3}
    DATABASE["OPTIONS"] = patience | {"tcp_user_timeout": 9000} | DATABASE.get("OPTIONS", {})
DATABASES = {"default": DATABASE}


# Security; the public pages and the admin have a policy each, named as Django 6 names them

SECURE_CSP = {
    "default-src": ["'none'"],
    "img-src": ["'self'"],
    "media-src": ["'self'"],
    "style-src": ["'self'"],
    "script-src": ["'self'"],
    "connect-src": ["'self'"],
    "manifest-src": ["'self'"],
    "base-uri": ["'none'"],
    "form-action": ["'self'"],
    "frame-ancestors": ["'none'"],
}
SECURE_CSP_ADMIN = {
    "default-src": ["'self'"],
    "img-src": ["'self'", "data:", "blob:"],
    "style-src": ["'self'", "<nonce>"],
    "script-src": ["'self'", "<nonce>"],
    "object-src": ["'none'"],
    "base-uri": ["'none'"],
    "form-action": ["'self'"],
    "frame-ancestors": ["'none'"],
}
SECURE_PERMISSIONS_POLICY = ["camera", "display-capture", "geolocation", "microphone", "payment", "usb"]
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
X_FRAME_OPTIONS = "DENY"

SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^metrics$"]
# On https a proxy speaks TLS for us; deploy/nginx.conf shows how it sets this header itself, whatever the client sent.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HSTS_SUBDOMAINS

# Cookies belong to the admin: the public pages never even receive them.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
SESSION_COOKIE_PATH = CSRF_COOKIE_PATH = LANGUAGE_COOKIE_PATH = "/admin/"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = HTTPS
CSRF_FAILURE_VIEW = "clips.admin.failures.refuse_form"
CSRF_COOKIE_HTTPONLY = False  # the admin's own scripts read it to save
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_AGE = 365 * 24 * 60 * 60

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]


# Language and time

LANGUAGES = [("de", "Deutsch"), ("en", "English")]
LOCALE_PATHS = [ROOT / "cms" / "locale"]
FORMAT_MODULE_PATH = "cms.locale"
USE_I18N = True
USE_TZ = True


# Files

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [ROOT / "static"]
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR_DIR / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage" if DEBUG else "cms.storage.HashedStorage"
    },
}
WHITENOISE_ALLOW_ALL_ORIGINS = False
WHITENOISE_MANIFEST_STRICT = False  # a page without one of its style sheets is better than no page
# nginx, another user, reads these files.
FILE_UPLOAD_PERMISSIONS = 0o644
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o755
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000


# Logging, one line each, to standard output

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"stdout": {"class": "logging.StreamHandler", "stream": "ext://sys.stdout", "formatter": "line"}},
    "root": {"handlers": ["stdout"], "level": LOG_LEVEL},
    "loggers": {
        "django": {"handlers": [], "propagate": True, "level": LOG_LEVEL},
        # A missing page and a stranger's host name are the reader's affair, not news for the operator.
        "django.request": {"level": "ERROR"},
        "django.security.DisallowedHost": {"level": "CRITICAL"},
    },
}
