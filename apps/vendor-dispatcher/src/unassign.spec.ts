import type { ConversationEvent } from '@deskstream/conversation-domain';
import { play } from './testing/play';
import { UnreliableVendor } from './testing/unreliable-vendor';

const unassign: ConversationEvent = { type: 'UnassignRequested', data: {} };

describe('an unassign', () => {
  it('counts once it was read back', async () => {
    const { reports } = await play([unassign], new UnreliableVendor());
    expect(reports[0]).toMatchObject({
      result: { kind: 'delivered', assignee: { kind: 'nobody' } },
    });
  });

  it('that a rule undoes is repeated within bounds (S016)', async () => {
    const vendor = new UnreliableVendor();
    vendor.rules = 1;
    const { reports, executed } = await play([unassign], vendor);
    expect(executed).toHaveLength(2);
    expect(reports[0]).toMatchObject({ result: { kind: 'delivered' } });
  });

  it('that a rule undoes every time ends as contested, with who did it (S077)', async () => {
    const vendor = new UnreliableVendor();
    vendor.rules = 99;
    const { reports, executed } = await play([unassign], vendor);
    expect(executed).toHaveLength(3);
    expect(reports[0]).toMatchObject({ result: { kind: 'contested', by: 'rule 7' } });
  });

  it.each([
    ['contested when a rule undoes it 500 ms later: the read-back waits for it', 500, 'contested'],
    ['confirmed when nothing undoes it within the guard window', 5_000, 'delivered'],
  ])('is %s (S033)', async (_what, ruleAfterMs, kind) => {
    const vendor = new UnreliableVendor();
    vendor.ruleAfterMs = ruleAfterMs;
    const { reports } = await play([unassign], vendor);
    expect(reports[0]).toMatchObject({ result: { kind } });
  });

  it('never takes the conversation from a person', async () => {
    const vendor = new UnreliableVendor();
    vendor.owner = { kind: 'teammate', id: 'a7' };
    const { executed } = await play([unassign], vendor);
    expect(executed).toHaveLength(0);
  });
});
