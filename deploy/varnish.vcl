# Varnish 6 or newer between nginx (or a load balancer) and Kurzclips, for a national audience: it answers readers from
# its own memory, and `manage.py follow_journal` tells it what to forget. It needs the package varnish-modules (xkey).
# Put your own name where "<-" is. With it belong, in /srv/kurzclips/.env:
#
#   PURGE_URL=http://127.0.0.1:6081/
#
# Kurzclips says itself, in CDN-Cache-Control, how long a page may be kept: never past the next moment at which the
# clock changes it. What it says nothing of is never kept.

vcl 4.1;

import std;
import xkey;

backend kurzclips {
    .host = "127.0.0.1";
    .port = "8000";
    .probe = {
        .request =
            "GET /healthz HTTP/1.1"
            "Host: news.example.org"  # <- your own name
            "Connection: close";
        .interval = 2s;
        .timeout = 2s;
        .window = 3;
        .threshold = 2;
        .initial = 2;
    }
}

# Who may tell it to forget: this machine.
acl purgers {
    "127.0.0.1";
    "::1";
}

sub vcl_recv {
    if (req.method == "PURGE") {
        if (client.ip !~ purgers) {
            return (synth(403));
        }
        set req.http.forgotten = xkey.purge(req.http.xkey-purge);
        return (synth(200, req.http.forgotten + " forgotten"));
    }
    # Readers have no cookie; who is logged in reads the same pages.
    if (req.url !~ "^/(admin|preview|healthz|metrics)(/|$)" && (req.method == "GET" || req.method == "HEAD")) {
        unset req.http.Cookie;
        # While Kurzclips answers, nothing is shown that is more than a little over its time.
        if (std.healthy(req.backend_hint)) {
            set req.grace = 30s;
        }
        return (hash);
    }
    return (pass);
}

sub vcl_backend_response {
    # What there is goes on as long as it may.
    if (beresp.status >= 500 && bereq.is_bgfetch) {
        return (abandon);
    }
    if (beresp.http.CDN-Cache-Control ~ "max-age=[0-9]+") {
        set beresp.ttl = std.duration(regsub(beresp.http.CDN-Cache-Control, "^.*?max-age=([0-9]+).*$", "\1s"), 0s);
        set beresp.grace = 0s;
        if (beresp.http.CDN-Cache-Control ~ "stale-if-error=[0-9]+") {
            set beresp.grace = std.duration(regsub(beresp.http.CDN-Cache-Control, "^.*stale-if-error=([0-9]+).*$", "\1s"), 0s);
        }
    } else {
        set beresp.uncacheable = true;
        set beresp.ttl = 0s;
    }
}

sub vcl_deliver {
    # For this cache alone.
    unset resp.http.xkey;
    unset resp.http.CDN-Cache-Control;
}
