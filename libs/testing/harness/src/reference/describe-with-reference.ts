import { sharedReference } from './shared-reference';

/** `tests` get the folder of the vendors' documents; where it is absent, one test to be done says so. */
export const describeWithReference = (name: string, tests: (vendors: string) => void): void => {
  const shared = sharedReference();
  describe(name, () =>
    shared === null
      ? it.todo('needs the reference data, which is absent')
      : tests(`${shared}/vendors`),
  );
};
