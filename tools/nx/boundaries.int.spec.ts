import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

type Import = readonly [file: string, imported: string];

const forbidden: readonly Import[] = [
  ['libs/kernel/src/new.ts', '@deskstream/contracts'],
  ['libs/conversation/domain/src/new.ts', '@deskstream/port-event-log'],
  ['libs/conversation/domain/src/new.ts', '@nestjs/common'],
  ['libs/ports/event-log/src/new.ts', '@deskstream/platform-kafka'],
  ['libs/contracts/src/new.ts', '@deskstream/adapter-event-log-memory'],
  ['libs/adapters/vendor-intercom/src/new.ts', '@deskstream/adapter-vendor-front'],
  ['libs/adapters/vendor-intercom/src/new.spec.ts', '@deskstream/adapter-vendor-front'],
  ['libs/platform/worker/src/new.ts', '@deskstream/adapter-stores-memory'],
  ['libs/testing/harness/src/new.ts', '@deskstream/adapter-event-log-kafka'],
  ['libs/composition/src/new.ts', '@deskstream/testing-harness'],
  ['apps/dedup/src/new.ts', '@deskstream/dispatch-domain'],
  ['apps/ingress/src/new.ts', '@deskstream/conversation-read-models'],
  ['libs/dispatch/domain/src/new.ts', '@deskstream/conversation-domain'],
  ['apps/console/src/new.ts', '@deskstream/platform-config'],
];

const allowed: readonly Import[] = [
  ['libs/contracts/src/new.ts', '@deskstream/conversation-domain'],
  ['libs/platform/worker/src/new.spec.ts', '@deskstream/adapter-stores-memory'],
  ['libs/adapters/vendor-intercom/src/new.spec.ts', '@deskstream/testing-harness'],
  ['apps/vendor-dispatcher/src/new.ts', '@deskstream/conversation-domain'],
  ['apps/console/src/new.ts', '@deskstream/conversation-read-models'],
  ['apps/dedup/src/new.ts', '@deskstream/composition'],
];

describe('who may import whom (docs/adr/0012)', () => {
  const judgedOf = new Map<Import, readonly string[]>();

  beforeAll(() => {
    const all = [...forbidden, ...allowed];
    const judge = join(import.meta.dirname, 'judge-imports.mjs');
    const input = JSON.stringify(all);
    const { stdout, stderr } = spawnSync(process.execPath, [judge], { input, encoding: 'utf8' });
    if (stdout === '') throw new Error(stderr);
    const judged = JSON.parse(stdout) as readonly (readonly string[])[];
    all.forEach((one, at) => judgedOf.set(one, judged[at] ?? []));
  });

  it.each(forbidden)('%s may not import %s', (...one) => {
    expect(of(forbidden, one)).toHaveLength(1);
  });

  it.each(allowed)('%s may import %s', (...one) => {
    expect(of(allowed, one)).toEqual([]);
  });

  const of = (list: readonly Import[], [file, imported]: Import): readonly string[] => {
    const found = list.find((one) => one[0] === file && one[1] === imported);
    return (found && judgedOf.get(found)) ?? ['not judged'];
  };
});
