import { eventSchemas } from '@deskstream/conversation-domain';
import type { Place } from './walk';

/** Words of the log's own vocabulary, which the fold reads. */
const VOCABULARY: ReadonlySet<string> = new Set(constantsIn(eventSchemas));

function constantsIn(schema: unknown): readonly string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  const { const: constant } = schema as { readonly const?: unknown };
  return [
    ...(typeof constant === 'string' ? [constant] : []),
    ...Object.values(schema).flatMap(constantsIn),
  ];
}

/** Is it a word of ours, whoever is called the same? */
export const isOurs = (value: string, { section, key, open }: Place): boolean =>
  !open &&
  (VOCABULARY.has(value) || key === 'kind' || (key === 'name' && section.startsWith('Timer')));

/** Fields of people in shapes that others made: custom attributes, and what tools answer. */
const PERSONAL =
  /(?:first|last|full|given|family|middle|maiden|display|user|customer|contact|nick)[-_ ]?name|sur ?name|e-?mail|phone|mobile|street|address|(?<![a-z])city|postal|postcode|zip|birth|passport|social ?security|ssn|tax ?id|iban|token(?!s)|secret|password|api[-_ ]?key/i;

export const isPersonal = ({ key, open, owner }: Place): boolean =>
  open && (PERSONAL.test(key) || (key === 'name' && ('email' in owner || 'phone' in owner)));

/** A time or a length is a figure, not somebody's number. */
export const isFigure = ({ key }: Place): boolean => /(?:at|ms|since|until)$/i.test(key);

const TEXTS: ReadonlySet<string> = new Set(['text', 'summary', 'content', 'subject']);
const WORDS_OF_OPERATORS: ReadonlySet<string> = new Set(['reason', 'because']);
/** What says how a run went, not what was said in it. */
const ABOUT_RUNS =
  /^(?:kind|provider|model|prompt|promptVersion|version|articleId|articleVersion|tool|code|finishReason|language|method|rule|rules|verdict|strategy)$/;

/** Did somebody write it, or may they have? */
export const isWritten = (value: string, place: Place): boolean => {
  const { key, open, owner, section } = place;
  if (open) return !ABOUT_RUNS.test(key) || value.length > 100;
  if (section === 'envelope') return false;
  if (WORDS_OF_OPERATORS.has(key)) return 'operator' in owner;
  return (TEXTS.has(key) && section !== '') || (key === 'name' && 'contentType' in owner);
};
