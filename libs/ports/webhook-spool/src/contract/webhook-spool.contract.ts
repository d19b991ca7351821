import { hasCode } from '@deskstream/kernel';
import type { Draft } from '@deskstream/port-event-log';
import type { WebhookSpool } from '../webhook-spool.port';

/** A store under test: `spool` gives another process' view of the same spool, empty at first. */
export interface OpenedSpool {
  spool(bounds?: { readonly rows?: number; readonly bytes?: number }): WebhookSpool;
  close(): Promise<void>;
}

export const webhookSpoolContract = (name: string, open: () => Promise<OpenedSpool>): void =>
  describe(`${name} as a webhook spool`, () => {
    let opened: OpenedSpool;
    let spool: WebhookSpool;
    beforeEach(async () => {
      opened = await open();
      spool = opened.spool();
    }, 180_000);
    afterEach(() => opened.close(), 180_000);

    it('is empty at first: nothing waits, nothing is drained, append is not called', async () => {
      expect(await spool.size()).toEqual({ rows: 0, bytes: 0, oldestAt: null });
      expect(await spool.waiting(['a'])).toEqual(new Set());
      expect(await spool.drain(ALL, () => Promise.reject(new Error('called')))).toBe(0);
    });

    it('gives drafts back byte for byte', async () => {
      const strange = {
        ...draft('a/b/ключ', 'x'),
        headers: { 'x-ü': '🙂\u0000"\\', empty: '' },
        value: Uint8Array.from([0, 255, 10]),
      };
      const tombstone = { ...draft('k', ''), value: null };
      await spool.add([strange, tombstone]);
      expect(await drained(opened.spool())).toEqual([strange, tombstone]);
    });

    it('keeps the order of calls and within a call, whoever called', async () => {
      const other = opened.spool();
      await spool.add([draft('k', '1'), draft('l', '2'), draft('k', '3')]);
      await other.add([draft('k', '4')]);
      await spool.add([draft('k', '5')]);
      expect((await drained(other)).map(textOf)).toEqual(['1', '2', '3', '4', '5']);
    });

    it('loses none of many calls at once, and keeps each key in the order of its own calls', async () => {
      const replicas = [spool, opened.spool()];
      const write = async (key: string, replica: WebhookSpool): Promise<void> => {
        for (let at = 0; at < 20; at += 1) await replica.add([draft(key, `${at}`)]);
      };
      const keys = Array.from({ length: 12 }, (_, at) => `key-${at}`);
      await Promise.all(keys.map((key, at) => write(key, replicas[at % 2] ?? spool)));
      const all = await drained(spool);
      for (const key of keys)
        expect(all.filter((one) => one.key === key).map(textOf)).toEqual(
          Array.from({ length: 20 }, (_, at) => `${at}`),
        );
    });

    it('tells every process which keys wait, until they are drained', async () => {
      const other = opened.spool();
      await spool.add([draft('k', '1'), draft('l', '2')]);
      expect(await other.waiting(['k', 'm', 'l', 'k'])).toEqual(new Set(['k', 'l']));
      await other.drain({ rows: 1, bytes: 1_000 }, async () => undefined);
      expect(await spool.waiting(['k', 'm', 'l'])).toEqual(new Set(['l']));
      expect(await spool.waiting([])).toEqual(new Set());
    });

    it('answers many questions at once, each with its own keys', async () => {
      await spool.add([draft('k', '1')]);
      const asked = await Promise.all(
        Array.from({ length: 50 }, (_, at) => spool.waiting([at % 2 === 0 ? 'k' : `none-${at}`])),
      );
      expect(asked.map((found) => found.size)).toEqual(
        asked.map((_, at) => (at % 2 === 0 ? 1 : 0)),
      );
    });

    it('keeps everything when the append fails, and says why', async () => {
      await spool.add([draft('k', '1'), draft('k', '2')]);
      const failing = spool.drain(ALL, () => Promise.reject(new Error('the log is away')));
      await expect(failing).rejects.toThrow('the log is away');
      expect(await spool.size()).toMatchObject({ rows: 2 });
      expect((await drained(opened.spool())).map(textOf)).toEqual(['1', '2']);
    });

    it('hands over by rows and by bytes, one at least', async () => {
      await spool.add([draft('k', 'x'.repeat(500)), draft('k', 'y'.repeat(500)), draft('k', 'z')]);
      const batches: number[] = [];
      const note = async (rows: readonly Draft[]) => batches.push(rows.length);
      expect(await spool.drain({ rows: 10, bytes: 100 }, note)).toBe(1);
      expect(await spool.drain({ rows: 1, bytes: 9_999 }, note)).toBe(1);
      expect(await spool.drain({ rows: 10, bytes: 9_999 }, note)).toBe(1);
      expect(batches).toEqual([1, 1, 1]);
    });

    it('lets one process drain at a time, and others add and look meanwhile', async () => {
      const other = opened.spool();
      await spool.add([draft('k', '1')]);
      const removed = await spool.drain(ALL, async () => {
        expect(await other.drain(ALL, () => Promise.reject(new Error('called')))).toBe('busy');
        expect(await other.waiting(['k'])).toEqual(new Set(['k']));
        await other.add([draft('k', '2')]);
      });
      expect(removed).toBe(1);
      expect((await drained(other)).map(textOf)).toEqual(['2']);
    });

    it('refuses what goes over its bounds, whole, and takes drafts again when there is room', async () => {
      const two = opened.spool({ rows: 2 });
      await two.add([draft('k', '1')]);
      const tooMany = two.add([draft('k', '2'), draft('k', '3')]);
      await expect(tooMany).rejects.toMatchObject({ code: 'SPOOL.FULL', transient: true });
      const small = opened.spool({ bytes: 900 });
      const tooLarge = await small
        .add([draft('k', 'x'.repeat(1_000))])
        .catch((error: unknown) => error);
      expect(hasCode(tooLarge, 'SPOOL.FULL')).toBe(true);
      expect((await drained(spool)).map(textOf)).toEqual(['1']);
      await two.add([draft('k', '2'), draft('k', '3')]);
      expect(await two.size()).toMatchObject({ rows: 2 });
    });

    it('measures itself and since when the oldest waits', async () => {
      await spool.add([draft('k', '1')]);
      const first = await opened.spool().size();
      expect(first.rows).toBe(1);
      expect(first.bytes).toBeGreaterThan(0);
      expect(first.oldestAt).toEqual(expect.any(Number));
      await spool.add([draft('k', '2')]);
      expect(await spool.size()).toMatchObject({ rows: 2, oldestAt: first.oldestAt });
      await drained(spool);
      expect(await spool.size()).toEqual({ rows: 0, bytes: 0, oldestAt: null });
    });
  });

const ALL = { rows: 1_000, bytes: 10_000_000 };

const draft = (key: string, text: string): Draft => ({
  topic: 'webhooks',
  key,
  headers: { ce_id: `${key}-${text.slice(0, 5)}` },
  value: new TextEncoder().encode(text),
});

const textOf = ({ value }: Draft): string => new TextDecoder().decode(value ?? new Uint8Array());

const drained = async (spool: WebhookSpool): Promise<readonly Draft[]> => {
  const all: Draft[] = [];
  await spool.drain(ALL, async (rows) => {
    all.push(...rows.map((row) => ({ ...row, value: row.value && Uint8Array.from(row.value) })));
  });
  return all;
};
