"""What may a page load? Only what lies on the studio itself; no inline script, no inline style."""

SELF = "'self'"
NONE = "'none'"
# Plotly makes one empty style element and fills it rule by rule: this is the hash of nothing.
EMPTY_STYLE = "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='"

CONTENT = {
    "default-src": [SELF],
    "script-src": [SELF],
    "style-src": [SELF, EMPTY_STYLE],
    "img-src": [SELF, "data:", "blob:"],  # a chart saved as a picture is made in the browser
    "font-src": [SELF],
    "connect-src": [SELF],
    "form-action": [SELF],
    "frame-ancestors": [NONE],
    "frame-src": [NONE],
    "base-uri": [NONE],
    "object-src": [NONE],
}
