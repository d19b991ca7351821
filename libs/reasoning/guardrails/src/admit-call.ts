import { plainText } from './plain-text';

/** What is asked for, by whom, on which grounds. */
export interface CallRequest {
  readonly effects: boolean;
  readonly policy: {
    readonly requiresCustomerMessage: boolean;
    readonly askedFor: readonly string[];
    readonly argumentsFrom: 'customer' | 'anywhere';
  };
  readonly arguments: unknown;
  /** Messages of the customer since a person last had the conversation, without those under suspicion. */
  readonly customerMessages: readonly string[];
  /** What the desk knows of the customer: names, addresses, attributes. */
  readonly knownOfCustomer: readonly string[];
  /** Something that speaks to the model like an order has entered the run. */
  readonly tainted: boolean;
  /** A draft for a person: nothing may change because of it. */
  readonly suggestionOnly: boolean;
}

export type Admission =
  { readonly ok: true } | { readonly ok: false; readonly code: string; readonly because: string };

/**
 * Whether a call may be made. Reading is free; a call with effects must rest on what the customer
 * said: then an order hidden in an article or a result has nothing to stand on, however it is worded.
 */
export const admitCall = (request: CallRequest): Admission =>
  request.effects
    ? (CHECKS.map((check) => check(request)).find((refusal) => refusal !== null) ?? { ok: true })
    : { ok: true };

type Check = (request: CallRequest) => Extract<Admission, { ok: false }> | null;

const CHECKS: readonly Check[] = [
  ({ suggestionOnly }) =>
    suggestionOnly ? refused('SUGGESTION', 'a draft for a person changes nothing') : null,
  ({ tainted }) =>
    tainted ? refused('TAINTED', 'something in this run speaks to the model like an order') : null,
  ({ policy, customerMessages }) =>
    policy.requiresCustomerMessage && !wasAskedFor(policy.askedFor, customerMessages)
      ? refused('NOT_ASKED_FOR', 'the customer did not ask for it in their own words')
      : null,
  (request) => {
    if (request.policy.argumentsFrom === 'anywhere') return null;
    const foreign = foreignArgument(request);
    return foreign === null
      ? null
      : refused(
          'FOREIGN_ARGUMENT',
          `the value of ${foreign} comes neither from the customer nor from what is known of them`,
        );
  },
];

const refused = (code: string, because: string) => ({ ok: false as const, code, because });

const wasAskedFor = (askedFor: readonly string[], messages: readonly string[]): boolean => {
  const said = messages.map(plainText);
  return askedFor.length === 0
    ? said.some((message) => message.trim() !== '')
    : askedFor.some((words) => said.some((message) => message.includes(plainText(words))));
};

/** Path of the first value that stands nowhere in the customer's words; `null`: all do. */
const foreignArgument = (request: CallRequest): string | null => {
  const said = [...request.customerMessages, ...request.knownOfCustomer].map(comparable);
  const foreign = leavesOf(request.arguments, '').find(
    ({ value }) => !said.some((text) => text.includes(comparable(value))),
  );
  return foreign?.path ?? null;
};

interface Leaf {
  readonly path: string;
  readonly value: string;
}

/** Texts and numbers; yes or no says nothing about where it comes from. */
const leavesOf = (value: unknown, path: string): readonly Leaf[] => {
  if (typeof value === 'string' || typeof value === 'number')
    return comparable(String(value)) === '' ? [] : [{ path, value: String(value) }];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) =>
    leavesOf(inner, path === '' ? name : `${path}.${name}`),
  );
};

/** `Order #A-1007` and `a1007` are the same value. */
const comparable = (text: string): string => plainText(text).replace(/[^\p{L}\p{N}]+/gu, '');
