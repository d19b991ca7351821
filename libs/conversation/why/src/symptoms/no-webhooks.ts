import type { Case } from '../case';
import type { Finding, Symptom } from '../finding';
import { finding } from '../finding';

export const noWebhooks: Symptom = {
  id: 'no-webhooks',
  title: 'Webhooks do not arrive',
  source: 'S008–S010, S048, S049, S071',
  present: ({ connection, deliveries }) =>
    connection === null || connection.webhookUrl.light === 'failed' || deliveries.length === 0,
  checks: [(given) => [connected(given)], urlFinding, topicFindings, (given) => [refused(given)]],
};

const connected = ({ connection, vendor }: Case): Finding =>
  finding('connected', connection !== null, {
    expected: `a connection to ${vendor}`,
    found: connection === null ? 'none' : 'there',
    fix: `Connect ${vendor} in the settings of the workspace.`,
  });

export function urlFinding({ connection }: Case): readonly Finding[] {
  if (connection === null) return [];
  const { configured, arrivingAt, light, fix } = connection.webhookUrl;
  return [
    finding('webhook-url', light === 'unknown' ? null : light !== 'failed', {
      expected: configured ?? 'the URL that is entered at the vendor',
      found: arrivingAt ?? 'nothing arrived',
      fix: fix ?? undefined,
    }),
  ];
}

export function topicFindings({ connection }: Case): readonly Finding[] {
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

const refused = ({ connection }: Case): Finding => {
  const codes = (connection?.refused ?? []).map(({ code, count }) => `${code} × ${count}`);
  return finding('none-refused', codes.length === 0, {
    expected: 'no webhook was refused in seven days',
    found: codes.length === 0 ? 'none' : codes.join(', '),
    fix: 'A wrong signature means another client secret: enter the one of the app at the vendor.',
  });
};
