import { eventsOf } from '@deskstream/app-audit';
import { lineOf } from '@deskstream/conversation-read-models';
import type { StreamIndex } from '@deskstream/port-stream-index';
import { CommandError, EXIT } from '../cli/command-error';
import type { Output } from '../cli/output';
import { colours } from '../cli/output';
import { sessionKeyOf } from './session-key';

const PAUSE_MS = 1_000;

/** One session, told: a sentence per event, pauses drawn, words quoted. */
export const show = async (index: StreamIndex, output: Output, session: string): Promise<void> => {
  const key = sessionKeyOf(session);
  let before = 0;
  for await (const stored of eventsOf(index, key)) {
    const { seq, event } = stored;
    const pause = before === 0 ? 0 : event.at - before;
    if (pause >= PAUSE_MS) output.line(colours.dim(`        … ${(pause / 1_000).toFixed(1)} s …`));
    const words = 'text' in event.data ? `  “${event.data.text.split('\n')[0]}”` : '';
    output.line(
      `${colours.dim(String(seq).padStart(5))}  ${clock(event.at)}  ${lineOf(event).text}${colours.cyan(words)}`,
    );
    output.value(stored);
    before = event.at;
  }
  if (before === 0) throw new CommandError(`No events of session ${key}.`, EXIT.notFound);
};

const clock = (at: number): string => new Date(at).toISOString().slice(11, 23);
