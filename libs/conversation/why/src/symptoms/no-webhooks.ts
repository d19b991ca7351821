import type { Case, ConnectionView } from '../case';
import { all } from '../case';
import type { Finding, Symptom } from '../finding';
import { finding } from '../finding';

export const noWebhooks: Symptom = {
  id: 'no-webhooks',
  title: 'Webhooks do not arrive',
  source: 'S008–S010, S048, S049, S071',
  present: (given) =>
    given.connection === null ||
    given.connection.webhookUrl.light === 'failed' ||
    given.deliveries.length === 0 ||
    recovered(given).length > 0,
  checks: [
    (given) => [connected(given)],
    (given) => [refused(given)],
    urlFinding,
    topicFindings,
    (given) => [allTold(given)],
  ],
};

/** Of a connection, without a session. A topic that never came may just not have happened yet. */
export const nothingComes = (connection: ConnectionView): boolean =>
  connection.webhookUrl.light === 'failed' ||
  refusedNow(connection).length > 0 ||
  connection.topics.every(({ lastAt }) => lastAt === null);

const connected = ({ connection, vendor }: Case): Finding =>
  finding('connected', connection !== null, {
    expected: `a connection to ${vendor}`,
    found: connection === null ? 'none' : 'there',
    fix: `Connect ${vendor} in the settings of the workspace.`,
  });

export function urlFinding({ connection }: Pick<Case, 'connection'>): readonly Finding[] {
  if (connection === null) return [];
  const { configured, arrivingAt, light, fix } = connection.webhookUrl;
  const nothing = arrivingAt === null && connection.topics.every(({ lastAt }) => lastAt === null);
  return [
    finding('webhook-url', light === 'unknown' && !nothing ? null : light === 'ok', {
      expected: configured ?? 'the URL that is entered at the vendor',
      found: arrivingAt ?? 'nothing arrived',
      fix: fix ?? 'Enter the webhook URL of this connection at the vendor.',
    }),
  ];
}

export function topicFindings({ connection }: Pick<Case, 'connection'>): readonly Finding[] {
  return (connection?.topics ?? [])
    .filter(({ required }) => required)
    .map(({ topic, lastAt }) =>
      finding(`topic ${topic}`, lastAt !== null, {
        expected: 'seen at least once',
        found: lastAt === null ? 'never seen' : `last ${new Date(lastAt).toISOString()}`,
        fix: `Subscribe to ${topic} at the vendor.`,
      }),
    );
}

/** Refusals that no accepted delivery came after: what was wrong still is. */
const refusedNow = ({ refused: list, topics }: ConnectionView) => {
  const accepted = Math.max(0, ...topics.map(({ lastAt }) => lastAt ?? 0));
  return list.filter(({ lastAt }) => lastAt > accepted);
};

export function refused({ connection }: Pick<Case, 'connection'>): Finding {
  const codes = (connection?.refused ?? []).map(({ code, count }) => `${code} × ${count}`);
  const now = connection === null ? [] : refusedNow(connection);
  return finding('none-refused', now.length === 0, {
    expected: 'webhooks are accepted',
    found: codes.length === 0 ? 'none was refused in seven days' : `refused: ${codes.join(', ')}`,
    fix: FIXES[now[0]?.code ?? ''] ?? WRONG_SECRET,
  });
}

const WRONG_SECRET =
  'The signature does not fit. Enter the client secret (signing key) of the app at the vendor, and the same webhook URL on both sides.';

const FIXES: Readonly<Record<string, string>> = {
  'SIGNATURE.MISSING': 'The sender does not sign. Only the app at the vendor may post to this URL.',
  'SIGNATURE.STALE': 'The clocks differ. Set the clock of this machine.',
  'WORKSPACE.MISMATCH':
    'The webhooks are of another workspace of the vendor. Correct the workspace id of the connection, or its app.',
};

/** What the gap finder brought back no webhook had told (S036, S093). */
const allTold = (given: Case): Finding => {
  const missed = recovered(given);
  return finding('told-by-webhook', missed.length === 0, {
    expected: 'each message came by webhook',
    found: missed.length === 0 ? 'each did' : `${missed.length} came only by the gap finder`,
    evidence: missed.at(-1),
    fix: "Look at the vendor's log of failed webhooks at the time of the message.",
  });
};

const recovered = (given: Case) =>
  all(given, 'CustomerMessageReceived').filter(({ event }) => event.data.recovered === true);
