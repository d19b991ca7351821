#!/bin/sh
# Creates the topics of the catalogue (libs/contracts/src/topics.ts) where they are missing; a test keeps
# both alike. Needs BOOTSTRAP, PARTITIONS and REPLICATION; takes NAMESPACE, and COMMAND_CONFIG: a properties file with
# the login for Kafka's own tools.
set -eu
day=86400000

topic() {
  name=$1 partitions=$2
  shift 2
  /opt/kafka/bin/kafka-topics.sh --bootstrap-server "$BOOTSTRAP" \
    ${COMMAND_CONFIG:+--command-config "$COMMAND_CONFIG"} --create --if-not-exists \
    --topic "${NAMESPACE:+$NAMESPACE.}$name" --partitions "$partitions" --replication-factor "$REPLICATION" "$@"
}

topic deskstream.webhooks.v1 "$PARTITIONS" --config retention.ms=$((7 * day))
topic deskstream.conversation-inputs.v1 "$PARTITIONS" --config retention.ms=$((30 * day))
topic deskstream.conversation-events.v1 "$PARTITIONS" --config retention.ms=-1
topic deskstream.settings.v1 1 --config cleanup.policy=compact
topic deskstream.dead-letters.v1 "$PARTITIONS" --config retention.ms=$((90 * day))
topic deskstream.connections.v1 1 --config retention.ms=$((90 * day))
topic deskstream.gap-checks.v1 1 --config cleanup.policy=compact
topic deskstream.knowledge.v1 1 --config retention.ms=-1
