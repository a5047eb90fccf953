# What the commands of this folder share: where the project is, and how progress is told.

cd "$(dirname "${BASH_SOURCE[0]}")/.."

# The stories compare what is on the screen, so the locale must be one that is always there.
export LC_ALL=C.UTF-8
began=$SECONDS

# Says what comes next and how long everything has taken so far.
say() {
    local elapsed=$((SECONDS - began))
    printf '[%2d:%02d] %s\n' $((elapsed / 60)) $((elapsed % 60)) "$*" >&2
}

# Ends with a reason.
refuse() {
    printf 'error: %s\n' "$*" >&2
    exit 1
}

# Runs a step and says how it went.
step() {
    local what=$1
    shift
    say "$what"
    "$@" || { local code=$?; say "$what: FAILED (exit code $code)"; exit "$code"; }
}
