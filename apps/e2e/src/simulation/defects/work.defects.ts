import { TOPICS } from '@deskstream/contracts';
import type { Draft } from '@deskstream/port-event-log';
import type { VendorApi } from '@deskstream/port-vendor';
import type { WorkLedger } from '@deskstream/port-work-ledger';
import type { ServiceKind } from '../defect';
import type { PlantedDefect } from './catalogue';
import { overLog } from './over-log';

const overVendor = (vendor: VendorApi, changes: Partial<VendorApi>): VendorApi => ({
  vendor: vendor.vendor,
  perform: (...call) => vendor.perform(...call),
  readBack: (...call) => vendor.readBack(...call),
  ownership: (...call) => vendor.ownership(...call),
  ...changes,
});

const overLedger = (ledger: WorkLedger, changes: Partial<WorkLedger>): WorkLedger => ({
  takeOver: (step) => ledger.takeOver(step),
  checkpoint: (group, partition) => ledger.checkpoint(group, partition),
  claim: (request) => ledger.claim(request),
  journal: (...entry) => ledger.journal(...entry),
  postpone: (...to) => ledger.postpone(...to),
  finish: (...result) => ledger.finish(...result),
  nextDue: (...of) => ledger.nextDue(...of),
  forget: (request) => ledger.forget(request),
  stats: (group) => ledger.stats(group),
  ages: (group) => ledger.ages(group),
  ...changes,
});

const noReadBack: PlantedDefect = {
  name: 'sent again without reading back',
  violates: ['P4'],
  plant: () => ({
    vendor: (vendor) => overVendor(vendor, { readBack: () => Promise.resolve({ kind: 'absent' }) }),
  }),
};

const noOwnershipCheck: PlantedDefect = {
  name: 'ownership not read before a reply',
  violates: ['P9'],
  plant: () => ({
    vendor: (vendor) =>
      overVendor(vendor, {
        ownership: () =>
          Promise.resolve({
            kind: 'known',
            assignee: { kind: 'ai', id: 'ai-7' },
            asOf: 0,
            open: true,
          }),
      }),
  }),
};

const noIntent: PlantedDefect = {
  name: 'intent not journaled before the call',
  violates: ['P4'],
  plant: () => ({
    ledger: (kind, ledger) =>
      kind !== 'dispatcher'
        ? ledger
        : overLedger(ledger, {
            journal: (claim, entry, leaseUntil) =>
              entry.kind === 'intent'
                ? Promise.resolve('written')
                : ledger.journal(claim, entry, leaseUntil),
          }),
  }),
};

const noLease: PlantedDefect = {
  name: 'work claimed without a lease',
  violates: ['P4', 'P8'],
  plant: () => ({
    ledger: (kind, ledger) =>
      kind !== 'dispatcher'
        ? ledger
        : overLedger(ledger, {
            claim: (request) => ledger.claim({ ...request, leaseMs: 0 }),
            journal: async (claim, entry) => {
              await ledger.journal(claim, entry, 0);
              return 'written';
            },
          }),
  }),
};

const finishFirst: PlantedDefect = {
  name: 'work finished before its report is durable',
  violates: ['P3', 'P4', 'P8'],
  plant: () => ({
    log: (kind, log, { clock }) =>
      kind !== 'dispatcher'
        ? log
        : overLog(log, {
            publish: (drafts, inner) => {
              const later = clock.sleep(3_000).then(() => inner.publish(drafts));
              later.catch(() => undefined);
              return Promise.resolve([]);
            },
          }),
  }),
};

/** What was given up in doubt, parked as if nothing could have left. */
const redrivenBlindly: PlantedDefect = {
  name: 'a redrive that sends without looking first',
  violates: ['P4'],
  plant: () => ({
    redrives: true,
    log: (kind, log) =>
      kind !== 'dispatcher'
        ? log
        : overLog(log, { publish: (drafts, inner) => inner.publish(drafts.map(withoutDoubt)) }),
  }),
};

const withoutDoubt = (draft: Draft): Draft => {
  if (draft.topic !== TOPICS.deadLetters || draft.value === null) return draft;
  const data = JSON.parse(new TextDecoder().decode(draft.value)) as Record<string, unknown>;
  const { lookFrom: _lookFrom, ...rest } = data;
  return { ...draft, value: new TextEncoder().encode(JSON.stringify(rest)) };
};

/** The same report again, under an id of its own. */
const toldTwice = (name: string, teller: ServiceKind): PlantedDefect => ({
  name,
  violates: ['P2'],
  plant: () => ({
    log: (kind, log) =>
      kind !== teller
        ? log
        : overLog(log, {
            publish: (drafts, inner) =>
              inner.publish([
                ...drafts,
                ...drafts.filter(({ topic }) => topic === TOPICS.inputs).map(again),
              ]),
          }),
  }),
});

const again = (draft: Draft): Draft => ({
  ...draft,
  headers: { ...draft.headers, ce_id: `${draft.headers['ce_id'] ?? ''}-again` },
});

const early: PlantedDefect = {
  name: 'timers on a clock that runs ahead',
  violates: ['P6'],
  plant: () => ({ skewMs: { timers: 2_000 } }),
};

export const workDefects: readonly PlantedDefect[] = [
  noReadBack,
  noOwnershipCheck,
  noIntent,
  noLease,
  finishFirst,
  redrivenBlindly,
  toldTwice('an outcome reported twice', 'dispatcher'),
  toldTwice('a timer fired twice', 'timers'),
  early,
];
