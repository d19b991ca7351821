import { createPostgresEventLog } from '../postgres-event-log';

/** A process of its own for the kill tests: copies `in` to `out`. Says `ready`, `handling`, `closed` and the codes of errors; may hold its first batch. */
interface CopierOptions {
  readonly url: string;
  readonly schema: string;
  readonly fencing: boolean;
  /** Keeps the first batch in the handler until a line arrives on stdin. */
  readonly hold: boolean;
}

const { url, schema, fencing, hold } = JSON.parse(process.argv[2] ?? '{}') as CopierOptions;
const released = hold
  ? new Promise<void>((resolve) => process.stdin.once('data', () => resolve()))
  : Promise.resolve();
const say = (word: string) => process.stdout.write(`${word}\n`);

const log = createPostgresEventLog({ url, schema, fencing, sessionMs: 500, backoffMs: 5 });
const processing = await log.process({
  group: 'copier',
  topic: 'in',
  maxBatch: 5,
  onLaneError: (error) =>
    say(typeof error === 'object' && error && 'code' in error ? String(error.code) : 'failed'),
  openLane: async ({ signal }) => {
    // After the error, if there is one.
    signal.addEventListener('abort', () => setImmediate(() => say('closed')), { once: true });
    return {
      handle: async (batch) => {
        if (hold) say('handling');
        await released;
        return batch.map(({ key, headers, value }) => ({ topic: 'out', key, headers, value }));
      },
    };
  },
});
await processing.ready();
say('ready');
