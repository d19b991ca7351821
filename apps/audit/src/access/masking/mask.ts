/** What stands instead of a text: how long it is, and nothing of it. */
export const masked = (text: string): string =>
  text === '' ? '' : `••••• (${text.length} ${text.length === 1 ? 'character' : 'characters'})`;

/**
 * A JSON value as a viewer may see it. A text passes only under a name that is known to hold ids, codes or
 * words of ours: what nobody thought of is masked.
 */
export const mask = (value: unknown): unknown => shown(value, { name: '', inside: '' });

interface Place {
  readonly name: string;
  /** Name of the object that holds it. */
  readonly inside: string;
  /** Nothing in it passes, numbers neither. */
  readonly hidden?: boolean;
  readonly passes?: boolean;
}

const shown = (value: unknown, place: Place): unknown => {
  if (typeof value === 'string') return passes(place) ? value : masked(value);
  if (Array.isArray(value)) return value.map((each) => shown(each, place));
  if (typeof value === 'object' && value !== null) return ofObject(value, place);
  return place.hidden === true && value !== null ? masked(JSON.stringify(value)) : value;
};

const ofObject = (value: object, { name, inside, hidden = false }: Place): object => {
  const given = value as Readonly<Record<string, unknown>>;
  return Object.fromEntries(
    Object.entries(given).map(([key, each]) => [
      key,
      shown(each, {
        name: key,
        inside: name,
        hidden: hidden || isHidden(key, { name, inside }, each),
        passes: key === 'name' && namesNobody(given),
      }),
    ]),
  );
};

const passes = ({ name, inside, hidden = false, passes: known = false }: Place): boolean =>
  !hidden && (known || OURS.has(name) || /(^id|Ids?|Hash)$/.test(name) || OURS_INSIDE.has(inside));

/** What a step of a run records beside its passages and counts: questions, drafts, calls of tools. */
const isHidden = (key: string, { name }: Place, value: unknown): boolean =>
  HIDDEN.has(key) || (name === 'detail' && typeof value === 'object' && !TOLD_OF_A_STEP.has(key));

/** The name of a check or of a timer, not of a person. */
const namesNobody = (given: Readonly<Record<string, unknown>>): boolean =>
  ['expected', 'dueAt', 'timerId'].some((each) => each in given);

/** Whatever is in these was said by customers, or tells of them, whatever it is called. */
const HIDDEN: ReadonlySet<string> = new Set([
  ...['attributes', 'arguments', 'fields', 'input', 'output', 'contact', 'attachments'],
]);

const TOLD_OF_A_STEP: ReadonlySet<string> = new Set(['passages', 'sources', 'usage', 'error']);

/** Their values are words of ours under names that are ids. */
const OURS_INSIDE: ReadonlySet<string> = new Set(['errands']);

/** Names whose texts are ids, codes, times, words of ours, or sentences that hold none of a customer's. */
const OURS: ReadonlySet<string> = new Set(
  [
    'key session workspace vendor conversation position origin traceparent next',
    'type kind status state phase owner outcome result verdict mode inputType purpose',
    'channel cause code topic vendorTopic step steps change visibility startedBy companies',
    'because reason how by teammate operator answerer tool model tag language sentiment',
    'check expected found fix symptom evidence broken light group tone',
    'title heading source articleVersion',
    'firstSeenAt duplicateOf confirmed since open awaiting unanswered known posted again',
  ].flatMap((names) => names.split(' ')),
);
