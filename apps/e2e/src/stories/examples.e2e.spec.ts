import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { systemClock } from '@deskstream/kernel';
import type { FrontDoor } from './door';
import { openDoor } from './door';
import type { Example } from './examples';
import { EXAMPLE_IDS, loadExamples, withExtras } from './examples';
import { EXPECTED } from './examples.expected';
import { post } from './sign';

const examples = loadExamples();

/** Answered, and nothing is kept. */
const VALIDATIONS = new Set(['ping', 'sync']);

(examples === null ? describe.skip : describe)(
  `every recorded webhook, posted as its vendor posts it${examples === null ? ' (skipped: reference data absent)' : ''}`,
  () => {
    let door: FrontDoor;

    beforeAll(async () => {
      door = await openDoor({
        connectionOf: (vendor, workspace, url) => ({
          ...EXAMPLE_IDS[vendor],
          publicWebhookUrl: `${url}/webhooks/${vendor}/${workspace}`,
        }),
      });
    });

    afterAll(() => door.stop());

    const inputsOf = async (workspace: string, { vendor, name }: Example, payload: unknown) => {
      const family = name.startsWith('rule/') ? '/rule' : '';
      const url = `${door.url}/webhooks/${vendor}/${workspace}${family}`;
      const body = JSON.stringify(payload);
      const challenge = name === 'sync' ? { 'x-front-challenge': 'challenge' } : {};
      const signed = { url, publicUrl: url, body, now: systemClock.now() };
      const { status } = await post(vendor, signed, challenge);
      expect(status).toBe(200);
      expect(door.accepted(workspace) > 0).toBe(!VALIDATIONS.has(name));
      return door.inputsOf(workspace);
    };

    it.each(
      (examples ?? []).map((each, nth) => [`${each.vendor}/${each.name}`, each, nth] as const),
    )(
      '%s ends as its input, or as a told drop, also with unknown fields at every level (S106, S107)',
      async (path, example, nth) => {
        expect(await inputsOf(`plain-${nth}`, example, example.payload)).toEqual(EXPECTED[path]);
        expect(await inputsOf(`grown-${nth}`, example, withExtras(example.payload))).toEqual(
          EXPECTED[path],
        );
      },
    );
  },
);
