import type { Draft } from '@deskstream/port-event-log';
import type { PlantedDefect } from './catalogue';
import { overLog } from './over-log';

const nowhere = (drafts: readonly Draft[]) =>
  drafts.map(({ topic }) => ({ topic, partition: 0, offset: 0 }));

const keyBeforeAppend: PlantedDefect = {
  name: 'idempotency key written before the append',
  violates: ['P1'],
  plant: () => {
    const seen = new Set<string>();
    return {
      log: (kind, log) =>
        kind !== 'ingress'
          ? log
          : overLog(log, {
              publish: (drafts, inner) => {
                const ids = drafts.map(({ headers }) => headers['ce_deliveryid'] ?? '');
                if (ids.every((id) => seen.has(id))) return Promise.resolve(nowhere(drafts));
                for (const id of ids) seen.add(id);
                return inner.publish(drafts);
              },
            }),
    };
  },
};

const lostAppend: PlantedDefect = {
  name: 'a refused append is answered 200',
  violates: ['P1'],
  plant: () => ({
    log: (kind, log) =>
      kind !== 'ingress'
        ? log
        : overLog(log, {
            publish: (drafts, inner) => inner.publish(drafts).catch(() => nowhere(drafts)),
          }),
  }),
};

const offsetBeforeAppend: PlantedDefect = {
  name: 'offset committed before the append',
  violates: ['P1', 'P3'],
  plant: () => ({
    log: (kind, log) =>
      kind !== 'dedup'
        ? log
        : overLog(log, {
            handle: async (batch, handler, inner) => {
              const drafts = await handler.handle(batch);
              if (drafts.length > 0) inner.publish(drafts).catch(() => undefined);
              return [];
            },
          }),
  }),
};

const nobodyRemembers: PlantedDefect = {
  name: 'dedup rebuilds nothing and the fold ignores nothing',
  violates: ['P2', 'P6'],
  plant: () => ({
    log: (kind, log) => {
      if (kind === 'dedup') return overLog(log, { readTopic: nothing });
      if (kind !== 'decide') return log;
      return overLog(log, {
        handle: (batch, handler) =>
          Promise.resolve(
            handler.handle(
              batch.map((record) => ({
                ...record,
                headers: {
                  ...record.headers,
                  ce_id: `${record.headers['ce_id'] ?? ''}@${record.offset}`,
                },
              })),
            ),
          ),
      });
    },
  }),
};

async function* nothing() {
  // Not one record.
}

export const intakeDefects: readonly PlantedDefect[] = [
  keyBeforeAppend,
  lostAppend,
  offsetBeforeAppend,
  nobodyRemembers,
];
