#!/bin/sh
# Signs a payload as Intercom does and posts it with curl.
#   tools/send-webhook.sh <payload.json> [url]
#   WEBHOOK_SECRET  the workspace's client secret (required)
#   SIMULATOR_URL   tell this desk simulator of the conversation first, so that it can be answered there
# Exit code: 0 when the delivery was accepted, 1 when it was refused, 2 when it could not be sent.
set -eu

usage() { sed -n '2,6s/^# \{0,1\}//p' "$0" >&2; exit 2; }

[ $# -ge 1 ] || usage
payload=$1
url=${2:-http://127.0.0.1:4010/webhooks/intercom/demo}
[ -r "$payload" ] || { echo "$payload: expected a readable file" >&2; exit 2; }
[ -n "${WEBHOOK_SECRET:-}" ] || { echo "WEBHOOK_SECRET: expected the client secret of the workspace, found nothing" >&2; exit 2; }

if [ -n "${SIMULATOR_URL:-}" ]; then
  curl --silent --show-error --fail --max-time 10 --output /dev/null \
    --header 'Content-Type: application/json' --data-binary "@$payload" \
    "$SIMULATOR_URL/_control/demo/adopt" || exit 2
fi

signature=$(openssl dgst -sha1 -hmac "$WEBHOOK_SECRET" "$payload" | sed 's/^.*= *//')

answer=$(curl --silent --show-error --max-time 10 --write-out '\n%{http_code}' \
  --header 'Content-Type: application/json' \
  --header "X-Hub-Signature: sha1=$signature" \
  --data-binary "@$payload" "$url") || exit 2
status=$(printf '%s\n' "$answer" | tail -n 1)
printf '%s\n' "$answer" | sed '$d'
echo "HTTP $status"
[ "$status" = 200 ]
