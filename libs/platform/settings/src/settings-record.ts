import { createHash } from 'node:crypto';
import type { Decoded } from '@deskstream/contracts';
import {
  decodeEnvelope,
  derivedId,
  encodeData,
  encodeEnvelope,
  TOPICS,
} from '@deskstream/contracts';
import type { EpochMs } from '@deskstream/kernel';
import { partitionKey } from '@deskstream/kernel';
import type { Draft, LogRecord } from '@deskstream/port-event-log';
import type { WorkspaceSettings } from '@deskstream/port-settings';
import type { VendorConnection } from '@deskstream/port-vendor';
import type { Sealer } from './sealer';

const TYPE = 'WorkspaceSettingsChanged';

type Stored = Omit<WorkspaceSettings, 'connections'> & {
  readonly connections: readonly (Omit<
    VendorConnection,
    'workspace' | 'accessToken' | 'signingSecrets'
  > & {
    readonly sealed: { readonly accessToken: string; readonly signingSecrets: readonly string[] };
  })[];
};

/**
 * The key holds version and content, so that compaction keeps every version, and both of two that
 * were written at once (the first in the log wins).
 */
export const encodeSettings = (settings: WorkspaceSettings, sealer: Sealer, at: EpochMs): Draft => {
  const value = encodeData(sealedForm(settings, sealer));
  const hash = createHash('sha256').update(value).digest('hex').slice(0, 16);
  const conversation = `settings@${settings.version}.${hash}`;
  const key = partitionKey({ workspace: settings.workspace, vendor: '-', conversation });
  const id = derivedId('st', key);
  const headers = encodeEnvelope({
    id,
    type: TYPE,
    source: '/settings',
    subject: key,
    time: at,
    schemaVersion: 1,
    correlationId: id,
    causationId: id,
  });
  return { topic: TOPICS.settings, key, headers, value };
};

/** Throws `SETTINGS.SEAL_BROKEN` when the secrets were sealed with another key: nothing works then. */
export const decodeSettings = (record: LogRecord, sealer: Sealer): Decoded<WorkspaceSettings> => {
  const envelope = decodeEnvelope(record);
  if (!envelope.ok) return envelope;
  if (envelope.value.type !== TYPE)
    return { ok: false, because: `unknown type ${envelope.value.type}` };
  const stored = storedOf(record.value);
  if (stored === null)
    return { ok: false, because: 'the value is not the settings of a workspace' };
  const { workspace, version, rules } = stored;
  const connections = stored.connections.map(({ sealed, ...connection }) => ({
    ...connection,
    workspace,
    accessToken: sealer.open(sealed.accessToken, contextOf(workspace, connection.vendor)),
    signingSecrets: sealed.signingSecrets.map((secret) =>
      sealer.open(secret, contextOf(workspace, connection.vendor)),
    ),
  }));
  return { ok: true, value: { workspace, version, rules, connections } };
};

const sealedForm = (settings: WorkspaceSettings, sealer: Sealer): Stored => ({
  workspace: settings.workspace,
  version: settings.version,
  rules: settings.rules,
  connections: settings.connections.map(({ workspace, accessToken, signingSecrets, ...open }) => ({
    ...open,
    sealed: {
      accessToken: sealer.seal(accessToken, contextOf(workspace, open.vendor)),
      signingSecrets: signingSecrets.map((secret) =>
        sealer.seal(secret, contextOf(workspace, open.vendor)),
      ),
    },
  })),
});

const contextOf = (workspace: string, vendor: string): string => `${workspace}/${vendor}`;

const storedOf = (value: Uint8Array | null): Stored | null => {
  try {
    const stored = JSON.parse(new TextDecoder().decode(value ?? undefined)) as Stored;
    return Array.isArray(stored.connections) && Number.isInteger(stored.version) ? stored : null;
  } catch {
    return null;
  }
};
