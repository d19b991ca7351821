import { readFileSync } from 'node:fs';
import type { Bundle } from '@deskstream/conversation-bundle';
import { readBundle } from '@deskstream/conversation-bundle';
import type { RecordedEvent } from '@deskstream/conversation-domain';

/** An exported session as a fixture: its events fold to the decisions of the session. Throws what is wrong with the file. */
export const loadBundle = (
  path: string | URL,
): { readonly bundle: Bundle; readonly events: readonly RecordedEvent[] } => {
  const read = readBundle(readFileSync(path, 'utf8'));
  if (!read.ok) throw new Error(`${String(path)}: ${read.because}`);
  return { bundle: read.bundle, events: read.bundle.events.map(({ event }) => event) };
};
