import type { ConversationEvent } from '@deskstream/conversation-domain';
import { AI, reply } from './testing/desk';
import { play } from './testing/play';
import { UnreliableVendor, vendorThat } from './testing/unreliable-vendor';
import type { Misbehaviour } from './testing/unreliable-vendor';

const recall: ConversationEvent = {
  type: 'DispatchRecalled',
  data: { commandId: 'ev-c1-1', because: 'a teammate replied' },
};

describe('a reply', () => {
  it('is sent once and reported once', async () => {
    const { reports, told, executed } = await play([reply], new UnreliableVendor());
    expect(executed).toHaveLength(1);
    expect(told).toBe(1);
    expect(reports[0]).toMatchObject({
      commandId: 'ev-c1-1',
      result: { kind: 'delivered', vendorMessageId: 'p1', foundByReadBack: false },
    });
  });

  it('whose answer was lost is found by reading back, not sent again', async () => {
    const { reports, executed } = await play([reply], vendorThat('answer-lost'));
    expect(executed).toHaveLength(1);
    expect(reports[0]).toMatchObject({ result: { kind: 'delivered', foundByReadBack: true } });
  });

  it('that surely did not arrive is sent again', async () => {
    const vendor = vendorThat('failed-before', 'throttled', 'unreachable');
    const { reports, executed } = await play([reply], vendor);
    expect(executed).toHaveLength(1);
    expect(reports[0]).toMatchObject({ result: { kind: 'delivered' } });
  });

  it('that the vendor refuses for good is reported, and never repeated', async () => {
    const { reports, executed } = await play([reply], vendorThat('rejected'));
    expect(executed).toHaveLength(0);
    expect(reports[0]).toMatchObject({ result: { kind: 'failed', code: 'parameter_invalid' } });
  });

  it('is given up in bounded time while the vendor is away', async () => {
    const vendor = vendorThat(...Array.from({ length: 500 }, () => 'unreachable' as const));
    const { reports, executed } = await play([reply], vendor);
    expect(executed).toHaveLength(0);
    expect(reports[0]).toMatchObject({ result: { kind: 'failed', code: 'DISPATCH.GAVE_UP' } });
  });

  it('is withheld when a person owns the conversation right before it is sent', async () => {
    const vendor = new UnreliableVendor();
    vendor.owner = { kind: 'teammate', id: 'a7' };
    const { reports, executed } = await play([reply], vendor);
    expect(executed).toHaveLength(0);
    expect(reports[0]).toMatchObject({ result: { kind: 'withheld', assignee: { id: 'a7' } } });
  });

  it('once withheld stays withheld, wherever the process dies and whoever leaves meanwhile', async () => {
    const owned = (): UnreliableVendor => {
      const vendor = new UnreliableVendor();
      vendor.owner = { kind: 'teammate', id: 'a7' };
      return vendor;
    };
    const { awaits } = await play([reply], owned());
    for (let crashAt = 1; crashAt <= Math.min(awaits, 80); crashAt += 1) {
      const vendor = owned();
      const meanwhile = () => void (vendor.owner = AI);
      const { reports, executed } = await play([reply], vendor, { crashAt, meanwhile });
      const kinds = reports.map((data) => (data as { result: { kind: string } }).result.kind);
      expect([crashAt, kinds, executed.length]).toEqual([
        crashAt,
        [executed.length === 1 ? 'delivered' : 'withheld'],
        executed.length,
      ]);
    }
  });

  it('that the log recalled before it left is withheld', async () => {
    const { reports, executed } = await play([reply, recall], new UnreliableVendor());
    expect(executed).toHaveLength(0);
    expect(reports[0]).toMatchObject({
      result: { kind: 'withheld', because: 'a teammate replied' },
    });
  });

  it.each([[[]], [['answer-lost']], [['failed-before']], [['throttled']]] as Misbehaviour[][][])(
    'is executed and reported exactly once, wherever the process dies (%j)',
    async (plan) => {
      const { awaits } = await play([reply], vendorThat(...plan));
      for (let crashAt = 1; crashAt <= Math.min(awaits, 80); crashAt += 1) {
        const { reports, executed } = await play([reply], vendorThat(...plan), { crashAt });
        expect([crashAt, executed.length, reports.length]).toEqual([crashAt, 1, 1]);
        expect(reports[0]).toMatchObject({ result: { kind: 'delivered' } });
      }
    },
  );
});
