import { withKeysOf } from './model-draft';
import type { VendorConnection } from '@deskstream/port-vendor';
import type { Made } from './settings-writer';
import type { SettingsVersion } from './settings-version';

/**
 * Rules and connections of an older version, with the secrets that are in use now: bringing back a
 * revoked token would cut the connection. A connection that is not there now comes back with its own.
 */
export const rolledBack = (
  to: SettingsVersion | null,
  now: SettingsVersion | null,
  version: number,
): Made => {
  if (to === null)
    return {
      ok: false,
      problems: [
        {
          field: 'version',
          expected: `a version from 1 to ${now?.version ?? 0}`,
          found: String(version),
        },
      ],
    };
  const connections = to.connections.map((connection) => withSecretsOf(now, connection));
  const knowledge = to.knowledge === undefined ? {} : { knowledge: to.knowledge };
  const model = to.model === undefined ? {} : { model: withKeysOf(now?.model, to.model) };
  return {
    ok: true,
    content: { rules: to.rules, connections, ...knowledge, ...model },
    rolledBackTo: version,
  };
};

const withSecretsOf = (
  now: SettingsVersion | null,
  connection: VendorConnection,
): VendorConnection => {
  const inUse = now?.connections.find(({ vendor }) => vendor === connection.vendor);
  if (inUse === undefined) return connection;
  const { accessToken, signingSecrets } = inUse;
  return { ...connection, accessToken, signingSecrets };
};
