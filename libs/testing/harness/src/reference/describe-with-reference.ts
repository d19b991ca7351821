import { sharedReference } from './shared-reference';

/** `tests` get the folder of the vendors' documents; where it is absent, one skipped test says so. */
export const describeWithReference = (name: string, tests: (vendors: string) => void): void => {
  const shared = sharedReference();
  if (shared === null)
    describe.skip(`${name} (skipped: reference data absent)`, () =>
      it('needs it', () => undefined));
  else describe(name, () => tests(`${shared}/vendors`));
};
