import { tokensFor } from './draft/connection-secrets';
import { withTokenOf } from './draft/crm';
import { withKeysOf } from './draft/model-draft';
import { withToolSecretsOf } from './draft/tools-draft';
import type { VendorConnection } from '@deskstream/port-vendor';
import type { Made } from './record/settings-writer';
import type { SettingsVersion } from './record/settings-version';
import type { SettingsContent } from './draft/workspace-draft';

/**
 * Rules and connections of an older version, with the secrets that are in use now: bringing back a
 * revoked token would cut the connection. A connection that is not there now, or is at another address, comes back
 * with its own.
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
  return { ok: true, content: contentOf(to, now), rolledBackTo: version };
};

const contentOf = (to: SettingsVersion, now: SettingsVersion | null): SettingsContent => ({
  rules: to.rules,
  connections: to.connections.map((connection) => withSecretsOf(now, connection)),
  ...(to.knowledge && { knowledge: to.knowledge }),
  ...(to.model && { model: withKeysOf(now?.model, to.model) }),
  ...(to.crm && { crm: withTokenOf(now?.crm, to.crm) }),
  ...(to.tools && { tools: withToolSecretsOf(now?.tools, to.tools) }),
});

const withSecretsOf = (
  now: SettingsVersion | null,
  connection: VendorConnection,
): VendorConnection => {
  const inUse = now?.connections.find(({ vendor }) => vendor === connection.vendor);
  if (inUse === undefined) return connection;
  const [accessToken = connection.accessToken] = tokensFor(connection, inUse);
  return { ...connection, accessToken, signingSecrets: inUse.signingSecrets };
};
