import { describe, expect, it } from '@jest/globals';
import { checkHistory } from '@deskstream/testing-simulation';
import { atRest, observe } from './observe';
import { startProduct } from './product';
import { leaksOf, playTakeovers } from './takeover';
import type { Vendor } from './workspace';

/** `TAKEOVERS=20000` by hand; `SEED` repeats a run's moments. */
const tries = Number(process.env['TAKEOVERS'] ?? 1_000);
const seed = Number(process.env['SEED'] ?? 1);

const waits = { web: 30, email: 30, chat: 30, sms: 30, phone: 30 };

/** Real seconds, and no request is given up because the machine is busy. */
const CALM = { speed: 1, vendorTimeoutMs: 20_000 };

describe(`a person takes over at a random moment, ${tries} times a vendor (seed ${seed})`, () => {
  it.each<Vendor>(['intercom', 'hubspot', 'front'])(
    'on %s nothing of the AI reaches the customer afterwards (S080, S091)',
    async (vendor) => {
      const product = await startProduct({ ...CALM, rules: { waitMs: waits } });
      try {
        const played = await playTakeovers(product, vendor, { tries, seed, together: 20 });
        const liveness = await atRest(product);
        const { leaks, answered, crossed } = await leaksOf(product, vendor, played);
        expect(leaks).toEqual([]);
        expect(answered).toBeGreaterThan(0);
        expect(answered).toBeLessThan(tries);
        expect(crossed).toBeLessThanOrEqual(answered);
        expect(checkHistory(observe(product, liveness))).toEqual([]);
      } finally {
        await product.stop();
      }
    },
    180_000 + tries * 300,
  );
});
