import { createHash } from 'node:crypto';
import {
  ConversationSettings as Rules,
  defaultConversationSettings,
} from '@deskstream/conversation-domain';
import type { RulesDraft } from '@deskstream/conversation-domain';
import type { Decoded, Envelope } from '@deskstream/contracts';
import {
  decodeEnvelope,
  derivedId,
  encodeData,
  encodeEnvelope,
  TOPICS,
} from '@deskstream/contracts';
import { partitionKey } from '@deskstream/kernel';
import type { Draft, LogRecord } from '@deskstream/port-event-log';
import { mergeRules } from '@deskstream/port-settings';
import type { VendorConnection } from '@deskstream/port-vendor';
import { explain } from '../draft/explain';
import type { SealedCrm } from '../draft/crm';
import { openedCrm, sealedCrm } from '../draft/crm';
import { describeProblems } from '../draft/problem';
import type { SealedModel } from './model-record';
import { openedModel, sealedModel } from './model-record';
import { openedTools, sealedTools } from '../secrets/tools-secrets';
import type { Sealer } from '../secrets/sealer';
import type { SettingsVersion } from './settings-version';

const TYPE = 'WorkspaceSettingsChanged';

interface Stored {
  readonly workspace: string;
  readonly version: number;
  /** Perhaps of an older version of the software, which did not know all rules. */
  readonly rules: RulesDraft;
  /** Since the second half of 2026; records before it do not say who changed them. */
  readonly changedBy?: string;
  readonly reason?: string;
  readonly rolledBackTo?: number;
  readonly knowledge?: SettingsVersion['knowledge'];
  readonly model?: SealedModel;
  readonly crm?: SealedCrm;
  /** Its secrets are sealed. */
  readonly tools?: SettingsVersion['tools'];
  readonly connections: readonly (Omit<
    VendorConnection,
    'workspace' | 'accessToken' | 'signingSecrets'
  > & {
    readonly sealed: { readonly accessToken: string; readonly signingSecrets: readonly string[] };
  })[];
}

/**
 * The key holds version and content, so that compaction keeps every version, and both of two that
 * were written at once (the first in the log wins).
 */
export const encodeSettings = (settings: SettingsVersion, sealer: Sealer): Draft => {
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
    time: settings.change.at,
    schemaVersion: 1,
    correlationId: id,
    causationId: id,
  });
  return { topic: TOPICS.settings, key, headers, value };
};

/** Throws `SETTINGS.SEAL_BROKEN` when the secrets were sealed with a key that is not there any more. */
export const decodeSettings = (record: LogRecord, sealer: Sealer): Decoded<SettingsVersion> => {
  const envelope = decodeEnvelope(record);
  if (!envelope.ok) return envelope;
  if (envelope.value.type !== TYPE)
    return { ok: false, because: `unknown type ${envelope.value.type}` };
  const stored = storedOf(record.value);
  if (stored === null)
    return { ok: false, because: 'the value is not the settings of a workspace' };
  const rules = {
    ...mergeRules(defaultConversationSettings, stored.rules),
    version: stored.version,
  };
  const problems = explain(Rules, rules, { path: ['rules'] });
  if (problems.length > 0) return { ok: false, because: describeProblems(problems) };
  const { workspace, version } = stored;
  const connections = stored.connections.map((each) => opened(workspace, each, sealer));
  const change = changeOf(stored, envelope.value);
  const content = { rules, connections, ...openedParts(stored, sealer) };
  return { ok: true, value: { workspace, version, ...content, change } };
};

/** What a workspace may be without. */
const openedParts = (
  { workspace, knowledge, model, crm, tools }: Stored,
  sealer: Sealer,
): Pick<SettingsVersion, 'knowledge' | 'model' | 'crm' | 'tools'> => ({
  ...(knowledge && { knowledge }),
  ...(model && { model: openedModel(model, workspace, sealer) }),
  ...(crm && { crm: openedCrm(crm, workspace, sealer) }),
  ...(tools && { tools: openedTools(tools, workspace, sealer) }),
});

/** Workspace and version of a record whose secrets cannot be opened; `null`: it is no such record. */
export const nameOf = (
  record: LogRecord,
): { readonly workspace: string; readonly version: number } | null => storedOf(record.value);

const opened = (
  workspace: string,
  { sealed, ...connection }: Stored['connections'][number],
  sealer: Sealer,
): VendorConnection => {
  const context = contextOf(workspace, connection.vendor);
  return {
    ...connection,
    workspace,
    accessToken: sealer.open(sealed.accessToken, context),
    signingSecrets: sealed.signingSecrets.map((secret) => sealer.open(secret, context)),
  };
};

const changeOf = (stored: Stored, { time }: Envelope): SettingsVersion['change'] => ({
  at: time,
  changedBy: stored.changedBy ?? 'unknown',
  reason: stored.reason ?? '',
  ...(stored.rolledBackTo === undefined ? {} : { rolledBackTo: stored.rolledBackTo }),
});

const sealedForm = (settings: SettingsVersion, sealer: Sealer): Stored => {
  const { workspace, version, rules, knowledge, model, crm, tools, change } = settings;
  const { at: _, ...why } = change;
  const connections = settings.connections.map(
    ({ workspace: _workspace, accessToken, signingSecrets, ...open }) => {
      const context = contextOf(workspace, open.vendor);
      const sealed = {
        accessToken: sealer.seal(accessToken, context),
        signingSecrets: signingSecrets.map((secret) => sealer.seal(secret, context)),
      };
      return { ...open, sealed };
    },
  );
  return {
    ...{ workspace, version, rules, ...why, connections },
    ...(knowledge && { knowledge }),
    ...(model && { model: sealedModel(model, workspace, sealer) }),
    ...(crm && { crm: sealedCrm(crm, workspace, sealer) }),
    ...(tools && { tools: sealedTools(tools, workspace, sealer) }),
  };
};

const contextOf = (workspace: string, vendor: string): string => `${workspace}/${vendor}`;

const storedOf = (value: Uint8Array | null): Stored | null => {
  try {
    const stored = JSON.parse(new TextDecoder().decode(value ?? undefined)) as Stored;
    return Array.isArray(stored.connections) && Number.isInteger(stored.version) ? stored : null;
  } catch {
    return null;
  }
};
