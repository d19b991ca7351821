import type { Fields } from '../payload';
import { textOf } from '../payload';
import { paths } from './paths';
import type { Session } from './session';

/** More in one reading would eat the rate limit of everybody else. */
const MAX_ORIGINALS = 20;

export interface Whole {
  readonly messages: readonly Fields[];
  /** Some are still cut. */
  readonly truncated: boolean;
}

/** The newest of those that HubSpot shows cut get their whole text (vendors/hubspot.md §5, Reading). */
export const wholeMessages = async (
  session: Session,
  thread: string,
  messages: readonly Fields[],
): Promise<Whole> => {
  const cut = messages.filter(isCut);
  const wanted = new Set(cut.slice(-MAX_ORIGINALS));
  const whole: Fields[] = [];
  for (const message of messages)
    whole.push(wanted.has(message) ? await original(session, thread, message) : message);
  return { messages: whole, truncated: cut.length > wanted.size };
};

const isCut = (message: Fields): boolean => {
  const status = textOf(message['truncationStatus']);
  return status !== '' && status !== 'NOT_TRUNCATED';
};

/** A message whose original is gone is told as it is shown. */
const original = async (session: Session, thread: string, message: Fields): Promise<Fields> => {
  const content = await session.find(paths.originalContent(thread, textOf(message['id'])));
  if (content === null || isQuoteOnly(message, content)) return message;
  return { ...message, text: content['text'], richText: content['richText'] };
};

/** Cut was nothing but the mail that is answered: that one is in the log already. */
const isQuoteOnly = (message: Fields, content: Fields): boolean => {
  const shown = textOf(message['text']).trim();
  const whole = textOf(content['text']).trim();
  if (shown === '' || !whole.startsWith(shown)) return false;
  const [introduction, ...rest] = whole
    .slice(shown.length)
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  return introduction !== undefined && introduction.endsWith(':') && rest.every(isQuoted);
};

const isQuoted = (line: string): boolean => line.startsWith('>');
