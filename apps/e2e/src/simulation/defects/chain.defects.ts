import type { Draft } from '@deskstream/port-event-log';
import type { PlantedDefect } from './catalogue';
import { overLog } from './over-log';

const fenceOff: PlantedDefect = {
  name: 'no fence: a former owner may commit',
  violates: ['P5', 'P2'],
  plant: () => ({ fencing: false }),
};

/** Changes what the orchestrator appends. */
const decided = (
  name: string,
  change: (drafts: readonly Draft[]) => readonly Draft[],
): PlantedDefect => ({
  name,
  violates: ['P5'],
  plant: () => ({
    log: (kind, log) =>
      kind !== 'decide'
        ? log
        : overLog(log, { handle: async (batch, handler) => change(await handler.handle(batch)) }),
  }),
});

const swapped = decided('two events of a conversation swapped', (drafts) => {
  const [first, second, ...rest] = drafts;
  return first && second && first.key === second.key ? [second, first, ...rest] : drafts;
});

const brokenHash = decided('hash chain over the wrong event', (drafts) =>
  drafts.map((draft) =>
    draft.headers['ce_seq'] === '3'
      ? { ...draft, headers: { ...draft.headers, ce_prevhash: 'f'.repeat(64) } }
      : draft,
  ),
);

const dropped = decided('one event of a decision dropped', (drafts) =>
  drafts.filter(({ headers }) => headers['ce_type'] !== 'TimerFired'),
);

const checkpointFirst: PlantedDefect = {
  name: 'index checkpoint moved before its rows',
  violates: ['P8', 'P3', 'P5'],
  plant: () => ({
    index: (kind, index) =>
      kind !== 'index'
        ? index
        : {
            write: async (step) => {
              const outcome = await index.write({ ...step, rows: [] });
              if (outcome === 'written') await index.write({ ...step, from: step.to });
              return outcome;
            },
            checkpoint: (partition) => index.checkpoint(partition),
            readStream: (key, fromSeq) => index.readStream(key, fromSeq),
            reset: (partition) => index.reset(partition),
          },
  }),
};

export const chainDefects: readonly PlantedDefect[] = [
  fenceOff,
  swapped,
  brokenHash,
  dropped,
  checkpointFirst,
];
