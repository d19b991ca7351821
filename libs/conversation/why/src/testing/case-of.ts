import type { Chat } from '@deskstream/conversation-domain/testing';
import type { Case, ConnectionView, Diagnosis, SourceView } from '../index';
import { diagnose } from '../index';

export const connection: ConnectionView = {
  webhookUrl: { configured: null, arrivingAt: null, light: 'ok', fix: null },
  verification: { at: 1, checks: [] },
  topics: [{ topic: 'conversation.user.created', required: true, lastAt: 1 }],
  refused: [],
};

/** A source whose key the help desk refuses. */
export const withoutKey: SourceView = {
  name: 'help',
  selected: 1,
  articles: 0,
  lastSyncAt: null,
  checks: [
    {
      name: 'key',
      result: 'failed',
      expected: 'a token that works',
      found: 'HTTP 401',
      fix: 'Enter a token.',
    },
  ],
  problem: null,
};

/** A vendor's answer that is a no. */
export const failed = {
  kind: 'failed',
  code: 'VENDOR.FORBIDDEN',
  because: 'a scope is missing',
} as const;

export const caseOf = (chat: Chat, more: Partial<Case> = {}): Case => ({
  session: 'acme/intercom/1',
  vendor: 'intercom',
  events: chat.log.map((event, index) => ({ seq: index + 1, event })),
  settings: chat.settings,
  connection,
  deliveries: [],
  sources: null,
  now: chat.at + 3_600_000,
  ...more,
});

export const of = (symptom: string, given: Case): Diagnosis => {
  const found = diagnose(given).find((diagnosis) => diagnosis.symptom === symptom);
  if (found === undefined) throw new Error(`no symptom ${symptom}`);
  return found;
};

/** Of a symptom that is there. */
export const causeOf = (symptom: string, given: Case): Diagnosis['cause'] => {
  const { present, cause } = of(symptom, given);
  if (!present) throw new Error(`${symptom} is not there`);
  return cause;
};
