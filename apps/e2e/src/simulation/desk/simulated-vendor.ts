import type { Random, SimulatedProcess } from '@deskstream/testing-simulation';
import type {
  CallResult,
  Ownership,
  ReadBack,
  VendorApi,
  VendorCommand,
} from '@deskstream/port-vendor';
import type { DeskConversation, DeskModel } from './desk-model';
import { isSimulated, wholeSeconds } from './desk-model';

/** Chances of each failing answer, as shares of 1. */
export interface VendorRates {
  readonly throttled: number;
  readonly unreachable: number;
  readonly rejected: number;
  /** 5xx or a broken connection, the call not carried out. */
  readonly failedBefore: number;
  /** The call was carried out, its answer lost. */
  readonly failedAfter: number;
  /** Reads that cannot be answered. */
  readonly unreadable: number;
}

export const calmVendor: VendorRates = {
  throttled: 0,
  unreachable: 0,
  rejected: 0,
  failedBefore: 0,
  failedAfter: 0,
  unreadable: 0,
};

export interface SimulatedVendorOptions {
  readonly desk: DeskModel;
  readonly aiTeammateId: string;
  /** The network: what is under way there outlives its sender. */
  readonly network: SimulatedProcess;
  /** Who calls. */
  readonly caller: SimulatedProcess;
  readonly random: Random;
  rates(): VendorRates;
}

/** The vendor's API as a port: one call, one act, at most. */
export const simulatedVendor = (options: SimulatedVendorOptions): VendorApi => ({
  vendor: 'intercom',
  perform: async (command, _connection, signal) => {
    if (signal.aborted) return { kind: 'unreachable', because: 'stopped before the call' };
    await transit(options);
    const result = perform(options, command);
    await options.caller.at('vendor.answer');
    return result;
  },
  readBack: async (command, _connection, { since, exclude }) => {
    await transit(options);
    const found = readBack(options, command, { since, exclude });
    await options.caller.at('vendor.answer');
    return found;
  },
  ownership: async (conversation) => {
    await transit(options);
    const owner = ownership(options, conversation);
    await options.caller.at('vendor.answer');
    return owner;
  },
});

const transit = async ({ network, random }: SimulatedVendorOptions): Promise<void> => {
  await network.clock.sleep(random.between(20, 800));
};

const perform = (
  { desk, random, rates }: SimulatedVendorOptions,
  command: VendorCommand,
): CallResult => {
  const refused = REFUSALS.find(([rate]) => random.chance(rates()[rate]));
  if (refused) return refused[1];
  if (!isSimulated(command))
    return { kind: 'rejected', code: 'VENDOR.UNSUPPORTED', status: 0, detail: command.kind };
  const { messageId, at } = desk.carryOut(command);
  if (random.chance(rates().failedAfter)) return { kind: 'unknown', because: 'timeout' };
  return {
    kind: 'done',
    vendorAt: at,
    ...(messageId === undefined ? {} : { vendorMessageId: messageId }),
  };
};

/** Answers of a vendor that did not carry the call out. */
const REFUSALS: readonly (readonly [keyof VendorRates, CallResult])[] = [
  ['throttled', { kind: 'throttled', retryAt: null }],
  ['unreachable', { kind: 'unreachable', because: 'ECONNREFUSED' }],
  ['rejected', { kind: 'rejected', code: 'INTERCOM.REFUSED', status: 422, detail: 'refused' }],
  ['failedBefore', { kind: 'unknown', because: 'HTTP 500', status: 500 }],
];

interface Attempt {
  readonly since: number;
  readonly exclude: readonly string[];
}

const readBack = (options: SimulatedVendorOptions, command: VendorCommand, attempt: Attempt) => {
  const { desk, random, rates, aiTeammateId } = options;
  if (random.chance(rates().unreadable))
    return { kind: 'unreadable', because: 'HTTP 502', retryAt: null } as const;
  const conversation = desk.get(command.conversation);
  return command.kind === 'reply' || command.kind === 'note'
    ? spoken(conversation, { ...command, author: aiTeammateId }, attempt)
    : done(conversation, command, aiTeammateId);
};

const done = (
  conversation: DeskConversation,
  command: VendorCommand,
  aiTeammateId: string,
): ReadBack => {
  if (command.kind === 'tag') return foundIf(conversation.tags.has(command.tag));
  if (command.kind === 'close') return foundIf(!conversation.open);
  if (command.kind === 'assign') return foundIf(conversation.assignee === command.to.id);
  return command.kind === 'unassign' && conversation.assignee !== aiTeammateId
    ? { kind: 'found', vendorAt: wholeSeconds(conversation.updatedAt) }
    : { kind: 'absent' };
};

const spoken = (
  { parts }: DeskConversation,
  said: { readonly kind: 'reply' | 'note'; readonly text: string; readonly author: string },
  { since, exclude }: Attempt,
): ReadBack => {
  const part = parts
    .filter(({ author, at }) => author.id === said.author && at >= wholeSeconds(since))
    .filter(({ id, type, text }) => !exclude.includes(id) && isSaid({ type, text }, said))
    .at(-1);
  return part === undefined
    ? { kind: 'absent' }
    : { kind: 'found', vendorMessageId: part.id, vendorAt: wholeSeconds(part.at) };
};

const isSaid = (
  part: { readonly type: string; readonly text: string },
  said: { readonly kind: string; readonly text: string },
): boolean => (part.type === 'note') === (said.kind === 'note') && part.text === said.text;

const foundIf = (found: boolean): ReadBack => ({ kind: found ? 'found' : 'absent' });

const ownership = (
  { desk, aiTeammateId, random, rates, network }: SimulatedVendorOptions,
  id: string,
): Ownership => {
  if (random.chance(rates().unreadable))
    return { kind: 'unreadable', because: 'HTTP 502', retryAt: null };
  const conversation = desk.get(id);
  const { assignee, open } = conversation;
  const withPerson = assignee !== null && assignee !== aiTeammateId;
  conversation.lastOwnershipRead = { at: network.clock.now(), withPerson };
  const asOf = wholeSeconds(conversation.updatedAt);
  if (assignee === null) return { kind: 'known', assignee: { kind: 'nobody' }, asOf, open };
  return {
    kind: 'known',
    assignee: { kind: withPerson ? 'teammate' : 'ai', id: assignee },
    asOf,
    open,
  };
};
