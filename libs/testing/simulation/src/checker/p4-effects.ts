import { decodeInput } from '@deskstream/contracts';
import { suggestionNote } from '@deskstream/conversation-domain';
import type { EventOf, Facts } from './facts';
import { ofType } from './facts';
import type { VendorEffect, Violation } from './observations';

interface Wording {
  readonly commandId: string;
  /** Conversation, kind and words. */
  readonly name: string;
  readonly delivered: boolean;
  /** It was given up in doubt and no redrive cleared that: it may have been carried out, once. */
  readonly doubtful: boolean;
  readonly vendorMessageId: string | undefined;
}

/**
 * Vendors keep no command ids, so requests are matched by conversation, kind and words; among equals
 * by the vendor's message id. As many were carried out as were reported delivered, by a redrive as well;
 * each that was given up in doubt may have been, too.
 */
export const checkEffects = (facts: Facts): readonly Violation[] => {
  const wordings = wordingsOf(facts);
  const effects = facts.observed.effects.filter(({ kind }) => kind === 'reply' || kind === 'note');
  const names = new Set([...wordings.map(({ name }) => name), ...effects.map(nameOf)]);
  const counted = [...names].flatMap((name) =>
    compare(
      name,
      wordings.filter((one) => one.name === name),
      effects.filter((effect) => nameOf(effect) === name),
    ),
  );
  return [...counted, ...unknownMessages(wordings, effects), ...unconfirmed(facts)];
};

const compare = (
  name: string,
  wordings: readonly Wording[],
  effects: readonly VendorEffect[],
): readonly Violation[] => {
  const [place] = name.split('\n');
  if (wordings.length === 0)
    return [violation(`${place}: carried out without a request in the log`)];
  const delivered = wordings.filter((one) => one.delivered).length;
  const ids = wordings.map(({ commandId }) => commandId).join(', ');
  const doubtful = wordings.filter((one) => one.doubtful).length;
  if (effects.length > delivered + doubtful)
    return [
      violation(
        `${place}: carried out ${effects.length} times, reported delivered ${delivered} times (${ids})`,
      ),
    ];
  if (effects.length < delivered)
    return [
      violation(
        `${place}: reported delivered ${delivered} times, carried out ${effects.length} times (${ids})`,
      ),
    ];
  return [];
};

const unknownMessages = (
  wordings: readonly Wording[],
  effects: readonly VendorEffect[],
): readonly Violation[] => {
  const known = new Set(effects.map(({ vendorMessageId }) => vendorMessageId));
  return wordings
    .filter(({ vendorMessageId }) => vendorMessageId !== undefined && !known.has(vendorMessageId))
    .map(({ commandId }) =>
      violation(`command ${commandId} names a vendor message that the vendor does not have`),
    );
};

/** An unassign may be repeated; what is confirmed without a person found there was carried out. */
const unconfirmed = (facts: Facts): readonly Violation[] => {
  const unassigned = new Set(
    facts.observed.effects.filter(({ kind }) => kind === 'unassign').map(({ key }) => key),
  );
  const asked = new Set(ofType(facts, 'UnassignRequested').map(({ envelope }) => envelope.subject));
  return [...unassigned]
    .filter((key) => !asked.has(key))
    .map((key) => violation(`${key} was unassigned without a request`));
};

/** Requests that leave words at the vendor. */
const WORDED = {
  ReplyRequested: 'reply',
  HandoffMessageRequested: 'reply',
  NoteRequested: 'note',
  SuggestionRequested: 'note',
} as const;

const DELIVERED = [
  'ReplyDelivered',
  'HandoffMessageDelivered',
  'NoteDelivered',
  'SuggestionDelivered',
] as const;

const wordingsOf = (facts: Facts): readonly Wording[] => {
  const doubts = doubtsOf(facts);
  const first = new Map(
    ofType(facts, 'RedriveRequested').map(({ envelope, event }) => [
      envelope.id,
      event.data.commandId,
    ]),
  );
  const reports = new Map(
    [...DELIVERED, 'RedriveDelivered' as const]
      .flatMap((type) => ofType(facts, type))
      .map(({ event: { data } }) => [
        first.get(data.commandId) ?? data.commandId,
        data.vendorMessageId,
      ]),
  );
  const wording = (kind: VendorEffect['kind'], request: EventOf<keyof typeof WORDED>): Wording => ({
    commandId: request.envelope.id,
    name: nameOf({ kind, key: request.envelope.subject, text: wordsOf(request) }),
    delivered: reports.has(request.envelope.id),
    doubtful: doubts.has(request.envelope.id) && !reports.has(request.envelope.id),
    vendorMessageId: reports.get(request.envelope.id),
  });
  const types = Object.keys(WORDED) as (keyof typeof WORDED)[];
  return types.flatMap((type) =>
    ofType(facts, type).map((request) => wording(WORDED[type], request)),
  );
};

/** Of requests that were given up, those of which a call may have left. */
const doubtsOf = ({ observed }: Facts): ReadonlySet<string> =>
  new Set(
    observed.deadLetters.flatMap((record) => {
      const decoded = decodeInput(record);
      if (!decoded.ok || decoded.value.input.type !== 'DispatchRedriven') return [];
      const { commandId, lookFrom } = decoded.value.input.data;
      return lookFrom === undefined ? [] : [commandId];
    }),
  );

const wordsOf = ({ event }: EventOf<keyof typeof WORDED>): string =>
  event.type === 'SuggestionRequested' ? suggestionNote(event.data) : event.data.text;

const nameOf = ({ kind, key, text }: Pick<VendorEffect, 'kind' | 'key' | 'text'>): string =>
  `${kind} in ${key}\n${text.replace(/\s+/g, '')}`;

const violation = (what: string): Violation => ({ property: 'P4', what });
