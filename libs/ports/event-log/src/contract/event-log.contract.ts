import type { ContractOptions, OpenedLog } from './fixture';
import { deliveryTests } from './delivery.tests';
import { lifecycleTests } from './lifecycle.tests';
import { ownershipTests } from './ownership.tests';
import { storageTests } from './storage.tests';
import { Bench } from './support';

export type Scenario = (rule: string, run: (bench: Bench) => Promise<void>) => void;

/**
 * What every adapter of the event log must keep. `open` gives a log of its own for the whole suite;
 * each rule works on topics and groups of its own. Nothing depends on timing: rules wait for conditions.
 */
export const eventLogContract = (
  name: string,
  open: () => Promise<OpenedLog>,
  options: ContractOptions = {},
): void =>
  describe(`${name} as an event log`, () => {
    let opened: OpenedLog;
    beforeAll(async () => {
      opened = await open();
    }, 360_000);
    afterAll(() => opened.close(), 360_000);

    const patience = 6 * (options.patienceMs ?? 20_000);
    const scenario: Scenario = (rule, run) =>
      it(
        rule,
        async () => {
          const bench = new Bench(opened, options);
          try {
            await run(bench);
          } finally {
            await bench.end();
          }
        },
        patience,
      );

    storageTests(scenario);
    deliveryTests(scenario);
    ownershipTests(scenario);
    lifecycleTests(scenario);
  });
