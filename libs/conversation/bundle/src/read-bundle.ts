import type { Conversation } from '@deskstream/conversation-domain';
import { evolve, FOLD_VERSION, newConversation } from '@deskstream/conversation-domain';
import type { Bundle } from './bundle';
import { BUNDLE_FORMAT, BUNDLE_VERSION } from './bundle';

export type ReadBundle =
  { readonly ok: true; readonly bundle: Bundle } | { readonly ok: false; readonly because: string };

/** The text of a file as a bundle, or why it is none; never throws. */
export const readBundle = (text: string): ReadBundle => {
  const value = parsed(text);
  const because = problemOf(value);
  return because === null ? { ok: true, bundle: value as Bundle } : { ok: false, because };
};

/** The state after the event `asOf`, with the same fold as the log's. */
export const foldBundle = (
  { events }: Pick<Bundle, 'events'>,
  asOf = Number.MAX_SAFE_INTEGER,
): Conversation =>
  events
    .filter(({ seq }) => seq <= asOf)
    .reduce((state, { event }) => evolve(state, event), newConversation);

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
};

const problemOf = (value: unknown): string | null => {
  const given = Object(value) as Partial<Record<keyof Bundle, unknown>>;
  if (given.format !== BUNDLE_FORMAT)
    return `This is no exported session: format is not ${BUNDLE_FORMAT}.`;
  if (given.version !== BUNDLE_VERSION)
    return `The file has version ${String(given.version)}; this program reads ${BUNDLE_VERSION}. Use the Deskstream that made it, or export again.`;
  return contentProblem(value as Bundle);
};

const contentProblem = (bundle: Bundle): string | null => {
  const { events, state } = bundle;
  if (!Array.isArray(events) || events.some(({ seq }, index) => seq !== index + 1))
    return 'Events are missing: their numbers are not 1, 2, 3 and so on. Export again.';
  const sameFold = state.foldVersion === FOLD_VERSION;
  return sameFold && JSON.stringify(foldBundle(bundle)) !== JSON.stringify(state.conversation)
    ? 'The events do not fold to the state in the file: it was changed. Export again.'
    : null;
};
