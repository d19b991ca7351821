import type { EventRecord, StreamHead } from '@deskstream/contracts';
import { applyRecord, emptyHead, stateHash } from '@deskstream/contracts';
import type { StreamIndex } from '@deskstream/port-stream-index';
import { CommandError, EXIT } from '../cli/command-error';
import type { Output } from '../cli/output';
import { colours } from '../cli/output';
import { sessionKeyOf } from './session-key';

/** Folds a session up to an event and shows the state, proving each step by hash. No decision is made again. */
export const replay = async (
  index: StreamIndex,
  output: Output,
  request: { readonly session: string; readonly asOf: number },
): Promise<void> => {
  const key = sessionKeyOf(request.session);
  let head = emptyHead();
  let last: EventRecord | null = null;
  for await (const { record, seq } of index.readStream(key)) {
    if (seq > request.asOf) break;
    const applied = applyRecord(head, record);
    if (!applied.ok) throw new CommandError(`${key}: ${applied.because}.`, EXIT.broken);
    ({ head, event: last } = applied.value);
    output.line(eventLine(last));
    output.value({ seq, type: last.event.type, at: last.event.at, data: last.event.data });
  }
  if (last === null) throw new CommandError(`No events of session ${key}.`, EXIT.notFound);
  showState(output, head);
};

export const eventLine = ({ envelope, event }: EventRecord): string =>
  `${colours.dim(String(envelope.seq).padStart(5))}  ${new Date(event.at).toISOString()}  ${colours.bold(event.type)}`;

const showState = (output: Output, head: StreamHead): void => {
  output.line();
  output.line(`State after ${head.seq} events, sha256 ${stateHash(head.state)}`);
  output.line(JSON.stringify(head.state, null, 2));
  output.value({ seq: head.seq, stateHash: stateHash(head.state), state: head.state });
};
